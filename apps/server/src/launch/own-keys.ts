/** The keys a database was made with, and no others: with others every name in it would be lost. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Effects } from '../effects';
import { openKeys, type Keys } from '../keys';
import { SaidError } from '../settings';
import { settings, type Database } from '../store';

const SETTING = 'keys';
/** Stands there while a restore runs. */
const RESTORING = 'restoring';

/**
 * Opens the keys of the data folder, making them for a new database.
 * @throws SaidError when the database belongs to other keys, or a restore into it broke off
 */
export async function openOwnKeys(
  db: Database,
  dataFolder: string,
  effects: Effects,
): Promise<Keys> {
  const keys = await openKeys({ dataFolder, randomBytes: effects.randomBytes });
  const known = await settings.setOnce(db, SETTING, keys.fingerprint);
  if (known === RESTORING) throw new SaidError('cli.halfRestored', {}, 1);
  if (known !== keys.fingerprint) throw new SaidError('cli.otherKeys', { folder: dataFolder }, 1);
  return keys;
}

/**
 * Before a command that makes sense only where a server ran: it must neither make a new one nor
 * find that sound.
 * @throws SaidError when no keys are there
 */
export async function requireOwnKeys(dataFolder: string): Promise<void> {
  await access(join(dataFolder, 'keys')).catch(() => {
    throw new SaidError('cli.noServerHere', { folder: dataFolder }, 1);
  });
}

/**
 * From now on nobody serves from this database, until the restore has ended.
 * @throws SaidError when it belongs to a server already
 */
export async function beginRestore(db: Database): Promise<void> {
  if ((await settings.setOnce(db, SETTING, RESTORING)) !== RESTORING)
    throw new SaidError('cli.databaseNotEmpty', {}, 1);
}

/** All is there: the database belongs to these keys. */
export const endRestore = (db: Database, keys: Keys): Promise<void> =>
  settings.set(db, SETTING, keys.fingerprint);
