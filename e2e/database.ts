/** The server's own database, for what only time could bring about: it is shared with the server. */
import pg from 'pg';
import { startPostgres } from '../apps/server/src/postgres';

/** Runs one statement on the database of a data folder, beside the server that runs there. */
export async function alter(dataFolder: string, statement: string): Promise<void> {
  const { url, stop } = await startPostgres({ dataFolder, log: () => undefined });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
    await stop();
  }
}
