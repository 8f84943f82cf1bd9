/** What was set aside and what people decide, over real HTTP: abuse cases 3, 4, 7, 8, 9 and 11. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Entry } from '@doorstep/ledger';
import { FoldCache } from '../folder/fold-cache';
import { foldStep } from '../folder/fold-step';
import { freshDatabase } from '../postgres/testing';
import { accessLog, ledger, storeOn } from '../store';
import {
  answerOf,
  COUNTY,
  keyFor,
  newEntryId,
  NOW_MS,
  OTHER_VILLAGE,
  startTestServer,
  textOf,
  VILLAGE,
  type Caller,
  type TestServer,
} from './testing';

const { db } = await freshDatabase();
let server: TestServer;
/** Sends; reads the same village; sits in its county; sits in the prefecture; belongs to another village. */
let cadre: Caller;
let lead: Caller;
let county: Caller;
let prefecture: Caller;
let stranger: Caller;

beforeAll(async () => {
  server = await startTestServer(db);
  cadre = await server.signIn(VILLAGE);
  lead = await server.signIn(VILLAGE);
  county = await server.signIn(COUNTY);
  prefecture = await server.signIn('2224');
  stranger = await server.signIn(OTHER_VILLAGE);
});
afterAll(() => server.close());

interface Row {
  id: string;
  place: string;
  code: string;
  kind: string | null;
  alarming: boolean;
  flag: boolean;
  entry: string;
  account: string;
  device: string;
  receivedAt: string;
  decision: { verdict: string; account: string; device: string; at: string } | null;
  of: string;
  hindrance: { code: string; message: string } | null;
  content: Entry | null;
}
interface List {
  rows: Row[];
  more: string | null;
}

const get = async <T>(who: Caller, path: string): Promise<T> =>
  (await (await who.get(`/api/quarantine${path}`)).json()) as T;
const rowsFor = async (who: Caller, query = ''): Promise<Row[]> =>
  (await get<List>(who, `?place=${who.session.place}${query}`)).rows;
const seen = async (who: Caller, entry: string, query = ''): Promise<Row | undefined> =>
  (await rowsFor(who, query)).find((row) => row.entry === entry);
const open = (who: Caller, { place, id }: Row) => get<Row>(who, `/${place}/${id}`);
const settle = (who: Caller, { place, id }: Row, verdict: string) =>
  who.post(`/api/quarantine/${place}/${id}/settle`, JSON.stringify({ verdict }));
const settled = async (who: Caller, row: Row, verdict: string): Promise<Row> =>
  (await (await settle(who, row, verdict)).json()) as Row;

/** The row a push of this entry leaves behind, as the village reads it. */
async function setAside(who: Caller, entry: Entry, code: string): Promise<Row> {
  const { receipts } = await answerOf(await who.push([entry]));
  expect(receipts).toMatchObject([{ id: entry.id, rejected: { code } }]);
  const row = await seen(lead, entry.id);
  if (!row) throw new Error('nothing was set aside');
  return row;
}
const inLedger = async (place: string, id: string) => {
  const rows = await ledger.rows(db, place, { after: 0, upTo: 1e9, limit: 1e6 });
  return rows.filter(({ content }) => content.includes(id));
};
/** What somebody else recorded on this phone before it changed hands. */
const leftBehind = (changes: Partial<Entry> = {}): Entry =>
  cadre.entry({
    by: lead.session.account,
    device: 'd_handed-over/3',
    kind: 'household.left',
    body: { reason: 'moved' },
    ...changes,
  });

describe('who sees what', () => {
  it('the village sees what was sent, names sealed; an office everything but that', async () => {
    const key = keyFor('h_aaaaaaaa');
    const sealed = { h_aaaaaaaa: { k: key.k, c: 'A'.repeat(40) } };
    const entry = leftBehind({ sealed });
    const row = await setAside(cadre, entry, 'foreign-author');
    expect(row).toMatchObject({
      place: VILLAGE,
      kind: 'household.left',
      alarming: true,
      flag: false,
      account: cadre.session.account,
      device: cadre.session.device,
      receivedAt: new Date(NOW_MS).toISOString(),
      decision: null,
    });
    expect((await open(lead, row)).content).toEqual(entry);
    for (const office of [county, prefecture]) {
      expect(await seen(office, entry.id)).toEqual(row);
      const opened = await open(office, row);
      expect(opened).toMatchObject({ code: 'foreign-author', of: VILLAGE, content: null });
      expect(JSON.stringify(opened)).not.toContain('moved');
    }
  });
  it('another village sees nothing: list, counts, one and settling are not there for it', async () => {
    const row = await setAside(cadre, leftBehind(), 'foreign-author');
    const asked = [
      stranger.get(`/api/quarantine?place=${VILLAGE}`),
      stranger.get(`/api/quarantine/counts?place=${VILLAGE}`),
      stranger.get(`/api/quarantine/${VILLAGE}/${row.id}`),
      stranger.get(`/api/quarantine/${OTHER_VILLAGE}/${row.id}`),
      settle(stranger, row, 'accepted'),
      settle(cadre, { ...row, id: '0'.repeat(64) }, 'accepted'),
      cadre.get(`/api/quarantine?place=${COUNTY}`),
    ];
    for (const answer of await Promise.all(asked)) expect(answer.status).toBe(404);
    expect(await seen(lead, row.entry)).toMatchObject({ decision: null });
  });
  it('a kind or a query that is no word of ours goes nowhere', async () => {
    const odd = cadre.entry({ kind: 'planted.name', by: 'c_somebody' });
    expect((await setAside(cadre, odd, 'foreign-author')).kind).toBeNull();
    for (const query of ['&kind=%27;drop', '&before=x', '&code=A', '&state=all']) {
      const { status } = await lead.get(`/api/quarantine?place=${VILLAGE}${query}`);
      expect(status).toBe(400);
    }
  });
  it('rows come newest first in pages, and are picked by reason, kind and alarm', async () => {
    const busy = await startTestServer(db, { clock: { nowMs: () => NOW_MS + 60_000 } });
    const sender = await busy.signIn(OTHER_VILLAGE);
    const malformed = Array.from({ length: 60 }, () =>
      sender.entry({ kind: 'person.left', subjects: ['p_aaaaaaaa'], body: { reason: 'flew' } }),
    );
    await sender.push([...malformed, sender.entry({ by: 'c_somebody' })]);
    const of = `?place=${OTHER_VILLAGE}`;
    const first = await get<List>(sender, of);
    const second = await get<List>(sender, `${of}&before=${first.more}`);
    const ids = [...first.rows, ...second.rows].map(({ id }) => id);
    expect([first.rows.length, new Set(ids).size, second.more]).toEqual([50, 61, null]);
    expect(await rowsFor(sender, '&alarms=only')).toMatchObject([{ code: 'foreign-author' }]);
    expect(await rowsFor(sender, '&alarms=only&code=schema')).toEqual([]);
    expect(await rowsFor(sender, '&kind=visit.recorded')).toEqual([]);
    expect(await rowsFor(sender, '&code=schema&kind=person.left')).toHaveLength(50);
    expect((await rowsFor(prefecture))[0]?.place).toBe(OTHER_VILLAGE);
    expect(await get(sender, `/counts${of}`)).toEqual({
      places: [{ place: OTHER_VILLAGE, open: 61, alarming: 1 }],
    });
    const { places } = await get<{ places: { place: string }[] }>(prefecture, '/counts?place=2224');
    expect(places.map(({ place }) => place)).toEqual([VILLAGE, OTHER_VILLAGE]);
    await busy.close();
  });
});

describe('a person decides', () => {
  it('accepted: the entry stands once, with its first receipt, and who decided is kept', async () => {
    const entry = leftBehind();
    const row = await setAside(cadre, entry, 'foreign-author');
    expect((await open(lead, row)).hindrance).toBeNull();
    for (let i = 0; i < 3; i += 1) {
      const after = await settled(lead, row, 'accepted');
      expect(after.decision).toMatchObject({ verdict: 'accepted', account: lead.session.account });
    }
    const stored = await inLedger(VILLAGE, entry.id);
    expect(stored.map(({ content, receivedAt }) => [content, receivedAt])).toEqual([
      [textOf(entry), row.receivedAt],
    ]);
    expect(await seen(lead, entry.id)).toBeUndefined();
    expect(await seen(county, entry.id, '&state=settled')).toMatchObject({
      decision: { verdict: 'accepted', device: lead.session.device },
    });
    const log = await accessLog.latest(db, VILLAGE, 50);
    expect(log).toContainEqual(
      expect.objectContaining({ action: 'quarantine-accepted', detail: entry.id }),
    );
    expect((await settled(county, row, 'refused')).decision?.verdict).toBe('accepted');
  });
  it('accepted later, it keeps the offset its clock had when it came', async () => {
    const entry = leftBehind();
    await cadre.push([entry], { sentAtMs: NOW_MS - 5_000 });
    const row = await seen(lead, entry.id);
    await settled(lead, row!, 'accepted');
    expect(await inLedger(VILLAGE, entry.id)).toMatchObject([
      { offsetMs: 5_000, receivedAt: row!.receivedAt },
    ]);
  });
  it('refused: kept and seen under settled, and may still be accepted', async () => {
    const row = await setAside(cadre, leftBehind(), 'foreign-author');
    expect((await settled(county, row, 'refused')).decision).toMatchObject({
      verdict: 'refused',
      account: county.session.account,
    });
    expect(await inLedger(VILLAGE, row.entry)).toEqual([]);
    expect(await seen(lead, row.entry)).toBeUndefined();
    expect((await open(lead, row)).content).toMatchObject({ id: row.entry });
    expect((await settled(lead, row, 'accepted')).decision?.verdict).toBe('accepted');
    expect(await inLedger(VILLAGE, row.entry)).toHaveLength(1);
  });
  it('never the one who sent it', async () => {
    const row = await setAside(cadre, leftBehind(), 'foreign-author');
    expect((await open(cadre, row)).hindrance?.code).toBe('own');
    for (const verdict of ['accepted', 'refused'] as const) {
      const answer = await settle(cadre, row, verdict);
      expect([answer.status, await answer.json()]).toMatchObject([409, { code: 'not-acceptable' }]);
    }
    expect(await inLedger(VILLAGE, row.entry)).toEqual([]);
    expect((await open(lead, row)).decision).toBeNull();
  });
  it('a mark stays a mark: only flags are noted, and only they', async () => {
    const row = await setAside(cadre, leftBehind(), 'foreign-author');
    expect((await settle(lead, row, 'noted')).status).toBe(400);
    expect((await settle(lead, row, 'perhaps')).status).toBe(400);
  });
  it('two who accept at once append it once', async () => {
    const row = await setAside(cadre, leftBehind(), 'foreign-author');
    const answers = await Promise.all([
      settle(lead, row, 'accepted'),
      settle(county, row, 'accepted'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await inLedger(VILLAGE, row.entry)).toHaveLength(1);
  });
});

describe('what nobody can accept says why', () => {
  async function hindered(entry: Entry, code: string, hindrance: string): Promise<void> {
    const row = await setAside(cadre, entry, code);
    expect((await open(lead, row)).hindrance).toMatchObject({ code: hindrance });
    const answer = await settle(lead, row, 'accepted');
    const { detail } = (await answer.json()) as { detail: string };
    expect([answer.status, detail.length > 10]).toEqual([409, true]);
    expect(await seen(lead, entry.id)).toMatchObject({ decision: null });
  }

  it('a body its kind does not allow', () =>
    hindered(leftBehind({ body: { reason: 'flew' } }), 'foreign-author', 'form'));
  it('texts that cannot be kept', () =>
    hindered(cadre.entry({ body: { sky: 'a\u0000b' } }), 'nul', 'form'));
  it('the server’s own voice', async () => {
    await hindered(
      cadre.entry({ delivered: { from: '2224', id: newEntryId() } }),
      'permission',
      'permission',
    );
    await hindered(
      cadre.entry({ by: 'system', device: 'system/0', n: 3 }),
      'foreign-author',
      'permission',
    );
  });
  it('an id that is taken, in the language of who asks', async () => {
    const first = cadre.entry();
    await cadre.push([first]);
    await hindered({ ...first, body: { sky: 'grey' } }, 'id-reused', 'id-reused');
    const row = await seen(lead, first.id);
    const answer = await lead.get(`/api/quarantine/${VILLAGE}/${row!.id}`, {
      'accept-language': 'zh',
    });
    expect(((await answer.json()) as Row).hindrance?.message).toContain('编号相同');
    expect(await inLedger(VILLAGE, first.id)).toHaveLength(1);
  });
  it('a sealed part without its key, until the key is there', async () => {
    const key = keyFor('h_aaaaaaaa');
    const sealed = { h_aaaaaaaa: { k: key.k, c: 'A'.repeat(40) } };
    const entry = cadre.entry({ sealed });
    await hindered(entry, 'missing-key', 'missing-key');
    await cadre.push([cadre.entry({ sealed })], { keys: [key] });
    const row = await seen(lead, entry.id);
    expect((await settled(lead, row!, 'accepted')).decision?.verdict).toBe('accepted');
    expect(await inLedger(VILLAGE, entry.id)).toHaveLength(1);
  });
});

describe('a backlog for another village', () => {
  it('waits in the sender’s quarantine; an office above both accepts it where it belongs', async () => {
    const entry = cadre.entry({ place: OTHER_VILLAGE });
    const body = JSON.stringify({ entries: [entry], keys: [], after: 0, sentAtMs: NOW_MS });
    expect((await cadre.post(`/api/ledgers/${OTHER_VILLAGE}/entries`, body)).status).toBe(404);
    const row = await seen(lead, entry.id);
    expect(row).toMatchObject({ code: 'foreign-place', alarming: true, place: VILLAGE });
    for (const who of [lead, county]) {
      expect(await open(who, row!)).toMatchObject({
        of: OTHER_VILLAGE,
        hindrance: { code: 'elsewhere' },
      });
      expect((await settle(who, row!, 'accepted')).status).toBe(409);
    }
    expect((await settled(prefecture, row!, 'accepted')).decision?.verdict).toBe('accepted');
    expect(await inLedger(OTHER_VILLAGE, entry.id)).toHaveLength(1);
    expect(await inLedger(VILLAGE, entry.id)).toEqual([]);
  });
});

describe('devices that betray themselves', () => {
  const cache = new FoldCache(2 ** 24);
  const flagsOf = async (who: Caller) => (await rowsFor(who)).filter((row) => row.flag);

  it('a copied phone: both histories stand, the device is flagged once and looked at', async () => {
    const original = cadre.entry();
    const copy = cadre.entry({ n: original.n, body: { sky: 'grey' } });
    const again = cadre.entry({ n: original.n, body: { sky: 'dark' } });
    await cadre.push([original]);
    await foldStep(storeOn(db), cache, VILLAGE);
    expect(await flagsOf(lead)).toEqual([]);
    const { receipts } = await answerOf(await cadre.push([copy, again]));
    expect(receipts.every((receipt) => 'seq' in receipt)).toBe(true);
    await foldStep(storeOn(db), cache, VILLAGE);
    const [flag, ...others] = await flagsOf(county);
    expect(others).toEqual([]);
    expect(flag).toMatchObject({ code: 'cloned', alarming: true, device: original.device });
    expect([original.id, copy.id, again.id]).toContain(flag!.entry);
    await foldStep(storeOn(db), new FoldCache(2 ** 24), VILLAGE);
    await cadre.push([cadre.entry({ n: original.n })]);
    await foldStep(storeOn(db), new FoldCache(2 ** 24), VILLAGE);
    expect(await flagsOf(lead)).toHaveLength(1);
    expect((await settle(lead, flag!, 'accepted')).status).toBe(400);
    expect((await settled(lead, flag!, 'noted')).decision?.verdict).toBe('noted');
    expect(await flagsOf(lead)).toEqual([]);
    expect((await rowsFor(county, '&state=settled')).some((row) => row.flag)).toBe(true);
  });
  it('a clock a year ahead: taken, mended by the offset, flagged', async () => {
    const ahead = NOW_MS + 365 * 86_400_000;
    const other = await server.signIn(VILLAGE);
    const entry = other.entry({ at: new Date(ahead).toISOString() });
    await other.push([entry, other.entry()], { sentAtMs: ahead });
    await foldStep(storeOn(db), cache, VILLAGE);
    const [flag] = await flagsOf(other);
    expect((await open(other, flag!)).hindrance?.code).toBe('own');
    expect((await settle(other, flag!, 'noted')).status).toBe(409);
    expect(await flagsOf(lead)).toMatchObject([
      { code: 'clock-off', alarming: true, device: entry.device, account: other.session.account },
    ]);
  });
});
