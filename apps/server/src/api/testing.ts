/** A server for tests: real HTTP on loopback, real PostgreSQL, a clock and a log that can be looked at. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { canonical, countyOf, localInstant, type Entry } from '@doorstep/ledger';
import type { Push, PushAnswer, Session, SubjectKey } from '@doorstep/sync';
import { openKeys } from '../keys';
import { mintLink } from '../links';
import { places, quarantine, type Database } from '../store';
import { createHub } from './hub';
import { createApi, type ApiOptions } from './server';

export const NOW_MS = Date.parse('2020-01-28T01:12:06.000Z');
export const VILLAGE = '222401101205';
export const OTHER_VILLAGE = '222406100203';
export const COUNTY = '222401';

const PLACES: [code: string, level: places.PlaceRow['level'], parent: string | null][] = [
  ['22', 'province', null],
  ['2224', 'prefecture', '22'],
  ['222401', 'county', '2224'],
  ['222406', 'county', '2224'],
  ['222401101', 'town', '222401'],
  ['222406100', 'town', '222406'],
  [VILLAGE, 'village', '222401101'],
  [OTHER_VILLAGE, 'village', '222406100'],
];

export interface TestServer {
  baseUrl: string;
  /** Lines of the log, parsed. */
  logged: Record<string, unknown>[];
  options: ApiOptions;
  keys: ApiOptions['keys'];
  /** Signs in through a link and HTTP, like everybody. */
  signIn(place: string, account?: string): Promise<Caller>;
  close(): Promise<void>;
}

/** Somebody signed in. */
export interface Caller {
  session: Session;
  cookie: string;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(
    path: string,
    body: string | Uint8Array,
    headers?: Record<string, string>,
  ): Promise<Response>;
  push(entries: unknown[], more?: Partial<Push> & Record<string, unknown>): Promise<Response>;
  /** A well-formed entry of this device; changes on top. */
  entry(changes?: Partial<Entry>): Entry;
}

export const newEntryId = (): string => {
  const hex = randomUUID();
  return `${hex.slice(0, 14)}7${hex.slice(15)}`;
};

export const answerOf = async (response: Response): Promise<PushAnswer> =>
  (await response.json()) as PushAnswer;

/** Why somebody above a village reads its records. */
export const opens = (who: Caller, place: string, reason = 'check-figure'): Promise<Response> =>
  who.post('/api/openings', JSON.stringify({ place, reason }));

export function keyFor(subject: string): SubjectKey {
  return {
    k: `k_${randomBytes(9).toString('base64url')}`,
    subject,
    key: randomBytes(32).toString('base64'),
  };
}

function callerOf(baseUrl: string, session: Session, cookie: string): Caller {
  let count = 0;
  const post: Caller['post'] = (path, body, headers = {}) =>
    fetch(baseUrl + path, {
      method: 'POST',
      body: body as BodyInit,
      headers: { cookie, 'content-type': 'application/json', ...headers },
    });
  return {
    session,
    cookie,
    get: (path, headers = {}) => fetch(baseUrl + path, { headers: { cookie, ...headers } }),
    post,
    push: (entries, more = {}) =>
      post(
        `/api/ledgers/${session.place}/entries`,
        JSON.stringify({ entries, keys: [], after: 0, sentAtMs: NOW_MS, ...more }),
      ),
    entry: (changes = {}) => ({
      id: newEntryId(),
      kind: 'weather.noted',
      v: 1,
      place: session.place,
      at: localInstant(NOW_MS),
      by: session.account,
      device: `${session.device}/1`,
      n: (count += 1),
      subjects: ['h_aaaaaaaa'],
      body: { sky: 'clear' },
      ...changes,
    }),
  };
}

async function appFolders(folder: string): Promise<ApiOptions['apps']> {
  const make = async (name: string) => {
    const root = join(folder, name);
    await mkdir(join(root, 'assets'), { recursive: true });
    await writeFile(join(root, 'index.html'), `<!doctype html><title>${name}</title>`);
    await writeFile(join(root, 'assets', 'main-4f2a.js'), 'export {}');
    return root;
  };
  return { field: await make('field'), desk: await make('desk') };
}

/** Starts a server over a migrated database; `close` it after the tests. */
export async function startTestServer(
  db: Database,
  changes: Partial<ApiOptions> = {},
): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'doorstep-api-'));
  const logged: Record<string, unknown>[] = [];
  const log = pino(
    { level: 'info' },
    { write: (line: string) => void logged.push(JSON.parse(line)) },
  );
  const options: ApiOptions = {
    db,
    keys: await openKeys({ dataFolder: folder, randomBytes }),
    clock: { nowMs: () => NOW_MS },
    effects: {
      realNowMs: () => Date.now(),
      random: Math.random,
      randomBytes,
      newUuid: () => randomUUID(),
    },
    hub: createHub(),
    log,
    version: '0.0.0-test',
    demoPercent: () => undefined,
    apps: await appFolders(folder),
    ...changes,
  };
  await places.importPlaces(
    db,
    PLACES.map(([code, level, parent]) => ({ code, level, parent, zh: code, ko: code, en: code })),
  );
  const app = await createApi(options);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const baseUrl = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return {
    baseUrl,
    logged,
    options,
    keys: options.keys,
    async signIn(place, account = `c_${randomBytes(9).toString('base64url')}`) {
      const token = await mintLink(db, options.effects, { place, account });
      const response = await fetch(`${baseUrl}/api/enrol`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token }),
      });
      const cookie = response.headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; ');
      return callerOf(baseUrl, (await response.json()) as Session, cookie);
    },
    async close() {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What a database row of an entry must say, byte for byte. */
export const textOf = (entry: Entry): string => canonical(entry);

/** What lies open in a ledger's quarantine, newest first. */
export const asideIn = (db: Database, place: string): Promise<quarantine.DecidedRow[]> =>
  quarantine.list(db, {
    counties: [countyOf(place)],
    within: place,
    settled: false,
    limit: 1_000,
  });
