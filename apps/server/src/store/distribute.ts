/** Declares how tables are spread over workers. Where Citus is absent it does nothing. */
import type { Queries } from './database';
import { DISTRIBUTED, REFERENCE } from './schema';

/** Idempotent; must not run inside a transaction that created the tables on a busy cluster. */
export async function distribute(db: Queries): Promise<void> {
  const citus = await db.query("select 1 from pg_extension where extname = 'citus'");
  if (citus.length === 0) return;
  const spread = await db.query<{ name: string }>(
    'select logicalrelid::text as name from pg_dist_partition',
  );
  const done = new Set(spread.map((row) => row.name));
  for (const table of REFERENCE) {
    if (!done.has(table)) await db.query('select create_reference_table($1)', [table]);
  }
  const [first] = DISTRIBUTED;
  for (const table of DISTRIBUTED) {
    if (done.has(table)) continue;
    const beside = table === first ? 'default' : first;
    await db.query("select create_distributed_table($1, 'county', colocate_with => $2)", [
      table,
      beside,
    ]);
  }
}
