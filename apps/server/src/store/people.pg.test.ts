import { expect, test } from 'vitest';
import { freshDatabase } from '../postgres/testing';
import { hashToken } from '../keys';
import { ensureDatabase } from '../postgres/lease';
import * as accessLog from './access-log';
import { openDatabase } from './database';
import { migrate, SchemaTooNew } from './migrate';
import * as places from './places';
import * as quarantine from './quarantine';
import * as sessions from './sessions';
import * as settings from './settings';

const { db, url } = await freshDatabase();
const nowMs = Date.parse('2026-01-01T00:00:00Z');
const seat = { account: 'c_invented1', place: '222401101205', scope: 'village' as const };

let tokens = 0;
async function link(expiresAtMs = nowMs + 1000): Promise<Buffer> {
  const tokenHash = hashToken(`link ${(tokens += 1)}`);
  await sessions.addLink(db, { ...seat, tokenHash, nowMs, expiresAtMs });
  return tokenHash;
}

const session = (name: string) => ({
  tokenHash: hashToken(name),
  device: `d_${name}`,
  nowMs,
  expiresAtMs: nowMs + 10_000,
});

test('a link is spent once, on one session; the same answer repeated is the same answer', async () => {
  const hash = await link();
  const first = { ok: true, session: { ...seat, device: 'd_phone-one' } };
  expect(await sessions.redeemLink(db, hash, session('phone-one'))).toEqual(first);
  expect(await sessions.redeemLink(db, hash, session('phone-two'))).toEqual({
    ok: false,
    reason: 'used',
  });
  expect(await sessions.redeemLink(db, hash, session('phone-one'))).toEqual(first);
  expect(await sessions.find(db, hashToken('phone-one'), nowMs)).toEqual(first.session);
  expect(await sessions.find(db, hashToken('phone-two'), nowMs)).toBeUndefined();
});

test('the same answer keeps its device, and is none once its session has ended', async () => {
  const hash = await link();
  const first = await sessions.redeemLink(db, hash, session('asks-again'));
  const again = { ...session('asks-again'), device: 'd_another' };
  expect(await sessions.redeemLink(db, hash, again)).toEqual(first);
  await sessions.end(db, hashToken('asks-again'), nowMs + 1);
  expect(await sessions.redeemLink(db, hash, again)).toEqual({ ok: false, reason: 'used' });
});

test('of many who spend a link at once one gets in', async () => {
  const hash = await link();
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, i) => sessions.redeemLink(db, hash, session(`racer-${i}`))),
  );
  expect(answers.filter((a) => a.ok).length).toBe(1);
});

test('unknown and expired links say so', async () => {
  expect(await sessions.redeemLink(db, hashToken('nothing'), session('a'))).toEqual({
    ok: false,
    reason: 'unknown',
  });
  expect(await sessions.redeemLink(db, await link(nowMs - 1), session('b'))).toEqual({
    ok: false,
    reason: 'expired',
  });
});

test('a session ends by signing out and by time', async () => {
  await sessions.redeemLink(db, await link(), session('leaver'));
  expect(await sessions.find(db, hashToken('leaver'), nowMs + 10_000)).toBeUndefined();
  await sessions.end(db, hashToken('leaver'), nowMs + 1);
  expect(await sessions.find(db, hashToken('leaver'), nowMs + 2)).toBeUndefined();
});

test('settings are read back and replaced', async () => {
  expect(await settings.get(db, 'clock')).toBeUndefined();
  await settings.set(db, 'clock', '1');
  await settings.set(db, 'clock', '2');
  expect(await settings.get(db, 'clock')).toBe('2');
});

test('places are imported, renamed and found from above', async () => {
  const rows = places.parsePlaces(
    'code,level,parent,zh,ko,en\n22,province,,甲,,\n2224,prefecture,22,乙,,\n222401,county,2224,丙,,',
  );
  await places.importPlaces(db, rows);
  await places.importPlaces(
    db,
    rows.map((row) => (row.code === '2224' ? { ...row, en: 'Renamed' } : row)),
  );
  expect((await places.under(db, '2224')).map((p) => [p.code, p.en])).toEqual([
    ['2224', 'Renamed'],
    ['222401', '丙'],
  ]);
  expect(await places.find(db, '22')).toEqual(rows[0]);
  expect(await places.find(db, "22' or true --")).toBeUndefined();
});

test('the same rejected bytes are kept once, with their first arrival', async () => {
  const row = {
    place: '222401101205',
    entryId: '01900000-0000-7000-8000-000000000001',
    digest: Buffer.from('digest'),
    code: 'schema' as const,
    path: 'body.people',
    account: 'c_invented1',
    device: 'd_invented1/1',
    receivedAt: '2020-01-28T01:12:06.000Z',
    offsetMs: 0,
    kind: null,
    sealed: Buffer.from('sealed'),
  };
  expect(await quarantine.add(db, row)).toBe(true);
  expect(await quarantine.add(db, { ...row, receivedAt: '2020-01-29T01:12:06.000Z' })).toBe(false);
  const query = { counties: ['222401'], within: row.place, settled: false, limit: 10 };
  expect(await quarantine.list(db, query)).toEqual([
    { ...row, id: row.digest.toString('hex'), decision: null },
  ]);
});

test('the access log gives the newest first', async () => {
  const row = (n: number) => ({
    id: `01900000-0000-7000-8000-00000000000${n}`,
    place: '222401101205',
    at: `2020-01-28T01:12:0${n}.000Z`,
    account: 'c_invented1',
    device: 'd_invented1/1',
    action: 'foreign-ledger',
    detail: '',
  });
  for (const n of [1, 3, 2, 3]) await accessLog.append(db, row(n));
  expect(await accessLog.latest(db, '222401101205', 2)).toEqual([row(3), row(2)]);
});

test('programs that start at once on an empty database make it once', async () => {
  await ensureDatabase(url, 'migrated_at_once');
  const many = Array.from({ length: 4 }, () =>
    openDatabase({ url: url.replace(/[^/]+$/, 'migrated_at_once'), random: Math.random }),
  );
  await Promise.all(many.map((one, i) => migrate(one, { epoch: `epoch ${i}` })));
  const epochs = await Promise.all(many.map((one) => settings.get(one, 'epoch')));
  expect(new Set(epochs).size).toBe(1);
  await Promise.all(many.map((one) => one.close()));
});

test('migrating again changes nothing; a newer database is refused', async () => {
  const epoch = await settings.get(db, 'epoch');
  await Promise.all([migrate(db, { epoch: 'other' }), migrate(db, { epoch: 'third' })]);
  expect(await settings.get(db, 'epoch')).toBe(epoch);
  await db.query('insert into schema_version (version) values (999)');
  await expect(migrate(db, { epoch: 'other' })).rejects.toBeInstanceOf(SchemaTooNew);
});
