/** What everything stands on: PostgreSQL (embedded or given), migrated, with the places in it. */
import { readFile } from 'node:fs/promises';
import type { Effects } from '../effects';
import { startPostgres } from '../postgres';
import type { Settings } from '../settings';
import { migrate, openDatabase, places, type Database } from '../store';

export interface Ground {
  db: Database;
  databaseUrl: string;
  /** Closes the connections; stops the embedded database when nobody else uses it. */
  close(): Promise<void>;
}

const PLACES = new URL('../../data/places/yanbian.csv', import.meta.url);
const EPOCH_BYTES = 16;

async function importPlaces(db: Database, always: boolean): Promise<void> {
  const rows = places.parsePlaces(await readFile(PLACES, 'utf8'));
  const [top] = rows;
  if (always || !top || !(await places.find(db, top.code))) await places.importPlaces(db, rows);
}

/**
 * Opens the ground for a server (`serve`) or for one command beside it.
 * @throws PostgresError, SchemaTooNew, Unavailable
 */
export async function openGround(
  settings: Pick<Settings, 'dataFolder' | 'databaseUrl'>,
  effects: Effects,
  options: { serve: boolean; log: (line: string) => void },
): Promise<Ground> {
  const { dataFolder, databaseUrl } = settings;
  const embedded =
    databaseUrl === undefined ? await startPostgres({ dataFolder, ...options }) : undefined;
  const url = databaseUrl ?? (embedded?.url as string);
  const db = openDatabase({ url, random: effects.random });
  const close = async () => {
    await db.close();
    await embedded?.stop();
  };
  try {
    await migrate(db, { epoch: effects.randomBytes(EPOCH_BYTES).toString('hex') });
    await importPlaces(db, options.serve);
  } catch (error) {
    await close();
    throw error;
  }
  return { db, databaseUrl: url, close };
}
