/** Several writers at once in four villages of as many counties, two of them shared. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dice } from '@doorstep/scenario';
import { openJournal } from './journal';
import type { Product } from './product';
import { Stock } from './stock';
import { signIn, Writer } from './writer';

const PLACES = new URL('../../apps/server/data/places/yanbian.csv', import.meta.url);
const COUNTY_DIGITS = 6;
/** Which of the four villages each writer is in. */
const SEATS = [0, 0, 1, 1, 2, 3];
const POLL_MS = 5;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Four villages in counties of their own. */
function villagesOf(seed: string, crew: number): string[] {
  const rows = readFileSync(PLACES, 'utf8').split('\n');
  const codes = rows.flatMap((row) => (row.includes(',village,') ? [row.split(',')[0]!] : []));
  const shuffled = dice(`${seed}/villages/${crew}`).shuffled(codes);
  const ofCounty = new Map(shuffled.map((code) => [code.slice(0, COUNTY_DIGITS), code]));
  return [...ofCounty.values()].slice(0, Math.max(...SEATS) + 1);
}

export interface CrewDeps {
  seed: string;
  /** Which crew of this run, from 0: each has villages of its own. */
  number: number;
  product: Product;
  journals: string;
  onFailure: (answer: string) => void;
}

export class Crew {
  private isOver = true;

  private constructor(private readonly writers: readonly Writer[]) {}

  /** Signs everybody in. */
  static async assemble(deps: CrewDeps): Promise<Crew> {
    const { seed, number, product, journals, onFailure } = deps;
    const villages = villagesOf(seed, number);
    const links = await product.links(SEATS.map((seat) => villages[seat]!));
    const writers: Writer[] = [];
    for (const [i, link] of links.entries()) {
      const signedIn = await signIn(link);
      writers.push(
        new Writer({
          signedIn,
          stock: new Stock(`${seed}/${number}/${i}`, signedIn.session),
          journal: openJournal(join(journals, `${number}-${i}.ndjson`)),
          dice: dice(`${seed}/writer/${number}/${i}`),
          baseUrls: () => product.baseUrls(),
          onFailure: ({ status, code }) => onFailure(`${status} ${code}`),
        }),
      );
    }
    return new Crew(writers);
  }

  /** Everybody pushes until `rest`; resolves when the last has all receipts. */
  async work(): Promise<void> {
    this.isOver = false;
    await Promise.all(this.writers.map((writer) => writer.work(() => this.isOver)));
  }

  rest(): void {
    this.isOver = true;
  }

  /** Waits for so many more receipts. */
  async grown(by: number): Promise<void> {
    const all = (): number => this.writers.reduce((sum, one) => sum + one.acknowledged, 0);
    const wanted = all() + by;
    while (all() < wanted) await pause(POLL_MS);
  }

  /**
   * Waits until everybody has got receipts for a push begun after `sinceMs` (performance time).
   * @param check called meanwhile: throws when that will never be
   */
  async served(sinceMs: number, check: () => void): Promise<void> {
    while (this.writers.some((one) => one.servedSinceMs < sinceMs)) {
      check();
      await pause(POLL_MS);
    }
  }
}
