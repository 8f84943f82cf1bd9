import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openKeys } from '../keys';
import { freshDatabase } from '../postgres/testing';
import { startFolder, type FolderThread } from '.';
import { actsOf, append, draftsOf } from './testing';

const { db, url } = await freshDatabase();
const VILLAGE = '222401101205';
const dataFolder = await mkdtemp(join(tmpdir(), 'doorstep-folder-'));
await openKeys({ dataFolder, randomBytes });
afterAll(() => rm(dataFolder, { recursive: true, force: true }));

function started(rolled: (places: string[]) => void = () => undefined): FolderThread {
  return startFolder({
    databaseUrl: url,
    dataFolder,
    news: { head: () => undefined, rollup: ({ places }) => rolled(places) },
    onTrouble: (trouble) => {
      throw new Error(JSON.stringify(trouble));
    },
  });
}

/** Visits in the figures of the prefecture: one for each entry of the village. */
async function rolledUp(): Promise<number | undefined> {
  const [sum] = await db.query<{ n: number | null }>(
    "select sum(n)::bigint as n from rollup where place = '2224' and indicator = 'visits.visits'",
  );
  return sum?.n ?? undefined;
}

const drafts = draftsOf(
  VILLAGE,
  actsOf(30, 23).map((act) => ({ ...act, kind: 'visit' as const })),
);
const soon = { timeout: 20_000, interval: 20 };

test('the thread folds what it is told of, and finds by itself what it was not', async () => {
  const told = new Set<string>();
  const thread = started((places) => places.forEach((place) => told.add(place)));
  await append(db, VILLAGE, drafts.slice(0, 10));
  thread.wake([VILLAGE]);
  await expect.poll(rolledUp, soon).toBe(10);
  await append(db, VILLAGE, drafts.slice(10, 20));
  await expect.poll(rolledUp, soon).toBe(20);
  await thread.stop();
  expect([...told].sort()).toEqual(['22', '2224', '222401', '222401101', VILLAGE]);
});

test('a new thread takes up where the last one stopped', async () => {
  await append(db, VILLAGE, drafts.slice(20));
  const thread = started();
  await expect.poll(rolledUp, soon).toBe(30);
  await thread.stop();
});
