import { describe, expect, it } from 'vitest';
import type { Identity } from '@doorstep/sync';
import { nameIn, search, searchKey, type Spelling } from './names';
import type { Row } from './rows';

const PEOPLE: Record<string, Identity> = {
  p_liu: { name: '刘焕试', phone: '1990000 4321' },
  p_kim: { name: '金试验', nameKo: '김시험' },
  p_long: { name: 'Montgomery-Featherstone' },
};
const SPELLINGS = new Map<string, Spelling>([
  ['刘焕试', { initials: 'lhs', full: 'liuhuanshi' }],
  ['金试验', { initials: 'jsy', full: 'jinshiyan' }],
]);

const row = (id: string, door: string, people: string[]): Row =>
  ({ id, door, group: '1', people: people.map((person) => ({ id: person })) }) as unknown as Row;

const identities = new Map(Object.entries({ ...PEOPLE, h_a: { address: '试验路 8 号' } }));
const keys = [
  row('h_a', '12', ['p_liu']),
  row('h_b', '2-1', ['p_kim']),
  row('h_c', '120', ['p_long']),
].map((one) => searchKey(one, identities, SPELLINGS));
const found = (typed: string) => search(keys, typed).map(({ row: one }) => one.id);

describe('search', () => {
  it.each([
    ['刘焕', ['h_a']],
    ['焕', ['h_a']],
    ['lh', ['h_a']],
    ['LHS', ['h_a']],
    ['liuh', ['h_a']],
    ['ㄱㅅㅎ', ['h_b']],
    ['김시', ['h_b']],
    ['기', ['h_b']],
    ['김ㅅ', ['h_b']],
    ['시험', ['h_b']],
    ['mont', ['h_c']],
    ['featherstone', ['h_c']],
    ['4321', ['h_a']],
    ['0000', ['h_a']],
    ['2-1', ['h_b']],
    ['１２', ['h_a', 'h_c']],
    ['试验路', ['h_a']],
    ['남', []],
    ['zz', []],
  ])('%s finds %j', (typed, ids) => {
    expect(found(typed)).toEqual(ids);
  });

  it('puts the exact door before those that begin with it', () => {
    expect(found('12')).toEqual(['h_a', 'h_c']);
  });

  it('says who matched, and nobody when it was the door', () => {
    expect(search(keys, 'jsy')[0]!.person).toBe('p_kim');
    expect(search(keys, '12')[0]!.person).toBeUndefined();
  });

  it('lists everybody when nothing is typed', () => {
    expect(found('  ')).toEqual(['h_a', 'h_b', 'h_c']);
  });
});

describe('the name shown', () => {
  it('is in the script of the reader, and the other where there is only one', () => {
    expect(nameIn(PEOPLE.p_kim, 'ko-CN')).toBe('김시험');
    expect(nameIn(PEOPLE.p_kim, 'zh')).toBe('金试验');
    expect(nameIn(PEOPLE.p_liu, 'ko-CN')).toBe('刘焕试');
    expect(nameIn(undefined, 'en')).toBeUndefined();
  });
});
