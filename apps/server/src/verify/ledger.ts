/**
 * One ledger against itself: numbers without gaps, each chain value recomputed, the head, what was
 * folded of it, its keys. Reads in slices; holds one ledger's fold and nothing else.
 */
import * as v from 'valibot';
import {
  canonical,
  createFold,
  nextChain,
  CHAIN_START,
  FOLD_VERSION,
  type Json,
  type PlaceCode,
  type Stored,
  type TallyRow,
  type VillageFold,
} from '@doorstep/ledger';
import { StoredSchema } from '@doorstep/sync';
import { heardHours, summed } from '../folder/rows';
import { contactOf, summaryOf } from '../folder/summary';
import { KeyBroken, type Keys } from '../keys';
import { audit, ledger, storeOn, subjectKeys, type Database } from '../store';
import type { ContactState } from '../store/contact';
import type { HeardHour } from '../store/fold-head';
import type { EntryRow } from '../store/ledger';
import type { ObligationRow } from '../store/obligation';
import type { Findings } from './findings';

const SLICE = 2_000;

/** Checks that rows follow each other; used for stored ledgers and for backups. */
export class ChainCheck {
  seq: number;
  chain: string;

  constructor(
    private readonly place: PlaceCode,
    private readonly findings: Findings,
    start = { seq: 0, chain: CHAIN_START },
  ) {
    this.seq = start.seq;
    this.chain = start.chain;
  }

  /** Goes on from the stored value, so that one changed byte is one finding. */
  take(row: EntryRow): void {
    const { place, findings } = this;
    const { seq } = row;
    if (seq !== this.seq + 1)
      findings.add({ place, code: 'gap', seq, detail: `${this.seq} → ${seq}` });
    else if (nextChain(this.chain, place, row as never, row.content) !== row.chain)
      findings.add({ place, code: 'chain', seq, detail: row.chain });
    this.seq = seq;
    this.chain = row.chain;
  }

  /** What the ledger is said to end with. */
  end(head: { head: number; chain: string }): void {
    if (this.seq === head.head && this.chain === head.chain) return;
    const detail = `${this.seq} ${this.chain} ≠ ${head.head} ${head.chain}`;
    this.findings.add({ place: this.place, code: 'head', seq: head.head, detail });
  }
}

interface Walked {
  fold: VillageFold;
  keyIds: Set<string>;
  /** Receipt of the last entry somebody there recorded in each hour, up to where it is folded. */
  heard: HeardHour[];
}

/** What a row holds; undefined when it is no entry any more: the fold takes whatever is one. */
function parsed({ content, ...row }: EntryRow): Stored | undefined {
  try {
    return v.parse(StoredSchema, { ...row, entry: JSON.parse(content) as unknown });
  } catch {
    return undefined;
  }
}

async function walk(
  db: Database,
  place: PlaceCode,
  foldedTo: number,
  findings: Findings,
): Promise<Walked> {
  const head = await ledger.head(db, place);
  const check = new ChainCheck(place, findings);
  const walked: Walked = { fold: createFold(place), keyIds: new Set(), heard: [] };
  for (;;) {
    const request = { after: check.seq, upTo: head.head, limit: SLICE };
    const rows = await ledger.rows(db, place, request);
    if (rows.length === 0) break;
    const entries = rows.flatMap((row) => {
      check.take(row);
      const stored = parsed(row);
      for (const { k } of Object.values(stored?.entry.sealed ?? {})) walked.keyIds.add(k);
      return stored && row.seq <= foldedTo ? stored : [];
    });
    walked.fold.add(entries);
    walked.fold.takeChanges();
    walked.heard = heardHours(entries, walked.heard);
  }
  check.end(head);
  for (const { seq, isTime } of await audit.misnamed(db, place))
    findings.add({ place, code: isTime ? 'chain' : 'id', seq, detail: '' });
  return walked;
}

function compareHeard(
  place: PlaceCode,
  { head, heard }: audit.Folded,
  walked: readonly HeardHour[],
  findings: Findings,
): void {
  const heardAtMs = head?.heardAtMs ?? 0;
  const must = Math.max(0, ...walked.map(({ atMs }) => atMs));
  if (heardAtMs !== must)
    findings.add({ place, code: 'heard', detail: `${heardAtMs}, must be ${must}` });
  if (JSON.stringify(heard) !== JSON.stringify(walked))
    findings.add({ place, code: 'heard', detail: `${heard.length} hours, ${walked.length}` });
}

const figure = ({ indicator, day, dims, heard }: TallyRow): string =>
  `${indicator} ${day} ${dims} ${heard}`;

function compareTallies(
  place: PlaceCode,
  stored: readonly TallyRow[],
  refolded: readonly TallyRow[],
  findings: Findings,
): void {
  const due = new Map(refolded.map((row) => [figure(row), row.n]));
  const off = summed([...stored, ...refolded.map((row) => ({ ...row, n: -row.n }))]);
  for (const row of off) {
    const must = due.get(figure(row)) ?? 0;
    const detail = `${figure(row)}: ${must + row.n}, must be ${must}`;
    findings.add({ place, code: 'tally', detail });
  }
}

const owedKey = (row: ObligationRow): string =>
  JSON.stringify([row.module, row.kind, row.about, row.dueHour]);
/** The database gives the names of an object back in an order of its own. */
const inOrder = (groups: ObligationRow['groups']): unknown =>
  groups.map((one) => Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)));
const owedValue = (row: ObligationRow | undefined): string =>
  row ? JSON.stringify([row.count, row.oldestDueAtMs, inOrder(row.groups)]) : '–';

function compareOwed(
  place: PlaceCode,
  stored: readonly ObligationRow[],
  refolded: readonly ObligationRow[],
  findings: Findings,
): void {
  const [is, must] = [stored, refolded].map(
    (rows) => new Map(rows.map((row) => [owedKey(row), row])),
  ) as [Map<string, ObligationRow>, Map<string, ObligationRow>];
  for (const key of new Set([...is.keys(), ...must.keys()])) {
    const [found, due] = [owedValue(is.get(key)), owedValue(must.get(key))];
    if (found !== due)
      findings.add({ place, code: 'obligation', detail: `${key}: ${found}, must be ${due}` });
  }
}

/** As text, whatever order the database gives the names of an object back in. */
const plain = (state: ContactState | undefined): string =>
  state ? canonical(JSON.parse(JSON.stringify(state)) as Json) : '';

async function checkKeys(
  db: Database,
  keys: Pick<Keys, 'unwrap'>,
  place: PlaceCode,
  used: ReadonlySet<string>,
  findings: Findings,
): Promise<void> {
  const rows = await subjectKeys.after(db, place, -1);
  const known = new Set(rows.map(({ k }) => k));
  const missing = [...used].filter((k) => !known.has(k));
  const erased = new Set(await subjectKeys.erased(db, place, missing));
  for (const k of missing)
    if (!erased.has(k)) findings.add({ place, code: 'key-missing', detail: k });
  for (const row of rows) {
    try {
      await keys.unwrap(storeOn(db).keys, place, [row]);
    } catch (error) {
      if (!(error instanceof KeyBroken)) throw error;
      findings.add({ place, code: 'key-broken', detail: row.k });
    }
  }
}

/** Checks one ledger. @returns its number of entries */
export async function verifyLedger(
  db: Database,
  keys: Pick<Keys, 'unwrap'>,
  place: PlaceCode,
  findings: Findings,
): Promise<number> {
  const stored = await audit.folded(db, place);
  const foldedTo = stored.head?.seq ?? 0;
  const walked = await walk(db, place, foldedTo, findings);
  const { head } = await ledger.head(db, place);
  if (foldedTo > head)
    findings.add({ place, code: 'fold', seq: foldedTo, detail: `${foldedTo} > ${head}` });
  if (!stored.head || stored.head.foldVersion === Number(FOLD_VERSION)) {
    compareTallies(place, stored.tallies, walked.fold.tallies(), findings);
    compareOwed(place, stored.owed, stored.head ? summaryOf(walked.fold) : [], findings);
    if (stored.head && plain(stored.contact) !== plain(contactOf(walked.fold)))
      findings.add({ place, code: 'contact', detail: '' });
    compareHeard(place, stored, walked.heard, findings);
  }
  await checkKeys(db, keys, place, walked.keyIds, findings);
  return head;
}
