import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bothStand,
  checkEntry,
  createFold,
  figuresOf,
  recordsOf,
  toldTwice,
  type Entry,
  type Stored,
  type ToldTwice,
  type VillageFold,
} from '../index';
import { entry, VILLAGE } from '../testing/entries';

const HOUSE = 'h_house001';
const ROUND = 'r_round000';
const COUNTY = { office: '222401', toldBy: 'c_first000' };
const register = entry('household.registered', [HOUSE], { source: 'list', group: '1', door: '1' });
const visit = (onBehalf?: object, body: object = {}, more: Partial<Entry> = {}): Stored =>
  entry(
    'visit.recorded',
    [HOUSE, 'p_person01'],
    {
      household: HOUSE,
      round: ROUND,
      outcome: 'met',
      people: [{ person: 'p_person01', asked: true }],
      ...(onBehalf && { onBehalf }),
      ...body,
    },
    more,
  );
const foldOf = (...stored: Stored[]) => {
  const fold = createFold(VILLAGE);
  fold.add([register, ...stored]);
  return fold;
};
/** Both of the first pair stand. */
const stand = (fold: VillageFold): Stored => {
  const { kind, subjects, body } = bothStand(toldTwice(fold)[0]!);
  const said = entry(kind, subjects, body);
  expect(checkEntry(said.entry)).toEqual({ ok: true });
  return said;
};
const taken = (one: Stored): Stored =>
  entry('entry.voided', one.entry.subjects, { reason: 'twice' }, { replaces: one.entry.id });
const pairs = (...stored: Stored[]): string[][] =>
  toldTwice(foldOf(...stored)).map(({ told, other }) => [told.id, other.id]);

test('a visit told by phone and recorded at the door is likely one', () => {
  const [told, own] = [visit(COUNTY), visit()];
  const expected = [[told.entry.id, own.entry.id]];
  expect(pairs(told, own)).toEqual(expected);
  expect(pairs(own, told)).toEqual(expected);
});

test('two offices that wrote down the same are asked about once', () => {
  const [county, town] = [visit(COUNTY), visit({ office: '222401101' })];
  expect(pairs(county, town)).toHaveLength(1);
});

test('two of the village’s own are two visits; so are other days, rounds and outcomes', () => {
  expect(pairs(visit(), visit())).toEqual([]);
  const told = visit(COUNTY);
  expect(pairs(told, visit(undefined, { round: 'r_another0' }))).toEqual([]);
  expect(pairs(told, visit(undefined, { outcome: 'nobody', people: [] }))).toEqual([]);
  expect(pairs(told, visit(undefined, {}, { happened: '2020-01-31T10:00:00+08:00' }))).toEqual([]);
});

test('both count until somebody settles it: a void takes one away, the household is reached once', () => {
  const [told, own] = [visit(COUNTY), visit()];
  const fold = foldOf(told, own);
  const count = (indicator: string): number =>
    figuresOf(fold, '2020-02-01').get(indicator)?.total ?? 0;
  expect([count('visits.person_times'), count('visits.round_reached')]).toEqual([2, 1]);
  fold.add([taken(told)]);
  expect([count('visits.person_times'), count('visits.round_reached')]).toEqual([1, 1]);
  expect(recordsOf(fold, 'visits.person_times')).toMatchObject([{ source: own.entry.id }]);
  expect(toldTwice(fold)).toEqual([]);
});

test('two visits of one day that are said to be two are not asked about again', () => {
  const [told, own] = [visit(COUNTY), visit()];
  const apart = stand(foldOf(told, own));
  expect(pairs(told, own, apart)).toEqual([]);
  expect(pairs(told, own, apart, visit())).toHaveLength(1);
});

let messages = 0;
const broadcast = (onBehalf?: object, body: object = {}, more: Partial<Entry> = {}): Stored =>
  entry(
    'broadcast.made',
    [`m_message${messages++}`],
    {
      channel: 'loudspeaker',
      language: 'ko',
      audience: ['villagers'],
      messages: ['no-visiting'],
      times: 3,
      ...(onBehalf && { onBehalf }),
      ...body,
    },
    more,
  );
const at = (time: string): Partial<Entry> => ({ happened: `2020-02-01T${time}:00+08:00` });

describe('a broadcast told by phone', () => {
  test('that the village logs too is likely one, however often and whatever it says was said', () => {
    const told = broadcast(COUNTY);
    const own = broadcast(undefined, { times: 2, messages: ['wear-mask'] });
    const outsiders = broadcast(undefined, { audience: ['villagers', 'outsiders'] });
    expect(pairs(told, own)).toEqual([[told.entry.id, own.entry.id]]);
    expect(pairs(told, outsiders)).toEqual([[told.entry.id, outsiders.entry.id]]);
  });

  test.each<[string, object, Partial<Entry>?]>([
    ['another channel', { channel: 'vehicle' }],
    ['another language', { language: 'zh' }],
    ['other people', { audience: ['outsiders'] }],
    ['another day', {}, { happened: '2020-01-31T10:00:00+08:00' }],
  ])('is not the same as one of %s', (_, body, more) => {
    expect(pairs(broadcast(COUNTY), broadcast(undefined, body, more))).toEqual([]);
  });

  test('two of the village’s own are two', () => {
    expect(pairs(broadcast(), broadcast())).toEqual([]);
  });

  test('is asked about with the village’s own and the nearest, before another office’s', () => {
    const [told, town] = [
      broadcast(COUNTY, {}, at('18:00')),
      broadcast({ office: '222401101' }, {}, at('18:01')),
    ];
    const [morning, evening] = [
      broadcast(undefined, {}, at('08:00')),
      broadcast(undefined, {}, at('17:30')),
    ];
    const own = evening.entry.id;
    expect(pairs(morning, evening, told, town)).toEqual([
      [town.entry.id, own],
      [told.entry.id, own],
    ]);
  });

  test('counts beside the other until it is taken back, or both are said to stand', () => {
    const [told, own] = [broadcast(COUNTY), broadcast()];
    const times = (fold: VillageFold) =>
      figuresOf(fold, '2020-02-01').get('publicity.times')?.total;
    const fold = foldOf(told, own);
    expect(times(fold)).toBe(6);
    const apart = stand(fold);
    fold.add([taken(told)]);
    expect([times(fold), toldTwice(fold)]).toEqual([3, []]);
    const both = foldOf(told, own, apart);
    expect([times(both), toldTwice(both)]).toEqual([6, []]);
  });
});

describe('whatever was told and recorded', () => {
  const offices = fc.constantFrom<(object | undefined)[]>(undefined, COUNTY, {
    office: '222401101',
  });
  const times = fc.constantFrom('07:00', '12:00', '18:00').map(at);
  const record = fc.oneof(
    fc
      .tuple(offices, fc.constantFrom('met', 'refused'), times)
      .map(([by, outcome, when]) =>
        visit(by, { outcome, ...(outcome === 'refused' && { people: [] }) }, when),
      ),
    fc
      .tuple(offices, fc.constantFrom('zh', 'ko'), times)
      .map(([by, language, when]) => broadcast(by, { language }, when)),
  );
  const ledgers = fc
    .array(record, { maxLength: 8 })
    .chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
  const isAlike = (a: Entry, b: Entry): boolean =>
    [a, b].some(({ body }) => body.onBehalf) &&
    a.body.outcome === b.body.outcome &&
    a.body.language === b.body.language;
  const idsOf = ({ told, other }: ToldTwice): string => [told.id, other.id].sort().join(' ');

  test('the same pairs are asked about in any order of arrival, each once', () => {
    fc.assert(
      fc.property(ledgers, ([all, shuffled]) => {
        const found = toldTwice(foldOf(...all));
        expect(toldTwice(foldOf(...shuffled))).toEqual(found);
        expect(new Set(found.map(idsOf)).size).toBe(found.length);
      }),
    );
  });

  test('settling one after the other, either way, comes to an end and leaves nothing alike unasked', () => {
    fc.assert(
      fc.property(ledgers, fc.infiniteStream(fc.boolean()), ([all], ways) => {
        const fold = foldOf(...all);
        const settled = new Set<string>();
        const gone = new Set<string>();
        for (let left = toldTwice(fold); left.length > 0; left = toldTwice(fold)) {
          const pair = left[0]!;
          expect(settled).not.toContain(idsOf(pair));
          settled.add(idsOf(pair));
          const told = all.find(({ entry: { id } }) => id === pair.told.id)!;
          const isOne = ways.next().value;
          fold.add([isOne ? taken(told) : stand(fold)]);
          if (isOne) gone.add(pair.told.id);
        }
        const left = all.map(({ entry: one }) => one).filter(({ id }) => !gone.has(id));
        for (const [i, one] of left.entries())
          for (const other of left.slice(i + 1))
            if (isAlike(one, other)) expect(settled).toContain([one.id, other.id].sort().join(' '));
      }),
    );
  });
});
