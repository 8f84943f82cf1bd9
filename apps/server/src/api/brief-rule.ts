/**
 * A report stands only with the whole of what it was made from, when it is the sum of that, this
 * server gave both to this office, and it is the next of its day. A part of its basis is there once,
 * nothing of a report is ever amended, and once it stands nothing is added: figures that moved are a
 * second report.
 */
import {
  addsUp,
  briefsOf,
  nextBrief,
  VOID,
  wholeBasis,
  type BriefBasis,
  type BriefBody,
  type Entry,
  type Stored,
  type VillageFold,
} from '@doorstep/ledger';
import type { BesideRejection } from '@doorstep/sync';
import { isOffice } from '../folder/roll-step';
import { isVouched, reportsAmong } from '../reports';
import type { Beside, Rule } from './beside';

const SENT = 'brief.sent';
const KINDS: readonly string[] = ['brief.basis', SENT];

const isOfReport = ({ kind }: Entry): boolean => KINDS.includes(kind);
/** Only an office has reports that could be voided. */
const concerns = (entry: Entry): boolean =>
  isOfReport(entry) || (entry.kind === VOID && isOffice(entry.place));

/** Of what arrives, what amends a report, and what a void that came before it names. */
async function amending(
  { ledger, place }: Beside,
  fresh: readonly Entry[],
  known: readonly Entry[],
): Promise<Set<string>> {
  const parts = new Set([...known, ...fresh].filter(isOfReport).map(({ id }) => id));
  const voids = fresh.some(isOfReport) ? await ledger.ofKinds(place, [VOID], '') : [];
  const voided = new Set(voids.map(({ entry }) => entry.replaces));
  const isAmending = (entry: Entry): boolean =>
    entry.replaces === undefined
      ? isOfReport(entry) && voided.has(entry.id)
      : isOfReport(entry) || parts.has(entry.replaces);
  return new Set(fresh.filter(isAmending).map(({ id }) => id));
}

/** What the ledger holds of the reports that arrive, and of those sent of the same days. */
async function reportsThere(
  { ledger, place }: Beside,
  arriving: readonly Stored[],
): Promise<VillageFold> {
  const bodies = arriving.map(({ entry }) => entry.body as Partial<BriefBody>);
  const there: Stored[] = [];
  for (const brief of new Set(bodies.map((body) => body.brief!)))
    there.push(...(await ledger.ofKinds(place, KINDS, brief)));
  for (const day of new Set(bodies.flatMap((body) => body.day ?? [])))
    there.push(...(await ledger.ofKinds(place, [SENT], day)));
  return reportsAmong(place, there);
}

function faultOfPart({ place }: VillageFold, { brief, part }: BriefBasis) {
  const { briefs, basis } = place.state.reports;
  return briefs.has(brief) || basis.get(brief)?.has(part) ? 'not-vouched' : undefined;
}

function faultOfSent(
  { keys, place: office }: Beside,
  fold: VillageFold,
  sent: BriefBody,
): BesideRejection | undefined {
  const { briefs, basis: bases } = fold.place.state.reports;
  const basis = wholeBasis(bases.get(sent.brief), sent.parts);
  if (briefs.has(sent.brief)) return 'not-vouched';
  if (sent.vouched === undefined) return 'unvouched';
  if (basis && !addsUp(sent, basis)) return 'not-the-sum';
  if (!basis || !isVouched(keys, office, sent, basis)) return 'not-vouched';
  const { number, follows } = nextBrief(briefsOf(fold, sent.day));
  return sent.number === number && sent.follows === follows ? undefined : 'sent-meanwhile';
}

/** Judges parts, then reports in their order, each beside those that stand. */
async function judged(
  beside: Beside,
  arriving: readonly Stored[],
): Promise<[string, BesideRejection][]> {
  const fold = await reportsThere(beside, arriving);
  const isSent = ({ entry }: Stored): boolean => entry.kind === SENT;
  const inTurn = [...arriving.filter((one) => !isSent(one)), ...arriving.filter(isSent)];
  return inTurn.flatMap((one): [string, BesideRejection][] => {
    const body = one.entry.body as unknown;
    const fault = isSent(one)
      ? faultOfSent(beside, fold, body as BriefBody)
      : faultOfPart(fold, body as BriefBasis);
    if (fault) return [[one.entry.id, fault]];
    fold.add([one]);
    return [];
  });
}

export const briefRule: Rule = {
  concerns,
  async refused(beside, arriving) {
    const entries = arriving.map(({ entry }) => entry).filter(concerns);
    const ids = entries.flatMap(({ id, replaces }) => (replaces ? [id, replaces] : [id]));
    const known = await beside.ledger.named(beside.place, ids);
    const there = new Set(known.map(({ id }) => id));
    const fresh = entries.filter(({ id }) => !there.has(id));
    const amends = await amending(beside, fresh, known);
    // Versions nobody reads yet are not judged.
    const plain = arriving.filter(
      ({ entry }) =>
        fresh.includes(entry) && isOfReport(entry) && entry.v === 1 && !amends.has(entry.id),
    );
    return new Map<string, BesideRejection>([
      ...[...amends].map((id) => [id, 'not-vouched'] as const),
      ...(await judged(beside, plain)),
    ]);
  },
};
