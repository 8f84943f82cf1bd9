import { describe, expect, test } from 'vitest';
import { basisOf, briefsOf, checkEntry, createFold, dayChange, type Stored } from '../index';
import { entry, VILLAGE } from '../testing/entries';

const OFFICE = '222401';
const text = { heading: '日报', known: '截至18:00', paragraphs: [{ title: '一', parts: ['甲'] }] };
const sent = (brief: string, more: object = {}): Stored =>
  entry(
    'brief.sent',
    [brief],
    {
      brief,
      day: '2020-02-01',
      knownAtMs: 1_580_554_800_000,
      number: 1,
      figures: [{ indicator: 'visits.met', total: 3, day: 2, before: 1 }],
      missing: { asOfMs: 1_580_554_800_000, due: 4, overdue: 0, untold: 1 },
      texts: { zh: text, ko: text, en: text },
      parts: 2,
      ...more,
    },
    { place: OFFICE },
  );
const basis = (brief: string, part: number, place: string): Stored =>
  entry(
    'brief.basis',
    [brief],
    { brief, part, ledgers: [{ place, seq: 9, figures: [3, 2, 1] }] },
    { place: OFFICE },
  );

function officeFold(...stored: Stored[]) {
  const fold = createFold(OFFICE);
  fold.add(stored);
  return fold;
}

describe('reports of an office', () => {
  test('are listed latest first, and by day', () => {
    const fold = officeFold(
      sent('br_first000'),
      sent('br_second00', { number: 2, follows: 'br_first000' }),
      sent('br_other000', { day: '2020-01-31' }),
    );
    expect(briefsOf(fold).map(({ brief }) => brief)).toEqual([
      'br_other000',
      'br_second00',
      'br_first000',
    ]);
    expect(briefsOf(fold, '2020-02-01').map(({ number }) => number)).toEqual([2, 1]);
  });

  test('have a basis once all of its parts are there, in their order', () => {
    const parts = [basis('br_first000', 1, '222401102'), basis('br_first000', 0, '222401101')];
    const report = sent('br_first000');
    expect(basisOf(officeFold(report, parts[0]!), 'br_first000')).toBeUndefined();
    const found = basisOf(officeFold(report, ...parts), 'br_first000');
    expect(found?.map(({ place }) => place)).toEqual(['222401101', '222401102']);
  });

  test('keep the basis they were sent with, whatever is said of it later', () => {
    const parts = [basis('br_first000', 0, '222401101'), basis('br_first000', 1, '222401102')];
    const later = basis('br_first000', 0, '222401103');
    const fold = officeFold(sent('br_first000'), ...parts, later);
    expect(basisOf(fold, 'br_first000')?.map(({ place }) => place)).toEqual([
      '222401101',
      '222401102',
    ]);
    expect(fold.place.findings).toMatchObject([{ code: 'sent-twice' }]);
  });

  test('change no figure', () => {
    const fold = officeFold(basis('br_first000', 0, '222401101'), sent('br_first000'));
    expect(fold.tallies()).toEqual([]);
  });

  test('are sent by offices, never in the ledger of a village', () => {
    const { entry: report } = sent('br_first000');
    expect(checkEntry(report)).toEqual({ ok: true });
    expect(checkEntry({ ...report, place: VILLAGE })).toMatchObject({ ok: false, path: 'place' });
  });
});

test('a flow moves by its days, a stock by how it stood', () => {
  const counts = { total: 10, day: 3, before: 5 };
  expect(dayChange({ indicator: 'visits.met', ...counts })).toMatchObject({
    ...{ today: 3, yesterday: 5, change: -2, total: 10 },
  });
  expect(dayChange({ indicator: 'duty.cadres', ...counts })).toMatchObject({
    ...{ today: 10, yesterday: 7, change: 3, total: 10 },
  });
});
