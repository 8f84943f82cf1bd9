/** A workbook in the .xlsx format: its parts found by their relationships, each read as it comes. */
import { UnreadableFile } from '../face';
import { withMerges } from './merges';
import { createStyles } from './styles';
import {
  LIMITS,
  columnOf,
  detached,
  type Merge,
  type SheetSource,
  type Workbook,
} from './workbook';
import { attribute, createXmlReader, unescaped, xmlText, type XmlHandler } from './xml';
import { openZip, type Zip } from './zip';
import { sheetRows } from './xlsx-rows';

const NOTHING = () => {};

function readPart(zip: Zip, name: string, handler: Partial<XmlHandler>): void {
  const reader = createXmlReader({ open: NOTHING, close: NOTHING, text: NOTHING, ...handler });
  for (const text of xmlText(zip.pieces(name))) reader.feed(text);
  reader.end();
}

interface Relation {
  id: string;
  type: string;
  target: string;
}

/** The parts a part refers to inside the archive; what lies outside is never looked at. */
function relationsOf(zip: Zip, part: string): Relation[] {
  const slash = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, slash);
  const name = `${folder}_rels/${part.slice(slash)}.rels`;
  const relations: Relation[] = [];
  if (!zip.has(name)) return relations;
  readPart(zip, name, {
    open(element, attributes) {
      if (element !== 'Relationship') return;
      if (attribute(attributes, 'TargetMode') === 'External') return;
      const target = attribute(attributes, 'Target') ?? '';
      relations.push({
        id: attribute(attributes, 'Id') ?? '',
        type: (attribute(attributes, 'Type') ?? '').split('/').at(-1) ?? '',
        target: target.startsWith('/') ? target.slice(1) : resolved(folder + target),
      });
    },
  });
  return relations;
}

function resolved(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** What an archive is that holds no .xlsx workbook. */
function refuse(zip: Zip): never {
  const names = zip.names();
  if (names.some((name) => name.startsWith('word/'))) throw new UnreadableFile('word');
  const isOther = names.some((name) => /workbook\.bin$|^content\.xml$|^Index\//.test(name));
  throw new UnreadableFile(isOther ? 'other_spreadsheet' : 'not_a_spreadsheet');
}

interface SheetEntry {
  name: string;
  id: string;
  hidden: boolean;
}

function readWorkbookPart(zip: Zip, part: string) {
  const entries: SheetEntry[] = [];
  let date1904 = false;
  readPart(zip, part, {
    open(name, attributes) {
      if (name === 'workbookPr')
        date1904 = /^(1|true)$/.test(attribute(attributes, 'date1904') ?? '');
      if (name !== 'sheet') return;
      entries.push({
        name: attribute(attributes, 'name') ?? '',
        id: attribute(attributes, 'id') ?? '',
        hidden: /hidden/i.test(attribute(attributes, 'state') ?? ''),
      });
      if (entries.length > LIMITS.sheets) throw new UnreadableFile('unsafe');
    },
  });
  return { entries, date1904 };
}

/** Texts that cells refer to by number; the runs of a rich text are joined, its readings left out. */
function readSharedTexts(zip: Zip, part: string): string[] {
  const texts: string[] = [];
  let current = '';
  let isText = false;
  let isReading = false;
  let chars = 0;
  readPart(zip, part, {
    open(name) {
      if (name === 'si') current = '';
      else if (name === 't') isText = !isReading;
      else if (name === 'rPh') isReading = true;
    },
    text(text) {
      if (isText && current.length < LIMITS.cellChars) current += text;
    },
    close(name) {
      if (name === 't') isText = false;
      else if (name === 'rPh') isReading = false;
      else if (name === 'si') {
        chars += current.length + 8;
        if (chars > LIMITS.sharedTextChars) throw new UnreadableFile('too_large');
        texts.push(detached(unescaped(current)));
      }
    },
  });
  return texts;
}

/** Merged ranges stand behind all rows, so they are looked for before the rows are read. */
function readMerges(zip: Zip, part: string): Merge[] {
  const merges: Merge[] = [];
  let isBehindRows = false;
  let tail = '';
  const reader = createXmlReader({
    open(name, attributes) {
      if (name !== 'mergeCell') return;
      const [from = '', to = from] = (attribute(attributes, 'ref') ?? '')
        .replaceAll('$', '')
        .split(':');
      merges.push({
        top: rowOf(from),
        left: columnOf(from),
        bottom: rowOf(to),
        right: columnOf(to),
      });
      if (merges.length > LIMITS.merges) throw new UnreadableFile('unsafe');
    },
    close: NOTHING,
    text: NOTHING,
  });
  for (const text of xmlText(zip.pieces(part))) {
    if (isBehindRows) {
      reader.feed(text);
      continue;
    }
    tail = tail.slice(-40) + text;
    const end = /<(?:\w+:)?sheetData\s*\/>|<\/(?:\w+:)?sheetData\s*>/.exec(tail);
    if (!end) continue;
    isBehindRows = true;
    reader.feed(tail.slice(end.index + end[0].length));
  }
  return merges;
}

const rowOf = (address: string): number => Number(address.replace(/^\D+/, ''));

/** Opens the workbook; rows are inflated only when they are walked. */
export function openXlsx(bytes: Uint8Array): Workbook {
  const zip = openZip(bytes);
  const root = relationsOf(zip, '').find(({ type }) => type === 'officeDocument');
  const part = root?.target ?? 'xl/workbook.xml';
  if (!zip.has(part) || !/\.xml$/i.test(part) || part.startsWith('word/')) refuse(zip);
  const { entries, date1904 } = readWorkbookPart(zip, part);
  if (entries.length === 0) refuse(zip);
  const relations = relationsOf(zip, part);
  const partOf = (type: string) =>
    relations.find((one) => one.type === type && zip.has(one.target))?.target;

  const sharedPart = partOf('sharedStrings');
  let shared: string[] | undefined;
  const styles = createStyles();
  const stylesPart = partOf('styles');
  if (stylesPart) readPart(zip, stylesPart, styles);

  const sheets = entries.flatMap(({ name, id, hidden }): SheetSource[] => {
    const target = relations.find((one) => one.id === id && one.type === 'worksheet')?.target;
    if (!target || !zip.has(target)) return [];
    let share = 0;
    return [
      {
        name,
        hidden,
        date1904,
        share: () => share,
        rows: () => {
          shared ??= sharedPart ? readSharedTexts(zip, sharedPart) : [];
          const pieces = zip.pieces(target, (now) => (share = now));
          const given = { shared, isDay: styles.isDay, date1904 };
          return withMerges(sheetRows(pieces, given), readMerges(zip, target));
        },
      },
    ];
  });
  if (sheets.length === 0) throw new UnreadableFile('damaged');
  return { format: 'xlsx', sheets };
}
