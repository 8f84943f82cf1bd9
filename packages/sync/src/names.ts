/**
 * Names beside the state: opens sealed parts on the reader's device and says what is known of whom.
 * Each field comes from the latest fact in force that states it; corrected and voided versions say
 * nothing. The fold never sees any of this.
 */
import { itemOf, resolve, type Entry, type Item, type Sealed, type Stored } from '@doorstep/ledger';
import type { Cryptography } from './ports';
import { importSubjectKey, unseal, type Identity, type Opened } from './seal';
import type { SubjectKey } from './wire';

export class Names {
  private readonly cryptoKeys = new Map<string, Promise<CryptoKey>>();
  private readonly opened = new Map<string, Opened>();

  constructor(
    private readonly cryptography: Cryptography,
    private readonly keyById: (k: string) => SubjectKey | undefined,
  ) {}

  /** All sealed parts of one entry, by subject. */
  async open(entry: Entry): Promise<Record<string, Opened>> {
    const parts = Object.entries(entry.sealed ?? {});
    const opened = await Promise.all(
      parts.map(([subject, sealed]) => this.openPart(subject, sealed)),
    );
    return Object.fromEntries(parts.map(([subject], i) => [subject, opened[i]!]));
  }

  /** What the entries say of one subject. */
  async identity(subject: string, stored: readonly Stored[]): Promise<Identity> {
    const about = stored.filter(({ entry }) => entry.subjects.includes(subject));
    return this.identityFrom(subject, about.map(itemOf));
  }

  /** What the entries say of every subject of whom something sealed is known. */
  async identities(stored: readonly Stored[]): Promise<Map<string, Identity>> {
    const sealed = new Set(stored.flatMap(({ entry }) => Object.keys(entry.sealed ?? {})));
    const bySubject = new Map<string, Item[]>();
    for (const one of stored) {
      const item = itemOf(one);
      for (const subject of one.entry.subjects) {
        if (!sealed.has(subject)) continue;
        const items = bySubject.get(subject);
        if (items) items.push(item);
        else bySubject.set(subject, [item]);
      }
    }
    const found = await Promise.all(
      [...bySubject].map(
        async ([subject, items]) => [subject, await this.identityFrom(subject, items)] as const,
      ),
    );
    return new Map(found);
  }

  private async identityFrom(subject: string, items: Item[]): Promise<Identity> {
    const facts = resolve(items)
      .facts.filter(({ voided, inForce }) => !voided && inForce.entry.sealed?.[subject])
      .sort((a, b) => a.factMs - b.factMs || (a.root.entry.id < b.root.entry.id ? -1 : 1));
    const known: Identity = {};
    for (const { inForce } of facts) {
      const part = await this.openPart(subject, inForce.entry.sealed![subject]!);
      if (part.ok) Object.assign(known, part.identity);
    }
    return known;
  }

  private async openPart(subject: string, sealed: Sealed): Promise<Opened> {
    const part = `${subject} ${sealed.c}`;
    const before = this.opened.get(part);
    if (before) return before;
    const key = this.keyById(sealed.k);
    if (!key) return { ok: false, reason: 'no-key' };
    let cryptoKey = this.cryptoKeys.get(key.k);
    if (!cryptoKey)
      this.cryptoKeys.set(key.k, (cryptoKey = importSubjectKey(this.cryptography, key)));
    const ready = { subject: key.subject, k: key.k, cryptoKey: await cryptoKey };
    const opened = await unseal(this.cryptography, subject, sealed, ready);
    this.opened.set(part, opened);
    return opened;
  }
}
