/** A fresh, migrated database for each `.pg.test.ts` file. */
import { randomBytes } from 'node:crypto';
import { afterAll, inject } from 'vitest';
import { migrate, openDatabase, type Database } from '../store';
import { dropDatabase, ensureDatabase } from './lease';

export interface TestDatabase {
  db: Database;
  url: string;
}

/** Makes a database of its own for the calling test file and drops it after the file's tests. */
export async function freshDatabase(): Promise<TestDatabase> {
  const shared = inject('postgresUrl');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await ensureDatabase(shared, name);
  const url = shared.replace(/[^/]+$/, name);
  const db = openDatabase({ url, random: Math.random });
  await migrate(db, { epoch: `epoch-of-${name}` });
  afterAll(async () => {
    await db.close();
    await dropDatabase(shared, name);
  });
  return { db, url };
}
