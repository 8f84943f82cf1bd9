import { expect, test } from 'vitest';
import { canonical, type Entry } from '@doorstep/ledger';
import { FoldCache } from '../../../apps/server/src/folder/fold-cache';
import { foldStep } from '../../../apps/server/src/folder/fold-step';
import { MemoryDatabase } from './memory-database';

const PLACE = '222401101205';
const visit = (n: number, household: string): Entry => ({
  id: `01700000-0000-7000-8000-${String(n).padStart(12, '0')}`,
  kind: 'visit.recorded',
  v: 1,
  place: PLACE,
  at: '2020-01-28T09:12:05.120+08:00',
  by: 'c_invented1',
  device: 'd_invented1/1',
  n,
  subjects: [household],
  body: { household, outcome: 'nobody' },
});

test('a fold kept in memory through a restore of the database is not taken for the ledger that grew since', async () => {
  const database = new MemoryDatabase({ epoch: 'epoch-1', villages: [PLACE] });
  const store = database.connect();
  const push = (entry: Entry) => {
    const sent = { id: entry.id, kind: entry.kind, content: canonical(entry), keyIds: [] };
    const receivedAt = '2020-01-28T01:12:06.000Z';
    return store.ledger.push({ place: PLACE, receivedAt, offsetMs: 0, entries: [sent], keys: [] });
  };
  const [one, other] = [new FoldCache(2 ** 20), new FoldCache(2 ** 20)];
  const third = visit(3, 'h_house30');
  const withdrawn = { kind: 'entry.voided', replaces: third.id, body: { reason: 'mistake' } };
  await push(visit(1, 'h_house10'));
  const past = database.snapshot();
  await push(visit(2, 'h_house20'));
  await foldStep(store, one, PLACE);
  database.restore(past);
  await push(third);
  await foldStep(store, other, PLACE);
  await push({ ...visit(4, 'h_house30'), ...withdrawn });
  await foldStep(store, one, PLACE);
  const visits = (await store.fold.tallies(PLACE)).filter(
    ({ indicator }) => indicator === 'visits.visits',
  );
  expect(visits.reduce((sum, { n }) => sum + n, 0)).toBe(1);
});
