/**
 * The names this phone may read, kept up to date behind the screens: what was just recorded here at
 * once, what others recorded when the round of sync is over (their keys come last).
 */
import { shallowRef, type ShallowRef } from 'vue';
import type { Stored } from '@doorstep/ledger';
import type { Identity, Replica } from '@doorstep/sync';
import type { Spelling } from './names';
import { spell } from './spell';

/** From so many on, opening everything anew is cheaper than looking for each. */
const ONE_BY_ONE_MAX = 20;

const isKnown = (identity: Identity | undefined): boolean =>
  identity !== undefined && Object.keys(identity).length > 0;

export class KnownNames {
  readonly identities: ShallowRef<ReadonlyMap<string, Identity>>;
  readonly spellings: ShallowRef<ReadonlyMap<string, Spelling>>;
  private readonly waiting = new Set<string>();
  /** Those of whom something sealed came that could not be opened yet. */
  private unread: string[] = [];
  private replica: Replica | undefined;

  constructor(identities: ReadonlyMap<string, Identity>, spellings: ReadonlyMap<string, Spelling>) {
    this.identities = shallowRef(identities);
    this.spellings = shallowRef(spellings);
  }

  /** The ledger is there: reads what the snapshot did not know. */
  async attach(replica: Replica, knownHead: number | undefined): Promise<void> {
    this.replica = replica;
    if (knownHead === undefined) return this.readAll();
    this.note(
      replica
        .stored()
        .filter(
          ({ seq, entry }) =>
            seq === 0 ||
            seq > knownHead ||
            Object.keys(entry.sealed ?? {}).some((subject) => !this.isRead(subject)),
        ),
    );
    await this.settle();
  }

  /** Entries came in. Those recorded here are read at once. */
  note(entries: readonly Stored[]): void {
    for (const { entry } of entries) {
      for (const subject in entry.sealed) this.waiting.add(subject);
      if (entry.replaces) for (const subject of entry.subjects) this.waiting.add(subject);
    }
  }

  /** Reads the names of whatever was noted. */
  async settle(): Promise<void> {
    if (!this.replica || this.waiting.size === 0) return;
    if (this.waiting.size > ONE_BY_ONE_MAX) return this.readAll();
    const subjects = [...this.waiting];
    this.waiting.clear();
    const replica = this.replica;
    const read = await Promise.all(subjects.map((subject) => replica.identity(subject)));
    const identities = new Map(this.identities.value);
    subjects.forEach((subject, i) => identities.set(subject, read[i]!));
    await this.take(identities);
  }

  /**
   * A round of sync is over: reads what was noted, and again what could not be read before, since
   * keys come after the entries they open. Returns whether anybody became known.
   */
  async retry(): Promise<boolean> {
    for (const subject of this.unread) this.waiting.add(subject);
    if (this.waiting.size === 0) return false;
    const before = this.identities.value;
    await this.settle();
    return [...this.identities.value.keys()].some(
      (subject) => this.isRead(subject) && !isKnown(before.get(subject)),
    );
  }

  private isRead(subject: string): boolean {
    return isKnown(this.identities.value.get(subject));
  }

  private async readAll(): Promise<void> {
    this.waiting.clear();
    if (this.replica) await this.take(await this.replica.identities());
  }

  private async take(identities: Map<string, Identity>): Promise<void> {
    this.identities.value = identities;
    this.unread = [...identities.keys()].filter((subject) => !this.isRead(subject));
    const names = new Set([...identities.values()].flatMap(({ name }) => (name ? [name] : [])));
    const unspelled = [...names].filter((name) => !this.spellings.value.has(name));
    if (unspelled.length === 0) return;
    this.spellings.value = new Map([...this.spellings.value, ...(await spell(unspelled))]);
  }
}
