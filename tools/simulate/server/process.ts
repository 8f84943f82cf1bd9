/**
 * One server process: the real endpoints of the ledgers, the real folder and deliverer, over a
 * connection of its own. What it holds in memory dies with it.
 */
import type { Dice } from '@doorstep/scenario';
import { WIRE_VERSION, type Answer } from '@doorstep/sync';
import {
  answerOf,
  JsonText,
  type Endpoint,
  type Server,
  type Session,
} from '../../../apps/server/src/api/endpoint';
import { createHub } from '../../../apps/server/src/api/hub';
import { ledgerEndpoints } from '../../../apps/server/src/api/ledgers';
import { problemOf } from '../../../apps/server/src/api/problem';
import { segmentEndpoints } from '../../../apps/server/src/api/segments';
import { Tries } from '../../../apps/server/src/api/tries';
import { type FoldCache } from '../../../apps/server/src/folder/fold-cache';
import { Folder } from '../../../apps/server/src/folder/folder';
import { keysFrom } from '../../../apps/server/src/keys/keys';
import type { ServerStore } from '../../../apps/server/src/store';
import type { Schedule } from '../world/schedule';

/** A request as it arrives, session known. */
export interface Request {
  method: 'GET' | 'POST';
  /** As the endpoint is declared: `/api/ledgers/:place/entries`. */
  path: string;
  session: Session;
  params: Record<string, string>;
  query: Record<string, string>;
  body: unknown;
}

export interface ProcessOptions {
  name: string;
  store: ServerStore;
  secrets: { master: Buffer; signing: Buffer };
  schedule: Schedule;
  dice: Dice;
  /** The version this program folds with. */
  foldVersion: number;
  cache: FoldCache;
  /** What went wrong in the background, in codes. */
  onTrouble(work: string, place: string, error: unknown): void;
}

const ENDPOINTS: readonly Endpoint[] = [...ledgerEndpoints, ...segmentEndpoints];
const MISSES_MAX = 10;

const quiet = (): void => undefined;

function serverOf({ store, secrets, schedule, dice }: ProcessOptions): Server {
  const randomBytes = (length: number): Buffer => Buffer.from(dice.bytes(length));
  const nowMs = (): number => schedule.nowMs;
  return {
    store,
    keys: keysFrom(secrets.master, secrets.signing, randomBytes),
    clock: { nowMs },
    effects: {
      realNowMs: nowMs,
      random: () => dice.next(),
      randomBytes,
      newUuid: () =>
        randomBytes(16)
          .toString('hex')
          .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
    },
    hub: createHub(),
    tries: new Tries(MISSES_MAX, nowMs),
    misses: new Tries(MISSES_MAX, nowMs),
    log: { info: quiet, warn: quiet, error: quiet },
    version: 'simulated',
    secure: true,
    demoPercent: () => undefined,
  } as unknown as Server;
}

export class ServerProcess {
  readonly name: string;
  private readonly server: Server;
  private readonly folder: Folder;
  private working: Promise<void> | undefined;

  constructor(private readonly options: ProcessOptions) {
    this.name = options.name;
    this.server = serverOf(options);
    this.folder = new Folder({
      store: options.store,
      keys: this.server.keys,
      cache: options.cache,
      foldVersion: options.foldVersion,
      onRefused: (place, id, outcome) => options.onTrouble(`refused ${outcome}`, place, id),
      news: { onHeads: quiet, onRollup: quiet, onError: options.onTrouble },
    });
    this.server.hub.head = ({ place }) => this.folder.wake([place]);
  }

  /** Answers a request as the real wrapper does. */
  async answer(request: Request): Promise<Answer<unknown>> {
    const { method, path } = request;
    const endpoint = ENDPOINTS.find((one) => one.method === method && one.path === path);
    if (!endpoint) throw new Error(`no endpoint ${path}`);
    try {
      const value = await answerOf(this.server, endpoint, {
        ...request,
        locale: 'en',
        wire: WIRE_VERSION,
      });
      return { ok: true, value: value instanceof JsonText ? JSON.parse(value.text) : value };
    } catch (error) {
      const { status, code, retryAfterSeconds } = problemOf(error);
      if (code === 'internal') this.options.onTrouble('request', request.params.place ?? '', error);
      const wait =
        retryAfterSeconds === undefined ? {} : { retryAfterMs: retryAfterSeconds * 1_000 };
      return { ok: false, failure: { status, code, message: code, ...wait } };
    }
  }

  /** Folds, rolls up and delivers whatever is behind. */
  work(): Promise<void> {
    this.working ??= this.folder.catchUp().finally(() => (this.working = undefined));
    return this.working;
  }
}
