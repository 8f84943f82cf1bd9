/**
 * Makes a backup: what is new since the last one in this folder, in one part; the small tables
 * anew; then, when all of it is on disk, the manifest. Only after that the ledgers are told how
 * far they are backed up, and with them the phones. Runs beside a serving server.
 */
import { createHash } from 'node:crypto';
import { link, mkdir, open, readdir, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { CHAIN_START, headText, type PlaceCode } from '@doorstep/ledger';
import type { Effects } from '../effects';
import type { Keys } from '../keys';
import { SaidError } from '../settings';
import { audit, copy, ledger, settings, subjectKeys, type Database } from '../store';
import { PLACE_TABLES, WHOLE_TABLES } from '../store/copy';
import { manifestName, readManifest, type BackupFile, type Line, type Manifest } from './format';

export interface BackupDeps {
  db: Database;
  keys: Pick<Keys, 'fingerprint' | 'publicKey' | 'sign'>;
  effects: Pick<Effects, 'realNowMs' | 'randomBytes'>;
  folder: string;
}

export interface BackedUp {
  number: number;
  ledgers: number;
  /** Entries that were not in the backup before. */
  added: number;
  entries: number;
}

const SLICE = 1_000;
const RANDOM_BYTES = 6;

/** A new file, its hash kept while it is written. */
class LineFile {
  private readonly hash = createHash('sha256');
  private constructor(
    readonly name: string,
    private readonly file: FileHandle,
  ) {}

  static async create(deps: BackupDeps, kind: 'part' | 'tables', number: number) {
    const name = `${kind}-${String(number).padStart(6, '0')}-${deps.effects.randomBytes(RANDOM_BYTES).toString('hex')}.ndjson`;
    return new LineFile(name, await open(join(deps.folder, name), 'wx', 0o600));
  }

  async write(lines: readonly Line[]): Promise<void> {
    if (lines.length === 0) return;
    const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''), 'utf8');
    this.hash.update(bytes);
    await this.file.writeFile(bytes);
  }

  async finish(): Promise<BackupFile> {
    await this.file.sync();
    await this.file.close();
    return { name: this.name, sha256: this.hash.digest('hex') };
  }
}

type Head = Manifest['heads'][number];

/** @throws SaidError when the folder holds the backup of something else */
async function lastOf({ db, keys, folder }: BackupDeps): Promise<Manifest | undefined> {
  const last = await readManifest(folder);
  if (!last) return undefined;
  if (last.fingerprint !== keys.fingerprint) throw new SaidError('cli.otherBackup', { folder }, 1);
  for (const { place, head, chain } of last.heads) {
    const [row] = await ledger.rows(db, place, { after: head - 1, upTo: head, limit: 1 });
    if (row?.chain !== chain) throw new SaidError('cli.otherBackup', { folder }, 1);
  }
  return last;
}

/** Copies what a ledger has gained. @returns where the backup now stands */
async function copyLedger(
  { db, keys }: BackupDeps,
  place: PlaceCode,
  before: number,
  part: LineFile,
): Promise<Head> {
  const { epoch, head, chain } = await ledger.head(db, place);
  const villageKey = await subjectKeys.villageKey(db, place);
  if (villageKey)
    await part.write([{ is: 'village-key', place, wrapped: villageKey.toString('base64') }]);
  const wrapped = await subjectKeys.after(db, place, before);
  await part.write(wrapped.map((key) => ({ is: 'key', place, ...key })));
  for (let after = before; after < head;) {
    const rows = await ledger.rows(db, place, { after, upTo: head, limit: SLICE });
    await part.write(rows.map((row) => ({ is: 'entry', place, ...row })));
    after = rows.at(-1)?.seq ?? head;
  }
  return { place, head, chain, signature: keys.sign(headText({ place, epoch, head, chain })) };
}

async function copyTables(deps: BackupDeps, number: number): Promise<BackupFile> {
  const file = await LineFile.create(deps, 'tables', number);
  for (const table of WHOLE_TABLES) {
    const rows = await copy.wholeTable(deps.db, table);
    await file.write(rows.map((row) => ({ is: 'row', table, row })));
  }
  for (const place of await copy.copiedPlaces(deps.db)) {
    for (const table of PLACE_TABLES) {
      const rows = await copy.placeTable(deps.db, table, place);
      await file.write(rows.map((row) => ({ is: 'row', table, row })));
    }
  }
  return file.finish();
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}

/** @throws SaidError when another backup into this folder was quicker: nothing is lost, try again */
async function publish({ folder, effects }: BackupDeps, manifest: Manifest): Promise<void> {
  const name = manifestName(manifest.number);
  const draft = join(folder, `draft-${effects.randomBytes(RANDOM_BYTES).toString('hex')}`);
  const file = await open(draft, 'wx', 0o600);
  await file.writeFile(`${JSON.stringify(manifest)}\n`);
  await file.sync();
  await file.close();
  await syncFolder(folder);
  try {
    await link(draft, join(folder, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new SaidError('cli.backupBusy', { folder }, 1);
  } finally {
    await unlink(draft);
  }
  await syncFolder(folder);
}

/** Removes what no longer counts: older manifests and the tables they named. */
async function tidy(folder: string, { number, tables }: Manifest): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, kind, digits = ''] = /^(manifest|tables)-(\d{6})/.exec(name) ?? [];
    if (kind && Number(digits) < number && name !== tables.name) await unlink(join(folder, name));
  }
}

/**
 * Backs up into `folder`; durable on return.
 * @throws SaidError when the folder holds the backup of another database, or another one is being made
 */
export async function backUp(deps: BackupDeps): Promise<BackedUp> {
  const { db, keys, effects, folder } = deps;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const last = await lastOf(deps);
  const number = (last?.number ?? 0) + 1;
  const before = new Map(last?.heads.map(({ place, head }) => [place, head]));
  const epoch = (await settings.get(db, 'epoch')) ?? '';
  const part = await LineFile.create(deps, 'part', number);
  const heads: Head[] = [];
  for (const place of await audit.ledgers(db))
    heads.push(await copyLedger(deps, place, before.get(place) ?? 0, part));
  const written = await part.finish();
  const manifest: Manifest = {
    format: 1,
    number,
    madeAt: new Date(effects.realNowMs()).toISOString(),
    fingerprint: keys.fingerprint,
    epoch,
    publicKey: keys.publicKey,
    parts: [...(last?.parts ?? []), written],
    tables: await copyTables(deps, number),
    heads: heads.filter(({ chain }) => chain !== CHAIN_START),
  };
  await publish(deps, manifest);
  await copy.markBackedUp(db, manifest.heads);
  await tidy(folder, manifest);
  const entries = heads.reduce((sum, { head }) => sum + head, 0);
  const added = heads.reduce((sum, { place, head }) => sum + head - (before.get(place) ?? 0), 0);
  return { number, ledgers: manifest.heads.length, added, entries };
}
