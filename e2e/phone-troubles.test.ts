/**
 * What happens to phones: storage runs full or is cleared, the disk is copied to another phone, the
 * app is updated in the middle of a visit, an old app comes back after months. Real browser, real
 * server; in every case nothing that was saved is lost, nothing stands twice, and it is said.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InventedHousehold } from '@doorstep/scenario';
import { WIRE_VERSION_OLDEST } from '@doorstep/sync';
import { openDoorway, type Doorway } from './doorway';
import { Phone } from './phone';
import { startServer, type RunningServer } from './server';
import { COUNTY, prepareVillage, VILLAGE, type PreparedVillage } from './village';

let server: RunningServer;
let doorway: Doorway;
let village: PreparedVillage;
const phones: Phone[] = [];
let next = 0;

/** A household nobody has visited yet. */
const household = (): InventedHousehold => village.households[next++]!;

async function newPhone({ hasLittleRoom = false } = {}): Promise<Phone> {
  const phone = await Phone.unpack({ baseUrl: doorway.baseUrl, locale: 'zh' });
  phones.push(phone);
  if (hasLittleRoom) await phone.hasLittleRoom();
  const link = new URL(await server.link('field', VILLAGE));
  await phone.enrol(`${doorway.baseUrl}${link.pathname}${link.hash}`);
  await phone.inView();
  return phone;
}

/** Visits of a household in the ledger: device, incarnation and number of each. */
async function visitsOf({ id }: InventedHousehold): Promise<string[]> {
  const stored = await village.secretary.pull();
  return stored
    .filter(({ entry }) => entry.kind === 'visit.recorded' && entry.subjects.includes(id))
    .map(({ entry }) => `${entry.device} ${entry.n}`);
}

beforeAll(async () => {
  server = await startServer();
  doorway = await openDoorway(server.baseUrl);
  village = await prepareVillage(server, { seed: 'phone troubles', households: 30, groups: 1 });
});
afterAll(async () => {
  for (const phone of phones) await phone.discard();
  await Promise.all([village?.secretary.close(), village?.official.close()]);
  await doorway?.close();
  await server?.remove();
});

test('storage is full: what was entered stays, the reason is said, and with room it is saved once', async () => {
  const phone = await newPhone({ hasLittleRoom: true });
  const [one, other] = [household(), household()];
  await phone.allWell(one);
  await phone.storageRunsFull();
  await phone.openVisit(other);
  await phone.triesAllWell();
  expect(await phone.isTold('field.saveFailed')).toBe(true);
  await phone.hasRoomAgain();
  await phone.sayAllWell();
  await phone.allSent();
  expect(await visitsOf(one)).toHaveLength(1);
  expect(await visitsOf(other)).toHaveLength(1);
});

test('the browser cleared its storage: the phone comes back from the server under another incarnation', async () => {
  const phone = await newPhone();
  const [one, other] = [household(), household()];
  await phone.allWell(one);
  await phone.allSent();
  await phone.storageIsCleared();
  await phone.openApp();
  await phone.allWell(other);
  await phone.allSent();
  const [[before], [after]] = [await visitsOf(one), await visitsOf(other)];
  const device = (writer: string | undefined) => writer?.split('/')[0];
  expect(device(after)).toBe(device(before));
  expect(after?.split(' ')[0]).not.toBe(before?.split(' ')[0]);
});

test('the link of an office is not used up by a phone: it leads to the desk', async () => {
  const phone = await Phone.unpack({ baseUrl: doorway.baseUrl, locale: 'ko-CN' });
  phones.push(phone);
  const { hash } = new URL(await server.link('desk', COUNTY));
  expect(await phone.isLedToDesk(`${doorway.baseUrl}/field${hash}`)).toBe(true);
});

test('a copied phone: both histories stay, and the two go on apart', async () => {
  const phone = await newPhone();
  const [first, mine, theirs, late, later] = Array.from({ length: 5 }, household);
  await phone.allWell(first!);
  await phone.allSent();
  const copy = await phone.copied();
  phones.push(copy);
  await phone.goOffline();
  await phone.allWell(mine!);
  await copy.allWell(theirs!);
  await copy.allSent();
  await phone.goOffline(false);
  await phone.allSent();
  await copy.openApp();
  await copy.allSent();
  for (const visited of [mine!, theirs!]) expect(await visitsOf(visited)).toHaveLength(1);
  await phone.allWell(late!);
  await copy.allWell(later!);
  await Promise.all([phone.allSent(), copy.allSent()]);
  const [[a], [b]] = [await visitsOf(late!), await visitsOf(later!)];
  expect(a?.split(' ')[0]).not.toBe(b?.split(' ')[0]);
});

test('a new version arrives during a visit: the visit is finished and saved, then the person decides', async () => {
  const phone = await newPhone();
  const one = household();
  await phone.openVisit(one);
  doorway.deployment = '\n// another deployment';
  await phone.looksForUpdate();
  expect(await phone.isOffered('field.update')).toBe(false);
  await phone.sayAllWell();
  expect(await phone.isOffered('field.update')).toBe(true);
  await phone.takesUpdate();
  await phone.allSent();
  expect(await visitsOf(one)).toHaveLength(1);
});

test('an app of an older version is served; one that is too old keeps all it has until it is updated', async () => {
  const phone = await newPhone();
  const [one, other] = [household(), household()];
  doorway.wireVersion = String(WIRE_VERSION_OLDEST);
  await phone.allWell(one);
  await phone.allSent();
  expect(await visitsOf(one)).toHaveLength(1);
  doorway.wireVersion = String(WIRE_VERSION_OLDEST - 1);
  await phone.allWell(other);
  expect(await phone.unsent()).toBe(1);
  await phone.tab('field.me');
  expect(await phone.isTold('sync.problem_outdated')).toBe(true);
  expect(await visitsOf(other)).toEqual([]);
  doorway.wireVersion = undefined;
  await phone.openApp();
  await phone.allSent();
  expect(await visitsOf(other)).toHaveLength(1);
});
