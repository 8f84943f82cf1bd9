/** What is thought of the ledgers of a product: by the independent program, and by the product itself. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Compared } from './compare/compare';
import type { Product } from './product';
import { within } from './within';

const COMPARE = fileURLToPath(new URL('compare/main.ts', import.meta.url));
const COMPARE_MS_MAX = 300_000;

export interface Verified {
  sound: boolean;
  ledgers: number;
  entries: number;
  findings: unknown[];
}

/** Runs the comparison in a process of its own; it fails where something is wrong, and says what. */
function outputOf(folder: string, databaseUrl: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', COMPARE, folder], {
      env: { ...process.env, DATABASE_URL: databaseUrl },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.once('close', () =>
      said ? resolve(said) : reject(new Error('the comparison said nothing')),
    );
  });
}

/** Compares the ledgers with the journals in a folder. */
export async function compared(product: Product, journals: string): Promise<Compared> {
  const said = outputOf(journals, product.databaseUrl());
  return JSON.parse(await within(COMPARE_MS_MAX, 'comparing', said)) as Compared;
}

/** `doorstep verify`: chains, figures, lists of what is owed, keys. */
export async function verified(product: Product): Promise<Verified> {
  const { stdout, stderr } = await product.server.doorstep('verify', '--json');
  if (!stdout) throw new Error(`verify said nothing: ${stderr}`);
  return JSON.parse(stdout) as Verified;
}
