/** What offices owe their villages, worked out anew from the stored text of the offices' ledgers. */
import type { Row } from './copy';

interface Entry {
  id: string;
  kind: string;
  replaces?: string;
  body: { scope?: string[] };
}

const ADDRESSED = new Set(['round.opened', 'round.closed', 'question-set.published']);

/** Ids of an office's entries that a village must have received: whole facts addressed to it. */
function owedTo(village: string, entries: readonly Entry[]): Set<string> {
  const owed = new Set<string>();
  for (const root of entries.filter((one) => one.replaces === undefined)) {
    const fact = [root];
    for (let i = 0; i < fact.length; i += 1)
      fact.push(...entries.filter((one) => one.replaces === fact[i]!.id));
    const scopes = fact.flatMap(({ kind, body }) =>
      ADDRESSED.has(kind) ? (body.scope ?? []) : [],
    );
    if (scopes.some((scope) => village.startsWith(scope))) for (const { id } of fact) owed.add(id);
  }
  return owed;
}

/**
 * What is wrong with what a village received of an office.
 * @param isGone whether a restored database and every disk lost an office's entry: a village that
 *   had received it keeps it
 */
export function deliveryFault(
  office: string,
  officeRows: readonly Row[],
  village: string,
  villageRows: readonly Row[],
  isGone: (id: string) => boolean,
): { category: 'lost' | 'duplicated' | 'unexplained'; detail: string } | undefined {
  const entries = officeRows.map(({ content }) => JSON.parse(content) as Entry);
  const owed = village.startsWith(office) ? owedTo(village, entries) : new Set<string>();
  const received = new Set<string>();
  for (const { content, seq } of villageRows) {
    const { delivered } = JSON.parse(content) as { delivered?: { from: string; id: string } };
    if (delivered?.from !== office) continue;
    if (received.has(delivered.id)) return { category: 'duplicated', detail: `${seq} again` };
    received.add(delivered.id);
    if (!owed.has(delivered.id) && !isGone(delivered.id))
      return { category: 'unexplained', detail: `${seq} is not owed` };
  }
  const lost = [...owed].find((id) => !received.has(id));
  return lost === undefined ? undefined : { category: 'lost', detail: `${lost} never came` };
}
