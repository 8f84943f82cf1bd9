/** Who gets at what: links, sessions, other people's ledgers, keys; and what the log may say. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHAIN_START } from '@doorstep/ledger';
import { OPENING_REASONS, type AccessList } from '@doorstep/sync';
import { freshDatabase } from '../postgres/testing';
import { mintLink } from '../links';
import { accessLog, ledger } from '../store';
import type { App } from './session';
import {
  answerOf,
  asideIn,
  COUNTY,
  keyFor,
  NOW_MS,
  opens,
  OTHER_VILLAGE,
  startTestServer,
  VILLAGE,
  type Caller,
  type TestServer,
} from './testing';

const { db } = await freshDatabase();
let server: TestServer;
let cadre: Caller;
let office: Caller;

beforeAll(async () => {
  server = await startTestServer(db);
  cadre = await server.signIn(VILLAGE);
  office = await server.signIn(COUNTY);
});
afterAll(() => server.close());

const problemOf = async (response: Response) =>
  (await response.json()) as { code: string; status: number };
const enrol = (token: string, at = server.baseUrl, claim?: string, app?: App) =>
  fetch(`${at}/api/enrol`, {
    method: 'POST',
    body: JSON.stringify({ token, claim }),
    headers: { 'content-type': 'application/json', ...(app && { 'doorstep-app': app }) },
  });
const link = (place = VILLAGE) =>
  mintLink(db, server.options.effects, { place, account: 'c_linked01' });

describe('a one-time link', () => {
  it('works once; the second use is gone', async () => {
    const token = await link();
    const first = await enrol(token);
    expect(await first.json()).toMatchObject({
      account: 'c_linked01',
      place: VILLAGE,
      scope: 'village',
      serverTimeMs: NOW_MS,
    });
    const second = await enrol(token);
    expect([second.status, (await problemOf(second)).code]).toEqual([410, 'link-spent']);
  });
  it('answers again whoever claimed it, when the first answer was lost; nobody else', async () => {
    const [token, claim] = [await link(), 'C'.repeat(43)];
    const cookieOf = (response: Response) => response.headers.getSetCookie()[0];
    const [first, again] = [
      await enrol(token, server.baseUrl, claim),
      await enrol(token, server.baseUrl, claim),
    ];
    expect(again.status).toBe(200);
    expect(await again.json()).toEqual(await first.json());
    expect(cookieOf(again)).toBe(cookieOf(first));
    expect(cookieOf(first)).not.toContain(claim);
    for (const other of [undefined, 'D'.repeat(43)])
      expect((await enrol(token, server.baseUrl, other)).status).toBe(410);
  });
  it('of an office is not spent by the phone app, and leads to the desk', async () => {
    const [token, claim] = [await link(COUNTY), 'C'.repeat(43)];
    const [there, again, atDesk, after] = [
      await enrol(token, server.baseUrl, claim, 'field'),
      await enrol(token, server.baseUrl, undefined, 'field'),
      await enrol(token, server.baseUrl, 'D'.repeat(43), 'desk'),
      await enrol(token, server.baseUrl, claim, 'field'),
    ];
    expect([there.status, (await problemOf(there)).code]).toEqual([409, 'office-link']);
    expect(there.headers.getSetCookie()).toEqual([]);
    expect(again.status).toBe(409);
    expect(await atDesk.json()).toMatchObject({ place: COUNTY, scope: 'office' });
    expect((await problemOf(after)).code).toBe('link-spent');
  });
  it('sets a cookie no script can read and no other site can send', async () => {
    const [line] = (await enrol(await link())).headers.getSetCookie();
    expect(line).toMatch(/^doorstep-field=[\w-]{43}; /);
    expect(line).toContain('HttpOnly');
    expect(line).toContain('SameSite=Strict');
  });
  it('signs one browser in for both apps side by side', async () => {
    const cookies = await Promise.all(
      [enrol(await link()), enrol(await link(COUNTY))].map(
        async (r) => (await r).headers.getSetCookie()[0]?.split(';')[0],
      ),
    );
    const placeIn = async (app: string) => {
      const headers = { cookie: cookies.join('; '), 'doorstep-app': app };
      return (
        (await (await fetch(`${server.baseUrl}/api/session`, { headers })).json()) as {
          place: string;
        }
      ).place;
    };
    expect([await placeIn('field'), await placeIn('desk')]).toEqual([VILLAGE, COUNTY]);
  });
  it('makes who guesses wait', async () => {
    const guessedAt = await startTestServer(db);
    for (let i = 0; i < 10; i += 1)
      expect((await enrol('A'.repeat(43), guessedAt.baseUrl)).status).toBe(410);
    const response = await enrol(await link(), guessedAt.baseUrl);
    expect([response.status, (await problemOf(response)).code]).toEqual([429, 'too-many-tries']);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    await guessedAt.close();
  });
});

describe('a session', () => {
  it('ends with signing out', async () => {
    const leaving = await server.signIn(OTHER_VILLAGE);
    expect(await (await leaving.get('/api/session')).json()).toEqual(leaving.session);
    expect((await leaving.post('/api/signout', '{}')).headers.getSetCookie()[0]).toContain(
      'Max-Age=0',
    );
    expect((await leaving.get('/api/session')).status).toBe(401);
  });
  it('made up is none', async () => {
    const response = await cadre.get('/api/session', {
      cookie: `doorstep-field=${'A'.repeat(43)}`,
    });
    expect((await problemOf(response)).code).toBe('no-session');
  });
});

describe('another village', () => {
  it('is answered like one that does not exist, and the attempt is in its log', async () => {
    const [foreign, unknown] = await Promise.all(
      [OTHER_VILLAGE, '222401999299'].map((place) => cadre.get(`/api/ledgers/${place}/entries`)),
    );
    expect([foreign?.status, unknown?.status]).toEqual([404, 404]);
    expect(await foreign?.text()).toBe(await unknown?.text());
    const [row] = await accessLog.latest(db, OTHER_VILLAGE, 1);
    expect(row).toMatchObject({ action: 'foreign-ledger', account: cadre.session.account });
  });
  it('gives no keys and takes no entries: those are set aside', async () => {
    expect((await cadre.get(`/api/ledgers/${OTHER_VILLAGE}/keys`)).status).toBe(404);
    const entry = cadre.entry({ place: OTHER_VILLAGE });
    const body = JSON.stringify({ entries: [entry], keys: [], after: 0, sentAtMs: NOW_MS });
    expect((await cadre.post(`/api/ledgers/${OTHER_VILLAGE}/entries`, body)).status).toBe(404);
    expect((await ledger.head(db, OTHER_VILLAGE)).head).toBe(0);
    const kept = await asideIn(db, VILLAGE);
    expect(kept.map((row) => [row.entryId, row.code])).toContainEqual([entry.id, 'foreign-place']);
    expect(server.logged).toContainEqual(
      expect.objectContaining({ alarm: 'foreign-place', entry: entry.id }),
    );
  });
  it('is walked through slowly: who asks on and on must wait, and is not slowed in their own', async () => {
    const walkedIn = await startTestServer(db);
    const walker = await walkedIn.signIn(VILLAGE);
    const foreign = (i: number) => walker.get(`/api/ledgers/2224012992${10 + i}/entries`);
    const statuses: number[] = [];
    for (let i = 0; i < 40; i += 1) statuses.push((await foreign(i)).status);
    expect(new Set(statuses.slice(0, 30))).toEqual(new Set([404]));
    expect(new Set(statuses.slice(30))).toEqual(new Set([429]));
    expect(Number((await foreign(0)).headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await walker.get(`/api/ledgers/${VILLAGE}/entries`)).status).toBe(200);
    await walkedIn.close();
  });
  it.each(['no-place', '1', "222401' or 1=1--"])('named %s is not found', async (place) => {
    expect((await cadre.get(`/api/ledgers/${encodeURIComponent(place)}/entries`)).status).toBe(404);
  });
});

describe('an office', () => {
  it('reads the ledgers below it, without keys', async () => {
    const key = keyFor('h_aaaaaaaa');
    const entry = cadre.entry({ sealed: { h_aaaaaaaa: { k: key.k, c: 'A'.repeat(40) } } });
    await cadre.push([entry], { keys: [key] });
    await opens(office, VILLAGE);
    const { tail } = await answerOf(await office.get(`/api/ledgers/${VILLAGE}/entries`));
    expect(tail.map((s) => s.entry.id)).toContain(entry.id);
    expect(await (await office.get(`/api/ledgers/${VILLAGE}/keys`)).json()).toMatchObject({
      keys: [],
    });
    expect(await (await cadre.get(`/api/ledgers/${VILLAGE}/keys?after=0`)).json()).toMatchObject({
      keys: [key],
    });
  });
  it('says why before it reads a village, for a day, in the village’s own log; figures need no reason', async () => {
    const clock = { ms: NOW_MS };
    const own = await startTestServer(db, { clock: { nowMs: () => clock.ms } });
    const above = await own.signIn(COUNTY);
    const address = `/api/ledgers/${VILLAGE}/entries`;
    const asked = async () => (await above.get(address)).status;
    const untilMs = async () =>
      ((await (await above.get(`/api/openings?place=${VILLAGE}`)).json()) as { untilMs: unknown })
        .untilMs;
    expect([await asked(), await untilMs()]).toEqual([403, null]);
    expect((await problemOf(await above.get(address))).code).toBe('reason-asked');
    expect((await above.get(`/api/ledgers/${VILLAGE}/segments`)).status).toBe(403);
    expect((await above.get(`/api/overview?place=${VILLAGE}&day=2020-02-01`)).status).toBe(200);
    expect((await opens(above, VILLAGE, 'curiosity')).status).toBe(400);
    expect((await opens(above, OTHER_VILLAGE)).status).toBe(404);

    expect(await (await opens(above, VILLAGE, 'complaint')).json()).toEqual({
      untilMs: NOW_MS + 86_400_000,
    });
    expect([await asked(), await untilMs()]).toEqual([200, NOW_MS + 86_400_000]);
    const logged = await accessLog.latest(db, VILLAGE, 20);
    expect(logged.filter(({ account }) => account === above.session.account)).toMatchObject([
      { action: 'ledger-opened', detail: `${COUNTY} complaint` },
    ]);
    clock.ms += 86_400_000 - 1;
    expect(await asked()).toBe(200);
    clock.ms += 1;
    expect([await asked(), await untilMs()]).toEqual([403, null]);
    // A clock set back does not make the day longer.
    clock.ms = NOW_MS - 1;
    expect(await asked()).toBe(403);
    await own.close();
  });
  it('no way of writing answers with what a reason is asked for', async () => {
    const above = await server.signIn(COUNTY);
    const page = await answerOf(await cadre.push([cadre.entry()]));
    const entry = above.entry({
      place: VILLAGE,
      kind: 'visit.recorded',
      subjects: ['h_house001'],
      body: { household: 'h_house001', outcome: 'nobody', onBehalf: { office: COUNTY } },
    });
    const pushed = JSON.stringify({ entries: [entry], keys: [], after: 0, sentAtMs: NOW_MS });
    const last = page.tail.at(-1)!;
    const end = { epoch: page.epoch, seq: page.head, chain: page.chain, signature: page.signature };
    const before = page.tail.at(-2)?.chain ?? CHAIN_START;
    const given = JSON.stringify({ before, entries: [last], keys: [], end, after: 0 });
    const ways = { entries: pushed, restore: given };
    for (const [way, body] of Object.entries(ways)) {
      const answer = await above.post(`/api/ledgers/${VILLAGE}/${way}`, body);
      expect([answer.status, (await problemOf(answer)).code]).toEqual([403, 'reason-asked']);
    }
    expect((await answerOf(await cadre.push([]))).head).toBe(page.head);
    await opens(above, VILLAGE);
    for (const [way, body] of Object.entries(ways))
      expect((await above.post(`/api/ledgers/${VILLAGE}/${way}`, body)).status).toBe(200);
  });
  it('cannot wash its reason out of the log, and nobody writes one into their own', async () => {
    const above = await server.signIn(COUNTY);
    await opens(above, VILLAGE, 'complaint');
    const hasty = await server.signIn(COUNTY);
    await Promise.all(OPENING_REASONS.map((reason) => opens(hasty, VILLAGE, reason)));
    const again = Array.from({ length: 3 }, () => 'asked-by-village');
    await Promise.all(again.map((reason) => opens(above, VILLAGE, reason)));
    await Promise.all(again.map(() => above.get(`/api/contacts?place=${VILLAGE}`)));
    const logged = await accessLog.latest(db, VILLAGE, 50);
    const mine = logged.filter(({ account }) => account === above.session.account);
    expect(mine.map(({ action, detail }) => `${action} ${detail}`).sort()).toEqual([
      `contact-opened ${COUNTY}`,
      `ledger-opened ${COUNTY} complaint`,
    ]);
    expect(logged.filter(({ account }) => account === hasty.session.account)).toHaveLength(1);
    expect((await opens(cadre, VILLAGE, 'complaint')).status).toBe(404);
  });
  it('a log is read to its end, page by page', async () => {
    const row = (n: number) => ({
      id: `01900000-0000-7000-8000-000000${String(n).padStart(6, '0')}`,
      place: VILLAGE,
      // Several at one instant: the page's end lies among them.
      at: `2020-01-27T01:12:0${n % 3}.000Z`,
      account: 'c_invented1',
      device: 'd_invented1/1',
      action: 'foreign-ledger',
      detail: '',
    });
    for (let n = 0; n < 230; n++) await accessLog.append(db, row(n));
    const seen: string[] = [];
    let more: string | null = '';
    while (more !== null) {
      const before = more && `&before=${more}`;
      const page = (await (
        await cadre.get(`/api/access?place=${VILLAGE}${before}`)
      ).json()) as AccessList;
      seen.push(...page.rows.map(({ id }) => id));
      more = page.more;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((id) => id.startsWith('01900000-0000-7000-8000-000000'))).toHaveLength(230);
    expect((await cadre.get(`/api/access?place=${VILLAGE}&before=x`)).status).toBe(400);
  });
  it('does not read beside or above itself, nor write below', async () => {
    for (const place of [OTHER_VILLAGE, '2224'])
      expect((await office.get(`/api/ledgers/${place}/entries`)).status).toBe(404);
    const body = JSON.stringify({
      entries: [office.entry({ place: VILLAGE })],
      keys: [],
      after: 0,
      sentAtMs: NOW_MS,
    });
    expect((await office.post(`/api/ledgers/${VILLAGE}/entries`, body)).status).toBe(404);
  });
  it('writes its own ledger', async () => {
    const { receipts } = await answerOf(
      await office.push([office.entry({ subjects: ['r_aaaaaaaa'] })]),
    );
    expect(receipts[0]).toHaveProperty('seq', 1);
  });
});

describe('input that is not what it should be', () => {
  it.each(['after=-1', 'after=1;drop table entry', 'after=1e3', "after=' or 1=1"])(
    '%s is a bad request',
    async (query) => {
      const response = await cadre.get(`/api/ledgers/${VILLAGE}/entries?${query}`);
      expect([response.status, (await problemOf(response)).code]).toEqual([400, 'bad-request']);
    },
  );
  it.each([`/api/ledgers/${'Planted-Name'.repeat(20)}/entries`, '/field/Planted-Name%E0%A4%A'])(
    'an address that cannot be one is not found and not repeated',
    async (path) => {
      const response = await cadre.get(path);
      expect([response.status, response.headers.get('content-type')]).toEqual([
        404,
        'application/problem+json; charset=utf-8',
      ]);
      expect(await response.text()).not.toContain('Planted-Name');
    },
  );
  it.each(['/api/overview', '/api/brief'])('%s of a day before all calendars', async (path) => {
    const response = await cadre.get(`${path}?place=${VILLAGE}&day=0000-01-01`);
    expect([response.status, (await problemOf(response)).code]).toEqual([400, 'bad-request']);
  });
  it.each(["under=' or 1=1--", 'under=22%25'])('places?%s is a bad request', async (query) => {
    expect((await cadre.get(`/api/places?${query}`)).status).toBe(400);
  });
});

describe('the tree of places', () => {
  it('is answered from the session’s place, parents before children', async () => {
    const { places } = (await (await office.get('/api/places')).json()) as {
      places: { code: string }[];
    };
    expect(places.map((p) => p.code)).toEqual([COUNTY, '222401101', VILLAGE]);
  });
  it('has nothing under a code nobody has', async () => {
    expect((await office.get('/api/places?under=99')).status).toBe(404);
  });
});

describe('the log', () => {
  it('holds no token, no body, no query and no text that was sent', async () => {
    const token = await link();
    await enrol(token);
    await cadre.post(`/api/ledgers/${VILLAGE}/entries?name=Planted-Name`, '{"Planted-Name"');
    await cadre.push([cadre.entry({ body: { 'Planted-Name': 'a\u0000' } })]);
    const strange = ['220000200001010000', 'Planted-Name', 'plantedName'];
    const receipts = strange.map(async (name) => {
      const body = { household: 'h_aaaaaaaa', outcome: 'met', [name]: 1 };
      const unknown = cadre.entry({ kind: 'visit.recorded', body });
      return (await cadre.push([unknown])).text();
    });
    const deep = cadre.entry({ body: { '220000200001010000': 'a\u0000' } });
    const said = [...(await Promise.all(receipts)), await (await cadre.push([deep])).text()].join();
    const kept = JSON.stringify((await asideIn(db, VILLAGE)).map(({ path }) => path));
    for (const name of strange) expect(said + kept).not.toContain(name);
    const log = JSON.stringify(server.logged);
    expect(log).toContain(VILLAGE);
    for (const secret of [token, 'Planted-Name', ...cadre.cookie.split('=').slice(1)])
      expect(log).not.toContain(secret);
  });
});
