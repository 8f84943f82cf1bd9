/**
 * Packs sheets, given as the XML of their cells, into an .xlsx, piece by piece: what is packed is
 * handed on before the next rows are asked for, so that a long sheet is never held whole.
 */
import { Zip, ZipDeflate, strToU8 } from 'fflate';

export interface PackedSheet {
  name: string;
  /** What stands inside `<worksheet>`, in pieces of any length. */
  xml: readonly string[] | Generator<string>;
  isHidden?: boolean;
}

export interface PackOptions {
  date1904?: boolean;
  /** The `<si>` elements that cells of type `s` refer to. */
  sharedTexts?: string[];
}

/** Cell styles, by their number; a table's own come in pairs, plain and strong. */
export const STYLE = {
  plain: 0,
  text: 1,
  header: 2,
  wrapped: 3,
  day: 4,
  chineseDay: 5,
  number: 6,
  share: 7,
  isoDay: 8,
  moment: 9,
  strongText: 10,
  strongNumber: 11,
  strongShare: 12,
  title: 13,
} as const;

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** `fontId` 1 is bold, 2 a title. */
const CELL_FORMATS = [
  '<xf numFmtId="0"/>',
  '<xf numFmtId="49" applyNumberFormat="1"/>',
  '<xf numFmtId="49" fontId="1" applyFont="1" applyNumberFormat="1"/>',
  '<xf numFmtId="49" applyNumberFormat="1" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf>',
  '<xf numFmtId="14" applyNumberFormat="1"/>',
  '<xf numFmtId="164" applyNumberFormat="1"/>',
  '<xf numFmtId="3" applyNumberFormat="1"/>',
  '<xf numFmtId="9" applyNumberFormat="1"/>',
  '<xf numFmtId="165" applyNumberFormat="1"/>',
  '<xf numFmtId="166" applyNumberFormat="1"/>',
  '<xf numFmtId="49" fontId="1" applyFont="1" applyNumberFormat="1"/>',
  '<xf numFmtId="3" fontId="1" applyFont="1" applyNumberFormat="1"/>',
  '<xf numFmtId="9" fontId="1" applyFont="1" applyNumberFormat="1"/>',
  '<xf numFmtId="49" fontId="2" applyFont="1" applyNumberFormat="1"/>',
];
const NUMBER_FORMATS = [
  '<numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>',
  '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/>',
  '<numFmt numFmtId="166" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/>',
];

const counted = (name: string, items: readonly string[]): string =>
  `<${name} count="${items.length}">${items.join('')}</${name}>`;

const STYLES = [
  `${HEAD}<styleSheet xmlns="${MAIN}">`,
  counted('numFmts', NUMBER_FORMATS),
  '<fonts count="3"><font><sz val="11"/></font><font><b/><sz val="11"/></font><font><b/><sz val="14"/></font></fonts>',
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>',
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>',
  counted('cellXfs', CELL_FORMATS),
  '</styleSheet>',
].join('');

/** A text as XML; what XML cannot hold is left out. */
export const escapeXml = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;

const relations = (items: string[]): string =>
  `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${items.join('')}</Relationships>`;

/** The parts beside the sheets, by name. */
function partsOf(sheets: PackedSheet[], { sharedTexts, date1904 }: PackOptions) {
  const overrides = [
    ['/xl/workbook.xml', 'sheet.main'],
    ['/xl/styles.xml', 'styles'],
    ...(sharedTexts ? [['/xl/sharedStrings.xml', 'sharedStrings']] : []),
    ...sheets.map((_, at) => [`/xl/worksheets/sheet${at + 1}.xml`, 'worksheet']),
  ].map(([part, type]) => `<Override PartName="${part}" ContentType="${TYPE}.${type}+xml"/>`);
  const tabs = sheets.map(({ name, isHidden }, at) => {
    const state = isHidden ? ' state="hidden"' : '';
    return `<sheet name="${escapeXml(name)}" sheetId="${at + 1}"${state} r:id="rId${at + 1}"/>`;
  });
  const parts: Record<string, string> = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`,
    '_rels/.rels': relations([relation('rId1', 'officeDocument', 'xl/workbook.xml')]),
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets>${tabs.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ...sheets.map((_, at) =>
        relation(`rId${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`),
      ),
      relation('styles', 'styles', 'styles.xml'),
      ...(sharedTexts ? [relation('shared', 'sharedStrings', 'sharedStrings.xml')] : []),
    ]),
    'xl/styles.xml': STYLES,
  };
  if (sharedTexts)
    parts['xl/sharedStrings.xml'] = `${HEAD}<sst xmlns="${MAIN}">${sharedTexts.join('')}</sst>`;
  return parts;
}

function* sheetXml(xml: Iterable<string>): Iterable<string> {
  yield `${HEAD}<worksheet xmlns="${MAIN}">`;
  yield* xml;
  yield '</worksheet>';
}

/** The bytes of an .xlsx with these sheets, as they are packed. */
export function* xlsxPieces(
  sheets: PackedSheet[],
  options: PackOptions = {},
): Generator<Uint8Array> {
  const packed: Uint8Array[] = [];
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    packed.push(bytes);
  });
  const files: [name: string, xml: Iterable<string>][] = [
    ...Object.entries(partsOf(sheets, options)).map(([name, text]): [string, string[]] => [
      name,
      [text],
    ]),
    ...sheets.map(({ xml }, at): [string, Iterable<string>] => [
      `xl/worksheets/sheet${at + 1}.xml`,
      sheetXml(xml),
    ]),
  ];
  for (const [name, xml] of files) {
    const file = new ZipDeflate(name, { level: 4 });
    // A fixed day, so that the same rows always give the same bytes.
    file.mtime = '2020-01-01T00:00:00';
    zip.add(file);
    for (const text of xml) {
      file.push(strToU8(text));
      yield* packed.splice(0);
    }
    file.push(new Uint8Array(), true);
    yield* packed.splice(0);
  }
  zip.end();
  yield* packed.splice(0);
}

function joined(pieces: Iterable<Uint8Array>): Uint8Array {
  const all = [...pieces];
  const bytes = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of all) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** The bytes of an .xlsx with these sheets. */
export const packXlsx = (sheets: PackedSheet[], options?: PackOptions): Uint8Array =>
  joined(xlsxPieces(sheets, options));
