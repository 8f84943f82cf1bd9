import { describe, expect, test } from 'vitest';
import {
  addresseesOf,
  CATALOGUE,
  checkEntry,
  coverageOf,
  createFold,
  findHousehold,
  findPerson,
  flagsRaised,
  historyOf,
  holds,
  householdRows,
  questionsFor,
  recordNamed,
  recordsOf,
  roundInForce,
  toReach,
  type Condition,
  type Question,
  type Stored,
} from './index';
import { entry, VILLAGE } from './testing/entries';

const household = (id: string, group: string, door: string, more = {}): Stored =>
  entry('household.registered', [id], { source: 'list', group, door, ...more });
const person = (id: string, of: string, more = {}): Stored =>
  entry('person.registered', [id, of], { household: of, ...more });
const visit = (of: string, body: object, people: string[] = []): Stored =>
  entry('visit.recorded', [of, ...people], { household: of, outcome: 'met', ...body });
const title = { zh: '第一轮', ko: '1차', en: 'First' };
const round = (id: string, opens: string): Stored =>
  entry('round.opened', [id], { round: id, title, opens, closes: '2020-02-04', scope: [VILLAGE] });

function foldOf(...stored: Stored[]) {
  const fold = createFold(VILLAGE);
  fold.add(stored);
  return fold;
}

describe('households in walking order', () => {
  test('numbers as numbers, head first, standing in the round', () => {
    const fold = foldOf(
      round('r_round00', '2020-02-01'),
      household('h_house10', '2', '1'),
      household('h_house20', '1', '10'),
      household('h_house30', '1', '9'),
      person('p_person1', 'h_house30', { birthYear: 1990 }),
      person('p_person2', 'h_house30', { birthYear: 1960, relation: 'head' }),
      visit(
        'h_house30',
        { round: 'r_round00', people: [{ person: 'p_person2', temperature: 365 }] },
        ['p_person2'],
      ),
      visit('h_house20', { round: 'r_round00', outcome: 'nobody' }),
    );
    const rows = householdRows(fold, 'r_round00');
    expect(rows.map((row) => [row.group, row.door, row.standing])).toEqual([
      ['1', '9', 'reached'],
      ['1', '10', 'nobody'],
      ['2', '1', 'untried'],
    ]);
    expect(rows[0]!.people.map((one) => [one.id, one.reading?.temperature])).toEqual([
      ['p_person2', 365],
      ['p_person1', undefined],
    ]);
    expect(coverageOf(rows)).toEqual({
      households: 3,
      reached: 1,
      nobody: 1,
      refused: 0,
      untried: 1,
    });
    expect(
      fold
        .obligations()
        .map((one) => one.subject)
        .sort(),
    ).toEqual(['h_house10', 'h_house20']);
  });

  test('an assigned group is its cadre’s task; a closed round owes nothing', () => {
    const stored = [
      round('r_round00', '2020-02-01'),
      household('h_house10', '2', '1'),
      household('h_house20', '1', '1'),
      entry('group.assigned', ['c_cadre00'], { group: '2', cadre: 'c_cadre00' }),
    ];
    const fold = foldOf(...stored);
    expect(roundInForce(fold, '2020-02-02')?.round).toBe('r_round00');
    expect(roundInForce(fold, '2020-01-31')).toBeUndefined();
    expect(toReach(fold, 'r_round00', 'c_cadre00').map((row) => row.id)).toEqual(['h_house10']);
    expect(fold.obligations().find((one) => one.subject === 'h_house10')).toMatchObject({
      responsible: 'c_cadre00',
      dueAtMs: Date.parse('2020-02-04T22:00:00+08:00'),
    });
    fold.add([entry('round.closed', ['r_round00'], { round: 'r_round00', scope: [VILLAGE] })]);
    expect(fold.obligations()).toEqual([]);
    expect(roundInForce(fold, '2020-02-02')).toBeUndefined();
  });
});

test('a round counts once in each village, and leaves a village its scope no longer covers', () => {
  const opened = round('r_round00', '2020-02-01');
  const narrowed = round('r_round00', '2020-02-01');
  narrowed.entry.replaces = opened.entry.id;
  narrowed.entry.body['scope'] = ['222402'];
  const village = foldOf(opened);
  const office = createFold('2224');
  office.add([opened]);
  const counted = (fold: typeof village) => recordsOf(fold, 'visits.rounds_opened').length;
  expect([counted(village), counted(office)]).toEqual([1, 0]);
  village.add([narrowed]);
  office.add([narrowed]);
  expect([counted(village), roundInForce(village, '2020-02-02')]).toEqual([0, undefined]);
  expect(roundInForce(office, '2020-02-02')?.round).toBe('r_round00');
});

describe('the register', () => {
  test('moves, leaves and merges keep one count of everybody', () => {
    const fold = foldOf(
      household('h_house10', '1', '1', { labels: ['poor'] }),
      household('h_house20', '1', '2'),
      person('p_person1', 'h_house10'),
      person('p_person2', 'h_house20'),
      person('p_person3', 'h_house20'),
      visit('h_house10', {}),
      visit('h_house20', {}),
      entry('person.moved', ['p_person1', 'h_house20'], { person: 'p_person1', to: 'h_house20' }),
      entry('person.left', ['p_person3'], { person: 'p_person3', reason: 'moved' }),
      entry('households.merged', ['h_house20', 'h_house10'], {
        households: ['h_house20', 'h_house10'],
      }),
    );
    expect(householdRows(fold)).toHaveLength(1);
    expect(findHousehold(fold, 'h_house20')?.people.map((one) => one.id)).toEqual([
      'p_person1',
      'p_person2',
    ]);
    const total = (indicator: string) =>
      recordsOf(fold, indicator).reduce((sum, one) => sum + one.n, 0);
    expect(
      [
        'register.households',
        'register.people',
        'register.poor_households',
        'visits.households_reached',
      ].map(total),
    ).toEqual([1, 2, 1, 1]);
  });

  test('whereabouts come from the latest that was heard, at a visit or otherwise', () => {
    const fold = foldOf(
      household('h_house10', '1', '1'),
      person('p_person1', 'h_house10'),
      visit(
        'h_house10',
        { people: [{ person: 'p_person1', presence: 'away', whereabouts: { region: '42' } }] },
        ['p_person1'],
      ),
    );
    expect(findPerson(fold, 'p_person1')?.whereabouts).toMatchObject({
      presence: 'away',
      region: '42',
    });
    expect(recordsOf(fold, 'visits.person_times').map((one) => one.n)).toEqual([1]);
    fold.add([
      entry('person.whereabouts', ['p_person1'], { person: 'p_person1', presence: 'home' }),
    ]);
    expect(findPerson(fold, 'p_person1')?.whereabouts?.presence).toBe('home');
    expect(recordsOf(fold, 'register.people_away').reduce((sum, one) => sum + one.n, 0)).toBe(0);
  });
});

test('history shows every version, the one in force and the voided', () => {
  const house = household('h_house10', '1', '1');
  const first = visit('h_house10', { outcome: 'nobody' });
  const better = visit('h_house10', { outcome: 'refused' });
  better.entry.replaces = first.entry.id;
  const other = visit('h_house10', { outcome: 'met' });
  const gone = entry(
    'entry.voided',
    ['h_house10'],
    { reason: 'mistake' },
    { replaces: other.entry.id },
  );
  const fold = foldOf(house, first, better, other, gone);
  const [latest, corrected] = historyOf(fold, 'h_house10');
  expect(latest).toMatchObject({ id: other.entry.id, voided: true });
  expect(corrected).toMatchObject({ id: first.entry.id, voided: false, concurrent: false });
  expect(corrected!.versions.map((one) => [one.entry.body['outcome'], one.inForce])).toEqual([
    ['nobody', false],
    ['refused', true],
  ]);
  expect(recordNamed(fold, better.entry.id)?.id).toBe(first.entry.id);
  expect(recordNamed(fold, 'nothing')).toBeUndefined();
});

describe('question sets', () => {
  const yes: Condition = { question: 'left', is: true };
  const hot: Condition = {
    any: [
      { question: 'temperature', atLeast: 373 },
      { question: 'signs', has: 'cough' },
    ],
  };
  const questions: Question[] = [
    { id: 'left', text: title, of: 'person', type: 'yes-no' },
    { id: 'from', text: title, of: 'person', type: 'text', when: yes },
    { id: 'rooms', text: title, of: 'household', type: 'number' },
  ];
  test('a question is asked when its condition holds; not asked is not "no"', () => {
    expect(questionsFor(questions, 'person', {}).map((q) => q.id)).toEqual(['left']);
    expect(questionsFor(questions, 'person', { left: { value: true } }).map((q) => q.id)).toEqual([
      'left',
      'from',
    ]);
    expect(holds(yes, { left: { none: 'refused' } })).toBe(false);
    expect(holds({ not: yes }, { left: { none: 'unknown' } })).toBe(true);
    expect(holds({ question: 'left', answered: true }, { left: { none: 'unknown' } })).toBe(true);
  });
  test('flags are raised by readings and answers', () => {
    const rules = [{ id: 'fever', text: title, of: 'person' as const, when: hot }];
    expect(flagsRaised(rules, 'person', { temperature: { value: 373 } })).toEqual(['fever']);
    expect(flagsRaised(rules, 'person', { temperature: { value: 372 } })).toEqual([]);
    expect(flagsRaised(rules, 'person', { signs: { value: ['cough'] } })).toEqual(['fever']);
    expect(flagsRaised(rules, 'household', { temperature: { value: 390 } })).toEqual([]);
  });
});

describe('checking an entry against its kind', () => {
  test('a sound visit passes', () =>
    expect(checkEntry(visit('h_house10', {}).entry)).toEqual({ ok: true }));
  test.each<[string, Stored, string]>([
    [
      'a reading of 50 °C',
      visit('h_house10', { people: [{ person: 'p_person1', temperature: 500 }] }, ['p_person1']),
      'body.people.0.temperature',
    ],
    [
      'a person twice',
      visit('h_house10', { people: [{ person: 'p_person1' }, { person: 'p_person1' }] }),
      'body',
    ],
    [
      'people where nobody was met',
      visit('h_house10', { outcome: 'nobody', people: [{ person: 'p_person1' }] }),
      'body',
    ],
    ['a field the kind does not know', visit('h_house10', { name: 'x' }), 'body'],
    ['a void of nothing', entry('entry.voided', ['h_house10'], { reason: 'mistake' }), 'replaces'],
    [
      'a visit of nobody',
      entry('visit.recorded', ['p_person1'], { household: 'h_house10', outcome: 'met' }),
      'subjects',
    ],
    [
      'a round about a household',
      entry('round.closed', ['r_round00', 'h_house10'], { round: 'r_round00', scope: [VILLAGE] }),
      'subjects',
    ],
    [
      'a day that is none',
      entry('cadre.withdrawn', ['c_cadre00'], { cadre: 'c_cadre00', day: '2020-02-30' }),
      'body.day',
    ],
    [
      'an identity of somebody else',
      entry(
        'household.left',
        ['h_house10'],
        { reason: 'moved' },
        { sealed: { p_person1: { k: 'k_keykey', c: 'AAAA' } } },
      ),
      'sealed',
    ],
  ])('%s does not', (_, stored, path) =>
    expect(checkEntry(stored.entry)).toMatchObject({ ok: false, code: 'schema', path }),
  );
  test('an unknown kind and a newer version pass: they are kept for those who know them', () => {
    expect(checkEntry(entry('gate.passed', ['e_entrance'], {}).entry)).toEqual({ ok: true });
    expect(checkEntry({ ...visit('h_house10', { later: 1 }).entry, v: 2 })).toEqual({ ok: true });
  });
  test('only an office’s own facts are delivered', () => {
    const opened = round('r_round00', '2020-02-01').entry;
    expect(addresseesOf(opened)).toEqual([VILLAGE]);
    expect(addresseesOf({ ...opened, delivered: { from: '2224', id: opened.id } })).toEqual([]);
    expect(addresseesOf(visit('h_house10', {}).entry)).toEqual([]);
  });
});

test('the catalogue names each indicator once', () => {
  const ids = CATALOGUE.map((one) => one.id);
  expect(new Set(ids).size).toBe(ids.length);
});
