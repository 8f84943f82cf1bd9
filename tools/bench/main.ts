/**
 * `npm run bench [-- name …]`: every figure beside its bound, as JSON on stdout; progress on stderr.
 * Exit code 1 when a bound is not met.
 */
import { cpus, totalmem } from 'node:os';
import type { Result } from './report';
import { benchFold } from './fold';
import { benchPhone } from './phone';
import { benchServer } from './server';

const BENCHES: Record<string, () => Result[] | Promise<Result[]>> = {
  fold: benchFold,
  server: benchServer,
  phone: benchPhone,
};

const asked = process.argv.slice(2).filter((arg) => !arg.startsWith('-'));
const unknown = asked.find((name) => !(name in BENCHES));
if (unknown) {
  process.stderr.write(`no benchmark ${unknown}; there are ${Object.keys(BENCHES).join(', ')}\n`);
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
};
process.stdout.write(`${JSON.stringify({ machine, results }, null, 2)}\n`);
process.exitCode = results.some((one) => one.met === false) ? 1 : 0;
