import { describe, expect, it } from 'vitest';
import { checkEntry, type Entry } from '@doorstep/ledger';
import type { Draft } from '@doorstep/sync';
import {
  amendHousehold,
  amendPerson,
  isBirthYear,
  isPeopleCount,
  registerHousehold,
  registerPerson,
} from './forms';

const H = 'h_aaaaaaaa';
const P = 'p_aaaaaaaa';
const check = ({ kind, body, subjects }: Draft) =>
  checkEntry({ kind, v: 1, body, subjects } as unknown as Entry);

const HOUSEHOLD = {
  group: '3',
  door: '12',
  statedPeople: '4',
  labels: ['poor'],
  address: '试验路',
  note: undefined,
};
const PERSON = {
  name: '试验甲',
  relation: 'head',
  birthYear: '1950',
  labels: [],
  phone: '000',
  idNumber: undefined,
};

describe('registering', () => {
  it('states facts in the open and names in the sealed part', () => {
    const draft = registerHousehold(H, HOUSEHOLD);
    expect(draft.body).toEqual({
      group: '3',
      door: '12',
      statedPeople: 4,
      labels: ['poor'],
      source: 'door',
    });
    expect(draft.identities).toEqual({ [H]: { address: '试验路' } });
    expect(check(draft)).toEqual({ ok: true });
  });

  it('leaves out what is not known', () => {
    const draft = registerPerson(P, H, PERSON);
    expect(draft.body).toEqual({ relation: 'head', birthYear: 1950, household: H });
    expect(draft.identities).toEqual({ [P]: { name: '试验甲', phone: '000' } });
    expect(check(draft)).toEqual({ ok: true });
    expect(registerHousehold(H, { labels: [] })).toEqual({
      kind: 'household.registered',
      body: { source: 'door' },
      subjects: [H],
    });
  });
});

describe('amending', () => {
  it('states only what changed, also labels taken off and a phone emptied', () => {
    const household = amendHousehold(H, { ...HOUSEHOLD, door: '14', labels: [] }, HOUSEHOLD)!;
    expect(household).toEqual({
      kind: 'household.amended',
      body: { door: '14', labels: [] },
      subjects: [H],
    });
    const person = amendPerson(P, { ...PERSON, phone: undefined }, PERSON)!;
    expect(person).toEqual({
      kind: 'person.amended',
      body: { person: P },
      subjects: [P],
      identities: { [P]: { phone: '' } },
    });
    expect([check(household), check(person)]).toEqual([{ ok: true }, { ok: true }]);
  });

  it('is nothing when nothing changed, and never takes a fact away', () => {
    expect(amendHousehold(H, HOUSEHOLD, HOUSEHOLD)).toBeUndefined();
    expect(amendPerson(P, { ...PERSON, birthYear: undefined }, PERSON)).toBeUndefined();
  });
});

it.each([
  [undefined, true],
  ['1950', true],
  ['1879', false],
  ['2021', false],
  ['195', false],
  ['19x0', false],
])('birth year %s: %s', (typed, isOne) => expect(isBirthYear(typed, 2020)).toBe(isOne));

it.each([
  [undefined, true],
  ['4', true],
  ['100', false],
  ['-1', false],
  ['4.5', false],
])('%s people: %s', (typed, isOne) => expect(isPeopleCount(typed)).toBe(isOne));
