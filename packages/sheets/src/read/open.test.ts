import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { UnreadableFile, understand, type UnreadableCode } from '../index';
import { packXlsx } from '../write/pack';
import { openWorkbook } from './open';
import { LIMITS } from './workbook';

const ascii = (text: string): Uint8Array => strToU8(text);

function refusal(bytes: Uint8Array, name = 'a.xlsx'): UnreadableCode | undefined {
  try {
    understand({ name, bytes }, { today: '2020-02-20' });
    return undefined;
  } catch (error) {
    if (error instanceof UnreadableFile) return error.code;
    throw error;
  }
}

/** A compound file as far as it is looked at: its mark, and the name of a stream in its directory. */
function compound(stream: string): Uint8Array {
  const bytes = new Uint8Array(2_048);
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  [...stream].forEach((char, at) => (bytes[1_024 + at * 2] = char.charCodeAt(0)));
  return bytes;
}

const sheet = (xml: string): Uint8Array => packXlsx([{ name: 'a', xml: [xml] }]);

/** Claims that every entry of an archive inflates to so many bytes. */
function claiming(bytes: Uint8Array, size: number): Uint8Array {
  const claimed = bytes.slice();
  const view = new DataView(claimed.buffer);
  for (let at = 0; at + 4 < claimed.length; at++) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, size, true);
  }
  return claimed;
}

describe('files that cannot be read', () => {
  it.each<[string, Uint8Array, UnreadableCode]>([
    ['an empty file', new Uint8Array(), 'empty'],
    ['a renamed .doc', compound('WordDocument'), 'word'],
    ['an encrypted workbook', compound('EncryptedPackage'), 'encrypted'],
    ['another compound file', compound('PowerPoint Document'), 'not_a_spreadsheet'],
    ['a .docx', zipSync({ 'word/document.xml': ascii('<w/>') }), 'word'],
    ['an .ods', zipSync({ 'content.xml': ascii('<o/>') }), 'other_spreadsheet'],
    ['an .xlsb', zipSync({ 'xl/workbook.bin': ascii('x') }), 'other_spreadsheet'],
    ['an archive of photos', zipSync({ 'a.jpg': ascii('x') }), 'not_a_spreadsheet'],
    ['a web page', ascii('\n<html><table><tr><td>姓名</td></tr></table></html>'), 'html'],
    ['a page from a portal', ascii('<!DOCTYPE html><meta charset="gbk">'), 'html'],
    ['a page behind a comment', ascii('<!-- a -->\n<html><table>'), 'html'],
    ['a page kept as an archive', ascii('MIME-Version: 1.0\r\n\r\n<html>'), 'html'],
    ['blank lines', ascii(' \r\n\r\n'), 'empty'],
    ['a mark of UTF-8 and nothing', new Uint8Array([0xef, 0xbb, 0xbf]), 'empty'],
    ['a workbook without a value', sheet('<sheetData/>'), 'empty'],
    ['a table as XML', ascii('<?xml version="1.0"?><Workbook/>'), 'other_spreadsheet'],
    ['a PDF', ascii('%PDF-1.4'), 'not_a_spreadsheet'],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]), 'not_a_spreadsheet'],
    ['bytes of no text', new Uint8Array([1, 2, 0, 255, 254, 7, 0]), 'not_a_spreadsheet'],
    ['an archive cut short', sheet('<sheetData/>').slice(0, 300), 'damaged'],
    ['rows cut short', sheet('<sheetData><row r="1"><c t="str"><v>姓名'), 'damaged'],
    ['a false claim of size', claiming(sheet('<sheetData/>'), 7), 'damaged'],
    ['a claim of 2 GB', claiming(sheet('<sheetData/>'), 2 ** 31), 'unsafe'],
    ['a claim of 4 GB', claiming(sheet('<sheetData/>'), 2 ** 32 - 1), 'unsafe'],
  ])('refuses %s', (_, bytes, code) => {
    expect(refusal(bytes)).toBe(code);
  });

  it('refuses more entries than any workbook has', () => {
    const files = Array.from(
      { length: LIMITS.entries + 1 },
      (_, n) => [`${n}`, ascii('')] as const,
    );
    expect(refusal(zipSync(Object.fromEntries(files)))).toBe('unsafe');
  });

  it('refuses an archive that inflates beyond all measure, and soon', () => {
    const bomb = sheet(
      `<sheetData><row r="1"><c r="A1"/></row>${' '.repeat(80 * 2 ** 20)}</sheetData>`,
    );
    expect(bomb.length).toBeLessThan(2 ** 20);
    expect(refusal(bomb)).toBe('unsafe');
  });

  it('refuses what defines entities, and elements without end', () => {
    const entity = '<!DOCTYPE a [<!ENTITY b "bbbbbbbb">]>';
    expect(refusal(sheet(`${entity}<sheetData/>`))).toBe('unsafe');
    expect(refusal(sheet(`<sheetData>${'<a>'.repeat(100)}`))).toBe('unsafe');
    expect(refusal(sheet('<sheetData><row r="1"><c t="str"><v>&b;</v></c></row>'))).toBe('damaged');
  });

  it('refuses more rows than any register has', () => {
    const row = '<row><c t="str"><v>a</v></c></row>';
    expect(refusal(sheet(`<sheetData>${row.repeat(LIMITS.rows + 1)}</sheetData>`))).toBe(
      'too_many_rows',
    );
  });
});

describe('what a workbook may hold', () => {
  const textsOf = (bytes: Uint8Array) =>
    openWorkbook({ name: 'a', bytes }).sheets.flatMap((one) =>
      [...one.rows()].map(({ cells }) => cells.map((cell) => cell?.text)),
    );

  it('takes the kept value of a formula and never its meaning', () => {
    const cells = [
      '<c t="str"><f>HYPERLINK("http://x.invalid","甲")</f><v>甲</v></c>',
      '<c t="inlineStr"><is><t>=1+1</t></is></c>',
      '<c><f>SUM(A1:A9)</f><v>3</v></c>',
      '<c t="b"><v>1</v></c>',
    ];
    expect(textsOf(sheet(`<sheetData><row>${cells.join('')}</row></sheetData>`))).toEqual([
      ['甲', '=1+1', '3', 'TRUE'],
    ]);
  });

  it('reads cells without addresses, with prefixes, CDATA, comments and odd spacing', () => {
    const xml =
      "<x:sheetData><!-- a > b --><x:row r='3' ><x:c  t = 'str' ><x:v><![CDATA[a<b]]></x:v></x:c>" +
      '<x:c t="str" x="&gt;>"><x:v>&#x7532;&amp;</x:v></x:c></x:row></x:sheetData>';
    expect(textsOf(sheet(xml))).toEqual([['a<b', '甲&']]);
  });

  it('carries a merged value over its cells, and holds no more than a row', () => {
    const xml =
      '<sheetData><row r="1"><c r="A1" t="str"><v>甲</v></c><c r="C1"><v>1</v></c></row>' +
      '<row r="2"><c r="C2"><v>2</v></c></row></sheetData>' +
      '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>';
    expect(textsOf(sheet(xml))).toEqual([
      ['甲', '甲', '1'],
      ['甲', '甲', '2'],
    ]);
  });

  it('refuses merges that overlap without end', () => {
    const merges = Array.from({ length: 600 }, () => '<mergeCell ref="A1:XFD1048576"/>').join('');
    const xml = `<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells>${merges}</mergeCells>`;
    expect(refusal(sheet(xml))).toBe('unsafe');
  });
});
