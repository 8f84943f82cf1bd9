/**
 * A server from its backup: the same ledgers byte for byte, under a new random epoch by which the
 * phones see what happened and give back what the backup lacks. Until it is all there no server
 * starts from it.
 */
import { readdir } from 'node:fs/promises';
import type { PlaceCode } from '@doorstep/ledger';
import type { Effects } from '../effects';
import { foldWhatIsBehind } from '../folder/beside';
import type { Ground } from '../launch/ground';
import { keysFrom, type Keys } from '../keys';
import { beginRestore, endRestore } from '../launch/own-keys';
import { SaidError } from '../settings';
import { copy, ledger, subjectKeys, type Database } from '../store';
import type { CopiedTable, Row } from '../store/copy';
import type { PushEntry, WrappedKey } from '../store/ledger';
import { broken, linesOf, type Line, type Manifest } from './format';
import { placeKeys, readKeyFile, type Secrets } from './key-file';
import { manifestIn, verifyBackup } from './verify';

export interface RestoreOptions {
  folder: string;
  keyFile: string;
  dataFolder: string;
  effects: Effects;
  open(): Promise<Ground>;
}

export interface Restored {
  number: number;
  ledgers: number;
  entries: number;
}

const BATCH = 1_000;
const BATCH_CHARACTERS = 4_000_000;
/** Every restored entry brings its own receipt; this one is never used. */
const UNUSED_RECEIPT = { receivedAt: '1970-01-01T00:00:00.000Z', offsetMs: 0 };

/** Puts one ledger's lines together into pushes. */
class LedgerWriter {
  private place: PlaceCode | undefined;
  private entries: PushEntry[] = [];
  private keys: WrappedKey[] = [];
  private characters = 0;

  constructor(private readonly db: Database) {}

  async take(line: Line): Promise<void> {
    if (line.is === 'row') return;
    if (line.place !== this.place) await this.flush();
    this.place = line.place;
    if (line.is === 'village-key')
      await subjectKeys.addVillageKey(this.db, line.place, Buffer.from(line.wrapped, 'base64'));
    else if (line.is === 'key')
      this.keys.push({ k: line.k, subject: line.subject, wrapped: line.wrapped });
    else this.add(line);
    const { length } = this.entries;
    if (length >= BATCH || this.keys.length >= BATCH || this.characters > BATCH_CHARACTERS)
      await this.flush();
  }

  async flush(): Promise<void> {
    const { place, entries, keys } = this;
    if (!place || entries.length + keys.length === 0) return;
    await ledger.push(this.db, { place, ...UNUSED_RECEIPT, entries, keys });
    this.entries = [];
    this.keys = [];
    this.characters = 0;
  }

  private add({ receivedAt, offsetMs, content }: Extract<Line, { is: 'entry' }>): void {
    const { id, kind } = JSON.parse(content) as { id: string; kind: string };
    this.entries.push({ id, kind, content, keyIds: [], first: { receivedAt, offsetMs } });
    this.characters += content.length;
  }
}

/** Small tables first: erased keys must be known before keys come back. */
async function restoreTables(db: Database, folder: string, manifest: Manifest): Promise<void> {
  let table: CopiedTable | undefined;
  let rows: Row[] = [];
  let characters = 0;
  const flush = async (): Promise<void> => {
    if (table && rows.length > 0) await copy.insertRows(db, table, rows);
    rows = [];
    characters = 0;
  };
  for await (const line of linesOf(folder, manifest.tables)) {
    if (line.is !== 'row') throw broken(manifest.tables.name);
    const isFull = rows.length >= BATCH || characters > BATCH_CHARACTERS;
    if (line.table !== table || isFull) await flush();
    table = line.table;
    rows.push(line.row);
    characters += JSON.stringify(line.row).length;
  }
  await flush();
}

async function restoreLedgers(db: Database, folder: string, manifest: Manifest): Promise<void> {
  const writer = new LedgerWriter(db);
  for (const part of manifest.parts)
    for await (const line of linesOf(folder, part)) await writer.take(line);
  await writer.flush();
  for (const { place, head, chain } of manifest.heads) {
    const now = await ledger.head(db, place);
    if (now.head !== head || now.chain !== chain) throw broken(place);
  }
  await copy.markBackedUp(db, manifest.heads);
}

async function requireEmpty(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  if (names.length > 0) throw new SaidError('cli.folderNotEmpty', { folder }, 1);
}

/** @throws SaidError when the backup was made with other keys */
function keysOf(secrets: Secrets, manifest: Manifest, { keyFile, effects }: RestoreOptions): Keys {
  const [master, signing] = [secrets.master, secrets.signing].map((one) =>
    Buffer.from(one, 'base64'),
  ) as [Buffer, Buffer];
  const keys = keysFrom(master, signing, effects.randomBytes);
  if (keys.fingerprint === manifest.fingerprint && keys.publicKey === manifest.publicKey)
    return keys;
  throw new SaidError('cli.otherKeyFile', { file: keyFile }, 1);
}

/**
 * Restores the newest backup of `folder` into an empty data folder and an empty database.
 * @throws SaidError when one is not empty, the backup is damaged or the keys are others
 */
export async function restore(options: RestoreOptions): Promise<Restored> {
  const { folder, dataFolder } = options;
  await requireEmpty(dataFolder);
  const manifest = await manifestIn(folder);
  const secrets = await readKeyFile(options.keyFile);
  const keys = keysOf(secrets, manifest, options);
  const { findings, entries, ledgers } = await verifyBackup(folder);
  const [worst] = findings;
  if (worst) throw broken(`${worst.place} ${worst.seq ?? ''}`);
  const { db } = await options.open();
  if ((await ledger.everyHead(db)).length > 0) throw new SaidError('cli.databaseNotEmpty', {}, 1);
  await beginRestore(db);
  await restoreTables(db, folder, manifest);
  await restoreLedgers(db, folder, manifest);
  await foldWhatIsBehind(db, keys);
  await placeKeys(secrets, dataFolder);
  await endRestore(db, keys);
  return { number: manifest.number, ledgers, entries };
}
