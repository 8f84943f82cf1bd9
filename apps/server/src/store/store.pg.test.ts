import { describe, test } from 'vitest';
import { freshDatabase } from '../postgres/testing';
import { openDatabase, places, storeOn } from './index';
import { serverStoreConformance, type Area, type StoreSubject } from './store.conformance';

const { db, url } = await freshDatabase();
const other = openDatabase({ url, random: Math.random });

let areas = 0;
async function area(): Promise<Area> {
  areas += 1;
  const prefecture = `22${String(areas).padStart(2, '0')}`;
  const villages: Area['villages'] = [
    `${prefecture}01101001`,
    `${prefecture}01101002`,
    `${prefecture}06100003`,
  ];
  const rows = [prefecture, ...villages].map((code) => ({
    code,
    level: code === prefecture ? ('prefecture' as const) : ('village' as const),
    parent: null,
    zh: code,
    ko: code,
    en: code,
  }));
  await places.importPlaces(db, rows);
  return { prefecture, villages };
}

let ids = 0;
const subject: StoreSubject = {
  store: storeOn(db),
  other: storeOn(other),
  area,
  newId: () => `01900000-0000-7000-8000-${(ids += 1).toString(16).padStart(12, '0')}`,
};

describe('PostgreSQL', () => {
  for (const { name, run } of serverStoreConformance) test(name, () => run(subject));
});
