/**
 * Derived entries (rule 9): what an office's entry becomes in a village's ledger. Each is
 * determined byte for byte by its source, so that making it again changes nothing.
 *
 *   a fact, its corrections and voids travel together: whoever was addressed by any version
 *   receives every version, so a place that joins late has the whole fact and one that
 *   was dropped learns of it; an amendment that came first waits for what it amends
 */
import { createHash } from 'node:crypto';
import {
  addresseesOf,
  effectiveTimeMs,
  isWithin,
  localInstant,
  type Entry,
  type PlaceCode,
  type Stored,
} from '@doorstep/ledger';

export interface Delivery {
  village: PlaceCode;
  /** Receipt of the source: known to the server since then. */
  receivedAt: string;
  entry: Entry;
}

/** The id of a derived entry: UUIDv8 of its sources, kind and target. */
function derivedId(from: PlaceCode, id: string, kind: string, target: PlaceCode): string {
  const hex = createHash('sha256').update([from, id, kind, target].join('\n')).digest('hex');
  const variant = ((parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}

/** The entries of a ledger by the id of their root, in order of seq; a root may itself amend what is not there. */
function factsOf(ledger: readonly Stored[]): Map<string, Stored[]> {
  const byId = new Map(ledger.map((one) => [one.entry.id, one]));
  const rootOf = (one: Stored): string => {
    const seen = new Set<string>();
    let at = one;
    for (
      let above = byId.get(at.entry.replaces ?? '');
      above && !seen.has(at.entry.id);
      above = byId.get(at.entry.replaces ?? '')
    ) {
      seen.add(at.entry.id);
      at = above;
    }
    return at.entry.id;
  };
  const facts = new Map<string, Stored[]>();
  for (const one of ledger) {
    const root = rootOf(one);
    const versions = facts.get(root);
    if (versions) versions.push(one);
    else facts.set(root, [one]);
  }
  return facts;
}

function derive(
  from: PlaceCode,
  source: Stored,
  village: PlaceCode,
  kindOfId: ReadonlyMap<string, string>,
): Delivery {
  const { id, kind, v, happened, subjects, replaces, body, sealed } = source.entry;
  const replacedKind = replaces === undefined ? undefined : kindOfId.get(replaces);
  const entry: Entry = {
    id: derivedId(from, id, kind, village),
    kind,
    v,
    place: village,
    at: localInstant(effectiveTimeMs(source)),
    happened,
    by: 'system',
    device: 'system/0',
    n: 0,
    subjects,
    replaces:
      replacedKind === undefined ? undefined : derivedId(from, replaces!, replacedKind, village),
    delivered: { from, id },
    body,
    sealed,
  };
  return { village, receivedAt: source.receivedAt, entry };
}

/**
 * What the entries after a seq owe to the villages within an office's area, in order.
 * @param ledger the office's entries from the start: a fresh one may be amended by an older
 * @param villages the villages of its area; nobody outside it can be addressed
 */
export function deliveriesOf(
  from: PlaceCode,
  ledger: readonly Stored[],
  afterSeq: number,
  villages: readonly PlaceCode[],
): Delivery[] {
  const kindOfId = new Map(ledger.map(({ entry }) => [entry.id, entry.kind]));
  const deliveries: Delivery[] = [];
  for (const [root, versions] of factsOf(ledger)) {
    const isWhole = versions.some(({ entry }) => entry.id === root && entry.replaces === undefined);
    if (!isWhole || !versions.some((one) => one.seq > afterSeq)) continue;
    const addressees = new Set(versions.flatMap(({ entry }) => addresseesOf(entry)));
    const receivers = villages.filter((village) =>
      [...addressees].some((scope) => isWithin(village, scope)),
    );
    for (const one of versions) {
      for (const village of receivers) deliveries.push(derive(from, one, village, kindOfId));
    }
  }
  return deliveries;
}
