/**
 * A report stands only with the whole of what it was made from, when it is the sum of that and this
 * server gave both to this office. Nothing of it is corrected, and once it stands nothing is added:
 * figures that moved are a second report.
 */
import {
  addsUp,
  createFold,
  VOID,
  wholeBasis,
  type BriefBody,
  type Entry,
  type Stored,
} from '@doorstep/ledger';
import type { BesideRejection } from '@doorstep/sync';
import { isVouched } from '../reports';
import type { Beside, Rule } from './beside';

const KINDS: ReadonlySet<string> = new Set(['brief.basis', 'brief.sent']);

/** The report an entry is about; undefined for other kinds, and versions nobody reads yet. */
const briefOf = ({ kind, v, body }: Entry): string | undefined =>
  KINDS.has(kind) && v === 1 ? String(body['brief']) : undefined;

const isSent = ({ entry }: Stored): boolean => entry.kind === 'brief.sent';

async function refusedOf(
  { keys, ledger, place }: Beside,
  brief: string,
  arriving: readonly Stored[],
): Promise<[string, BesideRejection][]> {
  const there = await ledger.ofKinds(place, [...KINDS, VOID], brief);
  const known = new Set(there.map(({ entry }) => entry.id));
  const fresh = arriving.filter(({ entry }) => briefOf(entry) === brief && !known.has(entry.id));
  const parts = fresh.filter((one) => !isSent(one) && one.entry.replaces === undefined);
  const isClosed = there.some(isSent);
  const fold = createFold(place);
  fold.add([...there, ...parts]);
  const held = fold.place.state.reports.basis.get(brief);
  const faultOfSent = (sent: BriefBody): BesideRejection | undefined => {
    const basis = wholeBasis(held, sent.parts);
    if (basis && !addsUp(sent, basis)) return 'not-the-sum';
    return basis && isVouched(keys, place, sent, basis) ? undefined : 'not-vouched';
  };
  const faultOf = (one: Stored): BesideRejection | undefined => {
    if (isClosed || one.entry.replaces !== undefined) return 'not-vouched';
    return isSent(one) ? faultOfSent(one.entry.body as unknown as BriefBody) : undefined;
  };
  return fresh.flatMap((one): [string, BesideRejection][] => {
    const fault = faultOf(one);
    return fault ? [[one.entry.id, fault]] : [];
  });
}

export const briefRule: Rule = {
  kinds: KINDS,
  async refused(beside, arriving) {
    const briefs = new Set(arriving.flatMap(({ entry }) => briefOf(entry) ?? []));
    const found: [string, BesideRejection][] = [];
    for (const brief of briefs) found.push(...(await refusedOf(beside, brief, arriving)));
    return new Map(found);
  },
};
