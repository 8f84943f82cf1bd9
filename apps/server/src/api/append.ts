/**
 * Takes entries into a ledger: what is pushed is judged first, what is given back was judged when it
 * first came. What may not stand is durably set aside before anybody is told.
 */
import type { Entry, PlaceCode } from '@doorstep/ledger';
import type { Receipt, SubjectKey } from '@doorstep/sync';
import type { ledger } from '../store';
import { logAccess, rejection, setAside } from './aside';
import { pushBeside } from './beside';
import { amendsOthers } from './entered-for';
import type { Asker, Server, Session } from './endpoint';
import { deviceOf, judge, type Pusher, type Rejected } from './judge';
import { Problem } from './problem';

/** Whose entries, into which ledger. */
export interface Bringer {
  server: Server;
  session: Session;
  place: PlaceCode;
  /** The office that enters for the village of this ledger. */
  office?: PlaceCode | undefined;
}

export interface Pushed {
  receivedAt: string;
  offsetMs: number;
  entries: Entry[];
  keys: SubjectKey[];
  ifHead?: number;
}

export type Outcome = Rejected | Receipt;

export interface Appended {
  head: ledger.LedgerHead;
  /** One per entry, in the order sent. */
  outcomes: Outcome[];
}

/** The devices of these entries that are the account's; asked for only when one is not the session's. */
async function devicesOf({ server, session }: Bringer, entries: Entry[]): Promise<Set<string>> {
  const { account, device } = session;
  const others = new Set(entries.map(deviceOf).filter((one) => one !== device));
  const known = others.size > 0 ? await server.store.people.devicesOf(account, [...others]) : [];
  return new Set([device, ...known]);
}

/** What became of an entry handed to the ledger. */
export function outcomeOf(receipt: ledger.PushReceipt): Outcome {
  if (receipt.outcome === 'conflict') return { id: receipt.id, code: 'id-reused', path: '' };
  if (receipt.outcome === 'missing-key')
    return { id: receipt.id, code: 'missing-key', path: 'sealed' };
  const { id, seq, receivedAt, offsetMs } = receipt;
  return { id, seq, receivedAt, offsetMs };
}

/** Sets aside what was refused; `offsetMs` where it was measured with these entries. */
export async function setAsideRefused(
  { server, session, place }: Bringer,
  receivedAt: string,
  entries: readonly Entry[],
  outcomes: readonly Outcome[],
  offsetMs?: number,
): Promise<void> {
  const aside = outcomes.flatMap((o, i) =>
    'code' in o ? [{ entry: entries[i] as Entry, rejected: o }] : [],
  );
  await setAside(server, session, place, receivedAt, aside, offsetMs);
}

/** The village sees who entered for it: one row a push, the same row however often it is sent. */
async function logEntered(
  { server, session, place }: Bringer,
  office: PlaceCode,
  outcomes: readonly Outcome[],
): Promise<void> {
  const stood = outcomes.filter((outcome) => 'seq' in outcome);
  const [first] = stood;
  if (!first) return;
  const detail = `${office} ${stood.length}`;
  await logAccess(server, session, place, 'entered-on-behalf', detail, first.id);
}

/** The answer's receipts, as who asked understands them. */
export const receiptsFor = (asker: Asker, outcomes: readonly Outcome[]): Receipt[] =>
  outcomes.map((o) => ('code' in o ? rejection(asker, o) : o));

/**
 * Appends what was pushed and may stand.
 * @throws Problem `head-moved`
 */
export async function append(bringer: Bringer, pushed: Pushed): Promise<Appended> {
  const { server, session, place, office } = bringer;
  const { receivedAt, offsetMs, entries, ifHead } = pushed;
  const devices = await devicesOf(bringer, entries);
  const pusher: Pusher = { account: session.account, devices, place, ...(office && { office }) };
  const foreign = office ? await amendsOthers(server, place, office, entries) : undefined;
  const alone = entries.map((entry) => judge(entry, pusher, foreign));
  const keys = await server.keys.wrap(server.store.keys, place, office ? [] : pushed.keys);
  const request = { place, receivedAt, offsetMs, keys, ifHead };
  const sound = alone.flatMap((verdict, i) =>
    verdict.ok ? [{ entry: entries[i]!, push: verdict.entry }] : [],
  );
  const { refused, result } = await pushBeside(server, request, sound);
  if (result.moved) throw new Problem('head-moved');
  const answers = result.receipts.values();
  const outcomes = alone.map((verdict): Outcome => {
    if (!verdict.ok) return verdict.rejected;
    const { id } = verdict.entry;
    const code = refused.get(id);
    if (code) return { id, code, path: '' };
    return outcomeOf(answers.next().value as ledger.PushReceipt);
  });
  await setAsideRefused(bringer, receivedAt, entries, outcomes, offsetMs);
  if (office) await logEntered(bringer, office, outcomes);
  return { head: result.head, outcomes };
}
