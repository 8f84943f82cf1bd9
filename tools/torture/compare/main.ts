/**
 * Holds ledgers against journals: `tsx tools/torture/compare/main.ts FOLDER`, with the database in
 * `DATABASE_URL` and journals (`*.ndjson`) in FOLDER. Prints what it found as JSON; exit code 1
 * when something is wrong. Shares no code with the product: plain SQL, its own hash and text form.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { LineSchema, type Line } from '../journal';
import { compare } from './compare';
import { readLedgers } from './rows';

const LinesSchema = v.array(LineSchema);

function journals(folder: string): Line[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ndjson'))
    .flatMap((name) => {
      const lines = readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean);
      return v.parse(
        LinesSchema,
        lines.map((line) => JSON.parse(line) as unknown),
      );
    });
}

const [folder] = process.argv.slice(2);
const { DATABASE_URL } = process.env;
if (!folder || !DATABASE_URL) {
  process.stderr.write('usage: DATABASE_URL=postgres://… compare FOLDER\n');
  process.exit(2);
}
const compared = compare(await readLedgers(DATABASE_URL), journals(folder));
process.stdout.write(`${JSON.stringify(compared)}\n`);
process.exitCode = compared.wrong.length > 0 ? 1 : 0;
