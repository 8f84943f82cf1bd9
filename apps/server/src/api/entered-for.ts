/** An office amends in a village's ledger only what it entered there itself. */
import { enteredFor, type Entry, type PlaceCode } from '@doorstep/ledger';
import { ledger } from '../store';
import type { Server } from './endpoint';

/** Ids of those entries that amend something this office did not enter. */
export async function amendsOthers(
  server: Server,
  place: PlaceCode,
  office: PlaceCode,
  entries: readonly Entry[],
): Promise<ReadonlySet<string>> {
  const amending = entries.filter(({ replaces }) => replaces !== undefined);
  const stored = await ledger.named(
    server.db,
    place,
    amending.map(({ replaces }) => replaces!),
  );
  const known = new Map([...entries, ...stored].map((one) => [one.id, one]));
  const isOwn = ({ replaces }: Entry): boolean => {
    const amended = known.get(replaces!);
    return amended !== undefined && enteredFor(amended)?.office === office;
  };
  return new Set(amending.filter((entry) => !isOwn(entry)).map(({ id }) => id));
}
