/**
 * A sequence folds the entries of one dossier (a household and its people) or of the place itself.
 *
 *   in order, nothing amended   → apply the new facts to the state        (fast path)
 *   anything else               → fold the sequence again from its start  (no inverse logic)
 *
 * Rows of an hour = total over entries heard by its end − total of the hours before, so both paths
 * give the same rows, and the same entries in any order give the same sequence.
 */
import * as v from 'valibot';
import { resolve, VOID, type Item } from './amend';
import type { Context, Fact, Finding, Kind } from './module';
import { addTo, difference, totalKey, totalsOf, type Emission, type Totals } from './tally';
import { dayOf } from './time';

export interface SequenceDefinition<S> {
  create: () => S;
  kinds: ReadonlyMap<string, Kind<S>>;
  zone: string;
}

/** Receives what changed: `n` more (or fewer) under `key` in hour `heard`. */
export type RowSink = (heard: number, key: string, n: number) => void;

const byFactTime = (a: { factMs: number; id: string }, b: { factMs: number; id: string }): number =>
  a.factMs - b.factMs || (a.id < b.id ? -1 : 1);

const orderOf = (item: Item) => ({ factMs: item.factMs, id: item.entry.id });

/** Entries dated further ahead than this by their own clock are marked (abuse case 9). */
const CLOCK_TOLERANCE_MS = 10 * 60_000;

export class Sequence<S> {
  readonly items: Item[] = [];
  state: S;
  /** Facts in force, in order: what the screens and the drill-down list. */
  facts: Fact<unknown>[] = [];
  emissions: Emission[] = [];
  findings: Finding[] = [];
  private readonly rows = new Map<number, Totals>();
  private readonly replaced = new Set<string>();
  private last: { factMs: number; id: string } | undefined;
  private lastHeard = -Infinity;

  constructor(private readonly definition: SequenceDefinition<S>) {
    this.state = definition.create();
  }

  /** Tally rows of this sequence by hour. */
  get rowsByHour(): ReadonlyMap<number, Totals> {
    return this.rows;
  }

  /** Adds entries (each id new to this sequence), telling `sink` how the rows changed. */
  add(items: Item[], sink: RowSink): void {
    const earliest = Math.min(...items.map((item) => item.heard));
    if (earliest < this.lastHeard) this.startOver([...this.items, ...items], sink);
    else this.addByHour(items, sink);
  }

  /** Gives up every row: the sequence is being joined with another or its entries settled anew. */
  retract(sink: RowSink): void {
    for (const [heard, totals] of this.rows) for (const [key, n] of totals) sink(heard, key, -n);
    this.rows.clear();
  }

  /** Forgets every entry; rows must have been retracted. */
  empty(): void {
    this.items.length = 0;
    this.replaced.clear();
    this.lastHeard = -Infinity;
    this.reset();
  }

  private startOver(items: Item[], sink: RowSink): void {
    this.retract(sink);
    this.empty();
    this.addByHour(items, sink);
  }

  private addByHour(items: Item[], sink: RowSink): void {
    const hours = new Map<number, Item[]>();
    for (const item of items) {
      const same = hours.get(item.heard);
      if (same) same.push(item);
      else hours.set(item.heard, [item]);
    }
    for (const heard of [...hours.keys()].sort((a, b) => a - b)) this.addHour(heard, hours.get(heard)!, sink);
  }

  private addHour(heard: number, items: Item[], sink: RowSink): void {
    if (items.length > 1) items.sort((a, b) => byFactTime(orderOf(a), orderOf(b)));
    const first = items[0]!;
    const inOrder =
      (!this.last || byFactTime(this.last, orderOf(first)) < 0) &&
      !items.some(({ entry }) => entry.replaces || entry.kind === VOID || this.replaced.has(entry.id));
    for (const item of items) {
      this.items.push(item);
      if (item.entry.replaces) this.replaced.add(item.entry.replaces);
    }
    this.lastHeard = heard;
    if (inOrder) this.append(heard, items, sink);
    else this.refold(heard, sink);
  }

  private append(heard: number, items: Item[], sink: RowSink): void {
    const from = this.emissions.length;
    for (const item of items) this.applyFact(item.entry.id, item, item.factMs);
    const totals = this.rowsAt(heard);
    for (let i = from; i < this.emissions.length; i++) {
      const emission = this.emissions[i]!;
      const key = totalKey(emission);
      addTo(totals, key, emission.n);
      sink(heard, key, emission.n);
    }
  }

  private refold(heard: number, sink: RowSink): void {
    this.reset();
    const { facts, adrift } = resolve(this.items);
    facts.sort((a, b) =>
      byFactTime({ factMs: a.factMs, id: a.root.entry.id }, { factMs: b.factMs, id: b.root.entry.id }),
    );
    for (const item of adrift) this.find(item, 'amends-nothing');
    for (const { root, inForce, voided, concurrent, factMs } of facts) {
      if (concurrent) this.find(root, 'corrected-twice');
      if (voided) this.last = { factMs, id: root.entry.id };
      else this.applyFact(root.entry.id, inForce, factMs);
    }
    const before = this.rows.get(heard) ?? new Map();
    const earlier: Totals = new Map();
    for (const [hour, totals] of this.rows) {
      if (hour < heard) for (const [key, n] of totals) addTo(earlier, key, n);
    }
    const after = difference(totalsOf(this.emissions), earlier);
    this.rows.set(heard, after);
    for (const [key, n] of difference(after, before)) sink(heard, key, n);
  }

  private reset(): void {
    this.state = this.definition.create();
    this.facts = [];
    this.emissions = [];
    this.findings = [];
    this.last = undefined;
  }

  private rowsAt(heard: number): Totals {
    let totals = this.rows.get(heard);
    if (!totals) this.rows.set(heard, (totals = new Map()));
    return totals;
  }

  private find(item: Item, code: string, subject = item.entry.subjects[0] ?? ''): void {
    this.findings.push({ entry: item.entry.id, code, subject });
  }

  private applyFact(id: string, item: Item, factMs: number): void {
    const { entry } = item;
    this.last = { factMs, id };
    const kind = this.definition.kinds.get(entry.kind);
    if (!kind || entry.v > kind.v) return;
    if (Date.parse(entry.at) > item.effectiveMs + CLOCK_TOLERANCE_MS) this.find(item, 'clock-ahead');
    const parsed = v.safeParse(kind.schema, entry.body);
    if (!parsed.success) return this.find(item, 'schema');
    const day = dayOf(factMs, this.definition.zone);
    const fact: Fact<unknown> = { id, entry, body: parsed.output, timeMs: factMs, day };
    this.facts.push(fact);
    kind.apply(this.state, fact, this.contextOf(fact, item));
  }

  private contextOf(fact: Fact<unknown>, item: Item): Context {
    return {
      zone: this.definition.zone,
      emit: (indicator, subject, n = 1, dims = '', day = fact.day) =>
        this.emissions.push({ day, indicator, dims, n, source: fact.id, subject }),
      finding: (code, subject) => this.find(item, code, subject),
    };
  }
}
