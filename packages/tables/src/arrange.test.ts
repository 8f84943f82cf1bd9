import { describe, expect, it } from 'vitest';
import { arrange, valuesOf } from './arrange';
import type { Column } from './table';
import { queryOf, viewOf, type Query } from './view';

interface Row {
  place: string;
  town: string;
  day: string;
  n: number;
  stock: number;
  reached?: number;
}

const SAID: Record<string, string> = { t1: '依兰镇', t2: '小营镇' };
const COLUMNS: Column<Row>[] = [
  { id: 'place', label: 'Place', kind: 'text', value: ({ place }) => place, isFixed: true },
  {
    id: 'town',
    label: 'Town',
    kind: 'text',
    value: ({ town }) => town,
    say: (code) => SAID[code]!,
    isChoice: true,
  },
  { id: 'day', label: 'Day', kind: 'day', value: ({ day }) => day },
  { id: 'n', label: 'N', kind: 'number', value: ({ n }) => n, adds: true },
  {
    id: 'stock',
    label: 'Stock',
    kind: 'number',
    value: ({ stock }) => stock,
    adds: true,
    addsWithin: 'day',
  },
  {
    id: 'reached',
    label: 'Reached',
    kind: 'number',
    value: ({ reached }) => reached,
    adds: true,
    isExtra: true,
  },
  {
    id: 'share',
    label: 'Share',
    kind: 'share',
    value: ({ reached, n }) =>
      reached === undefined ? undefined : Math.floor((reached / n) * 100) / 100,
    shareOf: ['reached', 'n'],
    isExtra: true,
  },
];
const ROWS: Row[] = [
  { place: '村10', town: 't1', day: '2020-02-03', n: 5, stock: 100, reached: 5 },
  { place: '村2', town: 't2', day: '2020-02-03', n: 1_000, stock: 50, reached: 999 },
  { place: '村2', town: 't2', day: '2020-02-04', n: 7, stock: 51 },
];
const see = (query: Query = {}) => arrange(COLUMNS, ROWS, viewOf(query), 'zh');
const linesOf = (query: Query) =>
  see(query).lines.map(({ row, group }) => (group ? `[${group.key}]` : `${row.place} ${row.n}`));

describe('a table as a view shows it', () => {
  it('keeps the order it has by itself, and the columns that are no extras', () => {
    expect(linesOf({})).toEqual(['村10 5', '村2 1000', '村2 7']);
    expect(see().columns.map(({ id }) => id)).toEqual(['place', 'town', 'day', 'n', 'stock']);
    expect(see({ cols: 'share,n' }).columns.map(({ id }) => id)).toEqual(['place', 'n', 'share']);
  });
  it('sorts numbers as numbers also within texts, what is not known last either way', () => {
    expect(linesOf({ sort: '-n' })).toEqual(['村2 1000', '村2 7', '村10 5']);
    expect(linesOf({ sort: 'place' })).toEqual(['村2 1000', '村2 7', '村10 5']);
    expect(linesOf({ sort: 'share' })[2]).toBe('村2 7');
    expect(linesOf({ sort: '-share' })[2]).toBe('村2 7');
  });
  it('finds every word in the texts shown, by what they say', () => {
    expect(linesOf({ q: '依兰' })).toEqual(['村10 5']);
    expect(linesOf({ q: '小营 村2' })).toEqual(['村2 1000', '村2 7']);
    expect(linesOf({ q: '小营', cols: 'n' })).toEqual([]);
  });
  it('chooses values, numbers and days from and to, percents of a share', () => {
    expect(linesOf({ 'is.town': ['t1'] })).toEqual(['村10 5']);
    expect(linesOf({ 'min.n': '6', 'max.n': '100' })).toEqual(['村2 7']);
    expect(linesOf({ 'max.day': '2020-02-03' })).toEqual(['村10 5', '村2 1000']);
    expect(linesOf({ 'min.share': '100' })).toEqual(['村10 5']);
    expect(see({ 'is.town': ['t1'] })).toMatchObject({ rows: 1, of: 3 });
  });
  it('puts rows together, adds them up, and orders groups by their sums', () => {
    const { lines } = see({ by: 'town', sort: '-n', shut: ['t1'] });
    expect(linesOf({ by: 'town', sort: '-n', shut: ['t1'] })).toEqual([
      '[t2]',
      '村2 1000',
      '村2 7',
      '[t1]',
    ]);
    expect(lines[0]!.group!.sums.get('n')).toBe(1_007);
    expect(lines[3]!.group).toMatchObject({ rows: 1, isShut: true });
  });
  it('adds what stands over places of one day, never over days', () => {
    expect(see().sums.has('stock')).toBe(false);
    expect(see({ 'max.day': '2020-02-03' }).sums.get('stock')).toBe(150);
  });
  it('makes the share of a sum from sums, and never calls what lacks one whole', () => {
    expect(see({ 'max.day': '2020-02-03' }).sums.get('share')).toBe(0.99);
  });
  it('takes no notice of columns there are not', () => {
    expect(linesOf({ sort: 'none', by: 'n', 'is.none': ['1'] })).toHaveLength(3);
  });
  it('tells the values there are to choose from', () => {
    expect(valuesOf(COLUMNS[1]!, ROWS)).toEqual(['t1', 't2']);
  });
});

describe('the address of a view', () => {
  it('says all of it and only what was chosen, beside what it said before', () => {
    const query: Query = {
      q: '村',
      sort: '-publicity.times/language=ko',
      by: 'town',
      shut: ['t1', 't2'],
      cols: 'town,publicity.times/language',
      'is.town': ['t1'],
      'min.n': '3',
    };
    const view = viewOf(query);
    expect(viewOf(queryOf(view))).toEqual(view);
    const said = queryOf(view, { day: '2020-02-04', q: 'old', 'max.n': '9' });
    expect(JSON.parse(JSON.stringify(said))).toEqual({ ...query, day: '2020-02-04' });
  });
  it('keeps an empty choice of columns apart from none made', () => {
    expect(viewOf({ cols: '' }).columns).toEqual([]);
    expect(viewOf({}).columns).toBeUndefined();
  });
  it('leaves out what makes no sense', () => {
    expect(viewOf({ sort: ['n', 'm'], 'is.': 'x', shut: null, q: 7 })).toMatchObject({
      sort: { id: 'n', descending: false },
      search: '',
    });
  });
});
