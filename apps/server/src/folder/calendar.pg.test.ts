/** Times no calendar knows must not keep a ledger from being folded. */
import { expect, test } from 'vitest';
import { createFold } from '@doorstep/ledger';
import { freshDatabase } from '../postgres/testing';
import { foldHead, ledger, tally } from '../store';
import { actsOf, append, draftsOf, newFolder, newId, type Draft } from './testing';

const { db } = await freshDatabase();
const PLACE = '222401101205';
const [draft] = draftsOf(PLACE, actsOf(1, 3)) as [Draft];

const dated = (changes: Partial<Draft['entry']>, offsetMs = 0): Draft => ({
  ...draft,
  offsetMs,
  entry: { ...draft.entry, ...changes, id: newId() },
});

test('entries dated before all calendars are folded, and those after them too', async () => {
  const cadre = 'c_cadre00';
  await append(db, PLACE, [
    dated({ at: '0000-06-01T00:00:00Z' }),
    dated({ happened: '0001-01-01T00:00:00Z' }),
    dated({}, -8.64e15),
    dated({
      kind: 'cadre.stationed',
      subjects: [cadre],
      body: { cadre, role: 'team-member', from: '0000-01-01' },
    }),
    dated({}),
  ]);
  await newFolder(db).catchUp();
  expect(await foldHead.find(db, PLACE)).toMatchObject({ seq: 5 });
  const fold = createFold(PLACE);
  fold.add(await ledger.read(db, PLACE, { after: 0, upTo: 5, limit: 5 }));
  expect(new Set(await tally.rowsOf(db, 'tally', PLACE))).toEqual(new Set(fold.tallies()));
});
