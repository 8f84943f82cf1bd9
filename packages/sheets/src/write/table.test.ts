/** A table written and read again by our own reader is the table. */
import { describe, expect, it } from 'vitest';
import { openWorkbook } from '../read/open';
import { tableCsv, tableXlsx, type TableFile, type TableLine } from './table';

const LINES: TableLine[] = [
  { cells: ['依兰镇（2）', undefined, 1_250, 0.94], strong: true },
  { cells: ['东兴村', '2020-02-04', 1_200, 0.93, '2020-02-04 17:30', '=1+1'] },
  { cells: ['Old "Mill", East', '2020-01-31', 50, 1, undefined, '-家\n下一行'] },
  { cells: [] },
];

const FILE: TableFile = {
  name: '各地/汇总?',
  title: ['延吉市 · 各地汇总', '截至2月4日'],
  columns: [
    { label: '地点', kind: 'text', width: 12 },
    { label: '日期', kind: 'day', width: 12 },
    { label: '人次', kind: 'number', width: 10 },
    { label: '比例', kind: 'share', width: 8 },
    { label: '最近消息', kind: 'moment', width: 18 },
    { label: '备注', kind: 'text', width: 20 },
  ],
  lines: LINES,
};

const bytesOf = (pieces: Iterable<Uint8Array>): Uint8Array => Buffer.concat([...pieces]);

function read(bytes: Uint8Array) {
  const [sheet] = openWorkbook({ name: '', bytes }).sheets;
  const rows = [...sheet!.rows()].map(({ number, cells }) => ({ number, cells }));
  return { name: sheet!.name, rows };
}

describe('a table as .xlsx', () => {
  const { name, rows } = read(bytesOf(tableXlsx(FILE)));
  const cells = rows.map((row) => row.cells.map((cell) => cell?.text));
  it('has its title, its header and its lines, each at its place', () => {
    expect(name).toBe('各地 汇总');
    expect(cells.slice(0, 3)).toEqual([
      ['延吉市 · 各地汇总'],
      ['截至2月4日'],
      ['地点', '日期', '人次', '比例', '最近消息', '备注'],
    ]);
    expect(rows.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
  });
  it('holds numbers as numbers, days as days, and a formula as a text', () => {
    const [, village] = rows.slice(3);
    expect(village!.cells.map((cell) => [cell?.kind, cell?.text])).toEqual([
      ['text', '东兴村'],
      ['date', '2020-02-04'],
      ['number', '1200'],
      ['number', '0.93'],
      ['date', '2020-02-04'],
      ['text', '=1+1'],
    ]);
    // Half past five in the afternoon.
    expect(village!.cells[4]!.number! % 1).toBeCloseTo(17.5 / 24, 9);
    expect(cells[3]).toEqual(['依兰镇（2）', undefined, '1250', '0.94']);
    expect(cells[5]![5]).toBe('-家\n下一行');
  });
});

describe('a table as .csv', () => {
  const bytes = bytesOf(tableCsv(FILE));
  it('has the mark by which spreadsheets know UTF-8', () => {
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });
  it('reads back as the same, and no text is a formula', () => {
    expect(read(bytes).rows.map((row) => row.cells.map((cell) => cell?.text))).toEqual([
      ['地点', '日期', '人次', '比例', '最近消息', '备注'],
      ['依兰镇（2）', undefined, '1250', '94%'],
      ['东兴村', '2020-02-04', '1200', '93%', '2020-02-04 17:30', "'=1+1"],
      ['Old "Mill", East', '2020-01-31', '50', '100%', undefined, "'-家\n下一行"],
    ]);
  });
  it.each(['=HYPERLINK("x")', '+1', '-1', '@SUM(A1)', '\t=1'])('guards %j', (text) => {
    const lines = [{ cells: [text] }];
    const written = new TextDecoder().decode(bytesOf(tableCsv({ ...FILE, lines })));
    expect(written).toContain(`'${text.replaceAll('"', '""')}`);
  });
});

describe('a long table', () => {
  /** Tells how far the lines were walked. */
  function* counted(n: number, told: { walked: number }): Iterable<TableLine> {
    for (let i = 0; i < n; i++) {
      told.walked = i + 1;
      yield { cells: [`村${i}`, '2020-02-04', i, 0.5, undefined, `备注 ${i}`] };
    }
  }
  it.each([tableXlsx, tableCsv])('is handed out while it is walked', (write) => {
    const told = { walked: 0 };
    const at: number[] = [];
    const pieces: Uint8Array[] = [];
    for (const piece of write({ ...FILE, lines: counted(5_000, told) })) {
      at.push(told.walked);
      pieces.push(piece);
    }
    expect(at.some((walked) => walked > 0 && walked < 4_000)).toBe(true);
    expect(read(bytesOf(pieces)).rows.at(-1)!.cells[2]!.text).toBe('4999');
  });
});
