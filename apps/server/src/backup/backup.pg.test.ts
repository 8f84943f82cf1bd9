/** Verify, backup and restore as an operator runs them: real databases, real folders, exit codes. */
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonical } from '@doorstep/ledger';
import { runCommand } from '../cli/run';
import { effects } from '../effects';
import { foldWhatIsBehind } from '../folder/beside';
import { actsOf, draftsOf } from '../folder/testing';
import { openOwnKeys } from '../launch/own-keys';
import { freshDatabase } from '../postgres/testing';
import { ledger, storeOn, type Database } from '../store';
import type { Verified } from '../verify/database';

const VILLAGE = '222401101205';
const OTHER = '222406100203';
const SUBJECT = 'p_invented1';

const { db, url } = await freshDatabase();
const second = await freshDatabase();
let folder: string;

const at = (...names: string[]): string => join(folder, ...names);
const run = (line: string, databaseUrl = url, data = 'data') =>
  runCommand(line.split(' '), {
    DATABASE_URL: databaseUrl,
    DOORSTEP_DATA: at(data),
    PORT: '5199',
    LANG: 'en',
  });

/** Pushes visits of a village; the first of them brings a key. */
async function record(place: string, seed: number, count: number): Promise<void> {
  const keys = await openOwnKeys(db, at('data'), effects);
  const key = {
    k: `k_key00${seed}`,
    subject: SUBJECT,
    key: Buffer.alloc(32, seed).toString('base64'),
  };
  const sealed = { [SUBJECT]: { k: key.k, c: 'A'.repeat(44) } };
  for (const [i, draft] of draftsOf(place, actsOf(count, seed)).entries()) {
    const { receivedAt, offsetMs } = draft;
    const entry = i > 0 ? draft.entry : { ...draft.entry, sealed };
    await ledger.push(db, {
      place,
      receivedAt,
      offsetMs,
      entries: [{ id: entry.id, kind: entry.kind, content: canonical(entry), keyIds: [] }],
      keys: i > 0 ? [] : await keys.wrap(storeOn(db).keys, place, [key]),
    });
  }
  await foldWhatIsBehind(db, keys);
}

const verified = async (line = 'verify --json', ...on: string[]) => {
  const { exitCode, stdout } = await run(line, ...on);
  return { exitCode, ...(JSON.parse(stdout) as Verified) };
};

const entriesOf = (of: Database) =>
  of.query(
    'select county, place, seq, id, kind, received_at, offset_ms, chain, content from entry order by place, seq',
  );
const figuresOf = (of: Database) =>
  of.query(
    `select 'tally' as t, * from tally where n <> 0 union all select 'rollup', * from rollup where n <> 0
      order by 1, 2, 3, 4, 5, 6, 7`,
  );

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorstep-backup-'));
  await record(VILLAGE, 1, 40);
  await record(OTHER, 2, 25);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('verify', () => {
  it('finds nothing where nothing was changed', async () => {
    expect(await verified()).toMatchObject({ exitCode: 0, ledgers: 2, entries: 65, findings: [] });
    expect((await run('verify')).stdout).toBe('2 ledgers, 65 entries: all sound.');
  });

  const village = `county = '222401' and place = '${VILLAGE}'`;
  it.each([
    [
      'a byte of an entry',
      `update entry set content = replace(content, '"n":7,', '"n":8,') where ${village} and seq = 7`,
      'chain',
      7,
    ],
    [
      'a receipt',
      `update entry set received_at = received_at + interval '1 ms' where ${village} and seq = 3`,
      'chain',
      3,
    ],
    ['a row taken out', `delete from entry where ${village} and seq = 5`, 'gap', 6],
    ['the last row taken out', `delete from entry where ${village} and seq = 40`, 'head', 40],
    [
      'the kind of a row',
      `update entry set kind = 'weather.noted' where ${village} and seq = 2`,
      'id',
      2,
    ],
    ['a head taken away', `delete from ledger_head where ${village}`, 'head', undefined],
    ['a figure', `update tally set n = n + 1 where ${village}`, 'tally', undefined],
    ['a figure taken out', `delete from tally where ${village}`, 'tally', undefined],
    ['a sum above', "update rollup set n = n + 1 where place = '2224'", 'rollup', undefined],
    ['a figure known now', `update tally_now set n = n + 1 where ${village}`, 'tally', undefined],
    [
      'a sum above known now',
      "update rollup_now set n = n + 1 where place = '2224'",
      'rollup',
      undefined,
    ],
    ['how far it is folded', `update fold_head set seq = 99 where ${village}`, 'fold', 99],
    [
      'when it was heard from',
      `update fold_head set heard_at_ms = heard_at_ms + 1 where ${village}`,
      'heard',
      undefined,
    ],
    [
      'an hour it was heard from in',
      `update heard set heard_at_ms = heard_at_ms - 1 where ${village}`,
      'heard',
      undefined,
    ],
    [
      'what is owed',
      `insert into obligation values ('222401', '${VILLAGE}', 'visits', 'reach', 'r_x', 1, 1, 1, '[]')`,
      'obligation',
      undefined,
    ],
    [
      'whom to call',
      `insert into contact values ('222401', '${VILLAGE}', '{"onDuty": [], "reminders": [1]}')
         on conflict (county, place) do update set state = excluded.state`,
      'contact',
      undefined,
    ],
    ['a key taken out', `delete from subject_key where ${village}`, 'key-missing', undefined],
    [
      'a key',
      `update subject_key set wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1) where ${village}`,
      'key-broken',
      undefined,
    ],
  ])('finds %s', async (_what, sql, code, seq) => {
    const tables = [
      'entry',
      'ledger_head',
      'tally',
      'rollup',
      'tally_now',
      'rollup_now',
      'fold_head',
      'heard',
      'obligation',
      'contact',
      'subject_key',
    ];
    for (const table of tables) await db.query(`create table kept_${table} as table ${table}`);
    try {
      await db.query(sql);
      const { exitCode, findings } = await verified();
      const place = code === 'rollup' ? '2224' : VILLAGE;
      expect(exitCode).toBe(1);
      expect(findings).toContainEqual(
        expect.objectContaining({ place, code, ...(seq === undefined ? {} : { seq }) }),
      );
    } finally {
      for (const table of tables) {
        await db.query(`delete from ${table}`);
        await db.query(`insert into ${table} table kept_${table}`);
        await db.query(`drop table kept_${table}`);
      }
    }
    expect((await verified()).exitCode).toBe(0);
  });
});

describe('a folder no server ever ran from', () => {
  it.each(['verify', 'backup --to nowhere'])(
    'is not called sound, nor backed up: %s',
    async (line) => {
      const env = { DOORSTEP_DATA: at('mistyped'), LANG: 'en' };
      expect(await runCommand(line.split(' '), env)).toMatchObject({
        exitCode: 1,
        stderr: expect.stringContaining(at('mistyped')) as string,
      });
      await expect(stat(at('mistyped'))).rejects.toMatchObject({ code: 'ENOENT' });
    },
  );
});

describe('backup and restore', () => {
  it('writes what is new, and only then says so to the ledgers', async () => {
    expect(
      await run(`backup --to ${at('backup')} --keys ${at('safe', 'keys.json')} --json`),
    ).toMatchObject({ exitCode: 0 });
    expect(await ledger.head(db, VILLAGE)).toMatchObject({ head: 40, backedUp: 40 });
    expect((await stat(at('safe', 'keys.json'))).mode & 0o777).toBe(0o600);
    await record(VILLAGE, 3, 10);
    expect(await ledger.head(db, VILLAGE)).toMatchObject({ head: 50, backedUp: 40 });
    const { stdout } = await run(
      `backup --to ${at('backup')} --keys ${at('safe', 'keys.json')} --json`,
    );
    expect(JSON.parse(stdout)).toMatchObject({ number: 2, added: 10, entries: 75, ledgers: 2 });
    expect(await ledger.head(db, VILLAGE)).toMatchObject({ backedUp: 50 });
    expect(await verified(`verify --backup ${at('backup')} --json`)).toMatchObject({
      exitCode: 0,
      entries: 75,
    });
  });

  it('keeps names and keys out of the backup', async () => {
    const { master } = JSON.parse(await readFile(at('safe', 'keys.json'), 'utf8')) as {
      master: string;
    };
    const plain = [master, Buffer.alloc(32, 1).toString('base64')];
    for (const name of await readdir(at('backup'))) {
      const text = await readFile(at('backup', name), 'utf8');
      for (const secret of plain) expect(text.includes(secret)).toBe(false);
    }
    expect(
      await run(`backup --to ${at('backup')} --keys ${at('backup', 'keys.json')}`),
    ).toMatchObject({ exitCode: 2 });
  });

  it('refuses to go on with the backup of another database', async () => {
    await openOwnKeys(second.db, at('elsewhere'), effects);
    const other = await run(`backup --to ${at('backup')}`, second.url, 'elsewhere');
    expect(other).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('another database') as string,
    });
    await second.db.query("delete from setting where name = 'keys'");
  });

  it('notices one changed byte in a backup', async () => {
    const [name = ''] = (await readdir(at('backup'))).filter((one) => one.startsWith('part'));
    const bytes = await readFile(at('backup', name));
    const changed = Buffer.from(bytes);
    changed[changed.indexOf('offsetMs') + 11]! ^= 1;
    await writeFile(at('backup', name), changed);
    expect(await run(`verify --backup ${at('backup')}`)).toMatchObject({ exitCode: 1 });
    await writeFile(at('backup', name), bytes);
    expect(await run(`verify --backup ${at('backup')}`)).toMatchObject({ exitCode: 0 });
  });

  it('restores the same ledgers, byte for byte, under a new epoch; folded anew they are sound', async () => {
    const line = `restore --from ${at('backup')} --keys ${at('safe', 'keys.json')}`;
    expect(await run(line, second.url)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('not empty') as string,
    });
    expect(await run(line, url, 'new')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('holds ledgers') as string,
    });
    const restored = await run(line, second.url, 'restored');
    expect(restored).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await entriesOf(second.db)).toEqual(await entriesOf(db));
    expect(await figuresOf(second.db)).toEqual(await figuresOf(db));
    const [was, is] = [await ledger.head(db, VILLAGE), await ledger.head(second.db, VILLAGE)];
    expect(is).toEqual({ ...was, epoch: is.epoch });
    expect(is.epoch).not.toBe(was.epoch);
    expect(await verified('verify --json', second.url, 'restored')).toMatchObject({
      exitCode: 0,
      entries: 75,
    });
    const more = await run(`backup --to ${at('backup')} --json`, second.url, 'restored');
    expect(JSON.parse(more.stdout)).toMatchObject({ number: 3, added: 0 });
  });
});
