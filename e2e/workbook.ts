/** A committee's spreadsheet of people that do not exist, as one finds them: titles, gaps, slips. */
import { inventId, writeXlsx, type Cell, type SheetToWrite } from '@doorstep/sheets/testing';

export interface Row {
  household: number;
  name: string;
  relation: string;
  born: string;
  phone?: string;
}

const SURNAMES = ['金', '李', '朴', '崔', '王', '张', '刘', '全'];
const GIVEN = ['试甲', '试乙', '试丙', '试丁', '试戊', '试己', '试庚', '试辛'];
const RELATIONS = ['户主', '妻', '儿子', '女儿'];

/** Households of one to four people. */
export function inventRows(households: number): Row[] {
  return Array.from({ length: households }, (_, i) => i).flatMap((household) =>
    Array.from({ length: 1 + (household % 4) }, (_, member): Row => ({
      household: household + 1,
      name: SURNAMES[household % 8]! + GIVEN[(household + (household >> 3) + member * 3) % 8]!,
      relation: RELATIONS[member]!,
      born: `${1940 + ((household * 7 + member * 23) % 70)}-0${1 + (member % 9)}-1${household % 9}`,
      ...(member === 0 && { phone: `1540000${String(1000 + household)}` }),
    })),
  );
}

/** Every fifth ID number was damaged; `挂钩人` is a column no parser can know. */
function cellsOf(row: Row, before: Row | undefined): Cell[] {
  const isFirst = before?.household !== row.household;
  const order = row.household * 4 + RELATIONS.indexOf(row.relation);
  const id = inventId(row.born, 100 + (order % 800));
  return [
    isFirst ? String(row.household) : undefined,
    isFirst ? row.name : undefined,
    row.name,
    row.relation,
    order % 5 === 4 ? { digits: `${id.slice(0, 15)}000` } : id,
    row.phone,
    isFirst ? `${1 + (row.household % 3)}组` : undefined,
    isFirst ? `${row.household}` : undefined,
  ];
}

/** The workbook with these rows; the last column's header says nothing of what it is. */
export function workbookOf(rows: readonly Row[], unclear = '编'): Uint8Array {
  const header = ['户号', '户主', '姓名', '与户主关系', '身份证号', '电话', '组别', unclear];
  const sheet: SheetToWrite = {
    name: '底册',
    rows: [
      ['东兴村住户底册'],
      ['填表日期：2020年1月20日'],
      header,
      ...rows.map((row, i) => cellsOf(row, rows[i - 1])),
      ['合计', undefined, `${rows.length}人`],
    ],
    merges: ['A1:H1'],
  };
  return writeXlsx([sheet]);
}
