import { describe, expect, test } from 'vitest';
import {
  basisOf,
  briefsOf,
  checkEntry,
  createFold,
  dayChange,
  nextBrief,
  type Stored,
} from '../index';
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
      figures: [{ indicator: 'visits.met', total: 6, day: 4, before: 2 }],
      missing: { asOfMs: 1_580_554_800_000, due: 4, overdue: 0, untold: 1 },
      texts: { zh: text, ko: text, en: text },
      parts: 2,
      ...more,
    },
    { place: OFFICE },
  );
const basis = (brief: string, part: number, place: string, figures = [3, 2, 1]): Stored =>
  entry(
    'brief.basis',
    [brief],
    { brief, part, ledgers: [{ place, seq: 9, figures }] },
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

  test('are numbered in turn, whatever their clocks say', () => {
    const early = { ...sent('br_second00', { number: 2, follows: 'br_first000' }) };
    early.entry = { ...early.entry, at: '2020-01-01T00:00:00+08:00' };
    expect(nextBrief([])).toEqual({ number: 1 });
    expect(nextBrief(briefsOf(officeFold(sent('br_first000'), early)))).toEqual({
      ...{ number: 3, follows: 'br_second00' },
    });
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

  test('that are not the sum of their basis stand and are pointed at, in whatever order they came', () => {
    const [first, second] = ['222401101', '222401102'];
    const early = sent('br_first000');
    const bases: [string, ...Stored[]][] = [
      [
        'one ledger less',
        basis('br_first000', 0, first),
        basis('br_first000', 1, second, [3, 2, 0]),
      ],
      ['a ledger twice', basis('br_first000', 0, first), basis('br_first000', 1, first)],
      ['half a row', basis('br_first000', 0, first), basis('br_first000', 1, second, [3, 2])],
    ];
    for (const [why, ...parts] of bases) {
      const late = sent('br_first000');
      for (const all of [
        [early, ...parts],
        [late, ...parts],
        [...parts, late],
      ]) {
        const { place } = officeFold(...all);
        expect(place.findings, why).toMatchObject([
          { code: 'not-the-sum', subject: 'br_first000' },
        ]);
        expect(place.state.reports.briefs.size).toBe(1);
      }
    }
    const right = [basis('br_first000', 0, first), basis('br_first000', 1, second)];
    expect(officeFold(sent('br_first000'), ...right).place.findings).toEqual([]);
    expect(officeFold(sent('br_first000'), right[0]!).place.findings).toEqual([]);
  });

  test('have no basis while a part is missing, whatever else is there', () => {
    const parts = [basis('br_first000', 1, '222401102'), basis('br_first000', 7, '222401101')];
    expect(basisOf(officeFold(sent('br_first000'), ...parts), 'br_first000')).toBeUndefined();
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
