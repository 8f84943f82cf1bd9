import { describe, expect, it } from 'vitest';
import { cellOf, understand } from './index';
import { inventId, inventPhone } from './testing/invent';
import { writeXlsx, type SheetToWrite } from './testing/workbook';

const read = (sheets: SheetToWrite[]) =>
  understand({ name: 'a.xlsx', bytes: writeXlsx(sheets) }, { today: '2020-02-20' });

const HEADER = ['户主', '姓名', '与户主关系', '性别', '身份证号码', '联系电话'];

describe('understanding a register', () => {
  const sheets: SheetToWrite[] = [
    {
      name: '一组',
      rows: [
        ['东光村户籍人口花名册'],
        HEADER,
        ['金哲', '金哲', '户主', '男', inventId('1965-03-12', 11), inventPhone(1)],
        ['', '李英', '妻', '女', inventId('1968-01-01', 22), inventPhone(2)],
        ['朴顺', '朴顺', '户主', '女', inventId('1950-07-08', 44), ''],
        ['合计', '3人'],
        ['填表人：', '崔某', '', '审核人：', '许某'],
      ],
      merges: ['A1:F1'],
    },
  ];

  it('finds people, households, and the cell each fact came from', () => {
    const found = read(sheets);
    expect(found.problems).toEqual([]);
    expect(found.people.map(({ name, household }) => [name, household])).toEqual([
      ['金哲', 0],
      ['李英', 0],
      ['朴顺', 1],
    ]);
    expect(found.households[0]).toMatchObject({ group: '一组', householder: 0, row: 3 });
    expect(found.sheets[0]!.skipped).toEqual({ title: 1, header: 1, total: 1, signature: 1 });
    expect(cellOf(found, found.people[1]!, 'idNumber')).toBe('E4');
  });

  it('takes a meaning that a person picked before its own', () => {
    const bytes = writeXlsx([
      {
        name: 'x',
        rows: [
          ['甲', '乙'],
          ['金哲', inventPhone(3)],
        ],
      },
    ]);
    const options = { today: '2020-02-20', meanings: { x: { A: 'name', B: 'phone' } } } as const;
    const found = understand({ name: 'a.xlsx', bytes }, options);
    expect(found.people.at(-1)).toMatchObject({ name: '金哲', phones: [inventPhone(3)] });
    expect(found.columns.map(({ sure }) => sure)).toEqual(['chosen', 'chosen']);
  });

  it('leaves out a sheet that a person said is none', () => {
    const bytes = writeXlsx(sheets);
    const found = understand(
      { name: 'a.xlsx', bytes },
      { today: '2020-02-20', ignoredSheets: ['一组'] },
    );
    expect(found.sheets[0]!.role).toBe('ignored');
    expect(found.people).toEqual([]);
  });
});
