/** What stands around a Word document's text: styles, fonts with what stands in for them, page numbers. */
import { escapeXml } from '@doorstep/sheets';
import type { Locale } from '@doorstep/words';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
/** Namespaces of a part of the document. */
export const WORD = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="${OFFICE}/relationships"`;

interface Faces {
  title: string;
  heading: string;
  body: string;
  lang: string;
}

/** Faces an official document is set in. */
const FACES: Record<Locale, Faces> = {
  zh: { title: 'FZXiaoBiaoSong-B05S', heading: 'SimHei', body: 'FangSong_GB2312', lang: 'zh-CN' },
  'ko-CN': { title: 'Batang', heading: 'Gulim', body: 'Batang', lang: 'ko-KR' },
  en: { title: 'FZXiaoBiaoSong-B05S', heading: 'SimHei', body: 'FangSong_GB2312', lang: 'zh-CN' },
};
/** What stands in for a face this computer lacks. */
const STAND_INS = {
  'FZXiaoBiaoSong-B05S': 'SimSun',
  FangSong_GB2312: 'FangSong',
  SimHei: 'Microsoft YaHei',
  Batang: 'BatangChe',
  Gulim: 'Malgun Gothic',
} as const;

interface StyleOptions {
  face: string;
  /** Half points. */
  size: number;
  /** Inside `<w:pPr>`. */
  paragraph: string;
}

const LINES = '<w:spacing w:line="560" w:lineRule="exact"/>';
const INDENT = '<w:ind w:firstLine="640" w:firstLineChars="200"/>';

function style(id: string, { face, size, paragraph }: StyleOptions): string {
  const fonts = `<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="${face}" w:cs="Times New Roman"/>`;
  const isNormal = id === 'Normal' ? ' w:default="1"' : '';
  return `<w:style w:type="paragraph"${isNormal} w:styleId="${id}"><w:name w:val="${id}"/><w:qFormat/><w:pPr>${paragraph}</w:pPr><w:rPr>${fonts}<w:sz w:val="${size}"/><w:szCs w:val="${size}"/></w:rPr></w:style>`;
}

const EDGES = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
  .map((edge) => `<w:${edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`)
  .join('');
const TABLE_STYLE = `<w:style w:type="table" w:styleId="Figures"><w:name w:val="Figures"/><w:tblPr><w:tblBorders>${EDGES}</w:tblBorders><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`;

function styles({ title, heading, body, lang }: Faces): string {
  const centred = '<w:jc w:val="center"/>';
  const loose = (before: number, after: number): string =>
    `<w:spacing w:before="${before}" w:after="${after}" w:line="560" w:lineRule="exact"/>`;
  return [
    `<w:styles ${WORD}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB" w:eastAsia="${lang}"/></w:rPr></w:rPrDefault></w:docDefaults>`,
    style('Normal', { face: body, size: 32, paragraph: `${LINES}${INDENT}<w:jc w:val="both"/>` }),
    style('Title', {
      face: title,
      size: 44,
      paragraph: `<w:spacing w:after="280" w:line="640" w:lineRule="exact"/>${centred}`,
    }),
    style('Known', { face: body, size: 32, paragraph: `${loose(0, 280)}${centred}` }),
    style('Heading1', {
      face: heading,
      size: 32,
      paragraph: `<w:keepNext/>${LINES}${INDENT}<w:outlineLvl w:val="0"/>`,
    }),
    style('Caption', { face: heading, size: 28, paragraph: `<w:keepNext/>${loose(280, 0)}` }),
    style('Cell', {
      face: body,
      size: 24,
      paragraph: '<w:spacing w:before="40" w:after="40" w:line="300" w:lineRule="exact"/>',
    }),
    style('Signature', { face: body, size: 32, paragraph: loose(280, 0) }),
    style('Footer', { face: 'SimSun', size: 28, paragraph: centred }),
    TABLE_STYLE,
    '</w:styles>',
  ].join('');
}

const fonts = (): string => {
  const named = Object.entries(STAND_INS).map(
    ([name, other]) => `<w:font w:name="${name}"><w:altName w:val="${other}"/></w:font>`,
  );
  return `<w:fonts ${WORD}>${named.join('')}</w:fonts>`;
};

/** — 1 — */
const FOOTER = `<w:ftr ${WORD}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t xml:space="preserve">— </w:t></w:r><w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>`;

const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`;
const relations = (...items: string[]): string =>
  `<Relationships xmlns="${PACKAGE}/relationships">${items.join('')}</Relationships>`;

const override = (part: string, type: string): string =>
  `<Override PartName="${part}" ContentType="${type}"/>`;
const TYPES = [
  `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`,
  override('/word/document.xml', `${TYPE}.document.main+xml`),
  override('/word/styles.xml', `${TYPE}.styles+xml`),
  override('/word/fontTable.xml', `${TYPE}.fontTable+xml`),
  override('/word/footer1.xml', `${TYPE}.footer+xml`),
  override('/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'),
  '</Types>',
].join('');

/** Every part but the text itself, by name. */
export function partsAround(title: string, locale: Locale): Record<string, string> {
  const core = `${PACKAGE}/metadata/core-properties`;
  return {
    '[Content_Types].xml': TYPES,
    '_rels/.rels': relations(
      relation('document', `${OFFICE}/relationships/officeDocument`, 'word/document.xml'),
      relation('core', `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'),
    ),
    'docProps/core.xml': `<cp:coreProperties xmlns:cp="${core}" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escapeXml(title)}</dc:title></cp:coreProperties>`,
    'word/_rels/document.xml.rels': relations(
      relation('styles', `${OFFICE}/relationships/styles`, 'styles.xml'),
      relation('fonts', `${OFFICE}/relationships/fontTable`, 'fontTable.xml'),
      relation('footer', `${OFFICE}/relationships/footer`, 'footer1.xml'),
    ),
    'word/styles.xml': styles(FACES[locale]),
    'word/fontTable.xml': fonts(),
    'word/footer1.xml': FOOTER,
  };
}
