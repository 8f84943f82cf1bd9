import { describe, expect, test } from 'vitest';
import { checkEntry, createFold, recordNamed, recordsOf, type Entry, type Stored } from '../index';
import { entry, VILLAGE } from '../testing/entries';

const broadcast = (more: object = {}, amends: Partial<Entry> = {}): Stored =>
  entry(
    'broadcast.made',
    ['m_message0'],
    {
      channel: 'loudspeaker',
      language: 'zh',
      audience: ['villagers'],
      messages: ['no-rumours'],
      times: 3,
      ...more,
    },
    amends,
  );
const household = (id: string, door: string): Stored =>
  entry('household.registered', [id], { source: 'list', group: '1', door });
const person = (id: string, of: string, language?: string): Stored =>
  entry('person.registered', [id, of], { household: of, ...(language && { language }) });
const told = (of: string, language: string): Stored =>
  entry('visit.recorded', [of], { household: of, outcome: 'met', told: ['no-rumours'], language });

function foldOf(...stored: Stored[]) {
  const fold = createFold(VILLAGE);
  fold.add(stored);
  return fold;
}
const total = (fold: ReturnType<typeof foldOf>, indicator: string, dims?: string): number =>
  recordsOf(fold, indicator, { dims }).reduce((sum, one) => sum + one.n, 0);
const untold = (fold: ReturnType<typeof foldOf>) =>
  fold
    .obligations()
    .filter(({ module }) => module === 'publicity')
    .map(({ subject, about }) => [subject, about])
    .sort();

describe('times and copies', () => {
  test('a broadcast counts as often as it was given, once a record, by channel, language, audience', () => {
    const fold = foldOf(
      broadcast(),
      broadcast({ language: 'both', audience: ['villagers', 'outsiders'] }),
      broadcast({ channel: 'leaflet', times: 1, copies: 120 }),
    );
    expect([total(fold, 'publicity.times'), total(fold, 'publicity.copies')]).toEqual([7, 120]);
    const both = 'audience=everybody&channel=loudspeaker&language=both';
    expect(total(fold, 'publicity.times', both)).toBe(3);
  });

  test('a correction restates it, a void takes it back, an entry made later counts on its day', () => {
    const [first, second] = [broadcast(), broadcast({ times: 2 })];
    const corrected = broadcast({ times: 30 }, { replaces: first.entry.id });
    const gone = entry(
      'entry.voided',
      ['m_message0'],
      { reason: 'twice' },
      { replaces: second.entry.id },
    );
    const late = broadcast({ times: 1 }, { happened: '2020-01-30T10:00:00+08:00' });
    const fold = foldOf(first, second, corrected, gone, late);
    expect(total(fold, 'publicity.times')).toBe(31);
    expect(recordsOf(fold, 'publicity.times').map(({ cell }) => cell.day)).toEqual([
      '2020-01-30',
      '2020-02-01',
    ]);
    expect(recordNamed(fold, second.entry.id)?.voided).toBe(true);
  });
});

describe('who has not been told in their language', () => {
  const village = [
    household('h_korean0', '1'),
    person('p_person1', 'h_korean0', 'ko'),
    person('p_person2', 'h_korean0', 'both'),
    household('h_chinese', '2'),
    person('p_person3', 'h_chinese', 'zh'),
    household('h_mixed00', '3'),
    person('p_person4', 'h_mixed00', 'zh'),
    person('p_person5', 'h_mixed00', 'ko'),
    household('h_either0', '4'),
    person('p_person6', 'h_either0', 'both'),
    household('h_unknown', '5'),
    person('p_person7', 'h_unknown'),
  ];

  test('nobody told: every household by the language it lacks, none guessed', () => {
    expect(untold(foldOf(...village))).toEqual([
      ['h_chinese', 'zh'],
      ['h_either0', 'either'],
      ['h_korean0', 'ko'],
      ['h_mixed00', 'both'],
    ]);
  });

  test('a Chinese loudspeaker leaves those who speak Korean only; a visit in Korean reaches one', () => {
    const fold = foldOf(...village, broadcast());
    expect(untold(fold)).toEqual([
      ['h_korean0', 'ko'],
      ['h_mixed00', 'ko'],
    ]);
    fold.add([told('h_korean0', 'ko')]);
    expect(untold(fold)).toEqual([['h_mixed00', 'ko']]);
    fold.add([broadcast({ language: 'both' })]);
    expect(untold(fold)).toEqual([]);
  });

  test('what only some see, and what outsiders are told, reaches no household', () => {
    const fold = foldOf(
      ...village,
      broadcast({ channel: 'group-chat', language: 'both' }),
      broadcast({ language: 'both', audience: ['outsiders'] }),
    );
    expect(untold(fold)).toHaveLength(4);
  });

  test('a voided broadcast reached nobody; who is away or has left is not waited for', () => {
    const heard = broadcast({ language: 'both' });
    const fold = foldOf(...village, heard);
    fold.add([
      entry('entry.voided', ['m_message0'], { reason: 'mistake' }, { replaces: heard.entry.id }),
    ]);
    expect(untold(fold)).toHaveLength(4);
    fold.add([
      entry('person.whereabouts', ['p_person3'], { person: 'p_person3', presence: 'away' }),
      entry('person.left', ['p_person5'], { person: 'p_person5', reason: 'moved' }),
      entry('household.left', ['h_either0'], { reason: 'moved' }),
    ]);
    expect(untold(fold)).toEqual([
      ['h_korean0', 'ko'],
      ['h_mixed00', 'zh'],
    ]);
  });
});

test.each<[string, Stored]>([
  ['without anything said', broadcast({ messages: [] })],
  ['to nobody', broadcast({ audience: [] })],
  ['no time', broadcast({ times: 0 })],
  ['a hundred times', broadcast({ times: 100 })],
  ['to the same twice', broadcast({ audience: ['villagers', 'villagers'] })],
])('a broadcast %s is refused', (_, stored) =>
  expect(checkEntry(stored.entry)).toMatchObject({ ok: false, code: 'schema' }),
);

test('words of one’s own are enough', () =>
  expect(checkEntry(broadcast({ messages: [], ownWords: true }).entry)).toEqual({ ok: true }));
