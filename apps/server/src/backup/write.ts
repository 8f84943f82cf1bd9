/**
 * Makes a backup: the small tables anew; what is new since the last one in this folder, in one
 * part; then, when all of it is on disk, the manifest. Only after that the ledgers are told how
 * far they are backed up, and with them the phones. Runs beside a serving server: the tables come
 * first, so that what they say was done (a delivery, a decision) is in the ledgers copied after.
 */
import { createHash } from 'node:crypto';
import { access, link, mkdir, open, readdir, rm, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { CHAIN_START, headText, type PlaceCode } from '@doorstep/ledger';
import type { Effects } from '../effects';
import type { Keys } from '../keys';
import { SaidError } from '../settings';
import { audit, copy, ledger, settings, subjectKeys, type Database } from '../store';
import { PLACE_TABLES, WHOLE_TABLES } from '../store/copy';
import {
  broken,
  manifestName,
  manifestText,
  readManifest,
  type BackupFile,
  type Line,
  type Manifest,
} from './format';

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
const DRAFT = /^draft-[0-9a-f]{12}$/;

/** A new file, its hash kept while it is written. */
class LineFile {
  private readonly hash = createHash('sha256');
  private constructor(private readonly file: FileHandle) {}

  /** Fills a new file; durable on return. */
  static async fill(
    { effects, folder }: BackupDeps,
    kind: 'part' | 'tables',
    number: number,
    work: (file: LineFile) => Promise<void>,
  ): Promise<BackupFile> {
    const random = effects.randomBytes(RANDOM_BYTES).toString('hex');
    const name = `${kind}-${String(number).padStart(6, '0')}-${random}.ndjson`;
    const handle = await open(join(folder, name), 'wx', 0o600);
    try {
      const file = new LineFile(handle);
      await work(file);
      await handle.sync();
      return { name, sha256: file.hash.digest('hex') };
    } finally {
      await handle.close();
    }
  }

  async write(lines: readonly Line[]): Promise<void> {
    if (lines.length === 0) return;
    const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''), 'utf8');
    this.hash.update(bytes);
    await this.file.writeFile(bytes);
  }
}

type Head = Manifest['heads'][number];

/** @throws SaidError when the folder holds the backup of something else, or not all of ours */
async function lastOf({ db, keys, folder }: BackupDeps): Promise<Manifest | undefined> {
  const last = await readManifest(folder);
  if (!last) return undefined;
  if (last.fingerprint !== keys.fingerprint || last.publicKey !== keys.publicKey)
    throw new SaidError('cli.otherBackup', { folder }, 1);
  for (const { name } of last.parts)
    await access(join(folder, name)).catch(() => {
      throw broken(name);
    });
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

async function copyTables(db: Database, file: LineFile): Promise<void> {
  for (const table of WHOLE_TABLES) {
    const rows = await copy.wholeTable(db, table);
    await file.write(rows.map((row) => ({ is: 'row', table, row })));
  }
  for (const place of await copy.copiedPlaces(db)) {
    for (const table of PLACE_TABLES)
      await copy.eachOfPlace(db, table, place, (rows) =>
        file.write(rows.map((row) => ({ is: 'row', table, row }))),
      );
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}

/**
 * A number may be free again because later backups took it away: then this one is not the newest.
 * @throws SaidError when another backup into this folder was quicker: nothing is lost, try again
 */
async function publish({ folder, effects }: BackupDeps, manifest: Manifest): Promise<void> {
  const name = manifestName(manifest.number);
  const draft = join(folder, `draft-${effects.randomBytes(RANDOM_BYTES).toString('hex')}`);
  const busy = new SaidError('cli.backupBusy', { folder }, 1);
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(manifest)}\n`);
    await file.sync();
    await syncFolder(folder);
    await link(draft, join(folder, name));
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? busy : error;
  } finally {
    await file.close();
    await unlink(draft);
  }
  await syncFolder(folder);
  if ((await readManifest(folder))?.signature !== manifest.signature) throw busy;
}

/** Removes what does not count: older manifests, and what broken-off or slower backups left. */
async function tidy(folder: string, { number, parts, tables }: Manifest): Promise<void> {
  const counts = new Set([manifestName(number), ...[...parts, tables].map(({ name }) => name)]);
  for (const name of await readdir(folder)) {
    const [, digits] = /^(?:manifest|part|tables)-(\d{6})/.exec(name) ?? [];
    const isOld = digits !== undefined && Number(digits) <= number && !counts.has(name);
    if (isOld || DRAFT.test(name)) await rm(join(folder, name), { force: true });
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
  const tables = await LineFile.fill(deps, 'tables', number, (file) => copyTables(db, file));
  const heads: Head[] = [];
  const part = await LineFile.fill(deps, 'part', number, async (file) => {
    for (const place of await audit.ledgers(db))
      heads.push(await copyLedger(deps, place, before.get(place) ?? 0, file));
  });
  const unsigned = {
    format: 1 as const,
    number,
    madeAt: new Date(effects.realNowMs()).toISOString(),
    fingerprint: keys.fingerprint,
    epoch,
    publicKey: keys.publicKey,
    parts: [...(last?.parts ?? []), part],
    tables,
    heads: heads.filter(({ chain }) => chain !== CHAIN_START),
  };
  const manifest = { ...unsigned, signature: keys.sign(manifestText(unsigned)) };
  await publish(deps, manifest);
  await copy.markBackedUp(db, manifest.heads);
  await tidy(folder, manifest);
  const entries = heads.reduce((sum, { head }) => sum + head, 0);
  const added = heads.reduce((sum, { place, head }) => sum + head - (before.get(place) ?? 0), 0);
  return { number, ledgers: manifest.heads.length, added, entries };
}
