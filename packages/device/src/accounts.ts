/**
 * Who uses an app in this browser: one row an account, with its device key and its sealed session,
 * and which account is the current one. Deleting a row deletes the key, and with it all it sealed.
 *
 *   doorstep field            accounts(c_…) → { deviceKey, session, places } · marks
 *   doorstep field c_… 2224…  one ledger of one account (IdbStore)
 *
 * The phone app and the desk share an origin but not a session, so each has databases of its own.
 */
import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import * as v from 'valibot';
import { base64url, SessionSchema, type Random, type Session } from '@doorstep/sync';
import { IdbStore } from './idb-store';
import { createDeviceKey, Vault } from './vault';

interface Account {
  deviceKey: CryptoKey;
  /** Places with a database of their own. */
  places: string[];
  session?: Uint8Array<ArrayBuffer>;
}

interface Schema extends DBSchema {
  accounts: { key: string; value: Account };
  /**
   * `current`: the account signed in; `leaving`: signed out here, the server does not know yet;
   * `entering`: token and claim of a link whose answer, or cookie, may not have arrived.
   */
  marks: { key: 'current' | 'leaving' | 'entering'; value: string };
}

/** A link being used, and the secret that makes this browser the one that used it. */
export interface Entering {
  token: string;
  claim: string;
}

type Root = IDBPDatabase<Schema>;

const CLAIM_BYTES = 32;
const STRICT = { durability: 'strict' } as const;

export class Accounts {
  private readonly rootName: string;

  /** `app`: `field` or `desk`. */
  constructor(
    app: string,
    private readonly random: Random,
  ) {
    this.rootName = `doorstep ${app}`;
  }

  /** The name of the database of an account's ledger. */
  databaseName(account: string, place: string): string {
    return `${this.rootName} ${account} ${place}`;
  }

  /** Opens the store of an account's ledger, made on first use, and notes it for signing out. */
  async openStore(account: string, place: string): Promise<IdbStore> {
    const { deviceKey } = await this.withRoot((root) => this.rowWith(root, account, place));
    const name = this.databaseName(account, place);
    return IdbStore.open(name, new Vault(deviceKey, name, this.random), this.random);
  }

  /** The places an account keeps a database for. */
  placesOf(account: string): Promise<string[]> {
    return this.withRoot(async (root) => (await root.get('accounts', account))?.places ?? []);
  }

  /** Remembers a session for starts without network; its account becomes the current one. */
  remember(session: Session): Promise<void> {
    return this.withRoot(async (root) => {
      const { account } = session;
      const { deviceKey } = await this.rowWith(root, account);
      const sealed = await this.rootVault(deviceKey).seal('accounts', account, session);
      const transaction = root.transaction(['accounts', 'marks'], 'readwrite', STRICT);
      const [accounts, marks] = [
        transaction.objectStore('accounts'),
        transaction.objectStore('marks'),
      ];
      const row = (await accounts.get(account)) ?? { deviceKey, places: [] };
      await Promise.all([
        accounts.put({ ...row, session: sealed }, account),
        marks.put(account, 'current'),
        marks.delete('leaving'),
        transaction.done,
      ]);
    });
  }

  /**
   * The session remembered for the current account; undefined when nobody is signed in here or what
   * was kept cannot be read.
   * @throws DOMException when this browser has no room or refuses storage
   */
  remembered(): Promise<Session | undefined> {
    return this.withRoot(async (root) => {
      const account = await root.get('marks', 'current');
      const row = account === undefined ? undefined : await root.get('accounts', account);
      if (account === undefined || !row?.session) return undefined;
      const opened = await this.rootVault(row.deviceKey)
        .open('accounts', account, row.session)
        .catch(() => undefined);
      const session = v.safeParse(SessionSchema, opened);
      return session.success ? session.output : undefined;
    });
  }

  /** Wipes all an account kept here, its key first, and marks that it is leaving. */
  forget(account: string): Promise<void> {
    return this.withRoot(async (root) => {
      const row = await root.get('accounts', account);
      const transaction = root.transaction(['accounts', 'marks'], 'readwrite', STRICT);
      await Promise.all([
        transaction.objectStore('accounts').delete(account),
        transaction.objectStore('marks').delete('current'),
        transaction.objectStore('marks').delete('entering'),
        transaction.objectStore('marks').put(account, 'leaving'),
        transaction.done,
      ]);
      const places = row?.places ?? [];
      await Promise.all(places.map((place) => deleteDB(this.databaseName(account, place))));
    });
  }

  /** Whether somebody signed out here whom the server still holds for signed in. */
  isLeaving(): Promise<boolean> {
    return this.withRoot(async (root) => (await root.get('marks', 'leaving')) !== undefined);
  }

  /** The server knows. */
  left(): Promise<void> {
    return this.withRoot((root) => root.delete('marks', 'leaving'));
  }

  /** Notes that a link is about to be used; the same link keeps its claim. */
  async entering(token: string): Promise<Entering> {
    const noted = await this.isEntering();
    if (noted?.token === token) return noted;
    const claim = base64url(this.random.bytes(CLAIM_BYTES));
    await this.withRoot(async (root) => {
      const transaction = root.transaction('marks', 'readwrite', STRICT);
      await Promise.all([transaction.store.put(`${token} ${claim}`, 'entering'), transaction.done]);
    });
    return { token, claim };
  }

  /** The link this browser may still be entering by. */
  isEntering(): Promise<Entering | undefined> {
    return this.withRoot(async (root) => {
      const [token, claim] = (await root.get('marks', 'entering'))?.split(' ') ?? [];
      return token && claim ? { token, claim } : undefined;
    });
  }

  /** The link led in, or nowhere. */
  entered(): Promise<void> {
    return this.withRoot((root) => root.delete('marks', 'entering'));
  }

  private rootVault(deviceKey: CryptoKey): Vault {
    return new Vault(deviceKey, this.rootName, this.random);
  }

  /** The account's row, made when there is none; of two tabs that make one, the first stays. */
  private async rowWith(root: Root, account: string, place?: string): Promise<Account> {
    const known = await root.get('accounts', account);
    if (known && (place === undefined || known.places.includes(place))) return known;
    const made: Account = known ?? { deviceKey: await createDeviceKey(), places: [] };
    const transaction = root.transaction('accounts', 'readwrite', STRICT);
    const row = (await transaction.store.get(account)) ?? made;
    if (place !== undefined && !row.places.includes(place)) row.places.push(place);
    await Promise.all([transaction.store.put(row, account), transaction.done]);
    return row;
  }

  private async withRoot<T>(task: (root: Root) => Promise<T>): Promise<T> {
    const root = await openDB<Schema>(this.rootName, 1, {
      upgrade: (database) => {
        database.createObjectStore('accounts');
        database.createObjectStore('marks');
      },
    });
    try {
      return await task(root);
    } finally {
      root.close();
    }
  }
}
