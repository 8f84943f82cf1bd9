/** Backups beside a server that goes on writing, beside each other, broken off, and tampered with. */
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import {
  access,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonical } from '@doorstep/ledger';
import { effects } from '../effects';
import { actsOf, draftsOf } from '../folder/testing';
import type { Keys } from '../keys';
import { openOwnKeys } from '../launch/own-keys';
import { freshDatabase } from '../postgres/testing';
import { delivery, ledger, settings, type Database, type Queries } from '../store';
import { linesOf, readManifest, type Line, type Manifest } from './format';
import { saveKeyFile } from './key-file';
import { restore } from './restore';
import { backUp } from './write';

const OFFICE = '2224';
const VILLAGE = '222401101205';
const { db } = await freshDatabase();
const other = await freshDatabase();
let folder: string;
let keys: Keys;
const at = (...names: string[]): string => join(folder, ...names);

async function append(place: string, count: number): Promise<void> {
  const entries = draftsOf(place, actsOf(count, 1)).map(({ entry, ...first }) => ({
    id: entry.id,
    kind: entry.kind,
    content: canonical(entry),
    keyIds: [],
    first,
  }));
  const receivedAt = '2020-02-04T00:00:00.000Z';
  await ledger.push(db, { place, receivedAt, offsetMs: 0, entries, keys: [] });
}

const backup = (name: string, from: Database = db) =>
  backUp({ db: from, keys, effects, folder: at(name) });

/** The database; before the first query that says `words` something else happens. */
function interrupted(words: string, happens: () => Promise<unknown>): Database {
  let isOver = false;
  return {
    ...db,
    async query(text, values) {
      if (!isOver && text.includes(words)) {
        isOver = true;
        await happens();
      }
      return db.query(text, values);
    },
  };
}

async function linesIn(name: string): Promise<Line[]> {
  const manifest = (await readManifest(at(name)))!;
  const lines: Line[] = [];
  for (const file of [...manifest.parts, manifest.tables])
    for await (const line of linesOf(at(name), file)) lines.push(line);
  return lines;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorstep-beside-'));
  keys = await openOwnKeys(db, at('data'), effects);
  await append(OFFICE, 3);
  await append(VILLAGE, 10);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('beside others', () => {
  it('never says a delivery is made whose entry it does not hold', async () => {
    for (const words of ['to_jsonb', 'from village_key']) {
      const name = `delivering ${words}`.replace(' ', '-');
      const delivering = interrupted(words, async () => {
        await append(OFFICE, 1);
        const { head } = await ledger.head(db, OFFICE);
        await delivery.advance(db, OFFICE, head);
      });
      await backup(name, delivering);
      const lines = await linesIn(name);
      const held = lines.filter((line) => line.is === 'entry' && line.place === OFFICE).length;
      const cursors = lines.flatMap((l) =>
        l.is === 'row' && l.table === 'delivery' ? [l.row] : [],
      );
      for (const row of cursors) expect(Number(row.seq)).toBeLessThanOrEqual(held);
    }
  });

  it('calls nothing backed up that two later backups do not hold', async () => {
    await backup('two');
    const slow = interrupted('from ledger_head union', async () => {
      await backup('two');
      await backup('two');
      await append(VILLAGE, 5);
    });
    await expect(backup('two', slow)).rejects.toThrow('cli.backupBusy');
    const { head, backedUp } = await ledger.head(db, VILLAGE);
    expect(backedUp).toBe(head - 5);
    await backup('two');
    expect(
      (await linesIn('two')).filter((l) => l.is === 'entry' && l.place === VILLAGE),
    ).toHaveLength(head);
  });

  it('leaves nothing behind for ever when it breaks off', async () => {
    await backup('broken');
    const failing = interrupted('from village_key', () => Promise.reject(new Error('no room')));
    await expect(backup('broken', failing)).rejects.toThrow('no room');
    await writeFile(at('broken', 'draft-0123456789ab'), 'half');
    await backup('broken');
    const { number, parts, tables } = (await readManifest(at('broken')))!;
    const named = [...parts, tables].map(({ name }) => name);
    const manifest = `manifest-${String(number).padStart(6, '0')}.json`;
    expect((await readdir(at('broken'))).sort()).toEqual([...named, manifest].sort());
  });

  it('does not go on from a backup of which a part is gone', async () => {
    await backup('gone');
    const [part] = (await readManifest(at('gone')))!.parts;
    await rm(at('gone', part!.name));
    await append(VILLAGE, 1);
    await expect(backup('gone')).rejects.toMatchObject({ key: 'cli.backupBroken' });
    const { head, backedUp } = await ledger.head(db, VILLAGE);
    expect(backedUp).toBeLessThan(head);
  });
});

it('holds in memory a slice of what was set aside, however much that is', async () => {
  await db.query(
    `insert into quarantine (county, place, entry_id, digest, code, account, device, received_at, sealed)
     select '222401', $1, i::text, decode(lpad(i::text, 64, '0'), 'hex'), 'schema', 'c_a', 'd_a', '2020-02-04', '\\x00'
       from generate_series(1, 130) i`,
    [VILLAGE],
  );
  let most = 0;
  const counted = (from: Queries): Queries => ({
    async query<Row>(text: string, values?: readonly unknown[]) {
      const rows = await from.query<Row>(text, values);
      most = Math.max(most, rows.length);
      return rows;
    },
  });
  const watched: Database = {
    ...db,
    query: async (text, values) =>
      text.includes('from quarantine') ? counted(db).query(text, values) : db.query(text, values),
    transaction: (work) => db.transaction((tx) => work(counted(tx))),
  };
  await backup('flooded', watched);
  expect(most).toBeLessThan(130);
  const rows = (await linesIn('flooded')).filter((l) => l.is === 'row' && l.table === 'quarantine');
  expect(rows).toHaveLength(130);
});

describe('the key file', () => {
  it.each(['..keys.json', 'deep/keys.json'])(
    'is refused in the folder of the backup: %s',
    async (name) => {
      await mkdir(at('kept'), { recursive: true });
      await expect(saveKeyFile(at('kept', name), at('data'), at('kept'))).rejects.toMatchObject({
        key: 'cli.keysApart',
      });
    },
  );

  it('is refused behind a link into the folder of the backup', async () => {
    await mkdir(at('linked'));
    await symlink(at('linked'), at('seems-apart'));
    await expect(
      saveKeyFile(at('seems-apart', 'keys.json'), at('data'), at('linked')),
    ).rejects.toMatchObject({ key: 'cli.keysApart' });
  });

  it('is written after an attempt that was cut short', async () => {
    await mkdir(at('safe'));
    await writeFile(at('safe', 'keys.json.draft'), '{"format":1,"mas');
    await saveKeyFile(at('safe', 'keys.json'), at('data'), at('kept'));
    expect(await readdir(at('safe'))).toEqual(['keys.json']);
  });
});

describe('restore', () => {
  const restoring = (name: string, data: string, open: () => Promise<Database>) =>
    restore({
      folder: at(name),
      keyFile: at('safe', 'keys.json'),
      dataFolder: at(data),
      effects,
      open: async () => ({ db: await open(), databaseUrl: '', close: () => Promise.resolve() }),
    });

  /** Signs a changed manifest with a key of the forger's own. */
  async function forge(name: string, change: (manifest: Manifest) => Promise<void>): Promise<void> {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const manifest = (await readManifest(at(name)))!;
    await change(manifest);
    manifest.publicKey = publicKey
      .export({ format: 'der', type: 'spki' })
      .subarray(-32)
      .toString('base64');
    for (const head of manifest.heads) head.signature = signature(privateKey, head, manifest.epoch);
    await rewrite(name, manifest, privateKey);
  }
  const signature = (key: KeyObject, head: Manifest['heads'][number], epoch: string): string =>
    sign(
      null,
      Buffer.from(`doorstep head v1\n${head.place}\n${epoch}\n${head.head}\n${head.chain}`),
      key,
    ).toString('base64');
  async function rewrite(name: string, manifest: Manifest, key: KeyObject): Promise<void> {
    const { signature: _, ...rest } = manifest as Manifest & { signature?: string };
    const text = `doorstep backup v1\n${canonical(rest)}`;
    const signed = { ...rest, signature: sign(null, Buffer.from(text), key).toString('base64') };
    const path = at(name, `manifest-${String(manifest.number).padStart(6, '0')}.json`);
    await writeFile(path, JSON.stringify(signed));
  }
  /** A session for a village nobody gave. */
  async function letIn(name: string, manifest: Manifest): Promise<void> {
    const { tables } = manifest;
    const row = {
      token_hash: `\\x${randomBytes(32).toString('hex')}`,
      account: 'c_forger',
      place: VILLAGE,
      scope: 'village',
      device: 'd_forger',
      created_at: '2020-01-01T00:00:00Z',
      expires_at: '2099-01-01T00:00:00Z',
    };
    const text = `${await readFile(at(name, tables.name), 'utf8')}${JSON.stringify({ is: 'row', table: 'session', row })}\n`;
    await writeFile(at(name, tables.name), text);
    tables.sha256 = createHash('sha256').update(text).digest('hex');
  }

  it('refuses a backup somebody else signed', async () => {
    await backup('forged');
    await forge('forged', (manifest) => letIn('forged', manifest));
    await expect(
      restoring('forged', 'forged-data', () => Promise.resolve(other.db)),
    ).rejects.toMatchObject({ key: 'cli.otherKeyFile' });
    expect(await other.db.query('select 1 from session')).toEqual([]);
  });

  it('refuses a backup whose list of files was changed', async () => {
    await backup('changed');
    const manifest = (await readManifest(at('changed')))!;
    await letIn('changed', manifest);
    await writeFile(
      at('changed', `manifest-${String(manifest.number).padStart(6, '0')}.json`),
      JSON.stringify(manifest),
    );
    await expect(
      restoring('changed', 'changed-data', () => Promise.resolve(other.db)),
    ).rejects.toMatchObject({ key: 'cli.backupBroken' });
    expect(await other.db.query('select 1 from session')).toEqual([]);
  });

  it('leaves nothing a server starts from when it breaks off', async () => {
    await backup('half');
    const failing: Database = {
      ...other.db,
      query: (text, values) =>
        text.includes('push(') ? Promise.reject(new Error('killed')) : other.db.query(text, values),
    };
    await expect(restoring('half', 'half-data', () => Promise.resolve(failing))).rejects.toThrow(
      'killed',
    );
    await expect(openOwnKeys(other.db, at('half-data'), effects)).rejects.toMatchObject({
      key: 'cli.halfRestored',
    });
    await rm(at('half-data'), { recursive: true, force: true });
    await restoring('half', 'half-data', () => Promise.resolve(other.db));
    expect((await openOwnKeys(other.db, at('half-data'), effects)).fingerprint).toBe(
      keys.fingerprint,
    );
    expect(await settings.get(other.db, 'keys')).toBe(keys.fingerprint);
  });

  it('touches nothing when the keys are others', async () => {
    await openOwnKeys(other.db, at('half-data'), effects);
    await writeFile(
      at('other-keys.json'),
      JSON.stringify({
        format: 1,
        master: randomBytes(32).toString('base64'),
        signing: randomBytes(32).toString('base64'),
      }),
    );
    const open = () => Promise.reject(new Error('opened'));
    await expect(
      restore({
        folder: at('half'),
        keyFile: at('other-keys.json'),
        dataFolder: at('untouched'),
        effects,
        open,
      }),
    ).rejects.toMatchObject({ key: 'cli.otherKeyFile' });
    await expect(access(at('untouched'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
