/** Rows with values that are nobody: titles, sections, totals, signatures, notes, numbers of columns. */
import type { Meaning, NobodyReason } from '../face';
import { headerScore } from '../header/find';
import type { Plan } from '../header/columns';
import { isWholeName, meaningOf } from '../header/meaning';
import type { Cell, Row } from '../read/workbook';
import { sexOf } from '../values/answer';
import { nameIn } from '../values/name';
import { RELATION_WORDS } from '../values/relation';

const TOTAL =
  /^.{0,8}(?:合\s*计|总\s*计|小\s*计|共\s*计|합\s*계|소\s*계|총\s*계)|^(?:总\s*数|累\s*计|总户数|总人数|总人口|계|total)(?:[\s:：(（].*)?$|^(?:共|本组共?|全组共?|全村共?|以上共|총|모두)\s*[:：]?\s*\d+\s*(?:户|人|名|호|명|세대)/i;
const TOTAL_CHARS_MAX = 30;
const SIGNED =
  /(?:填\s*表|制\s*表|填\s*报|审\s*核|审\s*批|经\s*办|统\s*计|调\s*查|排\s*查|核\s*查|报\s*送|复\s*核|录\s*入|登\s*记|作\s*成|작성|심사|조사|기록)(?:人|员|者|单位|时间|日期|负责人|자|일|날자)?(?:员|签字|签名)?\s*(?:[（(].*[）)])?\s*[:：]|^(?:填\s*表\s*人|制\s*表\s*人|填\s*报\s*人|审\s*核\s*人|审\s*批\s*人|经\s*办\s*人|统\s*计\s*人|调\s*查\s*人|排\s*查\s*人|填\s*表\s*日\s*期|制\s*表\s*日\s*期|작성자|심사자)$|(?:负责人|书记|主任|组长|领导|站长|村长|包保人|包村干部|책임자|서기)(?:签字|签名|签章)?\s*(?:[（(].*[）)])?\s*[:：]|(?:单位|村委会|村民委员会).{0,4}(?:盖章|公章|签章)|[（(](?:盖章|公章|签字|签章)[）)]|^(?:填\s*表\s*人|制\s*表\s*人|填\s*报\s*人|审\s*核\s*人|작성자|심사자)\s+\S|^(?:签字|签名|盖章|日期|时间|年\s*月\s*日|联系电话|서명|날자)\s*[:：]|^\s*年\s+月\s+日\s*$/;
const NOTE =
  /^(?:注|备注|说明|填表说明|填写说明|注意|注意事项|附注|填报说明|要求|비고|주의|설명|주)\s*\d?\s*[:：.、]|^(?:例|示例|样例|举例|填写示例|范例|例如|실례)(?:[:：)）]|$)|^예[:：)）]|^※|^以下(?:空白|为空|无)/;
const GROUP =
  /第?\s*[一二三四五六七八九十百\d０-９]+\s*(?:村民|居民)?\s*小?[组社队]|[\p{Script=Han}]{1,5}(?:屯|自然村)|(?:제)?\s*\d+\s*(?:촌민)?(?:소조|조)|[\p{Script=Hangul}]{1,5}(?:둔|툰)/u;
const NAMING = ['name', 'member', 'householder'] as const;
const COLUMN_NUMBER = /^[（(]?(?:\d{1,2}|[甲乙丙丁戊己庚辛壬癸]|[A-Z]|[①-⑳])[）)]?$/;
const FREE_TEXT: ReadonlySet<Meaning> = new Set<Meaning>([
  'remarks',
  'address',
  'registeredAddress',
  'labels',
  'symptoms',
  'other',
  'reason',
  'awayPlace',
  'returnedFrom',
]);

export type Nobody = { reason: NobodyReason; group?: string };

const isOwn = (cell: Cell | undefined): cell is Cell => cell !== undefined && !cell.origin;

/** The group a text names: 第一村民小组, 2组, 东沟屯, 3조. */
export function groupIn(text: string): string | undefined {
  return GROUP.exec(text)?.[0].replace(/\s/g, '');
}

/** Why a row is nobody; undefined where it may be somebody. */
export function nobodyIn(row: Row, plan: Plan): Nobody | undefined {
  const columns = row.cells.flatMap((cell, column) => (isOwn(cell) ? [column] : []));
  const texts = columns.map((column) => row.cells[column]!.text.trim());
  if (texts.length === 0) return { reason: 'numbered' };
  if (texts.slice(0, 3).some(isTotal)) return { reason: 'total' };
  if (texts.length <= 2 && texts.every(isOnlyDay)) return { reason: 'signature' };
  if (NOTE.test(texts[0]!)) return { reason: 'note' };
  if (plan.header && row.number === plan.header.last + 1 && areColumnNumbers(texts)) {
    return { reason: 'header' };
  }
  if (isSigned(row, columns, plan)) return { reason: 'signature' };
  if (isNamedAsColumn(row, plan)) return { reason: 'header' };
  return sectionIn(row, columns, texts, plan);
}

const isTotal = (text: string): boolean => text.length <= TOTAL_CHARS_MAX && TOTAL.test(text);
const isOnlyDay = (text: string): boolean =>
  /^[（(]?\s*\d{4}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*日?\s*[）)]?$/.test(text);

const areColumnNumbers = (texts: string[]): boolean =>
  texts.length >= 3 && texts.every((text) => COLUMN_NUMBER.test(text));

/** Whether what stands for a name is the name of a column: the head of a form within the sheet. */
function isNamedAsColumn(row: Row, plan: Plan): boolean {
  return plan.blocks.some((block) =>
    NAMING.some((meaning) =>
      block.get(meaning)?.some((column) => {
        const text = row.cells[column]?.text.trim().replace(/[:：]$/, '') ?? '';
        if (text.length < 2 || text.length > NAME_WORD_CHARS_MAX || !isWholeName(text))
          return false;
        return /^(?:name|householder|member)$/.test(meaningOf([text]).meaning);
      }),
    ),
  );
}

/** Facts that no line of signatures has beside a name. */
const OF_PEOPLE: [Meaning, (text: string) => boolean][] = [
  ['relation', (text) => RELATION_WORDS.has(text)],
  ['sex', (text) => sexOf(text) !== undefined],
  ['idNumber', (text) => /\d{15}/.test(text)],
];

/** Whether a row is a person's beyond doubt, whatever somebody wrote beside it. */
const isPerson = ({ cells }: Row, { blocks }: Plan): boolean =>
  blocks.some((block) => {
    const says = (meaning: Meaning, isSaid: (text: string) => boolean) =>
      block.get(meaning)?.some((column) => isSaid(cells[column]?.text.trim() ?? '')) === true;
    const isNamed = NAMING.some((meaning) =>
      says(meaning, (text) => nameIn(text).name !== undefined && !SIGNED.test(text)),
    );
    return isNamed && OF_PEOPLE.some(([meaning, isSaid]) => says(meaning, isSaid));
  });

function isSigned(row: Row, columns: number[], plan: Plan): boolean {
  const free = new Set(
    plan.columns.filter(({ meaning }) => FREE_TEXT.has(meaning)).map(({ column }) => column),
  );
  const isWritten = columns.some(
    (column, at) => (at === 0 || !free.has(column)) && SIGNED.test(row.cells[column]!.text.trim()),
  );
  return isWritten && !isPerson(row, plan);
}

/** One text alone in its row, over several columns or outside the names: a section or a title. */
function sectionIn(row: Row, columns: number[], texts: string[], plan: Plan): Nobody | undefined {
  if (columns.length !== 1) return undefined;
  const [column = 0] = columns;
  const text = texts[0]!;
  const isWide = row.cells[column + 1]?.origin?.column === column;
  const isName = plan.columns.some(
    (one) => one.column === column && /^(?:name|householder|member)$/.test(one.meaning),
  );
  const group = text.length <= 40 ? groupIn(text) : undefined;
  const isOnlyGroup = group !== undefined && text.replace(/\s/g, '').startsWith(group);
  const isNoName = /[\d一二三四五六七八九十]|(?:屯|自然村|둔|툰)$/.test(group ?? '');
  if (isOnlyGroup && (isWide || !isName || isNoName)) {
    return { reason: 'section', group };
  }
  if (isWide) return { reason: 'title', group };
  if (isName || /^\d+$/.test(text)) return undefined;
  return group ? { reason: 'section', group } : undefined;
}

/** What every column name of a person's name holds: looked for before anything dearer. */
const NAME_WORD =
  /名|户\s*主|成员|家属|이\s*름|성\s*명|명단|세대주|호주|성원|가족|식구|name|head|member/i;
const NAME_WORD_CHARS_MAX = 24;

/** Whether a row further down is a header again: column names, a name's column among them. */
export function isHeaderAgain(row: Row, plan: Plan): boolean {
  const relations = plan.columns.filter(({ meaning }) => meaning === 'relation');
  const namesColumn = row.cells.some((cell, column) => {
    if (!isOwn(cell) || cell.text.length > NAME_WORD_CHARS_MAX) return false;
    if (!NAME_WORD.test(cell.text)) return false;
    if (relations.some((one) => one.column === column)) return false;
    const { meaning, sure } = meaningOf([cell.text.trim()]);
    return sure === 'sure' && /^(?:name|householder|member)$/.test(meaning);
  });
  return namesColumn && headerScore(row) > 0;
}

/** Whether a header further down is the same as the sheet's. */
export function isSameHeader(row: Row, plan: Plan): boolean {
  return row.cells.every((cell, column) => {
    if (!isOwn(cell)) return true;
    const header = plan.header?.texts[column]?.join(' ') ?? '';
    return header.replace(/\s/g, '').includes(cell.text.replace(/\s/g, ''));
  });
}
