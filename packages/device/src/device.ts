/**
 * This browser as a device: signing in by link, opening ledgers, signing out. The one place where
 * the ports of `sync` meet the page.
 */
import * as v from 'valibot';
import {
  createReplica,
  incarnationFrom,
  MemoryStore,
  noPeers,
  SessionSchema,
  type Answer,
  type Failure,
  type Peers,
  type Session,
  type StartableReplica,
  type Store,
} from '@doorstep/sync';
import {
  databaseName,
  forgetAccount,
  placesOf,
  rememberedSession,
  rememberSession,
  vaultOf,
} from './accounts';
import { clock, random } from './effects';
import { createEvents, type Events } from './events';
import type { Capabilities, Device, DeviceReplica, OpenOptions, SignedIn } from './face';
import { createHttp, httpTransport, type Http } from './http';
import { IdbStore } from './idb-store';
import { tabsOf, webLock } from './tabs';

/** The server refused: `code` of its problem document, `message` in the reader's language. */
export class Refused extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message || failure.code);
  }
}

export interface DeviceOptions {
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

async function keepOnDevice(account: string, place: string): Promise<Kept> {
  const name = databaseName(account, place);
  const store = await IdbStore.open(name, await vaultOf(account, place, random), random);
  const peers = tabsOf(name);
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
    store: new MemoryStore(incarnationFrom(random.bytes(3))),
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

function signedIn(session: Session, sentAtMs: number): SignedIn {
  const halfwayMs = (sentAtMs + clock.nowMs()) / 2;
  return { session, offsetMs: Math.round(session.serverTimeMs - halfwayMs) };
}

async function askSession(http: Http, path: string, body?: unknown): Promise<Answer<SignedIn>> {
  const sentAtMs = clock.nowMs();
  const answer = await http.request(path, SessionSchema, body);
  if (!answer.ok) return answer;
  const value = signedIn(answer.value, sentAtMs);
  await rememberSession(value.session, random);
  return { ok: true, value };
}

async function currentSession(http: Http): Promise<SignedIn | undefined> {
  const answer = await askSession(http, '/api/session');
  if (answer.ok) return answer.value;
  if (answer.failure.status === 401) return undefined;
  const session = await rememberedSession(random);
  return session && { session };
}

function capabilities(): Capabilities {
  const secure = window.isSecureContext;
  return {
    secure,
    storage: secure && typeof indexedDB !== 'undefined' && typeof crypto.subtle !== 'undefined',
  };
}

async function unsentOf(account: string): Promise<number> {
  let unsent = 0;
  for (const place of await placesOf(account)) {
    const store = await IdbStore.open(
      databaseName(account, place),
      await vaultOf(account, place, random),
      random,
    );
    const { outbox, rejected } = await store.load(Number.MAX_SAFE_INTEGER);
    unsent += outbox.filter(({ stored }) => stored.seq === 0).length + rejected.length;
    store.close();
  }
  return unsent;
}

async function peekSnapshot({ account, place }: Session, name: string): Promise<unknown> {
  if (!(await placesOf(account)).includes(place)) return undefined;
  const store = await IdbStore.open(
    databaseName(account, place),
    await vaultOf(account, place, random),
    random,
  );
  const value = await store.loadSnapshot(name);
  store.close();
  return value;
}

/** This browser, ready for an app. */
export function createDevice({
  language,
}: DeviceOptions): Device & { readonly http: Http; readonly events: Events } {
  const headers = (): Record<string, string> => ({ 'accept-language': language() });
  const http = createHttp({
    fetch: (...request) => fetch(...request),
    clock,
    baseUrl: '',
    headers,
  });
  const events = createEvents(() => new EventSource('/api/events'), clock);
  const transport = httpTransport(http, (onHead) => events.onHead(onHead));
  const lock = webLock();

  const openReplica = async ({
    place,
    session,
    keep,
    offsetMs,
  }: OpenOptions): Promise<DeviceReplica> => {
    const kept = keep === 'device' ? await keepOnDevice(session.account, place) : keepInMemory();
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
    enrol: async (token) => {
      const answer = await askSession(http, '/api/enrol', { token });
      if (!answer.ok) throw new Refused(answer.failure);
      return answer.value;
    },
    currentSession: () => currentSession(http),
    rememberedSession: () => rememberedSession(random),
    peekSnapshot,
    openReplica,
    signOut: async ({ account }, { evenUnsent = false } = {}) => {
      if (!evenUnsent && (await unsentOf(account)) > 0) return 'unsent';
      await http.request('/api/signout', v.unknown(), {});
      await forgetAccount(account);
      return 'done';
    },
  };
}
