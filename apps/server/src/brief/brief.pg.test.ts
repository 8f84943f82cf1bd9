import { beforeAll, describe, expect, test } from 'vitest';
import { addDays, CATALOGUE, instantOf, type Entry } from '@doorstep/ledger';
import { plainText, type Brief } from '@doorstep/sync';
import { LOCALES, say } from '@doorstep/words';
import { newFolder } from '../folder/testing';
import { freshDatabase } from '../postgres/testing';
import { places } from '../store';
import { standing } from '../tables';
import { household, writerTo } from './writing';
import { brief, briefText, obligations, overview, rounds, tallies, worst } from '.';

const { db } = await freshDatabase();
const [DONGXING, NEXT, NANGOU] = ['222401101205', '222401101206', '222406100203'];
const ROUND = 'r_second00';
const DAY = '2020-02-04';
const NOW_MS = instantOf(DAY, '18:00');

const visit = (of: string, people: object[], more: object = {}) => ({
  kind: 'visit.recorded',
  subjects: [of],
  body: { household: of, round: ROUND, outcome: 'met', people, ...more } as Entry['body'],
});
const person = (id: string, more: object = {}) => ({ person: `p_${id}000`, asked: true, ...more });

const write = writerTo(db);

/** Leaflets in Chinese, and somebody who speaks Korean. */
async function publicise(): Promise<void> {
  await write(DONGXING!, DAY, '16:00', {
    kind: 'broadcast.made',
    subjects: ['m_message0'],
    body: {
      channel: 'leaflet',
      language: 'zh',
      audience: ['villagers', 'outsiders'],
      messages: ['no-rumours'],
      times: 4,
      copies: 1,
    },
  });
  await write(DONGXING!, '2020-02-03', '12:00', {
    kind: 'person.registered',
    subjects: ['p_z000', 'h_205300'],
    body: { household: 'h_205300', language: 'ko' },
  });
}

beforeAll(async () => {
  const rows: [string, places.PlaceRow['level'], string, string, string][] = [
    ['22', 'province', '吉林省', '길림성', 'Jilin'],
    ['2224', 'prefecture', '延边州', '연변주', 'Yanbian'],
    ['222401', 'county', '延吉市', '연길시', 'Yanji'],
    ['222406', 'county', '和龙市', '화룡시', 'Helong'],
    ['222401101', 'town', '依兰镇', '의란진', 'Yilan'],
    ['222406100', 'town', '八家子镇', '팔가자진', 'Bajiazi'],
    [DONGXING!, 'village', '东兴村', '동흥촌', 'Dongxing'],
    [NEXT!, 'village', '太东村', '태동촌', 'Taidong'],
    [NANGOU!, 'village', '南沟村', '남구촌', 'Nangou'],
  ];
  const parentOf = (code: string) =>
    ({ 2: null, 4: '22', 6: '2224', 9: code.slice(0, 6), 12: code.slice(0, 9) })[code.length] ??
    null;
  await places.importPlaces(
    db,
    rows.map(([code, level, zh, ko, en]) => ({ code, level, parent: parentOf(code), zh, ko, en })),
  );
  await write('2224', '2020-02-01', '08:00', {
    kind: 'round.opened',
    subjects: [ROUND],
    body: {
      round: ROUND,
      title: { zh: '第二轮', ko: '제2차', en: 'Second round' },
      opens: '2020-02-01',
      closes: '2020-02-03',
      scope: ['2224'],
    },
  });
  for (const [place, count] of [
    [DONGXING!, 4],
    [NANGOU!, 2],
  ] as const) {
    for (let i = 1; i <= count; i++)
      await write(place, '2020-02-02', '08:00', household(`h_${place.slice(-3)}${i}00`, String(i)));
  }
  await write(DONGXING!, '2020-02-02', '09:00', {
    kind: 'cadre.stationed',
    subjects: ['c_cadre00'],
    body: {
      cadre: 'c_cadre00',
      role: 'first-secretary',
      furtherRoles: ['team-leader'],
      from: '2020-01-26',
    },
  });
  await write(DONGXING!, '2020-02-03', '09:30', visit('h_205100', [person('a'), person('b')]));
  await write(
    DONGXING!,
    DAY,
    '09:30',
    visit('h_205200', [person('c', { temperature: 378, flags: ['fever'] })]),
  );
  await write(DONGXING!, DAY, '16:40', {
    ...visit('h_205300', []),
    body: { household: 'h_205300', outcome: 'nobody' },
  });
  await write(
    NANGOU!,
    '2020-02-03',
    '10:00',
    visit('h_203100', [person('d'), person('e'), person('f')]),
  );
  await publicise();
  await newFolder(db).catchUp();
});

const at = (place: string, more: object = {}) => ({ place, day: DAY, nowMs: NOW_MS, ...more });

describe('the overview', () => {
  test('tells per place below what was reached, what is owed and since when nothing was heard', async () => {
    const seen = (await overview(db, at('2224')))!;
    const [yanji, helong] = seen.children;
    expect(yanji).toEqual({
      place: '222401',
      households: 4,
      householdsStated: 0,
      rounds: [{ round: ROUND, reached: 2, missing: 2 }],
      personTimes: { total: 3, day: 1 },
      fevers: { total: 1, day: 1 },
      due: 2,
      overdue: 2,
      untold: 1,
      villages: 2,
      villagesHeard: 1,
      lastHeardMs: instantOf(DAY, '16:40'),
    });
    expect(helong).toMatchObject({
      households: 2,
      personTimes: { total: 3, day: 0 },
      due: 1,
      villagesHeard: 0,
      lastHeardMs: instantOf('2020-02-03', '10:00'),
    });
    expect(seen.self).toMatchObject({
      households: 6,
      personTimes: { total: 6, day: 1 },
      due: 3,
      villages: 3,
      villagesHeard: 1,
    });
    expect(seen.silent).toEqual([
      { place: NEXT, lastHeardMs: null },
      { place: NANGOU, lastHeardMs: instantOf('2020-02-03', '10:00') },
    ]);
  });

  test('of a village is the village itself', async () => {
    const seen = (await overview(db, at(DONGXING!)))!;
    expect(seen.children).toEqual([]);
    expect(seen.self).toMatchObject({ place: DONGXING, due: 2, personTimes: { total: 3, day: 1 } });
    expect(seen.owed).toMatchObject([
      { module: 'publicity', kind: 'tell', about: 'ko', count: 1 },
      {
        count: 2,
        about: ROUND,
        dueAtMs: instantOf('2020-02-03', '22:00'),
      },
    ]);
  });

  test('can be asked as it was known at an earlier hour', async () => {
    const seen = (await overview(db, at('2224', { knownAtMs: instantOf(DAY, '09:50') })))!;
    expect(seen.knownAtMs).toBe(instantOf(DAY, '09:00'));
    expect(seen.self.personTimes).toEqual({ total: 5, day: 0 });
    expect(
      (await overview(db, at('2224', { knownAtMs: instantOf(DAY, '10:00') })))!.self.personTimes,
    ).toEqual({ total: 6, day: 1 });
  });

  test('knows as many households to reach at an earlier hour and day as now', async () => {
    const roundAt = async (more: object) => (await overview(db, at('2224', more)))!.self.rounds[0]!;
    const now = await roundAt({});
    const all = now.reached + now.missing;
    const then = await roundAt({ knownAtMs: instantOf(DAY, '09:50') });
    expect(then.reached).toBeLessThan(now.reached);
    expect(then.reached + then.missing).toBe(all);
    const before = await roundAt({ day: addDays(DAY, -1) });
    expect(before.reached).toBeLessThan(now.reached);
    expect(before.reached + before.missing).toBe(all);
  });

  test('gives a day to every figure for fourteen days', async () => {
    const { figures } = (await overview(db, at('2224')))!;
    const personTimes = figures.find(({ indicator }) => indicator === 'visits.person_times')!;
    expect(personTimes.series).toHaveLength(14);
    expect(personTimes.series.slice(-2)).toEqual([
      { day: '2020-02-03', n: 5 },
      { day: DAY, n: 1 },
    ]);
    expect(personTimes).toMatchObject({ total: 6, day: 1 });
  });

  test('of an unknown place is nothing', async () => {
    expect(await overview(db, at('222499'))).toBeUndefined();
    expect(await brief(db, at('222499'))).toBeUndefined();
    expect(await tallies(db, { place: '222499', by: 'day' })).toBeUndefined();
    expect(await obligations(db, { place: '222499' })).toBeUndefined();
  });
});

describe('looking back', () => {
  const YESTERDAY = addDays(DAY, -1);
  /** 09:00 of the day: known are two households reached of six. */
  const BEFORE = { knownAtMs: instantOf(DAY, '09:00') };
  const count = (rows: readonly { count: number }[]): number =>
    rows.reduce((sum, one) => sum + one.count, 0);
  const visits = <Row extends { kind: string }>(owed: readonly Row[]): Row[] =>
    owed.filter(({ kind }) => kind === 'reach');

  test.each([
    ['an hour', BEFORE, 4],
    ['an earlier hour', { knownAtMs: instantOf(YESTERDAY, '10:00') }, 5],
    ['an earlier day', { day: YESTERDAY }, 4],
    ['now', {}, 3],
  ])('to %s, list, table, to-do, villages and report tell one number', async (_when, more, due) => {
    const query = at('2224', more);
    const seen = (await overview(db, query))!;
    expect(seen.self.rounds).toEqual([{ round: ROUND, reached: 6 - due, missing: due }]);
    for (const row of [seen.self, ...seen.children])
      expect(row.due).toBe(row.rounds.reduce((sum, { missing }) => sum + missing, 0));
    expect(count(visits(seen.owed))).toBe(due);

    const villages = (await worst(db, { ...query, order: 'coverage', limit: 20 }))!;
    const table = (await standing(db, { ...query, grain: 'village' }))!;
    for (const row of villages.rows) {
      const { self } = (await overview(db, at(row.place, more)))!;
      expect(row).toMatchObject({
        ...self.rounds.map(({ reached, missing }) => ({ reached, missing }))[0],
        due: self.due,
        overdue: self.overdue,
        lastHeardMs: self.lastHeardMs,
        heard: self.villagesHeard === 1,
      });
      const owed = visits(table.owed).filter(({ place }) => place === row.place);
      const stands = table.places.find(({ place }) => place === row.place)!;
      expect([count(owed), stands.lastHeardMs]).toEqual([self.due, self.lastHeardMs]);
    }
    expect(villages.rows.reduce((sum, { missing }) => sum + missing, 0)).toBe(due);
    expect((await brief(db, query))!.missing).toMatchObject({ due, asOfMs: seen.asOfMs });
  });

  test('what was due by then was late, what is due since was not', async () => {
    const overdue = async (time: string) =>
      (await overview(db, at('2224', { knownAtMs: instantOf(YESTERDAY, time) })))!.self.overdue;
    expect(await overdue('21:00')).toBe(0);
    expect(await overdue('22:00')).toBe(4);
  });

  test('who was silent then is, whoever was heard from since', async () => {
    const dongxing = { place: DONGXING, lastHeardMs: instantOf(YESTERDAY, '12:00') };
    const nangou = { place: NANGOU, lastHeardMs: instantOf(YESTERDAY, '10:00') };
    const before = (await overview(db, at('2224', BEFORE)))!;
    expect(before.silent).toEqual([{ place: NEXT, lastHeardMs: null }, nangou, dongxing]);
    const onYesterday = (await overview(db, at('2224', { day: YESTERDAY })))!;
    expect(onYesterday.silent).toEqual([{ place: NEXT, lastHeardMs: null }]);
    expect(onYesterday.self).toMatchObject({
      villagesHeard: 2,
      lastHeardMs: dongxing.lastHeardMs,
    });
    expect((await brief(db, at('2224', BEFORE)))!.missing.unheard).toBe(4);
  });

  test('a round that had not begun lacked nothing', async () => {
    const early = at('2224', { day: '2020-01-31' });
    const seen = (await overview(db, early))!;
    expect([seen.self.rounds, visits(seen.owed), seen.self.due]).toEqual([[], [], 0]);
    const villages = (await worst(db, { ...early, order: 'due', limit: 20 }))!;
    expect(villages.rows.map(({ missing }) => missing)).toEqual(villages.rows.map(() => 0));
  });

  test('a report says by when what was missing, and of what is known as of now only that it is', async () => {
    for (const locale of LOCALES) {
      const text = plainText(briefText((await brief(db, at('2224', BEFORE)))!, locale));
      const untold = say(locale, 'brief.householdsOne', { n: 1 });
      const time = (hour: string): string =>
        say(locale, 'brief.moment', {
          day: new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
            month: 'long',
            day: 'numeric',
            timeZone: 'UTC',
          }).format(Date.parse(DAY)),
          time: hour,
        });
      expect(text).toContain(say(locale, 'brief.untoldNow', { untold, time: time('18:00') }));
      expect(text).toContain(time('09:00'));
    }
  });
});

test('tallies add up the same by place, by day and in all', async () => {
  const sum = async (by: 'place' | 'day' | 'indicator', place: string) =>
    (await tallies(db, { place, by, indicators: ['visits.person_times'] }))!.reduce(
      (total, { n }) => total + n,
      0,
    );
  for (const place of ['22', '2224', '222401', '222401101']) {
    const [byPlace, byDay, inAll] = await Promise.all([
      sum('place', place),
      sum('day', place),
      sum('indicator', place),
    ]);
    expect([byPlace, byDay]).toEqual([inAll, inAll]);
    expect(inAll).toBeGreaterThan(0);
  }
  const days = await tallies(db, {
    place: '2224',
    by: 'day',
    from: DAY,
    to: DAY,
    indicators: ['visits.person_times'],
  });
  expect(days).toEqual([{ day: DAY, indicator: 'visits.person_times', dims: '', n: 1 }]);
});

test('obligations are counted per place below; ids only where a ledger is asked for', async () => {
  expect(await obligations(db, { place: '222401101', module: 'visits' })).toMatchObject([
    { place: DONGXING, count: 2 },
    { place: NEXT, count: 0 },
  ]);
  expect(await obligations(db, { place: '2224', module: 'gates' })).toEqual([]);
});

test('rounds are known above and below the office that opened them', async () => {
  const round = {
    round: ROUND,
    opens: '2020-02-01',
    closes: '2020-02-03',
    closed: null,
    by: '2224',
  };
  for (const place of ['22', '2224', '222401', DONGXING!])
    expect(await rounds(db, place)).toMatchObject([round]);
});

describe('the brief', () => {
  const report = async (place: string): Promise<Brief> => (await brief(db, at(place)))!;

  test('has every indicator of the catalogue, 0 where nothing was counted', async () => {
    const { indicators } = await report('2224');
    expect(Object.keys(indicators).sort()).toEqual(CATALOGUE.map(({ id }) => id).sort());
    expect(indicators['duty.cadres']).toEqual({ total: 1, day: 0 });
    expect(indicators['visits.person_times']).toEqual({ total: 6, day: 1 });
    expect(indicators['visits.needs']).toEqual({ total: 0, day: 0, byDims: {} });
    expect(indicators['visits.round_reached']!.byDims).toEqual({
      [`round=${ROUND}`]: { total: 3, day: 1 },
    });
  });

  test('reads as an official would write it, in three languages', async () => {
    const prefecture = await report('2224');
    const village = await report(DONGXING!);
    for (const locale of LOCALES) {
      expect(plainText(briefText(prefecture, locale))).toMatchSnapshot(`prefecture ${locale}`);
      expect(plainText(briefText(village, locale))).toMatchSnapshot(`village ${locale}`);
    }
  });

  test('says the year of what was last heard in another year', async () => {
    const village = await report(DONGXING!);
    const missing = { ...village.missing, lastHeardMs: instantOf('2019-12-30', '16:40') };
    expect(plainText(briefText({ ...village, missing }, 'zh'))).toContain('2019年12月30日16:40');
  });

  test('says what is less than the day before once the day is over, not while it lasts', async () => {
    const fewer = say('zh', 'brief.fewer', { n: '' });
    const during = plainText(briefText(await report('2224'), 'zh'));
    const over = { nowMs: instantOf(addDays(DAY, 1), '07:00') };
    const after = plainText(briefText((await brief(db, at('2224', over)))!, 'zh'));
    expect(after).toContain(fewer);
    expect(during).not.toContain(fewer);
  });

  test('says of every figure which indicator it is, and the figure is that indicator', async () => {
    const prefecture = await report('2224');
    for (const locale of LOCALES) {
      const parts = briefText(prefecture, locale).paragraphs.flatMap((one) => one.parts);
      const figures = parts.filter(
        (part) => typeof part !== 'string' && 'measure' in part && 'value' in part,
      );
      expect(figures).toHaveLength(28);
      for (const part of figures) {
        if (typeof part === 'string' || !('measure' in part && 'value' in part)) continue;
        expect(prefecture.indicators[part.indicator]![part.measure]).toBe(part.value);
        expect(part.text).toContain(String(part.value));
      }
      for (const part of parts) if (typeof part === 'string') expect(part).not.toMatch(/[{}]/);
    }
  });
});
