/** The keys a database was made with, and no others: with others every name in it would be lost. */
import type { Effects } from '../effects';
import { openKeys, type Keys } from '../keys';
import { SaidError } from '../settings';
import { settings, type Database } from '../store';

const SETTING = 'keys';

/**
 * Opens the keys of the data folder, making them for a new database.
 * @throws SaidError when the database belongs to other keys
 */
export async function openOwnKeys(
  db: Database,
  dataFolder: string,
  effects: Effects,
): Promise<Keys> {
  const keys = await openKeys({ dataFolder, randomBytes: effects.randomBytes });
  const known = await settings.setOnce(db, SETTING, keys.fingerprint);
  if (known !== keys.fingerprint) throw new SaidError('cli.otherKeys', { folder: dataFolder }, 1);
  return keys;
}
