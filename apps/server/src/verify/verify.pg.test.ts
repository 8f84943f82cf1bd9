/** What `verify` must see beside entries and figures: whatever else the server answers from. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { canonical } from '@doorstep/ledger';
import { SEGMENT_ENTRIES } from '@doorstep/sync';
import { effects } from '../effects';
import { foldWhatIsBehind } from '../folder/beside';
import { actsOf, draftsOf } from '../folder/testing';
import { openKeys, type Keys } from '../keys';
import { freshDatabase } from '../postgres/testing';
import { fullSegments } from '../segments/make';
import { copy, ledger, quarantine, storeOn } from '../store';
import { verifyDatabase } from './database';

const VILLAGE = '222401101205';
const ASIDE_ONLY = '222406100203';
const ENTRIES = 2 * SEGMENT_ENTRIES + 6;
const LAST = `county = '222401' and place = '${VILLAGE}' and seq = ${ENTRIES}`;
const WHERE = `county = '222401' and place = '${VILLAGE}'`;

const { db } = await freshDatabase();
let folder: string;
let keys: Keys;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorstep-verify-'));
  keys = await openKeys({ dataFolder: folder, randomBytes: effects.randomBytes });
  const key = {
    k: 'k_key001',
    subject: 'p_invented1',
    key: Buffer.alloc(32, 1).toString('base64'),
  };
  const wrapped = await keys.wrap(storeOn(db).keys, VILLAGE, [key]);
  const entries = draftsOf(VILLAGE, actsOf(ENTRIES, 7)).map(({ entry, ...first }) => ({
    id: entry.id,
    kind: entry.kind,
    content: canonical(entry),
    keyIds: [],
    first,
  }));
  const receivedAt = '2020-02-04T00:00:00.000Z';
  await ledger.push(db, { place: VILLAGE, receivedAt, offsetMs: 0, entries, keys: wrapped });
  await fullSegments(storeOn(db), VILLAGE, ENTRIES);
  await copy.markBackedUp(db, [{ place: VILLAGE, head: ENTRIES }]);
  for (const place of [VILLAGE, ASIDE_ONLY])
    await quarantine.add(db, {
      place,
      entryId: '01900000-0000-7000-8000-00000000aaaa',
      ...keys.sealRejected(place, Buffer.from('{"was":"sent"}')),
      code: 'schema',
      path: '',
      account: 'c_somebody',
      device: 'd_device0',
      receivedAt,
      offsetMs: 0,
      kind: null,
    });
  await foldWhatIsBehind(db, keys);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

it('finds nothing where nothing was changed', async () => {
  expect(await verifyDatabase(db, keys)).toMatchObject({ entries: ENTRIES, findings: [] });
});

const flip = (column: string, at: number): string =>
  `${column} = set_byte(${column}, ${at}, get_byte(${column}, ${at}) # 1)`;

it.each([
  [
    'a byte of a segment',
    `update segment set ${flip('body', 40)} where ${WHERE} and k = 0`,
    'segment',
  ],
  [
    'the last byte of a segment',
    `update segment set body = substr(body, 1, length(body) - 1) where ${WHERE} and k = 1`,
    'segment',
  ],
  [
    'the hash of a segment',
    `update segment set ${flip('sha256', 3)} where ${WHERE} and k = 1`,
    'segment',
  ],
  [
    'the end of a segment',
    `update segment set ${flip('last_chain', 3)} where ${WHERE} and k = 0`,
    'segment',
  ],
  [
    'another segment in its place',
    `update segment set body = (select body from segment where ${WHERE} and k = 0), sha256 = (select sha256 from segment where ${WHERE} and k = 0) where ${WHERE} and k = 1`,
    'segment',
  ],
  ['a segment taken out', `delete from segment where ${WHERE} and k = 0`, 'segment'],
  [
    'a head moved back, its chain too',
    `update ledger_head set seq = seq - 1, chain = (select chain from entry where ${LAST.replace(String(ENTRIES), String(ENTRIES - 1))}) where ${WHERE}`,
    'head',
  ],
  ['the epoch of a head', `update ledger_head set epoch = 'x' || epoch where ${WHERE}`, 'head'],
  [
    'what a backup is said to hold',
    `update ledger_head set backed_up = backed_up + 1 where ${WHERE}`,
    'head',
  ],
  [
    'the name of a field',
    `update entry set content = replace(content, '"subjects":', '"subjectz":') where ${WHERE} and seq = 3`,
    'chain',
  ],
  [
    'an entry that is no text of one',
    `update entry set content = '[' where ${WHERE} and seq = 3`,
    'chain',
  ],
  [
    'an entry that is nothing',
    `update entry set content = '{}' where ${WHERE} and seq = 3`,
    'chain',
  ],
  [
    'a receipt no calendar knows',
    `update entry set received_at = 'infinity' where ${WHERE} and seq = 3`,
    'chain',
  ],
  [
    'an offset',
    `update entry set offset_ms = 9000000000000000000 where ${WHERE} and seq = 3`,
    'chain',
  ],
  [
    'a microsecond of a receipt',
    `update entry set received_at = received_at + interval '1 microsecond' where ${WHERE} and seq = 3`,
    'chain',
  ],
  [
    'the id of a row',
    `update entry set id = '01900000-0000-7000-8000-0000000bbbbb' where ${WHERE} and seq = 3`,
    'id',
  ],
  [
    'the key of a village',
    `update village_key set ${flip('wrapped', 20)} where ${WHERE}`,
    'key-broken',
  ],
  ['whose a key is', `update subject_key set subject = 'p_invented2' where ${WHERE}`, 'key-broken'],
  [
    'a byte of what was set aside',
    `update quarantine set ${flip('sealed', 20)} where ${WHERE}`,
    'aside',
  ],
  [
    'what something set aside is called by',
    `update quarantine set ${flip('digest', 20)} where ${WHERE}`,
    'aside',
  ],
  [
    'a delivery that was not made',
    `insert into delivery values ('222401', '${VILLAGE}', ${ENTRIES + 1})`,
    'delivery',
  ],
])('finds %s', async (_what, sql, code) => {
  const tables = [
    'entry',
    'ledger_head',
    'segment',
    'quarantine',
    'delivery',
    'village_key',
    'subject_key',
  ];
  for (const table of tables) await db.query(`create table kept_${table} as table ${table}`);
  try {
    await db.query(sql);
    const { findings } = await verifyDatabase(db, keys);
    expect(findings).toContainEqual(expect.objectContaining({ place: VILLAGE, code }));
  } finally {
    for (const table of tables) {
      await db.query(`delete from ${table}`);
      await db.query(`insert into ${table} table kept_${table}`);
      await db.query(`drop table kept_${table}`);
    }
  }
});

it('looks at what was set aside where there is no ledger', async () => {
  await db.query(`update quarantine set ${flip('sealed', 20)} where place = '${ASIDE_ONLY}'`);
  const { findings } = await verifyDatabase(db, keys);
  expect(findings).toContainEqual(expect.objectContaining({ place: ASIDE_ONLY, code: 'aside' }));
});
