import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  canonical,
  createFold,
  EnvelopeSchema,
  type Entry,
  type PlaceCode,
  type Stored,
} from '@doorstep/ledger';
import * as v from 'valibot';
import { newFolder, newId } from '../folder/testing';
import { openKeys, type Keys } from '../keys';
import { freshDatabase } from '../postgres/testing';
import { delivery, ledger, places, storeOn, subjectKeys, type Database } from '../store';
import { deliverStep, type DeliverDeps } from './deliver-step';

const { db } = await freshDatabase();
const PREFECTURE = '2224';
const YANJI = '222401';
const VILLAGES = ['222401101205', '222401101206', '222406100203'] as const;
const [DONGXING, NEXT, NANGOU] = VILLAGES;

let keys: Keys;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorstep-keys-'));
  keys = await openKeys({ dataFolder: folder, randomBytes });
  const rows = [
    ['22', null, 'province'],
    ['2224', '22', 'prefecture'],
    ['222401', '2224', 'county'],
    ['222406', '2224', 'county'],
    ['222401101', '222401', 'town'],
    ['222406100', '222406', 'town'],
    ...VILLAGES.map((code) => [code, code.slice(0, 9), 'village']),
  ] as [string, string | null, places.PlaceRow['level']][];
  await places.importPlaces(
    db,
    rows.map(([code, parent, level]) => ({ code, parent, level, zh: code, ko: code, en: code })),
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const deps = (on: Database = db): DeliverDeps => ({
  store: storeOn(on),
  keys,
  onRefused: (village, id, outcome) => {
    throw new Error(`${village} ${id} ${outcome}`);
  },
});

const TITLE = { zh: '排查', ko: '조사', en: 'Screening' };
const RECEIVED = '2020-01-26T01:00:30.000Z';

const officeEntry = (
  place: PlaceCode,
  extra: Partial<Entry> & Pick<Entry, 'kind' | 'subjects' | 'body'>,
): Entry => ({
  id: newId(),
  v: 1,
  place,
  at: '2020-01-26T09:00:00.000+08:00',
  by: 'c_office0',
  device: 'd_office0/1',
  n: 1,
  ...extra,
});

const round = (place: PlaceCode, id: string, scope: string[], extra: Partial<Entry> = {}): Entry =>
  officeEntry(place, {
    kind: 'round.opened',
    subjects: [id],
    body: { round: id, title: TITLE, opens: '2020-01-26', closes: '2020-01-31', scope },
    ...extra,
  });

async function write(
  entry: Entry,
  keysSent: Parameters<typeof ledger.push>[1]['keys'] = [],
): Promise<void> {
  const keyIds = Object.values(entry.sealed ?? {}).map(({ k }) => k);
  const sent = { id: entry.id, kind: entry.kind, content: canonical(entry), keyIds };
  await ledger.push(db, {
    place: entry.place,
    receivedAt: RECEIVED,
    offsetMs: 1_500,
    entries: [sent],
    keys: keysSent,
  });
}

const read = (place: PlaceCode): Promise<Stored[]> =>
  ledger.read(db, place, { after: 0, upTo: Number.MAX_SAFE_INTEGER, limit: 10_000 });

/** What a village received from these sources, in order of its ledger. */
async function received(village: PlaceCode, ...sources: Entry[]): Promise<Stored[]> {
  const ids = new Set(sources.map(({ id }) => id));
  return (await read(village)).filter(
    ({ entry }) => entry.delivered && ids.has(entry.delivered.id),
  );
}

test('a round reaches every village in its scope, derived byte for byte', async () => {
  const source = round(PREFECTURE, 'r_derive0', [YANJI]);
  await write(source);
  await deliverStep(deps(), PREFECTURE);
  expect(await received(NANGOU, source)).toEqual([]);
  for (const village of [DONGXING, NEXT]) {
    const [stored, ...more] = await received(village, source);
    expect(more).toEqual([]);
    expect(v.is(EnvelopeSchema, stored!.entry)).toBe(true);
    expect(stored).toMatchObject({
      receivedAt: RECEIVED,
      offsetMs: 0,
      entry: {
        kind: 'round.opened',
        place: village,
        at: '2020-01-26T09:00:01.500+08:00',
        by: 'system',
        device: 'system/0',
        n: 0,
        subjects: ['r_derive0'],
        delivered: { from: PREFECTURE, id: source.id },
        body: source.body,
      },
    });
    expect(stored!.entry).not.toHaveProperty('happened');
    expect(stored!.entry.id).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  }
});

test('no office reaches beyond its own area', async () => {
  const source = round(YANJI, 'r_beyond0', [PREFECTURE, '222406']);
  await write(source);
  await deliverStep(deps(), YANJI);
  expect(await received(DONGXING, source)).toHaveLength(1);
  expect(await received(NANGOU, source)).toEqual([]);
});

describe('corrections and voids', () => {
  test('go to old and new addressees and amend what was delivered', async () => {
    const source = round(PREFECTURE, 'r_amend00', [DONGXING]);
    await write(source);
    await deliverStep(deps(), PREFECTURE);
    const correction = round(PREFECTURE, 'r_amend00', [NANGOU], {
      replaces: source.id,
      at: '2020-01-26T10:00:00.000+08:00',
    });
    await write(correction);
    await deliverStep(deps(), PREFECTURE);
    for (const village of [DONGXING, NANGOU]) {
      const [first, second, ...more] = await received(village, source, correction);
      expect(more).toEqual([]);
      expect(second!.entry.replaces).toBe(first!.entry.id);
    }
    expect(await received(NEXT, source, correction)).toEqual([]);
    const gone = officeEntry(PREFECTURE, {
      kind: 'entry.voided',
      subjects: ['r_amend00'],
      replaces: correction.id,
      body: { reason: 'mistake' },
    });
    await write(gone);
    await deliverStep(deps(), PREFECTURE);
    const fold = createFold(NANGOU);
    fold.add(await received(NANGOU, source, correction, gone));
    expect(fold.size).toBe(3);
    expect(fold.place.state.visits.rounds.has('r_amend00')).toBe(false);
    expect(fold.place.findings).toEqual([]);
  });

  test('that come before what they amend wait for it', async () => {
    const source = round(PREFECTURE, 'r_early000', [DONGXING]);
    const correction = round(PREFECTURE, 'r_early000', [NANGOU], {
      replaces: source.id,
      at: '2020-01-26T10:00:00.000+08:00',
    });
    await write(correction);
    await deliverStep(deps(), PREFECTURE);
    for (const village of VILLAGES) expect(await received(village, correction)).toEqual([]);
    await write(source);
    await deliverStep(deps(), PREFECTURE);
    for (const village of [DONGXING, NANGOU]) {
      const [amended] = await received(village, correction);
      const [first] = await received(village, source);
      expect(amended!.entry.replaces).toBe(first!.entry.id);
    }
  });

  test('that amend nothing known go nowhere', async () => {
    const adrift = officeEntry(PREFECTURE, {
      kind: 'entry.voided',
      subjects: ['r_nothing'],
      replaces: newId(),
      body: { reason: 'mistake' },
    });
    await write(adrift);
    await deliverStep(deps(), PREFECTURE);
    for (const village of VILLAGES) expect(await received(village, adrift)).toEqual([]);
  });
});

describe('exactly once', () => {
  /** Dies at the nth statement that contains `text`. */
  function dyingAt(text: string, nth: number): Database {
    let seen = 0;
    const query: Database['query'] = (sql, values) => {
      if (sql.includes(text) && (seen += 1) >= nth) return Promise.reject(new Error('killed'));
      return db.query(sql, values);
    };
    return { ...db, query };
  }

  test.each([
    ['push(', 1],
    ['push(', 2],
    ['push(', 3],
    ['insert into delivery', 1],
  ])('after dying at "%s" number %i', async (text, nth) => {
    const sources = [1, 2, 3].map((i) =>
      round(PREFECTURE, `r_once${text.length}${nth}${i}0`, [PREFECTURE]),
    );
    for (const source of sources) await write(source);
    await expect(deliverStep(deps(dyingAt(text, nth)), PREFECTURE)).rejects.toThrow('killed');
    await deliverStep(deps(), PREFECTURE);
    for (const village of VILLAGES) {
      const all = await received(village, ...sources);
      expect(all.map(({ entry }) => entry.delivered!.id)).toEqual(sources.map(({ id }) => id));
    }
  });

  test('by two at once', async () => {
    const source = round(PREFECTURE, 'r_twice00', [PREFECTURE]);
    await write(source);
    await Promise.all([deliverStep(deps(), PREFECTURE), deliverStep(deps(), PREFECTURE)]);
    for (const village of VILLAGES) expect(await received(village, source)).toHaveLength(1);
  });

  test('by starting again from nothing', async () => {
    const before = await Promise.all(VILLAGES.map(read));
    await db.query('delete from delivery');
    while ((await deliverStep(deps(), PREFECTURE)).more);
    await deliverStep(deps(), YANJI);
    expect(await Promise.all(VILLAGES.map(read))).toEqual(before);
    expect(await delivery.cursor(db, PREFECTURE)).toBeGreaterThan(0);
  });
});

test('sealed parts arrive unchanged, with their key wrapped for the village', async () => {
  const sealed = { r_sealed00: { k: 'k_sealed0', c: Buffer.alloc(60, 7).toString('base64') } };
  const key = {
    k: 'k_sealed0',
    subject: 'r_sealed00',
    key: Buffer.alloc(32, 9).toString('base64'),
  };
  const source = round(PREFECTURE, 'r_sealed00', [NANGOU], { sealed });
  await write(source, await keys.wrap(storeOn(db).keys, PREFECTURE, [key]));
  await deliverStep(deps(), PREFECTURE);
  const [stored] = await received(NANGOU, source);
  expect(stored!.entry.sealed).toEqual(sealed);
  expect(
    await keys.unwrap(storeOn(db).keys, NANGOU, await subjectKeys.after(db, NANGOU, 0)),
  ).toContainEqual(key);
});

test('the folder delivers by itself and what it delivered is folded', async () => {
  await db.query('delete from delivery');
  const heads: string[] = [];
  await newFolder(
    db,
    100_000,
    { onHeads: (all) => heads.push(...all.map(({ place }) => place)) },
    keys,
  ).catchUp();
  expect(new Set(heads)).toEqual(new Set(VILLAGES));
  const [open] = await db.query(
    "select count, about from obligation where place = $1 and about = 'r_derive0'",
    [DONGXING],
  );
  expect(open).toEqual({ count: 0, about: 'r_derive0' });
});
