/**
 * Rolling up, level by level: each place adds what its sources changed and hands the sum on. Only
 * the roller of a place writes its figures; whoever meets it locked leaves it to its holder.
 */
import { ancestorsOf, type PlaceCode } from '@doorstep/ledger';
import type { ServerStore, StorePorts } from '../store';
import { rollupSource } from '../store/rollup';
import { summed } from './rows';

const OFFICE = /^\d{2,9}$/;

/** Whether a ledger or place is an office's: a town, county, prefecture or province. */
export const isOffice = (place: PlaceCode): boolean => OFFICE.test(place);

/** The place whose figures a source adds to; undefined at the top of the tree. */
export function rollerOf(source: string): PlaceCode | undefined {
  if (source.endsWith('/*')) return ancestorsOf(source.slice(0, -2))[0];
  return [source, ...ancestorsOf(source)].find(isOffice);
}

/**
 * Adds the deltas of these sources to the figures of a place. What was added must be on disk before
 * its deltas go: a crash that undid the one and not the other would lose figures.
 * @returns whether they changed
 */
async function rollStep(
  store: ServerStore,
  place: PlaceCode,
  sources: readonly string[],
): Promise<boolean> {
  const rolled = await store.transaction((tx) => addDeltas(tx, place, sources));
  if (rolled.added.size > 0) await store.derivation((tx) => tx.roll.drop(rolled.added));
  return rolled.changed;
}

async function addDeltas(
  tx: StorePorts,
  place: PlaceCode,
  sources: readonly string[],
): Promise<{ added: Map<string, number>; changed: boolean }> {
  const steps = await tx.roll.lock(place);
  if (steps === undefined) return { added: new Map(), changed: false };
  const cursors = await tx.roll.cursors(place);
  const rows = await tx.roll.deltas(sources);
  const added = new Map<string, number>();
  for (const { source, step } of rows) added.set(source, Math.max(step, added.get(source) ?? 0));
  const fresh = rows.filter(({ source, step }) => step > (cursors.get(source) ?? 0));
  if (fresh.length === 0) return { added, changed: false };
  const changes = summed(fresh);
  const own = rollupSource(place);
  const next = new Map(
    [...added].map(([source, step]) => [source, Math.max(step, cursors.get(source) ?? 0)]),
  );
  if (changes.length > 0 && rollerOf(own)) await tx.roll.appendDelta(own, steps + 1, changes);
  await tx.roll.add(place, changes);
  await tx.roll.advance(place, next.set(own, steps + 1));
  return { added, changed: changes.length > 0 };
}

/**
 * Rolls up from these sources to the top.
 * @param onError told of a place that could not be rolled; its deltas wait
 * @returns the places whose figures changed
 */
export async function rollUp(
  store: ServerStore,
  sources: Iterable<string>,
  onError: (place: PlaceCode, error: unknown) => void,
): Promise<PlaceCode[]> {
  const waiting = new Map<PlaceCode, Set<string>>();
  const enlist = (source: string): void => {
    const roller = rollerOf(source);
    if (!roller) return;
    const known = waiting.get(roller);
    if (known) known.add(source);
    else waiting.set(roller, new Set([source]));
  };
  for (const source of sources) enlist(source);
  const changed: PlaceCode[] = [];
  for (const digits of [9, 6, 4, 2]) {
    const level = [...waiting].filter(([place]) => place.length === digits);
    for (const [place, from] of level) {
      try {
        if (!(await rollStep(store, place, [...from]))) continue;
        changed.push(place);
        enlist(rollupSource(place));
      } catch (error) {
        onError(place, error);
      }
    }
  }
  return changed;
}
