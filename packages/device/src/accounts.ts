/**
 * Who uses this browser: one row an account, with its device key and its sealed session, and which
 * account is the current one. Deleting a row deletes the key, and with it everything ever stored.
 *
 *   doorstep            accounts(c_…) → { deviceKey, session, places } · current
 *   doorstep c_… 2224…  one ledger of one account (IdbStore)
 */
import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import * as v from 'valibot';
import { SessionSchema, type Random, type Session } from '@doorstep/sync';
import { createDeviceKey, Vault } from './vault';

const ROOT = 'doorstep';
const CURRENT = 'current';

interface Account {
  deviceKey: CryptoKey;
  /** Places with a database of their own. */
  places: string[];
  session?: Uint8Array<ArrayBuffer>;
}

interface Schema extends DBSchema {
  accounts: { key: string; value: Account };
  current: { key: string; value: string };
}

/** The name of the database of an account's ledger. */
export const databaseName = (account: string, place: string): string =>
  `${ROOT} ${account} ${place}`;

async function withRoot<T>(task: (root: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
  const root = await openDB<Schema>(ROOT, 1, {
    upgrade: (database) => {
      database.createObjectStore('accounts');
      database.createObjectStore(CURRENT);
    },
  });
  try {
    return await task(root);
  } finally {
    root.close();
  }
}

/** The account's row, made on first use; of two tabs that make one, the first stays. */
async function accountRow(root: IDBPDatabase<Schema>, account: string): Promise<Account> {
  const known = await root.get('accounts', account);
  if (known) return known;
  const made: Account = { deviceKey: await createDeviceKey(), places: [] };
  const transaction = root.transaction('accounts', 'readwrite', { durability: 'strict' });
  const meanwhile = await transaction.store.get(account);
  if (!meanwhile) await transaction.store.put(made, account);
  await transaction.done;
  return meanwhile ?? made;
}

/** The vault of an account's ledger; notes the place, so that signing out finds it. */
export function vaultOf(account: string, place: string, random: Random): Promise<Vault> {
  return withRoot(async (root) => {
    const { deviceKey } = await accountRow(root, account);
    const transaction = root.transaction('accounts', 'readwrite', { durability: 'strict' });
    const row = (await transaction.store.get(account)) ?? { deviceKey, places: [] };
    if (!row.places.includes(place))
      await transaction.store.put({ ...row, places: [...row.places, place] }, account);
    await transaction.done;
    return new Vault(row.deviceKey, databaseName(account, place), random);
  });
}

/** Remembers a session for starts without network, and makes its account the current one. */
export function rememberSession(session: Session, random: Random): Promise<void> {
  return withRoot(async (root) => {
    const { account } = session;
    const { deviceKey } = await accountRow(root, account);
    const sealed = await new Vault(deviceKey, ROOT, random).seal('accounts', account, session);
    const transaction = root.transaction(['accounts', CURRENT], 'readwrite', {
      durability: 'strict',
    });
    const row = (await transaction.objectStore('accounts').get(account)) ?? {
      deviceKey,
      places: [],
    };
    await Promise.all([
      transaction.objectStore('accounts').put({ ...row, session: sealed }, account),
      transaction.objectStore(CURRENT).put(account, CURRENT),
      transaction.done,
    ]);
  });
}

/** The session remembered for the current account; undefined when nobody is signed in here. */
export function rememberedSession(random: Random): Promise<Session | undefined> {
  return withRoot(async (root) => {
    const account = await root.get(CURRENT, CURRENT);
    const row = account === undefined ? undefined : await root.get('accounts', account);
    if (account === undefined || !row?.session) return undefined;
    const opened: unknown = await new Vault(row.deviceKey, ROOT, random).open(
      'accounts',
      account,
      row.session,
    );
    const session = v.safeParse(SessionSchema, opened);
    return session.success ? session.output : undefined;
  });
}

/** Wipes all an account kept here: first its key, then its databases. */
export function forgetAccount(account: string): Promise<void> {
  return withRoot(async (root) => {
    const row = await root.get('accounts', account);
    const transaction = root.transaction(['accounts', CURRENT], 'readwrite', {
      durability: 'strict',
    });
    const current = await transaction.objectStore(CURRENT).get(CURRENT);
    await transaction.objectStore('accounts').delete(account);
    if (current === account) await transaction.objectStore(CURRENT).delete(CURRENT);
    await transaction.done;
    await Promise.all((row?.places ?? []).map((place) => deleteDB(databaseName(account, place))));
  });
}

/** The places an account keeps a database for. */
export function placesOf(account: string): Promise<string[]> {
  return withRoot(async (root) => (await root.get('accounts', account))?.places ?? []);
}
