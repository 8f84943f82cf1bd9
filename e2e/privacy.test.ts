/**
 * Identities are sealed from the first day. Two hundred planted people are registered, read and
 * searched for; then everything that lies on a disk is searched as a thief would. Every planted
 * string begins with a mark: where the mark is not, none of them is.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { InventedHousehold } from '@doorstep/scenario';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPostgres } from '../apps/server/src/postgres';
import { launchProfile } from './browser';
import { DESK_SIZE, Desk } from './desk';
import { DeskTable, type Lines } from './desk-table';
import { Phone } from './phone';
import { Search, type Hit } from './search';
import { startServer, type RunningServer } from './server';
import { prepareVillage, VILLAGE, type PreparedVillage } from './village';

const PLANTED = 200;
const MARKS = {
  name: '甄无此人',
  nameKo: '없는사람이름',
  idNumber: '59999919',
  phone: '15499',
  address: '无此街巷',
  note: 'planted-note-',
};
/** What stands in plain everywhere: proof that the search finds what is there. */
const CONTROL = {
  ledger: 'household.registered',
  log: '/api/enrol',
  profile: 'doorstep.preferences',
};

let server: RunningServer;
let village: PreparedVillage;
let phone: Phone;
let deskProfile: string;
/** Households and records, as this village's own desk saves them. */
let saved: Lines[];
let search: Search;

const two = (n: number): string => String(n).padStart(2, '0');

/** The first two hundred people, and their doors, get recognisable names. */
function plant(households: InventedHousehold[]): void {
  const people = households.flatMap((one) => one.people).slice(0, PLANTED);
  if (people.length < PLANTED) throw new Error(`only ${people.length} people to plant`);
  for (const [i, { identity }] of people.entries()) {
    identity.name = `${MARKS.name}${String.fromCharCode(0x4e00 + i)}`;
    identity.nameKo = `${MARKS.nameKo}${String.fromCharCode(0xac00 + i)}`;
    identity.idNumber = `${MARKS.idNumber}${two(i % 90)}0101${String(1000 + i)}`;
    identity.phone = `${MARKS.phone}${String(100_000 + i)}`;
  }
  for (const { identity, id } of households) {
    identity.address = `${MARKS.address}${id}`;
    identity.note = `${MARKS.note}${id}`;
  }
}

async function workOnPhone(): Promise<void> {
  phone = await Phone.unpack({ baseUrl: server.baseUrl, locale: 'zh' });
  await phone.enrol(await server.link('field', VILLAGE));
  const [first, second] = village.households;
  await phone.findAndOpen(first!.people[0]!.identity.name!, first!);
  await phone.addHousehold({
    group: '1',
    door: '900',
    name: `${MARKS.name}门`,
    idNumber: `${MARKS.idNumber}900101100X`,
    phone: `${MARKS.phone}999999`,
  });
  await phone.sayAllWell();
  await phone.tab('field.today');
  await phone.allWell(second!);
  await phone.allSent();
  await phone.switchOff();
}

async function readAtDesk(): Promise<void> {
  deskProfile = await mkdtemp(join(tmpdir(), 'doorstep-desk-'));
  const context = await launchProfile(deskProfile, { viewport: DESK_SIZE, locale: 'zh-CN' });
  const desk = new Desk(context.pages()[0]!, 'zh');
  await desk.page.goto(await server.link('desk', VILLAGE));
  await desk.readsNames(`${MARKS.name}一`);
  const table = new DeskTable(desk.page, 'zh');
  saved = [await table.saved('csv'), await table.saved('xlsx')];
  await desk.page.getByRole('link', { name: desk.t('desk.tab_records'), exact: true }).click();
  saved.push(await table.saved('csv'), await table.saved('xlsx'));
  await context.close();
}

/** Every column of every table as text. */
async function columns(): Promise<{ hits: Hit[]; control: Hit[]; columns: number }> {
  const postgres = await startPostgres({ dataFolder: server.dataFolder, log: () => undefined });
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  try {
    const { rows: all } = await client.query<{ table: string; column: string }>(
      `select table_name as table, column_name as column from information_schema.columns
       where table_schema = 'public' order by 1, 2`,
    );
    const found = { hits: [] as Hit[], control: [] as Hit[], columns: all.length };
    const control = new Search([CONTROL.ledger]);
    for (const { table, column } of all) {
      const { rows } = await client.query<{ text: string | null }>(
        `select ${client.escapeIdentifier(column)}::text as text from ${client.escapeIdentifier(table)}`,
      );
      const content = Buffer.from(rows.map(({ text }) => text ?? '').join('\n'));
      found.hits.push(...search.in(`${table}.${column}`, content));
      found.control.push(...control.in(`${table}.${column}`, content));
    }
    await client.query('checkpoint');
    return found;
  } finally {
    await client.end();
    await postgres.stop();
  }
}

beforeAll(async () => {
  server = await startServer();
  const size = { seed: 'privacy', households: 110, groups: 3 };
  village = await prepareVillage(server, size, plant);
  const { keys } = await village.secretary.get<{ keys: { k: string; key: string }[] }>(
    `/api/ledgers/${VILLAGE}/keys?after=0`,
  );
  expect(keys.length).toBeGreaterThanOrEqual(PLANTED);
  const someKeys = keys
    .slice(0, 3)
    .map(({ k, key }) => ({ name: k, bytes: Buffer.from(key, 'base64') }));
  search = new Search([...Object.values(MARKS), ...someKeys]);
  await workOnPhone();
  await readAtDesk();
});

afterAll(async () => {
  await phone?.discard();
  await village?.secretary.close();
  await village?.official.close();
  await server?.remove();
  if (deskProfile) await rm(deskProfile, { recursive: true, force: true });
});

test('the ledger really holds them, sealed: who has the keys reads all two hundred', async () => {
  await village.secretary.pull();
  const known = [...(await village.secretary.replica.identities()).values()];
  for (const mark of Object.values(MARKS))
    expect(
      known.filter((one) => Object.values(one).some((text) => text?.startsWith(mark))).length,
    ).toBeGreaterThan(90);
  expect(known.filter(({ name }) => name?.startsWith(MARKS.name))).toHaveLength(PLANTED + 1);
});

test('no file a desk saves holds one, whoever sits at it', () => {
  for (const [i, lines] of saved.entries()) {
    expect(lines.length, String(i)).toBeGreaterThan(110);
    expect(search.in(String(i), Buffer.from(JSON.stringify(lines)))).toEqual([]);
  }
});

test('no column of any table holds one', async () => {
  const found = await columns();
  expect(found.control.map(({ where }) => where)).toContain('entry.kind');
  expect(found.hits).toEqual([]);
  console.info(`${found.columns} columns searched`);
});

test('no data file, no write-ahead log and no log of the server holds one, running or stopped', async () => {
  const controls = new Search([CONTROL.ledger, CONTROL.log]);
  for (const state of ['running', 'stopped']) {
    if (state === 'stopped') await server.stop();
    const { hits, files, bytes } = await search.inFolder(server.dataFolder);
    expect(hits, state).toEqual([]);
    console.info(`${state}: ${files} files, ${Math.round(bytes / 1e6)} MB searched`);
  }
  const { hits } = await controls.inFolder(server.dataFolder);
  const where = (text: string): string[] =>
    hits.filter((hit) => hit.text === text).map((hit) => hit.where);
  expect(where(CONTROL.ledger).some((path) => path.includes('pg_wal'))).toBe(true);
  expect(where(CONTROL.ledger).some((path) => path.includes('base'))).toBe(true);
  expect(where(CONTROL.log).some((path) => path.endsWith('.log'))).toBe(true);
  expect(search.in('terminal', Buffer.from(server.terminal()))).toEqual([]);
});

test.each(['phone', 'desk'])('nothing is readable in the profile of the %s', async (which) => {
  const profile = which === 'phone' ? phone.profile : deskProfile;
  const { hits } = await search.inFolder(profile);
  expect(hits).toEqual([]);
  expect((await new Search([server.baseUrl]).inFolder(profile)).hits).not.toEqual([]);
});
