import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { freshDatabase } from '../postgres/testing';
import { storeOn, subjectKeys } from '../store';
import { KeyBroken, openKeys } from './keys';
import { SecretBroken } from './secret-file';

const { db } = await freshDatabase();
const rows = storeOn(db).keys;
const folders: string[] = [];

async function freshKeys() {
  const dataFolder = await mkdtemp(join(tmpdir(), 'doorstep-keys-'));
  folders.push(dataFolder);
  return { dataFolder, keys: await openKeys({ dataFolder, randomBytes }) };
}

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

const key = (k: string) => ({ k, subject: 'p_invented1', key: randomBytes(32).toString('base64') });
const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex');
const { keys, dataFolder } = await freshKeys();

test('keys open again after a restart, and for the village and subject they were made for only', async () => {
  const place = '222401101001';
  const sent = [key('k_first01'), key('k_second1')];
  const wrapped = await keys.wrap(rows, place, sent);
  const reopened = await openKeys({ dataFolder, randomBytes });
  expect(await reopened.unwrap(rows, place, wrapped)).toEqual(sent);
  const [one, two] = wrapped;
  await expect(keys.unwrap(rows, '222401101002', wrapped)).rejects.toBeInstanceOf(KeyBroken);
  await expect(
    keys.unwrap(rows, place, [{ ...one!, wrapped: two!.wrapped }]),
  ).rejects.toBeInstanceOf(KeyBroken);
  await expect(
    keys.unwrap(rows, place, [{ ...one!, subject: 'p_invented2' }]),
  ).rejects.toBeInstanceOf(KeyBroken);
});

test('two processes that need a new village’s key at once agree on one', async () => {
  const place = '222401101003';
  const other = await openKeys({ dataFolder, randomBytes });
  const [a, b] = await Promise.all([
    keys.wrap(rows, place, [key('k_aaaaaa')]),
    other.wrap(rows, place, [key('k_bbbbbb')]),
  ]);
  expect(
    (await openKeys({ dataFolder, randomBytes }).then((k) => k.unwrap(rows, place, [...a, ...b])))
      .length,
  ).toBe(2);
});

test('a village’s key is the one in the database now, also after that was set back to an earlier day', async () => {
  const place = '222401101005';
  await keys.wrap(rows, place, [key('k_before01')]);
  await db.query('delete from village_key where place = $1', [place]);
  const sent = key('k_after001');
  const wrapped = await keys.wrap(rows, place, [sent]);
  const reopened = await openKeys({ dataFolder, randomBytes });
  expect(await reopened.unwrap(rows, place, wrapped)).toEqual([sent]);
});

test('another master key opens nothing; nothing in the database is a key', async () => {
  const place = '222401101004';
  const sent = key('k_secret1');
  const wrapped = await keys.wrap(rows, place, [sent]);
  await expect((await freshKeys()).keys.unwrap(rows, place, wrapped)).rejects.toBeInstanceOf(
    KeyBroken,
  );
  expect(Buffer.from(wrapped[0]!.wrapped, 'base64').includes(Buffer.from(sent.key, 'base64'))).toBe(
    false,
  );
  const master = await readFile(join(dataFolder, 'keys', 'master.key'));
  expect((await subjectKeys.villageKey(db, place))!.includes(master)).toBe(false);
});

test('signatures verify with the public key, and survive a restart', async () => {
  const text = 'doorstep head v1\n222401101205\ne\n3\nff';
  const publicKey = createPublicKey({
    key: Buffer.concat([SPKI_ED25519, Buffer.from(keys.publicKey, 'base64')]),
    format: 'der',
    type: 'spki',
  });
  const checks = (signed: string, said: string) =>
    verify(null, Buffer.from(said), publicKey, Buffer.from(signed, 'base64'));
  expect(checks(keys.sign(text), text)).toBe(true);
  expect(checks(keys.sign(text), `${text}f`)).toBe(false);
  expect((await openKeys({ dataFolder, randomBytes })).sign(text)).toBe(keys.sign(text));
});

test('rejected bytes open again; equal bytes have equal digests that say nothing without the key', async () => {
  const bytes = Buffer.from('{"note":"an invented note"}');
  const [a, b] = [
    keys.sealRejected('222401101205', bytes),
    keys.sealRejected('222401101205', bytes),
  ];
  expect(keys.openRejected('222401101205', a.sealed)).toEqual(bytes);
  expect(a.digest).toEqual(b.digest);
  expect(a.sealed).not.toEqual(b.sealed);
  expect((await freshKeys()).keys.sealRejected('222401101205', bytes).digest).not.toEqual(a.digest);
  expect(() => keys.openRejected('222401101206', a.sealed)).toThrow(KeyBroken);
});

test('secrets are closed to others, left alone when they are there, and never replaced when damaged', async () => {
  const fresh = await freshKeys();
  const folder = join(fresh.dataFolder, 'keys');
  expect((await readdir(folder)).sort()).toEqual(['master.key', 'signing.key']);
  expect((await stat(join(folder, 'master.key'))).mode & 0o777).toBe(0o600);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  await writeFile(join(folder, 'master.key'), 'damaged');
  await expect(openKeys({ dataFolder: fresh.dataFolder, randomBytes })).rejects.toBeInstanceOf(
    SecretBroken,
  );
  expect(await readFile(join(folder, 'master.key'), 'utf8')).toBe('damaged');
});

test('processes that start at once on a new folder get the same keys', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'doorstep-keys-'));
  folders.push(folder);
  const all = await Promise.all(
    Array.from({ length: 5 }, () => openKeys({ dataFolder: folder, randomBytes })),
  );
  expect(new Set(all.map((k) => k.publicKey)).size).toBe(1);
});
