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
  type Session,
  type StartableReplica,
  type Store,
} from '@doorstep/sync';
import { Accounts } from './accounts';
import { Door } from './door';
import { clock, random } from './effects';
import { createEvents, type Events } from './events';
import type { Capabilities, Device, DeviceReplica, OpenOptions } from './face';
import { createHttp, httpTransport, type Http } from './http';
import { tabsOf, webLock } from './tabs';

export interface DeviceOptions {
  /** Which app this is: each is signed in for itself. */
  app: 'field' | 'desk';
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
  const door = new Door(http, accounts);

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
    const deps = { store, peers, transport, clock, random, cryptography: crypto.subtle, lock };
    const replica = await createReplica(deps, { place, session, offsetMs });
    const stop = syncWithPage(replica, events);
    replica.start();
    const close = async (): Promise<void> => {
      stop();
      await replica.close();
      kept.close();
    };
    return { ...replica, saveSnapshot, loadSnapshot, close };
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
    signOut: (session, { evenUnsent = false } = {}) => door.signOut(session, evenUnsent),
  };
}
