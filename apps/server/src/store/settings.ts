/** Small named values: the epoch, the demo's clock and the like. */
import type { Queries } from './database';

export async function get(db: Queries, name: string): Promise<string | undefined> {
  const [row] = await db.query<{ value: string }>('select value from setting where name = $1', [
    name,
  ]);
  return row?.value;
}

/** Sets a value that is there once and for ever. @returns the one really there */
export async function setOnce(db: Queries, name: string, value: string): Promise<string> {
  await db.query(
    'insert into setting (name, value) values ($1, $2) on conflict (name) do nothing',
    [name, value],
  );
  return (await get(db, name)) ?? value;
}

export async function set(db: Queries, name: string, value: string): Promise<void> {
  await db.query(
    'insert into setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value',
    [name, value],
  );
}
