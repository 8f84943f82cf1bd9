/**
 * Reads one spreadsheet and tells, as JSON, how long it took, the most memory the process held, and
 * what it kept for each row already read beyond that row's facts. Started with `--expose-gc`.
 */
import { readFileSync } from 'node:fs';
import { understand } from '@doorstep/sheets';

const [file = '', rowsGiven = '0'] = process.argv.slice(2);
const rows = Number(rowsGiven);
const bytes = new Uint8Array(readFileSync(file));
const collect = globalThis.gc;
if (!collect) throw new Error('start with --expose-gc');

const heapBytes = (): number => {
  collect();
  return process.memoryUsage().heapUsed;
};

const start = process.hrtime.bigint();
understand({ name: file, bytes }, { today: '2020-02-20' });
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
const peakMegabytes = process.resourceUsage().maxRSS / 1024;

const marks: { rows: number; bytes: number }[] = [];
const measured = understand(
  { name: file, bytes },
  {
    today: '2020-02-20',
    onProgress: (progress) => {
      if (progress.rows % 10_000 === 0) marks.push({ rows: progress.rows, bytes: heapBytes() });
    },
  },
);
const [first, last] = [marks[0]!, marks.at(-1)!];
const growth = (last.bytes - first.bytes) / (last.rows - first.rows);
const before = heapBytes();
const facts = structuredClone({ people: measured.people, households: measured.households });
const factBytesPerRow = (heapBytes() - before) / rows;
if (facts.people.length !== rows) throw new Error('not everybody was understood');
const keptBytesPerRow = Math.max(0, growth - factBytesPerRow);
process.stdout.write(
  JSON.stringify({ seconds, peakMegabytes, keptBytesPerRow, factBytesPerRow, growth }),
);
