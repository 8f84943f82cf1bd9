/**
 * A sequence folds the entries of one dossier (a household and its people) or of the place itself.
 *
 *   in order, nothing amended   → apply the new facts to the state        (fast path)
 *   anything else               → fold the sequence again from its start  (no inverse logic)
 *
 * Rows of an hour = total over entries heard by its end − total of the hours before, so both paths
 * give the same rows, and the same entries in any order give the same sequence. A body
 * that makes no sense becomes a finding.
 */
import * as v from 'valibot';
import { resolve, VOID, type Item } from './amend';
import type { Context, Fact, Finding, Kind } from './module';
import {
  addTo,
  difference,
  totalsAt,
  totalsOf,
  type Cell,
  type Cells,
  type Emission,
  type RowsByHour,
  type Totals,
} from './tally';
import { dayOf } from './time';

export interface SequenceDefinition<S> {
  create: () => S;
  kinds: ReadonlyMap<string, Kind<S>>;
  zone: string;
  place: string;
  cells: Cells;
}

/** Receives what changed: `n` more (or fewer) in a cell and hour. */
export type RowSink = (heard: number, cell: Cell, n: number) => void;

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
  /** Rows of all emissions before `tapeStart`; those after it are rows of the hours in `tape`. */
  private readonly rows: RowsByHour = new Map();
  private tapeStart = 0;
  private tape: { heard: number; end: number }[] = [];
  private readonly replaced = new Set<string>();
  private current: Item | undefined;
  private currentFact: Fact<unknown> | undefined;
  private readonly context: Context;
  private last: { factMs: number; id: string } | undefined;
  private lastHeard = -Infinity;

  constructor(private readonly definition: SequenceDefinition<S>) {
    this.state = definition.create();
    this.context = {
      zone: definition.zone,
      place: definition.place,
      emit: (indicator, subject, n = 1, dims = '', day = this.currentFact!.day) => {
        if (!Number.isSafeInteger(n)) throw new TypeError('a count is a whole number');
        const cell = definition.cells.at(day, indicator, dims);
        this.emissions.push({ cell, n, source: this.currentFact!.id, subject });
      },
      finding: (code, subject) => this.find(this.current!, code, subject),
    };
  }

  /** Tally rows of this sequence by hour. */
  rowsByHour(): RowsByHour {
    for (const { heard, end } of this.tape) {
      const totals = totalsAt(this.rows, heard);
      for (; this.tapeStart < end; this.tapeStart++) {
        const { cell, n } = this.emissions[this.tapeStart]!;
        addTo(totals, cell, n);
      }
    }
    this.tape = [];
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
    for (const [heard, totals] of this.rowsByHour())
      for (const [cell, n] of totals) sink(heard, cell, -n);
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
    for (const heard of [...hours.keys()].sort((a, b) => a - b))
      this.addHour(heard, hours.get(heard)!, sink);
  }

  private addHour(heard: number, items: Item[], sink: RowSink): void {
    if (items.length > 1) items.sort((a, b) => byFactTime(orderOf(a), orderOf(b)));
    const first = items[0]!;
    const inOrder =
      (!this.last || byFactTime(this.last, orderOf(first)) < 0) &&
      !items.some(
        ({ entry }) => entry.replaces || entry.kind === VOID || this.replaced.has(entry.id),
      );
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
    const end = this.emissions.length;
    if (end > from) this.tape.push({ heard, end });
    for (let i = from; i < end; i++) {
      const { cell, n } = this.emissions[i]!;
      sink(heard, cell, n);
    }
  }

  private refold(heard: number, sink: RowSink): void {
    const rows = this.rowsByHour();
    this.reset();
    const { facts, adrift } = resolve(this.items);
    facts.sort((a, b) =>
      byFactTime(
        { factMs: a.factMs, id: a.root.entry.id },
        { factMs: b.factMs, id: b.root.entry.id },
      ),
    );
    for (const item of adrift) this.find(item, 'amends-nothing');
    for (const { root, inForce, voided, concurrent, factMs } of facts) {
      if (concurrent) this.find(root, 'corrected-twice');
      if (voided) this.last = { factMs, id: root.entry.id };
      else this.applyFact(root.entry.id, inForce, factMs);
    }
    const before = rows.get(heard) ?? new Map();
    const earlier: Totals = new Map();
    for (const [hour, totals] of rows) {
      if (hour < heard) for (const [cell, n] of totals) addTo(earlier, cell, n);
    }
    const after = difference(totalsOf(this.emissions), earlier);
    rows.set(heard, after);
    this.tapeStart = this.emissions.length;
    for (const [cell, n] of difference(after, before)) sink(heard, cell, n);
  }

  private reset(): void {
    this.state = this.definition.create();
    this.facts = [];
    this.emissions = [];
    this.findings = [];
    this.last = undefined;
    this.tapeStart = 0;
  }

  private find(item: Item, code: string, subject = item.entry.subjects[0] ?? ''): void {
    this.findings.push({ entry: item.entry.id, code, subject });
  }

  private applyFact(id: string, item: Item, factMs: number): void {
    const { entry } = item;
    this.last = { factMs, id };
    const kind = this.definition.kinds.get(entry.kind);
    if (!kind || entry.v > kind.v) return;
    if (Date.parse(entry.at) > item.effectiveMs + CLOCK_TOLERANCE_MS)
      this.find(item, 'clock-ahead');
    if (!kind.frequent && !v.is(kind.schema, entry.body)) return this.find(item, 'senseless');
    const fact: Fact<unknown> = {
      id,
      entry,
      body: entry.body,
      timeMs: factMs,
      day: dayOf(factMs, this.definition.zone),
    };
    this.current = item;
    this.currentFact = fact;
    const counted = this.emissions.length;
    try {
      kind.apply(this.state, fact, this.context);
      this.facts.push(fact);
    } catch {
      this.emissions.length = counted;
      this.find(item, 'senseless');
    }
  }
}
