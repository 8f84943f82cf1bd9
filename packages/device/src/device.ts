/**
 * This browser as a device: signing in by link, opening ledgers, signing out. The one place where
 * the ports of `sync` meet the page.
 */
import {
  createReplica,
  newIncarnation,
  MemoryStore,
  noPeers,
  type Peers,
  type Replica,
  type Session,
  type StartableReplica,
  type Store,
} from '@doorstep/sync';
import { Accounts } from './accounts';
import { ownClock, serverClock } from './clocks';
import { Door } from './door';
import { clock, random, timerMs } from './effects';
import { createEvents, type Events } from './events';
import type { Capabilities, Device, DeviceReplica, OpenOptions } from './face';
import { createHttp, httpTransport, type Http } from './http';
import { tabsOf, webLock } from './tabs';

export interface DeviceOptions {
  /** Which app this is: each is signed in for itself. */
  app: 'field' | 'desk';
  /** What entries are dated by: `own`, and how far it is off is measured; `server` works online only. */
  dates: 'own' | 'server';
  /** The language the server shall answer in: `zh`, `ko-CN`, `en`. */
  language: () => string;
}

interface Kept {
  store: Store;
  peers: Peers;
  saveSnapshot: DeviceReplica['saveSnapshot'];
  loadSnapshot: DeviceReplica['loadSnapshot'];
  close: () => void;
}

async function keepOnDevice(accounts: Accounts, account: string, place: string): Promise<Kept> {
  const store = await accounts.openStore(account, place);
  const peers = tabsOf(accounts.databaseName(account, place));
  return {
    store,
    peers,
    saveSnapshot: (key, value) => store.saveSnapshot(key, value),
    loadSnapshot: (key) => store.loadSnapshot(key),
    close: () => peers.close(),
  };
}

function keepInMemory(): Kept {
  return {
    store: new MemoryStore(newIncarnation(random)),
    peers: noPeers,
    saveSnapshot: () => Promise.resolve(),
    loadSnapshot: () => Promise.resolve(undefined),
    close: () => undefined,
  };
}

/** Syncs whenever the page has reason to believe that it can. Returns how to stop. */
function syncWithPage(replica: StartableReplica, events: Events): () => void {
  const sync = (): void => void replica.syncNow();
  const syncWhenSeen = (): void => {
    if (document.visibilityState === 'visible') sync();
  };
  const stopOpen = events.onOpen(sync);
  window.addEventListener('online', sync);
  document.addEventListener('visibilitychange', syncWhenSeen);
  return () => {
    stopOpen();
    window.removeEventListener('online', sync);
    document.removeEventListener('visibilitychange', syncWhenSeen);
  };
}

/** A slow line keeps nobody from saving: then the clock goes on as it went. */
const HEARING_MS_MAX = 3_000;
const paused = (ms: number): Promise<void> =>
  new Promise((resolve) => void clock.after(ms, resolve));

/** Nothing is dated by a clock that was not checked, as far as the server answers. */
function recordingWhenSure(
  { record, recordIf, mend }: Replica,
  checkClock: () => Promise<void>,
): Pick<Replica, 'record' | 'recordIf' | 'mend'> {
  const afterwards =
    <A extends unknown[], T>(write: (...about: A) => Promise<T>) =>
    async (...about: A): Promise<T> => {
      await checkClock();
      return write(...about);
    };
  return { record: afterwards(record), recordIf: afterwards(recordIf), mend: afterwards(mend) };
}

function capabilities(): Capabilities {
  const secure = window.isSecureContext;
  return {
    secure,
    storage: secure && typeof indexedDB !== 'undefined' && typeof crypto.subtle !== 'undefined',
  };
}

async function peekSnapshot(
  accounts: Accounts,
  { account, place }: Session,
  name: string,
): Promise<unknown> {
  if (!(await accounts.placesOf(account)).includes(place)) return undefined;
  const store = await accounts.openStore(account, place);
  const value = await store.loadSnapshot(name);
  store.close();
  return value;
}

/** This browser, ready for an app. */
export function createDevice({
  app,
  dates,
  language,
}: DeviceOptions): Device & { readonly http: Http; readonly events: Events } {
  const headers = (): Record<string, string> => ({
    'accept-language': language(),
    'doorstep-app': app,
  });
  const http = createHttp({
    fetch: (...request) => fetch(...request),
    clock,
    baseUrl: '',
    headers,
  });
  const events = createEvents(() => new EventSource(`/api/events?app=${app}`), clock);
  const transport = httpTransport(http, (onHead) => events.onHead(onHead));
  const lock = webLock();
  const accounts = new Accounts(app, random);
  const dating = dates === 'server' ? serverClock(clock, timerMs) : ownClock(clock);
  const door = new Door(http, accounts, dating);
  let hearing: Promise<void> | undefined;
  const checkClock = async (): Promise<void> => {
    if (dating.isSure()) return;
    hearing ??= door.hearTime().finally(() => (hearing = undefined));
    await Promise.race([hearing, paused(HEARING_MS_MAX)]);
  };

  const openReplica = async ({
    place,
    session,
    keep,
    offsetMs,
  }: OpenOptions): Promise<DeviceReplica> => {
    const kept =
      keep === 'device' ? await keepOnDevice(accounts, session.account, place) : keepInMemory();
    if (keep === 'device') void navigator.storage?.persist?.();
    const { store, peers, saveSnapshot, loadSnapshot } = kept;
    const deps = { store, peers, transport, random, cryptography: crypto.subtle, lock };
    const replica = await createReplica({ ...deps, clock: dating }, { place, session, offsetMs });
    const stop = syncWithPage(replica, events);
    replica.start();
    const close = async (): Promise<void> => {
      stop();
      await replica.close();
      kept.close();
    };
    return {
      ...replica,
      ...recordingWhenSure(replica, checkClock),
      saveSnapshot,
      loadSnapshot,
      close,
    };
  };

  return {
    http,
    events,
    capabilities,
    enrol: (token) => door.enrol(token),
    currentSession: () => door.current(),
    rememberedSession: () => accounts.remembered(),
    peekSnapshot: (session, name) => peekSnapshot(accounts, session, name),
    openReplica,
    nowMs: () => dating.nowMs(),
    checkClock,
    signOut: (session, { evenUnsent = false } = {}) => door.signOut(session, evenUnsent),
  };
}
