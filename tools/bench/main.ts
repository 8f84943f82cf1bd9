/**
 * `npm run bench [-- name …] [--entries N] [--villages N] [--seeds a,b]`: every figure beside its bound, as JSON on stdout;
 * progress on stderr. Exit code 1 when a bound is not met.
 */
import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import type { Result } from './report';
import { benchBrief } from './brief';
import { benchDemo } from './demo';
import { benchDesk } from './desk';
import { benchExport } from './export';
import { benchFirstSync } from './first-sync';
import { benchFold } from './fold';
import { benchImport } from './import';
import { benchPhone } from './phone';
import { benchRefold } from './refold';
import { benchScale } from './scale';
import { benchServer } from './server';
import { benchSheets } from './sheets';
import { benchTable } from './table';

const { values, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: {
    entries: { type: 'string', default: '1000000' },
    villages: { type: 'string', default: '189' },
    seeds: { type: 'string', default: 'doorstep' },
  },
});
const entries = Number(values.entries);
const demo = { villages: Number(values.villages), seeds: values.seeds.split(',') };

const BENCHES: Record<string, () => Result[] | Promise<Result[]>> = {
  fold: benchFold,
  server: benchServer,
  phone: benchPhone,
  sheets: benchSheets,
  refold: benchRefold,
  scale: () => benchScale(entries),
  'first-sync': benchFirstSync,
  import: benchImport,
  desk: benchDesk,
  export: benchExport,
  table: benchTable,
  demo: () => benchDemo(demo),
  brief: () => benchBrief(entries),
};

const unknown = asked.find((name) => !(name in BENCHES));
if (unknown || !(entries >= 10_000) || !(demo.villages >= 2)) {
  const names = Object.keys(BENCHES).join(', ');
  process.stderr.write(
    `${names}; --entries at least 10000, --villages at least 2, --seeds by commas\n`,
  );
  process.exit(2);
}

const results: Result[] = [];
for (const [name, run] of Object.entries(BENCHES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  process.stderr.write(`${name} …\n`);
  results.push(...(await run()));
}
const machine = {
  cores: cpus().length,
  cpu: cpus()[0]?.model ?? '',
  memory_gb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  /** Means over 1, 5 and 15 minutes: above the number of cores others were at work. */
  load: loadavg()
    .map((load) => Number(load.toFixed(1)))
    .join(' '),
};
process.stdout.write(`${JSON.stringify({ machine, results }, null, 2)}\n`);
process.exitCode = results.some((one) => one.met === false) ? 1 : 0;
