/** Entries for one writer to send: what the people of an invented village record, written now. */
import { localInstant, type Entry } from '@doorstep/ledger';
import { generateLedger } from '@doorstep/scenario';
import type { Session, SubjectKey } from '@doorstep/sync';

const HOUSEHOLDS = 6;
const ENTRIES = 240;

export interface Batch {
  entries: Entry[];
  /** Of every sealed part in them. */
  keys: SubjectKey[];
}

export class Stock {
  private entries: Entry[] = [];
  private keys = new Map<string, SubjectKey>();
  private n = 0;
  private villages = 0;

  /** The same seed gives the same facts; ids are its own as long as seeds are. */
  constructor(
    private readonly seed: string,
    private readonly session: Session,
  ) {}

  /** The next entries, in order. */
  async take(count: number): Promise<Batch> {
    if (this.entries.length < count) await this.invent();
    const entries = this.entries.splice(0, count).map((entry) => this.written(entry));
    const keyIds = entries.flatMap(({ sealed = {} }) => Object.values(sealed).map(({ k }) => k));
    return { entries, keys: [...new Set(keyIds)].map((k) => this.keys.get(k)!) };
  }

  private async invent(): Promise<void> {
    this.villages += 1;
    const { place } = this.session;
    const invented = await generateLedger(`${this.seed}/${this.villages}`, {
      place,
      households: HOUSEHOLDS,
      entries: ENTRIES,
      cryptography: crypto.subtle,
    });
    this.entries.push(...invented.stored.map(({ entry }) => entry));
    for (const key of invented.keys) this.keys.set(key.k, key);
  }

  private written({ happened: _, ...entry }: Entry): Entry {
    const { account, device } = this.session;
    this.n += 1;
    const at = localInstant(Date.now());
    return { ...entry, at, by: account, device: `${device}/1`, n: this.n };
  }
}
