/**
 * Writes a long table once, dropping each piece as a stream does, and says what it kept meanwhile
 * beside the rows themselves: `main.ts FORMAT ROWS`, with `--expose-gc`.
 */
import { tableCsv, tableXlsx } from '@doorstep/sheets';
import { tableOf } from './rows';

const [format, rows] = process.argv.slice(2);
const { file } = tableOf(Number(rows));
const GC_EVERY = 16;

function held(): number {
  globalThis.gc!();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

// Once before it is measured: what is compiled and cached by then stays whatever is written.
const write = format === 'xlsx' ? tableXlsx : tableCsv;
for (const piece of write(file)) void piece;
const before = held();
let bytes = 0;
let pieces = 0;
let most = 0;
for (const { length } of write(file)) {
  bytes += length;
  pieces += 1;
  if (pieces % GC_EVERY === 0) most = Math.max(most, held() - before);
}
process.stdout.write(JSON.stringify({ bytes, pieces, keptBytes: most }));
