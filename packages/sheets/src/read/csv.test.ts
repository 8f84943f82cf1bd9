import { describe, expect, it } from 'vitest';
import { understand } from '../index';
import { encodeGb18030 } from '../testing/gb18030';
import { inventId, inventPhone } from '../testing/invent';
import { csvText, serialOf } from '../testing/workbook';
import { openCsv } from './csv';

const ROWS = [
  ['东光村名册'],
  ['姓名', '与户主关系', '身份证号', '电话', '备注'],
  ['金哲', '户主', inventId('1965-03-12', 11), inventPhone(1), '外出, 年底回\n"在家"'],
  ['리영희', '안해', inventId('1968-01-01', 22), '', '㐀𠮷'],
];
const utf16 = (text: string): Uint8Array =>
  new Uint8Array([
    0xff,
    0xfe,
    ...new Uint8Array(
      Uint16Array.from([...text].flatMap((c) => c.split('').map((u) => u.charCodeAt(0)))).buffer,
    ),
  ]);
const utf8 = (text: string) => new TextEncoder().encode(text);

describe('text with separators', () => {
  it.each([
    ['utf-8', utf8],
    ['utf-8', (text: string) => utf8(`\ufeff${text}`)],
    ['gb18030', encodeGb18030],
    ['utf-16', utf16],
  ] as const)('is read in %s with any separator', (encoding, encode) => {
    for (const separator of [',', ';', '\t']) {
      for (const lineEnd of ['\r\n', '\n', '\r']) {
        const bytes = encode(csvText(ROWS, separator, lineEnd));
        const found = understand({ name: 'a.csv', bytes }, { today: '2020-02-20' });
        expect(found.encoding).toBe(encoding);
        expect(found.people.map(({ name, row }) => [name, row])).toEqual([
          ['金哲', 3],
          ['리영희', 5],
        ]);
        expect(found.people[0]!.remarks).toBe('外出, 年底回 "在家"');
        expect(found.problems).toEqual([]);
      }
    }
  });

  it('takes ="…" as text and a told separator at its word', () => {
    const text = 'sep=;\n姓名;身份证号,\n金哲;="590000196503120111"\n';
    const [sheet] = openCsv(utf8(text)).sheets;
    expect(
      [...sheet!.rows()].map(({ number, cells }) => [number, cells.map((c) => c?.text)]),
    ).toEqual([
      [2, ['姓名', '身份证号,']],
      [3, ['金哲', '590000196503120111']],
    ]);
  });

  it('knows an ID number that a spreadsheet wrote out by its exponent', () => {
    const text = csvText(
      [
        ['姓名', '身份证号'],
        ['金哲', { digits: inventId('1965-03-12', 11) }],
      ],
      ',',
    );
    const found = understand({ name: 'a.csv', bytes: utf8(text) }, { today: '2020-02-20' });
    expect(found.problems.map(({ cell, code }) => [cell, code])).toEqual([['B2', 'id_damaged']]);
  });

  it('reads a day that was left as its number', () => {
    const text = csvText(
      [
        ['姓名', '返乡时间'],
        ['金哲', serialOf('2020-01-22')],
      ],
      ',',
    );
    const found = understand({ name: 'a.csv', bytes: utf8(text) }, { today: '2020-02-20' });
    expect(found.people[0]!.returned).toEqual({ day: '2020-01-22' });
  });

  it('does not lose the rest of a register to a quote that nobody closed', () => {
    const rest = Array.from({ length: 100 }, (_, n) => `人${n},${inventPhone(n)}`);
    const lines = ['姓名,电话', `"金哲,${inventPhone(200)}`, '李花,无', ...rest];
    const { people } = understand(
      { name: 'a.csv', bytes: utf8(lines.join('\n')) },
      { today: '2020-02-20' },
    );
    expect(people.map(({ name, row }) => `${name} ${row}`).slice(0, 3)).toEqual([
      '金哲 2',
      '李花 3',
      '人0 4',
    ]);
    expect(people).toHaveLength(102);
  });
});
