/**
 * Reads one spreadsheet and tells, as JSON, how long it took, the most memory the process held, and
 * what it kept for each row already read beyond that row's facts. Started with `--expose-gc`.
 */
import { readFileSync } from 'node:fs';
import { understand, type Understanding } from '@doorstep/sheets';

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

/** Everything held at the last row against what is left of it once only the facts are: its own objects. */
const empty = heapBytes();
let atLastRow = empty;
let facts: Pick<Understanding, 'people' | 'households'> | undefined = understand(
  { name: file, bytes },
  {
    today: '2020-02-20',
    onProgress: (progress) => {
      if (progress.rows === rows) atLastRow = heapBytes();
    },
  },
);
if (facts.people.length !== rows || atLastRow === empty) throw new Error('not everybody was read');
facts = { people: facts.people, households: facts.households };
const withFacts = heapBytes();
facts = undefined;
const factBytesPerRow = (withFacts - heapBytes()) / rows;
const keptBytesPerRow = Math.max(0, (atLastRow - empty) / rows - factBytesPerRow);
process.stdout.write(JSON.stringify({ seconds, peakMegabytes, keptBytesPerRow, factBytesPerRow }));
