/**
 * The fold: from the set of a place's entries to its state, tallies and obligations.
 * Pure and total: no clock, no random, no I/O, never throws; entries may come in any order, in any
 * pieces, any number of times, and the result is the same.
 *
 *   entries ──┬─ about a household or a person → the dossier it belongs to (subjects that meet in
 *             │                                   an entry share one dossier)
 *             └─ about anything else           → the place
 */
import { effectiveTimeMs, type Stored } from './entry';
import type { Item } from './amend';
import { Devices, type DeviceMark } from './devices';
import type { Kind } from './module';
import type { Obligation } from './obligation';
import { Sequence } from './sequence';
import {
  addTo,
  Cells,
  flatRows,
  totalsAt,
  type Cell,
  type RowsByHour,
  type TallyRow,
} from './tally';
import { hourOf, ZONE } from './time';

export interface FoldDefinition<D, P> {
  /** Changes whenever the same entries would give another state, tally or obligation. */
  version: string;
  dossierKinds: ReadonlyMap<string, Kind<D>>;
  placeKinds: ReadonlyMap<string, Kind<P>>;
  createDossier: () => D;
  createPlace: () => P;
  obligations: (dossier: D, place: P, zone: string) => Obligation[];
}

/** A household's (or a person's) entries folded: its state, facts, emissions and findings. */
export class Dossier<D> extends Sequence<D> {
  readonly subjects = new Set<string>();
  /** Kept until the dossier or the place changes. */
  owed: Obligation[] | undefined;
}

const DOSSIER_SUBJECT = /^[hp]_/;

/** An entry with the times the fold goes by. */
export function itemOf(stored: Stored): Item {
  const { entry } = stored;
  const effectiveMs = effectiveTimeMs(stored);
  const happenedMs = entry.happened ? Date.parse(entry.happened) : effectiveMs;
  return {
    entry,
    seq: stored.seq,
    effectiveMs,
    factMs: Math.max(0, Math.min(happenedMs, effectiveMs)),
    heard: hourOf(Date.parse(stored.receivedAt)),
    offsetMs: stored.offsetMs,
  };
}

export class PlaceFold<D, P> {
  /** The place's own sequence: rounds, question sets, duty, counts. */
  readonly place: Sequence<P>;
  private readonly known = new Map<string, Item>();
  private readonly dossierBySubject = new Map<string, Dossier<D>>();
  private readonly changes: RowsByHour = new Map();
  private readonly cells = new Cells();
  /** Made when first asked for, and anew after an entry was forgotten or settled. */
  private devices: Devices | undefined;

  constructor(
    readonly definition: FoldDefinition<D, P>,
    readonly code: string,
    readonly zone: string = ZONE,
  ) {
    this.place = new Sequence({
      create: definition.createPlace,
      kinds: definition.placeKinds,
      zone,
      place: code,
      cells: this.cells,
    });
  }

  /** How many entries are folded. */
  get size(): number {
    return this.known.size;
  }

  /** How many households and people it knows. */
  get subjects(): number {
    return this.dossierBySubject.size;
  }

  has(id: string): boolean {
    return this.known.has(id);
  }

  /** Adds entries of this place's ledger. Known ids are skipped, or settled when their receipt came. */
  add(stored: readonly Stored[]): void {
    const fresh: Item[] = [];
    for (const one of stored) {
      const before = this.known.get(one.entry.id);
      if (before && (before.seq > 0 || one.seq === 0)) continue;
      const item = itemOf(one);
      this.known.set(one.entry.id, item);
      if (!before) fresh.push(item);
      else {
        this.distribute(fresh.splice(0));
        this.settle(before, item);
      }
    }
    this.distribute(fresh);
  }

  /** Forgets entries that were never committed (rejected, or discarded by a person). */
  remove(ids: readonly string[]): void {
    const gone = ids.filter((id) => this.known.delete(id));
    if (gone.length === 0) return;
    const rest = [...this.known.values()];
    this.devices = undefined;
    for (const sequence of [this.place, ...this.dossiers()]) sequence.retract(this.sink);
    this.dossierBySubject.clear();
    this.place.empty();
    this.distribute(rest);
  }

  /** The dossiers, each once. */
  dossiers(): Set<Dossier<D>> {
    return new Set(this.dossierBySubject.values());
  }

  /** The dossier a household or person belongs to. */
  dossierOf(subject: string): Dossier<D> | undefined {
    return this.dossierBySubject.get(subject);
  }

  /** What the entries betray about the devices that wrote them. */
  deviceFindings(): DeviceMark[] {
    this.devices ??= new Devices(this.known.values());
    return this.devices.findings();
  }

  /** Tally rows that changed since the last call; added up they are the totals. */
  takeChanges(): TallyRow[] {
    const rows = flatRows(this.changes);
    this.changes.clear();
    return rows;
  }

  /** All tally rows of the place. */
  tallies(): TallyRow[] {
    const all: RowsByHour = new Map();
    for (const sequence of [this.place, ...this.dossiers()]) {
      for (const [heard, totals] of sequence.rowsByHour()) {
        const sums = totalsAt(all, heard);
        for (const [cell, n] of totals) addTo(sums, cell, n);
      }
    }
    return flatRows(all);
  }

  /** Everything that is owed in this place, whenever it is due. */
  obligations(): Obligation[] {
    const owed: Obligation[] = [];
    for (const dossier of this.dossiers()) {
      dossier.owed ??= this.definition.obligations(dossier.state, this.place.state, this.zone);
      for (const obligation of dossier.owed) owed.push(obligation);
    }
    return owed;
  }

  private readonly sink = (heard: number, cell: Cell, n: number): void =>
    addTo(totalsAt(this.changes, heard), cell, n);

  /** An entry got its receipt: its true times take the place of the phone's estimate. */
  private settle(before: Item, item: Item): void {
    this.devices = undefined;
    const sequence = this.sequenceOf(item) ?? this.place;
    const items = sequence.items.map((one) => (one === before ? item : one));
    sequence.retract(this.sink);
    sequence.empty();
    sequence.add(items, this.sink);
    this.touch(sequence);
  }

  private sequenceOf(item: Item): Dossier<D> | undefined {
    const subject = item.entry.subjects.find((s) => DOSSIER_SUBJECT.test(s));
    return subject === undefined ? undefined : this.dossierBySubject.get(subject);
  }

  private distribute(items: Item[]): void {
    const placeItems: Item[] = [];
    const byDossier = new Map<Dossier<D>, Item[]>();
    for (const item of items) {
      this.devices?.add(item);
      const subjects = item.entry.subjects.filter((s) => DOSSIER_SUBJECT.test(s));
      if (subjects.length === 0) placeItems.push(item);
      else this.assign(item, this.dossierFor(subjects, byDossier), byDossier);
    }
    if (placeItems.length > 0) {
      this.place.add(placeItems, this.sink);
      this.touch(this.place);
    }
    for (const [dossier, fresh] of byDossier) {
      dossier.add(fresh, this.sink);
      this.touch(dossier);
    }
  }

  private assign(item: Item, dossier: Dossier<D>, byDossier: Map<Dossier<D>, Item[]>): void {
    const waiting = byDossier.get(dossier);
    if (waiting) waiting.push(item);
    else byDossier.set(dossier, [item]);
  }

  /** The one dossier of these subjects; dossiers that meet here are joined. */
  private dossierFor(subjects: string[], byDossier: Map<Dossier<D>, Item[]>): Dossier<D> {
    let dossier: Dossier<D> | undefined;
    for (const subject of subjects) {
      const other = this.dossierBySubject.get(subject);
      if (!other || other === dossier) continue;
      dossier = dossier ? this.join(dossier, other, byDossier) : other;
    }
    dossier ??= new Dossier<D>({
      create: this.definition.createDossier,
      kinds: this.definition.dossierKinds,
      zone: this.zone,
      place: this.code,
      cells: this.cells,
    });
    for (const subject of subjects) {
      dossier.subjects.add(subject);
      this.dossierBySubject.set(subject, dossier);
    }
    return dossier;
  }

  private join(a: Dossier<D>, b: Dossier<D>, byDossier: Map<Dossier<D>, Item[]>): Dossier<D> {
    const [kept, gone] = a.subjects.size >= b.subjects.size ? [a, b] : [b, a];
    for (const subject of gone.subjects) {
      kept.subjects.add(subject);
      this.dossierBySubject.set(subject, kept);
    }
    gone.retract(this.sink);
    const moved = [...gone.items, ...(byDossier.get(gone) ?? [])];
    byDossier.delete(gone);
    byDossier.set(kept, [...(byDossier.get(kept) ?? []), ...moved]);
    return kept;
  }

  private touch(sequence: Sequence<P> | Dossier<D>): void {
    if (sequence instanceof Dossier) sequence.owed = undefined;
    else for (const dossier of this.dossiers()) dossier.owed = undefined;
  }
}
