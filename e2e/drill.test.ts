/**
 * The drill: two hundred records after the last backup the server's folder is gone. Restored from
 * the backup and its key file, it gets them back from the one phone that comes online.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { canonical, type Stored } from '@doorstep/ledger';
import { dice, inventVillage, registrationDrafts } from '@doorstep/scenario';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Caller } from './caller';
import { Phone } from './phone';
import { newFolder, runDoorstep, startServer, type RunningServer } from './server';
import { prepareVillage, VILLAGE, type PreparedVillage } from './village';

const RECORDS = 200;

let server: RunningServer;
let village: PreparedVillage;
let folder: string;
let phone: Phone;
let second: Caller;
let lost: Stored[];
let names: Map<string, unknown>;

/** What must come back as it was; seq and chain may be others. */
const facts = (stored: readonly Stored[]): string[] =>
  stored
    .map(({ receivedAt, offsetMs, entry }) => `${receivedAt} ${offsetMs} ${canonical(entry)}`)
    .sort();

beforeAll(async () => {
  folder = await newFolder();
  server = await startServer();
  village = await prepareVillage(server, { seed: 'drill', households: 12, groups: 2 });
  phone = await Phone.unpack({ baseUrl: server.baseUrl, locale: 'zh' });
  await phone.enrol(await server.link('field', VILLAGE));
  await phone.inView();
  second = await Caller.signIn(await server.link('field', VILLAGE));
  await second.pull();
});
afterAll(async () => {
  await phone?.discard();
  await Promise.all([second?.close(), village?.secretary.close(), village?.official.close()]);
  await server?.remove();
  await rm(folder, { recursive: true, force: true });
});

test('a backup is made, and two hundred records after it reach one phone', async () => {
  const [to, keys] = [join(folder, 'backup'), join(folder, 'safe', 'keys.json')];
  expect(await server.doorstep('backup', '--to', to, '--keys', keys)).toMatchObject({
    exitCode: 0,
  });
  const invented = inventVillage(dice('drill, after the backup'), {
    place: VILLAGE,
    name: '',
    households: RECORDS,
    groups: 2,
    koreanShare: 0.5,
  });
  const drafts = invented.households.flatMap((one) => registrationDrafts(one)).slice(0, RECORDS);
  const before = (await village.secretary.pull()).length;
  await village.secretary.record(drafts);
  lost = village.secretary.replica.stored().slice(before);
  names = await village.secretary.replica.identities();
  expect(lost).toHaveLength(RECORDS);
  const one = invented.households[10]!;
  await phone.findAndOpen(one.people[0]!.identity.name!, one);
});

test('the folder is deleted, the server restored, and the phone gives all of them back', async () => {
  const { baseUrl, dataFolder } = server;
  await server.remove();
  await Promise.all([village.secretary.close(), village.official.close()]);
  const restored = `${dataFolder}-restored`;
  const line = ['--from', join(folder, 'backup'), '--keys', join(folder, 'safe', 'keys.json')];
  expect(await runDoorstep(restored, 'restore', ...line)).toMatchObject({ exitCode: 0 });
  server = await startServer({ dataFolder: restored, port: Number(new URL(baseUrl).port) });
  await phone.openApp();
  await phone.allSent();
  const reader = await Caller.signIn(await server.link('field', VILLAGE));
  await expect
    .poll(async () => (await reader.pull()).length, { timeout: 30_000 })
    .toBeGreaterThanOrEqual(RECORDS);
  const now = facts(await reader.pull());
  expect(now).toEqual(expect.arrayContaining(facts(lost)));
  expect(await reader.replica.identities()).toEqual(names);
  await reader.close();
});

test('the ledger is sound, and a second phone that was away converges', async () => {
  await second.pull();
  expect(facts(second.replica.stored())).toEqual(expect.arrayContaining(facts(lost)));
  expect(await second.replica.identities()).toEqual(names);
  const { exitCode, stdout } = await server.doorstep('verify', '--json');
  expect(JSON.parse(stdout)).toMatchObject({ found: 0 });
  expect(exitCode).toBe(0);
});
