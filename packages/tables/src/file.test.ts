/** A file holds what is seen, line by line, and nobody's identity. */
import { openWorkbook, tableXlsx } from '@doorstep/sheets';
import { describe, expect, it } from 'vitest';
import { arrange } from './arrange';
import { fileOf } from './file';
import type { Column } from './table';
import { viewOf } from './view';

interface Row {
  door: string;
  name: string;
  group: string;
  n: number;
  heardMs: number;
}

const COLUMNS: Column<Row>[] = [
  { id: 'door', label: '户', kind: 'text', value: ({ door }) => door, isFixed: true },
  { id: 'name', label: '户主', kind: 'text', value: ({ name }) => name, isIdentity: true },
  {
    id: 'group',
    label: '组',
    sub: '村民小组',
    kind: 'text',
    value: ({ group }) => group,
    say: (group) => `${group}组`,
    isChoice: true,
  },
  { id: 'n', label: '人数', kind: 'number', value: ({ n }) => n, adds: true },
  { id: 'heard', label: '最近', kind: 'moment', value: ({ heardMs }) => heardMs },
];
const AT_MS = Date.parse('2020-02-04T09:30:00Z');
const ROWS: Row[] = Array.from({ length: 9 }, (_, i) => ({
  door: `${i + 1}号`,
  name: `示例人${i}`,
  group: String(1 + (i % 2)),
  n: i,
  heardMs: AT_MS,
}));
const fileFor = (query: Record<string, string | string[]>) =>
  fileOf(arrange(COLUMNS, ROWS, viewOf(query), 'zh'), {
    name: '住户',
    title: ['东兴村 · 住户'],
    total: '合计',
    groupOf: (what, n) => `${what}（${n}）`,
    zone: 'Asia/Shanghai',
  });

describe('a table saved', () => {
  it('has the lines, the order and the sums of the screen', () => {
    const file = fileFor({ by: 'group', shut: ['2'], sort: '-n', 'min.n': '6' });
    expect([...file.lines].map(({ cells }) => cells)).toEqual([
      ['1组（2）', undefined, 14, undefined],
      ['9号', '1组', 8, '2020-02-04 17:30'],
      ['7号', '1组', 6, '2020-02-04 17:30'],
      ['2组（1）', undefined, 7, undefined],
      ['合计', undefined, 21, undefined],
    ]);
  });
  it('never holds who somebody is', () => {
    const file = fileFor({ cols: 'name,group,n' });
    expect(file.columns.map(({ label }) => label)).toEqual(['户', '组 · 村民小组', '人数']);
    const bytes = Buffer.concat([...tableXlsx(file)]);
    const [sheet] = openWorkbook({ name: '', bytes }).sheets;
    const cells = [...sheet!.rows()].flatMap((row) => row.cells.map((cell) => cell?.text ?? ''));
    expect(cells).toContain('9号');
    expect(cells.join()).not.toContain('示例人');
  });
});
