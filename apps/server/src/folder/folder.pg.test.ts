import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ancestorsOf, createFold, FOLD_VERSION, type PlaceCode } from '@doorstep/ledger';
import { freshDatabase } from '../postgres/testing';
import { foldHead, ledger, openDatabase, rollup, storeOn, tally, type Database } from '../store';
import { VERSIONS } from '../store/schema';
import { FoldCache } from './fold-cache';
import { foldStep, SLICE } from './fold-step';
import { rollUp } from './roll-step';
import {
  acts,
  actsOf,
  append,
  draftsOf,
  NAIVE_CADRES,
  NAIVE_COUNT,
  newFolder,
  type Draft,
} from './testing';

const { db, url } = await freshDatabase();

/** Somebody waits for a lock in this database. */
const WAITING = `
  select 1 from pg_locks
   where not granted and database = (select oid from pg_database where datname = current_database())`;

let villages = 0;
/** Three villages nobody wrote to, in two counties. */
const freshVillages = (): PlaceCode[] => {
  villages += 1;
  const last = String(villages).padStart(3, '0');
  return [`222401101${last}`, `222401102${last}`, `222406100${last}`];
};

const everything = { after: 0, upTo: Number.MAX_SAFE_INTEGER, limit: 100_000 };

interface Row {
  day: string;
  heard: number;
  indicator: string;
  dims: string;
  n: number;
}
const asText = (rows: Iterable<Row>): string[] =>
  [...rows]
    .map(({ day, heard, indicator, dims, n }) => `${day} ${heard} ${indicator} ${dims} ${n}`)
    .sort();

const written = (place: PlaceCode): Promise<Row[]> =>
  db.query('select day, heard, indicator, dims, n from tally where place = $1 and n <> 0', [place]);

async function expectFolded(place: PlaceCode): Promise<void> {
  const fold = createFold(place);
  fold.add(await ledger.read(db, place, everything));
  expect(asText(await written(place))).toEqual(asText(fold.tallies()));
}

const COUNTED = [
  'visits.visits',
  'visits.met',
  'visits.nobody_home',
  'visits.refused',
  'visits.person_times',
  'visits.households_reached',
];

/** Every ledger's figures equal a plain SQL count. */
async function expectCounted(): Promise<void> {
  const naive = await db.query<{ place: string; day: string; indicator: string; n: number }>(
    NAIVE_COUNT,
  );
  const ours = await db.query<{ place: string; day: string; indicator: string; n: number }>(
    `select place, day, indicator, sum(n)::bigint as n from tally where indicator = any($1)
      group by place, day, indicator having sum(n) <> 0`,
    [COUNTED],
  );
  const text = (rows: typeof naive) =>
    rows.map(({ place, day, indicator, n }) => `${place} ${day} ${indicator} ${Number(n)}`).sort();
  expect(text(ours)).toEqual(text(naive));
  for (const indicator of ['duty.cadres', 'duty.team_members']) {
    const stationed = await db.query(
      'select place, sum(n)::bigint as n from tally where indicator = $1 group by place having sum(n) <> 0 order by place',
      [indicator],
    );
    const atPost = await db.query<{ place: string; n: string }>(`${NAIVE_CADRES} order by place`);
    expect(stationed).toEqual(atPost.map(({ place, n }) => ({ place, n: Number(n) })));
  }
}

/** Every level's roll-up equals the sum of the ledgers within, and nothing waits. */
async function expectRolledUp(): Promise<void> {
  const sums = new Map<string, number>();
  const places = await db.query<{ place: string } & Row>(
    'select place, day, heard, indicator, dims, n from tally',
  );
  for (const { place, day, heard, indicator, dims, n } of places) {
    for (const above of ancestorsOf(place)) {
      const key = `${above} ${day} ${heard} ${indicator} ${dims}`;
      sums.set(key, (sums.get(key) ?? 0) + n);
    }
  }
  const rolled = await db.query<{ place: string } & Row>(
    'select place, day, heard, indicator, dims, n from rollup where n <> 0',
  );
  const text = rolled.map(
    ({ place, day, heard, indicator, dims, n }) =>
      `${place} ${day} ${heard} ${indicator} ${dims} ${n}`,
  );
  expect(text.sort()).toEqual(
    [...sums]
      .filter(([, n]) => n !== 0)
      .map(([key, n]) => `${key} ${n}`)
      .sort(),
  );
  expect(await rollup.waiting(db)).toEqual([]);
}

/** What is known now is the sum over the hours it became known in. */
async function expectKnownNow(): Promise<void> {
  for (const table of ['tally', 'rollup']) {
    const sums = await db.query(
      `select county, place, indicator, dims, day, sum(n)::bigint as n from ${table}
        group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`,
    );
    const now = await db.query(`select * from ${table}_now order by 1, 2, 3, 4, 5`);
    expect(now).toEqual(sums);
  }
}

async function expectAllRight(places: readonly PlaceCode[]): Promise<void> {
  for (const place of places) await expectFolded(place);
  await expectCounted();
  await expectRolledUp();
  await expectKnownNow();
}

/** Acts cut in pieces: what is pushed before each round. */
const pieces = fc.array(acts(12), { minLength: 1, maxLength: 4 });

describe('the figures in the database', () => {
  test('equal the fold and a plain SQL count after late entries, corrections and voids, at every level', async () => {
    const folder = newFolder(db);
    await fc.assert(
      fc.asyncProperty(pieces, async (parts) => {
        const places = freshVillages();
        const drafts = places.map((place) => draftsOf(place, parts.flat()));
        let from = 0;
        for (const part of parts) {
          for (const [i, place] of places.entries())
            await append(db, place, drafts[i]!.slice(from, from + part.length));
          from += part.length;
          await folder.catchUp();
        }
        await expectAllRight(places);
      }),
      { numRuns: 25 },
    );
  });

  test('known now are made from those a database of an older version holds', async () => {
    const [place] = freshVillages() as [PlaceCode];
    await append(db, place, draftsOf(place, actsOf(30, 23)));
    await newFolder(db).catchUp();
    await db.query('drop table tally_now, rollup_now');
    await db.query(VERSIONS.find((sql) => sql.includes('create table tally_now'))!);
    await expectAllRight([place]);
  });

  test('and the hours a place was heard in are made for a database of an older version', async () => {
    const [place] = freshVillages() as [PlaceCode];
    await append(db, place, draftsOf(place, actsOf(30, 29)));
    await newFolder(db).catchUp();
    const hours = await foldHead.hoursOf(db, place);
    expect(hours.length).toBeGreaterThan(0);
    expect(hours.at(-1)!.atMs).toBe((await foldHead.find(db, place))!.heardAtMs);
    await db.query('drop table heard');
    await db.query(VERSIONS.find((sql) => sql.includes('create table heard'))!);
    expect(await foldHead.hoursOf(db, place)).toEqual(hours);
  });

  test('and lack none of a fold step that an older program has under way', async () => {
    const [place] = freshVillages() as [PlaceCode];
    await append(db, place, draftsOf(place, actsOf(30, 31)));
    await newFolder(db).catchUp();
    const hours = await foldHead.hoursOf(db, place);
    await db.query('drop table heard');
    const head = (await foldHead.find(db, place))!;
    await db.query('update fold_head set seq = 0 where place = $1', [place]);
    const { making } = await db.transaction(async (tx) => {
      await tx.query('update fold_head set seq = $2 where place = $1', [place, head.seq]);
      const started = db.query(VERSIONS.find((sql) => sql.includes('create table heard'))!);
      const isWaiting = async () => (await tx.query(WAITING)).length > 0;
      await Promise.race([started, expect.poll(isWaiting).toBe(true)]);
      return { making: started };
    });
    await making;
    expect(await foldHead.hoursOf(db, place)).toEqual(hours);
  });

  test('are the same when nothing can be kept in memory', async () => {
    const places = freshVillages();
    const forgetful = newFolder(db, 1);
    const sample = actsOf(60, 7);
    const drafts = places.map((place) => draftsOf(place, sample));
    for (let from = 0; from < sample.length; from += 9) {
      for (const [i, place] of places.entries())
        await append(db, place, drafts[i]!.slice(from, from + 9));
      await forgetful.catchUp();
    }
    await expectAllRight(places);
  });
});

/** A database whose statements start to fail at the one that contains `text`: a folder that dies there. */
function dyingAt(text: string): Database {
  const guard = <T extends Pick<Database, 'query'>>(on: T): T => ({
    ...on,
    query: (sql: string, values?: readonly unknown[]) =>
      sql.includes(text) ? Promise.reject(new Error('killed')) : on.query(sql, values),
  });
  return {
    ...guard(db),
    transaction: (work) => db.transaction((tx) => work(guard(tx))),
    derivation: (work) => db.derivation((tx) => work(guard(tx))),
  };
}

const STEPS = [
  'select seq, received_at',
  'for update skip locked',
  'delete from obligation',
  'update fold_head',
  'insert into rollup',
  'insert into roll_cursor (county, place, source, step)\n     select',
  'delete from tally_delta',
];

test.each(STEPS)(
  'a folder that dies at "%s" leaves nothing half done and nothing twice',
  async (text) => {
    const places = freshVillages();
    const sample = actsOf(40, 11);
    const drafts = places.map((place) => draftsOf(place, sample));
    for (const [i, place] of places.entries()) await append(db, place, drafts[i]!.slice(0, 20));
    const errors: string[] = [];
    const dying = newFolder(dyingAt(text), 2 ** 26, { onError: (work) => errors.push(work) });
    await dying.catchUp();
    expect(errors).not.toEqual([]);
    for (const [i, place] of places.entries()) await append(db, place, drafts[i]!.slice(20));
    await newFolder(db).catchUp();
    await expectAllRight(places);
  },
);

describe('a fold that is not in step with the database is made anew', () => {
  /** Folds half a ledger, then the rest through a database in whose first transaction something happens. */
  async function foldThrough(
    first: (place: PlaceCode, rest: Draft[]) => Database['derivation'],
  ): Promise<void> {
    const [place] = freshVillages() as [PlaceCode];
    const drafts = draftsOf(place, actsOf(40, 19));
    const cache = new FoldCache(2 ** 26);
    await append(db, place, drafts.slice(0, 20));
    await foldStep(storeOn(db), cache, place);
    await append(db, place, drafts.slice(20, 30));
    await foldStep(storeOn({ ...db, derivation: first(place, drafts.slice(30)) }), cache, place);
    while ((await foldStep(storeOn(db), cache, place)).more);
    await newFolder(db).catchUp();
    await expectAllRight([place]);
  }

  test('when another one was quicker between looking and locking', async () => {
    await foldThrough((place, rest) => async (work) => {
      await foldStep(storeOn(db), new FoldCache(2 ** 26), place);
      await append(db, place, rest);
      return db.derivation(work);
    });
  });

  test('when the transaction had to be done again', async () => {
    await foldThrough((place, rest) => {
      let conflicts = 1;
      return async (work) => {
        if (conflicts-- <= 0) return db.derivation(work);
        const conflict = db.derivation(async (tx) => {
          await work(tx);
          throw new Error('serialization failure');
        });
        await conflict.catch(() => undefined);
        await append(db, place, rest);
        return db.derivation(work);
      };
    });
  });
});

test('a fold made anew leaves room for pushes between its pieces, and ends the same', async () => {
  const [place] = freshVillages() as [PlaceCode];
  const drafts = draftsOf(place, actsOf(620, 29));
  await append(db, place, drafts.slice(0, 600));
  await newFolder(db).catchUp();
  let breaths = 0;
  const breathe = async (): Promise<void> => {
    if (breaths++ === 0) await append(db, place, drafts.slice(600));
  };
  await db.query('update fold_head set fold_version = 0 where place = $1', [place]);
  while ((await foldStep(storeOn(db), new FoldCache(2 ** 26), place, { breathe })).more);
  expect(breaths).toBeGreaterThan(1);
  await newFolder(db).catchUp();
  await expectAllRight([place]);
});

test('two folders on one database fold everything once', async () => {
  const other = openDatabase({ url, random: Math.random });
  const folders = [newFolder(db), newFolder(other)];
  const places = freshVillages();
  const sample = actsOf(80, 5);
  const drafts = places.map((place) => draftsOf(place, sample));
  const running = folders.map((folder) => folder.run());
  for (let i = 0; i < sample.length; i++) {
    for (const [p, place] of places.entries()) await append(db, place, drafts[p]!.slice(i, i + 1));
    for (const folder of folders) folder.wake(places);
  }
  for (const folder of folders) folder.stop();
  await Promise.all(running);
  await newFolder(db).catchUp();
  await expectAllRight(places);
  await other.close();
});

test('a long ledger is folded in slices, so that others have their turn', async () => {
  const [place] = freshVillages() as [PlaceCode];
  const sample = actsOf(300, 3);
  const many = Array.from({ length: SLICE + 10 }, (_, i) => sample[i % sample.length]!);
  const drafts = draftsOf(
    place,
    many.map((act) => ({ ...act, kind: 'visit' as const })),
  );
  const entries = drafts.map(({ entry }) => ({
    id: entry.id,
    kind: entry.kind,
    content: JSON.stringify(entry),
    keyIds: [],
  }));
  await ledger.push(db, {
    place,
    receivedAt: '2020-02-04T10:00:00.000Z',
    offsetMs: 0,
    entries,
    keys: [],
  });
  const cache = new FoldCache(2 ** 26);
  expect(await foldStep(storeOn(db), cache, place)).toMatchObject({ changed: true, more: true });
  expect(await foldHead.find(db, place)).toMatchObject({ seq: SLICE });
  expect(await foldStep(storeOn(db), cache, place)).toMatchObject({ changed: true, more: false });
  await newFolder(db).catchUp();
  await expectFolded(place);
  await expectRolledUp();
});

test('a ledger somebody pushed to does not wait for all that are behind', async () => {
  const behind = Array.from({ length: 90 }, (_, i) => `22240120${1000 + i}`);
  const [woken] = freshVillages() as [PlaceCode];
  const visit = actsOf(1, 19).map((act) => ({ ...act, kind: 'visit' as const }));
  for (const place of [...behind, woken]) await append(db, place, draftsOf(place, visit));
  const rounds: PlaceCode[][] = [];
  const folder = newFolder(db, 100_000, { onRollup: (places) => rounds.push(places) });
  folder.wake([woken]);
  const running = folder.run();
  await expect.poll(() => new Set(rounds.flat()).size).toBeGreaterThan(behind.length);
  folder.stop();
  await running;
  expect(rounds[0]).toContain(woken);
  expect(behind.every((place) => rounds[0]!.includes(place))).toBe(false);
  await expectAllRight([...behind, woken]);
});

describe('a new fold version', () => {
  const next = Number(FOLD_VERSION) + 1;

  test('takes the place of the old one in one step, at every level', async () => {
    const places = freshVillages();
    const [place] = places as [PlaceCode];
    const sample = actsOf(40, 13);
    await append(db, place, draftsOf(place, sample));
    await newFolder(db).catchUp();
    // What an older version had counted otherwise.
    await db.query("update tally set n = n + 3 where place = $1 and indicator = 'visits.visits'", [
      place,
    ]);
    await tally.add(db, 'tally', place, [
      { day: '2020-01-26', heard: 438_000, indicator: 'visits.gone', dims: '', n: 2 },
    ]);
    const wrong = await db.query<Row>(
      'select day, heard, indicator, dims, n from tally where place = $1',
      [place],
    );
    const extra = wrong.filter(({ indicator }) =>
      ['visits.visits', 'visits.gone'].includes(indicator),
    );
    const delta = extra.map((row) => ({ ...row, n: row.indicator === 'visits.gone' ? 2 : 3 }));
    await rollup.appendDelta(db, place, 1_000, delta);
    await db.query('update fold_head set step = 1000 where place = $1', [place]);
    await rollUp(storeOn(db), [place], (_, error) => {
      throw error;
    });
    await expectRolledUp();
    const cache = new FoldCache(2 ** 26);
    while ((await foldStep(storeOn(db), cache, place, { version: next })).more);
    expect(await foldHead.find(db, place)).toMatchObject({ foldVersion: next, step: 1_001 });
    await newFolder(db).catchUp();
    await expectFolded(place);
    await expectRolledUp();
  });

  test('is left alone by older processes, which go on appending', async () => {
    const [place] = freshVillages() as [PlaceCode];
    const drafts = draftsOf(place, actsOf(30, 17));
    const half = Math.ceil(drafts.length / 2);
    await append(db, place, drafts.slice(0, half));
    const newer = new FoldCache(2 ** 26);
    await foldStep(storeOn(db), newer, place, { version: next });
    await append(db, place, drafts.slice(half));
    expect(await foldStep(storeOn(db), new FoldCache(2 ** 26), place)).toEqual({
      changed: false,
      told: false,
      more: false,
    });
    expect(await foldHead.find(db, place)).toMatchObject({ seq: half });
    await foldStep(storeOn(db), newer, place, { version: next });
    await newFolder(db).catchUp();
    await expectFolded(place);
  });
});
