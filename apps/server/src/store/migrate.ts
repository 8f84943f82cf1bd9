/** Brings a database to the present schema. Safe to run at every start and by two processes at once. */
import type { Database, Queries } from './database';
import { distribute } from './distribute';
import { FUNCTIONS } from './functions';
import { isDuplicate, retried } from './retry';
import { VERSIONS } from './schema';

/** Two programs that make the first table at once: the loser finds it there in its second attempt. */
const RACE = { attemptsMax: 3, random: () => 1 };

/** The database was made by a newer Doorstep than this one. */
export class SchemaTooNew extends Error {
  readonly code = 'schema-too-new';
  constructor(found: number) {
    super(
      `the database has schema ${found}, this program knows ${VERSIONS.length}: use a newer program`,
    );
  }
}

/**
 * Applies missing versions, replaces the functions, declares distribution.
 * @param epoch random text; kept when the database has one already
 * @throws SchemaTooNew
 */
export async function migrate(db: Database, options: { epoch: string }): Promise<void> {
  await retried(RACE, () => db.transaction((tx) => upgrade(tx, options.epoch)), isDuplicate);
  await distribute(db);
}

async function upgrade(tx: Queries, epoch: string): Promise<void> {
  await tx.query('create table if not exists schema_version (version int primary key)');
  // Of two programs starting at once the second waits here until the first is done.
  await tx.query('lock table schema_version in access exclusive mode');
  const [{ version: found } = { version: 0 }] = await tx.query<{ version: number }>(
    'select coalesce(max(version), 0)::int as version from schema_version',
  );
  if (found > VERSIONS.length) throw new SchemaTooNew(found);
  for (const [i, sql] of VERSIONS.entries()) {
    if (i < found) continue;
    await tx.query(sql);
    await tx.query('insert into schema_version (version) values ($1)', [i + 1]);
  }
  for (const sql of FUNCTIONS) await tx.query(sql);
  await tx.query(
    "insert into setting (name, value) values ('epoch', $1) on conflict (name) do nothing",
    [epoch],
  );
}
