/** Layouts that once lost people or gave one the papers of another. */
import { expect, it } from 'vitest';
import { understand } from './index';
import { inventId, inventPhone } from './testing/invent';
import { cells, outline, problemsOf, readCsv, readXlsx } from './testing/outline';

const man = (day: string) => inventId(day, 11);
const woman = (day: string) => inventId(day, 22);

it('gives the householder and each relative of a row their own papers', () => {
  const header =
    '户号|户主姓名|户主身份证号|配偶姓名|配偶身份证号|子女1姓名|子女1身份证号|子女2姓名|电话|住址';
  const [one, wife, son] = [man('1970-02-01'), woman('1971-02-01'), man('1995-02-01')];
  const found = readXlsx({
    name: '一户一行',
    rows: [
      cells(header),
      cells(`1|金一|${one}|李二|${wife}|金三|${son}|金四|${inventPhone(1)}|1号`),
      cells(`2|朴五|${man('1972-02-01')}|||||||2号`),
    ],
  });
  expect(outline(found)).toEqual([
    '1: 金一 head, 李二 spouse, 金三 child, 金四 child',
    '2: 朴五 head',
  ]);
  expect(found.people.map(({ idNumber }) => idNumber)).toEqual([
    one,
    wife,
    son,
    undefined,
    man('1972-02-01'),
  ]);
  expect(found.people[0]!.phones).toEqual([inventPhone(1)]);
});

it('tells relatives apart who have nothing but names', () => {
  const rows = [cells('户主|配偶姓名|长子姓名'), cells('金一|李二|金三'), cells('朴四||')];
  const found = readCsv(rows);
  expect(outline(found)).toEqual([': 金一 head, 李二 spouse, 金三 child', ': 朴四 head']);
});

it('reads a list without any header as one list', () => {
  const rows = ['金一', '李二', '朴三'].map((name, n) =>
    cells(`${name}|男|${inventId('1960-12-01', 11 + 10 * n)}|${inventPhone(n)}`),
  );
  const found = readCsv(rows);
  expect(outline(found)).toEqual([': 金一', ': 李二', ': 朴三']);
  expect(found.people.every(({ idTrusted, phones }) => idTrusted && phones.length === 1)).toBe(
    true,
  );
  expect(problemsOf(found)).toEqual([]);
});

it('finds the header of a sheet most of whose columns nobody knows', () => {
  const more = Array.from({ length: 40 }, (_, n) => `指标${n}`);
  const found = readXlsx({
    name: '宽表',
    rows: [
      ['户编号', '姓名', '与户主关系', ...more, '身份证号'],
      ['1', '金一', '户主', ...more.map((_, n) => n), man('1960-09-01')],
    ],
  });
  expect(outline(found)).toEqual(['1: 金一 head']);
  expect(found.people[0]!.idTrusted).toBe(true);
});

it('reads a list of nothing but names', () => {
  const found = readCsv([['名单'], ['姓名'], ['金一'], ['李二']]);
  expect(outline(found)).toEqual([': 金一', ': 李二']);
});

it('keeps a person beside whose row somebody wrote who filled it in', () => {
  const found = readXlsx({
    name: '旁注',
    rows: [
      cells('户主|姓名|关系|电话||'),
      cells(`金一|金一|户主|${inventPhone(1)}||填表人：某`),
      cells('|李二|妻|||联系电话：0433-4222222'),
      cells('填表人：|某|审核人：|某'),
    ],
  });
  expect(outline(found)).toEqual([': 金一 head, 李二 spouse']);
});

it('takes a household as long as a village in one walk', () => {
  const lines = Array.from({ length: 100_000 }, () => '1,金一,人');
  const bytes = new TextEncoder().encode(['户号,户主,姓名', ...lines].join('\n'));
  const { households, people } = understand({ name: 'a.csv', bytes }, { today: '2020-02-20' });
  expect([households.length, people.length]).toEqual([1, 100_000]);
});

it('takes a first row unlike all below it for names of columns', () => {
  const rows = [
    cells('A|B|C'),
    ...[1, 2, 3].map((n) => cells(`金${'一二三'[n - 1]}|妻|${woman(`196${n}-01-01`)}`)),
  ];
  expect(readCsv(rows).people.map(({ name }) => name)).toEqual(['金一', '金二', '金三']);
});

it('knows a household number written with wide digits for the same', () => {
  const found = readCsv([cells('户号|姓名|组'), cells('１|金一|１组'), cells('1|李二|1组')]);
  expect(outline(found)).toEqual(['1 1组: 金一, 李二']);
});

it('reads who is the householder from yes and no', () => {
  const found = readCsv([cells('姓名|是否户主|性别'), cells('金一|是|男'), cells('李二|否|女')]);
  expect(outline(found)).toEqual([': 金一 head, 李二']);
});

it('reads a Korean table of those who returned', () => {
  const found = readXlsx({
    name: '1조',
    merges: ['C1:D1', 'A1:A2', 'B1:B2'],
    rows: [
      cells('이름|상주여부|외지에서 돌아온 정황|'),
      cells('||돌아온 날자|어디에서'),
      cells('김일|비상주|2020년 1월 20일|한국 서울'),
      cells('최이|상주||'),
    ],
  });
  expect(found.people.map(({ residence }) => residence)).toEqual(['registered', 'resident']);
  expect(found.people[0]!.returned).toMatchObject({ day: '2020-01-20', from: '한국 서울' });
});

it('reads 同上 as what stands above, and a closing line as nobody', () => {
  const found = readXlsx({
    name: '同上',
    rows: [
      cells('户主|姓名|关系|住址|电话|组'),
      cells(`金一|金一|户主|1号|${inventPhone(1)}|一组`),
      cells('同上|李二|妻|同上|同上|同上'),
      cells('〃|金三|子|〃||〃'),
      cells('朴四|朴四|户主|2号||一组'),
      ['', '以下空白'],
    ],
  });
  expect(outline(found)).toEqual(['一组: 金一 head, 李二 spouse, 金三 child', '一组: 朴四 head']);
  expect(found.people.map(({ phones }) => phones.length)).toEqual([1, 1, 0, 0]);
  expect(found.people.map(({ address }) => address)).toEqual(Array(4).fill(undefined));
  expect(problemsOf(found)).toEqual([]);
});

it('does not take a day for a door', () => {
  const found = readXlsx({
    name: '门牌',
    rows: [
      cells('门牌|户主|人口'),
      ['1-2', '金一', 1],
      [{ day: '2020-01-02' }, '朴二', 2],
      ['1月3日', '李三', 1],
    ],
  });
  expect(found.households.map(({ door }) => door)).toEqual(['1-2', undefined, undefined]);
  expect(problemsOf(found)).toEqual(['A3 number_became_day', 'A4 number_became_day']);
});
