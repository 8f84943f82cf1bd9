/**
 * A report as a Word document, laid out like an official one (GB/T 9704-2012): A4 with its margins,
 * the title in size 2 Xiaobiaosong, headings in Heiti, the body in size 3 Fangsong, lines of 28 pt,
 * page numbers at the foot.
 */
import type { BriefPart } from '@doorstep/ledger';
import { escapeXml } from '@doorstep/sheets';
import type { Locale } from '@doorstep/words';
import { strToU8, zipSync } from 'fflate';
import type { Paper, PaperRow } from '../paper';
import { partsAround, WORD } from './parts';

type Style = 'Title' | 'Known' | 'Heading1' | 'Normal' | 'Caption' | 'Cell' | 'Signature';

const textOf = (part: BriefPart): string => (typeof part === 'string' ? part : part.text);

const run = (text: string): string =>
  `<w:r><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;

const line = (style: Style, text: string, more = ''): string =>
  `<w:p><w:pPr><w:pStyle w:val="${style}"/>${more}</w:pPr>${run(text)}</w:p>`;

/** Twentieths of a point; together what lies between the margins. */
const WIDTHS = [3_600, 1_310, 1_310, 1_310, 1_314];

function cell(text: string, column: number): string {
  const width = `<w:tcPr><w:tcW w:w="${WIDTHS[column]}" w:type="dxa"/></w:tcPr>`;
  return `<w:tc>${width}${line('Cell', text, column > 0 ? '<w:jc w:val="right"/>' : '')}</w:tc>`;
}

const rowOf = (texts: readonly string[], isHead = false): string => {
  const repeated = isHead ? '<w:tblHeader/>' : '';
  return `<w:tr><w:trPr><w:cantSplit/>${repeated}</w:trPr>${texts.map(cell).join('')}</w:tr>`;
};

const cellsOf = ({ name, today, yesterday, change, total }: PaperRow): string[] => [
  name,
  today,
  yesterday,
  change,
  total,
];

function tableOf({ title, head, rows }: Paper['table']): string {
  if (rows.length === 0) return '';
  const grid = WIDTHS.map((width) => `<w:gridCol w:w="${width}"/>`).join('');
  const format = '<w:tblPr><w:tblStyle w:val="Figures"/><w:tblW w:w="0" w:type="auto"/></w:tblPr>';
  const body = rows.map((row) => rowOf(cellsOf(row))).join('');
  return `${line('Caption', title)}<w:tbl>${format}<w:tblGrid>${grid}</w:tblGrid>${rowOf(head, true)}${body}</w:tbl>`;
}

/** Who signs, in one line. */
const signatureLine = (signatures: readonly string[]): string =>
  `<w:p><w:pPr><w:pStyle w:val="Signature"/><w:tabs><w:tab w:val="left" w:pos="4422"/></w:tabs></w:pPr>${signatures.map(run).join('<w:r><w:tab/></w:r>')}</w:p>`;

/** Margins of GB/T 9704: 37 mm above, 35 below, 28 left, 26 right. */
const PAGE =
  '<w:sectPr><w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1417" w:gutter="0"/></w:sectPr>';

function bodyOf({ heading, known, paragraphs, table, signatures }: Paper): string {
  return [
    line('Title', heading),
    line('Known', known),
    ...paragraphs.flatMap(({ title, parts }) => [
      line('Heading1', title),
      line('Normal', parts.map(textOf).join('')),
    ]),
    tableOf(table),
    signatureLine(signatures),
    PAGE,
  ].join('');
}

/** The bytes of a .docx. */
export function wordDocument(paper: Paper, locale: Locale): Uint8Array {
  const parts = {
    ...partsAround(paper.heading, locale),
    'word/document.xml': `<w:document ${WORD}><w:body>${bodyOf(paper)}</w:body></w:document>`,
  };
  const files = Object.entries(parts).map(
    ([name, xml]) =>
      [name, strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${xml}`)] as const,
  );
  // A fixed day, so that the same report always gives the same bytes.
  return zipSync(Object.fromEntries(files), { level: 6, mtime: '2020-01-01T00:00:00' });
}
