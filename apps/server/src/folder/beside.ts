/** Folding once, without a server: for a command that must not speak of less than is recorded. */
import type { Keys } from '../keys';
import { storeOn, type Database } from '../store';
import { FOLD_CACHE_BYTES_MAX, FoldCache } from './fold-cache';
import { Folder } from './folder';

/**
 * Delivers, folds and rolls up whatever is behind.
 * @throws the first error that left something undone
 */
export async function foldWhatIsBehind(
  db: Database,
  keys: Pick<Keys, 'wrap' | 'unwrap'>,
): Promise<void> {
  const errors: unknown[] = [];
  const folder = new Folder({
    store: storeOn(db),
    keys,
    cache: new FoldCache(FOLD_CACHE_BYTES_MAX),
    onRefused: () => undefined,
    news: {
      onHeads: () => undefined,
      onRollup: () => undefined,
      onError: (_work, _place, error) => errors.push(error),
    },
  });
  await folder.catchUp();
  if (errors.length > 0) throw errors[0];
}
