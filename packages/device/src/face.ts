/**
 * What the apps call: one ledger kept by this browser.
 *
 * @example
 *   const device = createDevice({ app: 'field', dates: 'own', language: () => locale })
 *   const signedIn = await device.enrol(token)         // or `currentSession()` at a later start
 *   const replica = await device.openReplica({ ...signedIn, place: signedIn.session.place, keep: 'device' })
 *   fold.add(replica.stored()); replica.subscribe((c) => { fold.remove(c.removed); fold.add(c.added) })
 */
import type { Replica, Session } from '@doorstep/sync';
import type { Http } from './http';

export interface OpenOptions {
  place: string;
  session: Session;
  /** `device`: encrypted in IndexedDB, survives everything. `memory`: a ledger looked at from above. */
  keep: 'device' | 'memory';
  /** Server clock minus what this device dates by, when just measured. */
  offsetMs?: number;
}

export interface DeviceReplica extends Replica {
  /** Keeps a JSON value encrypted beside the ledger: household list, name index. Empty under `memory`. */
  saveSnapshot(name: string, value: unknown): Promise<void>;
  /** The value saved last; undefined when there is none or it cannot be read. */
  loadSnapshot(name: string): Promise<unknown>;
}

/** A session: from the server just now, or remembered from before while offline. */
export interface SignedIn {
  session: Session;
  /** Server clock minus what this device dates by, ms; absent when the session is a remembered one. */
  offsetMs?: number;
}

/** What this browser can do at this address; shown instead of failing later. */
export interface Capabilities {
  /** https or localhost: without it there is neither encryption nor a service worker. */
  secure: boolean;
  /** IndexedDB and WebCrypto work here. */
  storage: boolean;
}

/** Functions of `@doorstep/device`, in the order an app calls them. */
export interface Device {
  capabilities(): Capabilities;
  /** Uses up a one-time link. @throws Refused with the server's problem code */
  enrol(token: string): Promise<SignedIn>;
  /** The session of the cookie; offline, the one remembered; undefined: nobody is signed in. */
  currentSession(): Promise<SignedIn | undefined>;
  /** The session remembered on this device, without asking anybody: what a start opens with. */
  rememberedSession(): Promise<Session | undefined>;
  /** A snapshot saved before, read without loading the ledger; undefined when there is none. */
  peekSnapshot(session: Session, name: string): Promise<unknown>;
  openReplica(options: OpenOptions): Promise<DeviceReplica>;
  /** What entries are dated by just now, ms since 1970. */
  nowMs(): number;
  /** Asks the server for the time if it can no longer be told here; done before anything is recorded. */
  checkClock(): Promise<void>;
  /** Other questions to the server, in this device's name and the reader's language. */
  readonly http: Http;
  /** Ends the session and wipes its database and key. Refuses while something is unsent, unless `evenUnsent`. */
  signOut(session: Session, options?: { evenUnsent?: boolean }): Promise<'done' | 'unsent'>;
}
