/**
 * What must hold between ledgers and journals, whatever was killed in between:
 *   every receipt given is a row with the same seq, time, offset and bytes, and its keys are there;
 *   nothing is there twice, no number is missing, every chain value follows, the head is the last;
 *   what was sent without a receipt may be there once or not at all; nothing else is there;
 *   what a phone's screen confirmed is there exactly once.
 */
import { createHash } from 'node:crypto';
import type { Line } from '../journal';
import type { Ledgers, Row } from './rows';

export interface Wrong {
  what:
    | 'missing'
    | 'duplicated'
    | 'differs'
    | 'gap'
    | 'chain'
    | 'head'
    | 'stranger'
    | 'two-receipts'
    | 'key-missing';
  place: string;
  /** An entry, a subject or a key. */
  id: string;
  detail: string;
}

export interface Compared {
  entries: number;
  /** Entries somebody has a receipt for, or saw confirmed on a phone. */
  acknowledged: number;
  /** Sent or tapped, never acknowledged: on no side a fault. */
  storedUnacknowledged: number;
  missing: number;
  duplicated: number;
  wrong: Wrong[];
}

type Of<What extends Line['what']> = Extract<Line, { what: What }>;
type Find = (what: Wrong['what'], place: string, id: string, detail?: string) => void;

const linesOf = <What extends Line['what']>(lines: readonly Line[], what: What): Of<What>[] =>
  lines.filter((line): line is Of<What> => line.what === what);

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** The text a value has in a ledger: keys in order, no white space. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, item]) => item !== undefined);
  const texts = fields
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${textOf(item)}`);
  return `{${texts.join(',')}}`;
}

function chainAfter(previous: string, row: Row): string {
  const text = [row.place, row.seq, row.receivedAt, row.offsetMs, row.content].join('\n');
  return createHash('sha256').update(Buffer.from(previous, 'hex')).update(text).digest('hex');
}

/** Numbers, chain and head of every ledger. */
function compareLedgers({ rows, heads }: Ledgers, find: Find): void {
  const rowsByPlace = grouped(rows, ({ place }) => place);
  for (const head of heads) {
    let [seq, chain] = [0, '0'.repeat(64)];
    for (const row of rowsByPlace.get(head.place) ?? []) {
      seq += 1;
      if (row.seq !== seq) find('gap', row.place, row.id, `${row.seq} where ${seq} belongs`);
      chain = chainAfter(chain, row);
      if (row.chain !== chain) find('chain', row.place, row.id, `at ${row.seq}`);
      [seq, chain] = [row.seq, row.chain];
    }
    if (head.seq !== seq || head.chain !== chain)
      find('head', head.place, '', `head ${head.seq}, last entry ${seq}`);
  }
  const known = new Set(heads.map(({ place }) => place));
  for (const [place] of rowsByPlace) if (!known.has(place)) find('head', place, '', 'no head');
}

/** Every receipt against its row. */
function compareReceipts(
  { rowsById, keys }: { rowsById: Map<string, Row[]>; keys: Set<string> },
  lines: readonly Line[],
  find: Find,
): void {
  const sent = new Map(linesOf(lines, 'sent').map(({ entry }) => [entry.id, textOf(entry)]));
  for (const [id, given] of grouped(linesOf(lines, 'receipt'), (one) => one.id)) {
    const [first] = given as [Of<'receipt'>];
    const said = ({ place, seq, receivedAt, offsetMs }: Omit<Row, 'id' | 'chain' | 'content'>) =>
      `${place} ${seq} ${receivedAt} ${offsetMs}`;
    if (given.some((other) => said(other) !== said(first)))
      find('two-receipts', first.place, id, given.map(said).join(', '));
    const row = rowsById.get(id)?.[0];
    if (!row) find('missing', first.place, id, `receipt: ${said(first)}`);
    else if (said(row) !== said(first))
      find('differs', first.place, id, `receipt: ${said(first)}, ledger: ${said(row)}`);
    else if (row.content !== sent.get(id)) find('differs', first.place, id, 'other bytes');
    for (const keyId of new Set(given.flatMap(({ keyIds }) => keyIds)))
      if (!keys.has(`${first.place} ${keyId}`)) find('key-missing', first.place, keyId);
  }
}

interface Fact {
  kind: string;
  subjects: string[];
  body: { door?: string };
}

const factKey = (place: string, kind: string, about: string | undefined): string =>
  `${place} ${kind} ${about}`;

/** What was saved on phones against the facts of that kind about that household. */
function compareSaved(rows: readonly Row[], lines: readonly Line[], find: Find): number {
  const saved = linesOf(lines, 'saved');
  const places = new Set(saved.map(({ place }) => place));
  const facts = grouped(
    rows.filter(({ place }) => places.has(place)),
    ({ place, content }) => {
      const { kind, subjects, body } = JSON.parse(content) as Fact;
      return factKey(place, kind, kind === 'household.registered' ? body.door : subjects[0]);
    },
  );
  let unconfirmed = 0;
  for (const { place, kind, about, isConfirmed } of saved) {
    const found = facts.get(factKey(place, kind, about))?.length ?? 0;
    if (isConfirmed && found === 0) find('missing', place, about, `confirmed ${kind}`);
    if (found > 1) find('duplicated', place, about, `${found} of ${kind}`);
    if (!isConfirmed && found > 0) unconfirmed += 1;
  }
  return unconfirmed;
}

/** Compares everything; reads nothing. */
export function compare(ledgers: Ledgers, lines: readonly Line[]): Compared {
  const wrong: Wrong[] = [];
  const find: Find = (what, place, id, detail = '') => wrong.push({ what, place, id, detail });
  const rowsById = grouped(ledgers.rows, ({ id }) => id);
  for (const [id, [first, ...more]] of rowsById)
    if (first && more.length > 0) find('duplicated', first.place, id, `${more.length + 1} rows`);
  compareLedgers(ledgers, find);
  compareReceipts({ rowsById, keys: new Set(ledgers.keys) }, lines, find);
  const unconfirmed = compareSaved(ledgers.rows, lines, find);
  const received = new Set(linesOf(lines, 'receipt').map(({ id }) => id));
  const sent = linesOf(lines, 'sent');
  const sentIds = new Set(sent.map(({ entry }) => entry.id));
  const journalled = new Set(sent.map(({ place }) => place));
  for (const { place, id, seq } of ledgers.rows)
    if (journalled.has(place) && !sentIds.has(id)) find('stranger', place, id, `at ${seq}`);
  const count = (what: Wrong['what']): number => wrong.filter((one) => one.what === what).length;
  const confirmed = linesOf(lines, 'saved').filter(({ isConfirmed }) => isConfirmed).length;
  return {
    entries: ledgers.rows.length,
    acknowledged: received.size + confirmed,
    storedUnacknowledged:
      unconfirmed + [...sentIds].filter((id) => rowsById.has(id) && !received.has(id)).length,
    missing: count('missing'),
    duplicated: count('duplicated'),
    wrong,
  };
}
