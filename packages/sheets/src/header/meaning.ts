/**
 * What a column's header says: its meaning, how surely, and whose fact it is where it says so
 * (户主电话 is the householder's, 成员2身份证号 is the second member's, 配偶姓名 names a relation).
 */
import type { Column, Meaning } from '../face';
import { MEANING_BY_NAME, PARTS, bareName } from './synonyms';

export interface HeaderMeaning {
  meaning: Meaning;
  sure: Column['sure'];
  why: Column['why'];
  /** Whose fact it is, where not simply the row's. */
  owner?: 'householder' | 'member';
  /** Of 成员1, 成员2 …: its number. */
  member?: number;
  /** The relation that the header itself states. */
  relation?: string;
}

const HEADER_CHARS_MAX = 40;
const BRACKETS = /[（(【［[{〔][^）)】］\]}〕]*[）)】］\]}〕]?/g;

/** The forms under which a name is looked for: whole, without brackets, without a number before it. */
function formsOf(text: string): string[] {
  const whole = bareName(text);
  const outside = bareName(text.replace(BRACKETS, ''));
  return [
    whole,
    outside,
    bareName(text.replace(BRACKETS, '').replace(/^\s*\d+\s*[.、．:：]/, '')),
    outside.replace(/\d+$/, ''),
  ];
}

function byName(text: string): Meaning | undefined {
  for (const form of formsOf(text)) {
    const meaning = MEANING_BY_NAME.get(form);
    if (meaning) return meaning;
  }
  return undefined;
}

function byPart(text: string): Meaning | undefined {
  const [whole = '', outside = ''] = formsOf(text);
  const form = outside || whole;
  return PARTS.find(([pattern]) => pattern.test(form))?.[1];
}

const OF_HOUSEHOLDER = /^(户主|세대주|호주)/;
const OF_MEMBER =
  /(?:成员|家属|家人|同住人员?|共同居住人|가족|성원|세대원|식구)\s*[（(]?\s*(\d{1,2}|[一二三四五六七八九十]{1,2})?/;
const OF_RELATIVE = /^(配偶|爱人|妻子|丈夫|子女|儿子|女儿|孩子|长子|次子|长女|次女)/;
const CHINESE_DIGITS = '〇一二三四五六七八九';

function numberOf(written: string | undefined): number | undefined {
  if (!written) return undefined;
  if (/^\d+$/.test(written)) return Number(written);
  if (written === '十') return 10;
  const tens = written.startsWith('十') ? 10 : 0;
  return tens + Math.max(0, CHINESE_DIGITS.indexOf(written.at(-1)!));
}

const OWNED: ReadonlySet<Meaning> = new Set<Meaning>([
  'name',
  'member',
  'householder',
  'idNumber',
  'phone',
  'sex',
  'nation',
  'birthDate',
  'age',
  'relation',
  'poor',
  'remarks',
]);

function withOwner(texts: string[], found: HeaderMeaning): HeaderMeaning {
  if (!OWNED.has(found.meaning)) return found;
  const joined = texts.map((text) => text.normalize('NFKC').replace(/\s/g, '')).join('');
  const relative = OF_RELATIVE.exec(joined);
  if (relative) {
    const meaning = found.meaning === 'name' ? 'member' : found.meaning;
    const member = numberOf(/\d{1,2}|[一二三四]/.exec(joined)?.[0]);
    return { ...found, meaning, owner: 'member', relation: relative[0], member };
  }
  if (OF_HOUSEHOLDER.test(joined) && found.meaning !== 'relation') {
    const meaning = found.meaning === 'name' ? 'householder' : found.meaning;
    return { ...found, meaning, owner: 'householder' };
  }
  const ofMember = OF_MEMBER.exec(joined);
  if (!ofMember) return found;
  const meaning = found.meaning === 'name' ? 'member' : found.meaning;
  return { ...found, meaning, owner: 'member', member: numberOf(ofMember[1]) };
}

/** What the header texts of one column, from top to bottom, say together. */
export function meaningOf(texts: string[]): HeaderMeaning {
  const own = texts.at(-1) ?? '';
  const joined = texts.join('');
  if (own === '') return { meaning: 'unknown', sure: 'none', why: 'noHeader' };
  if (own.length > HEADER_CHARS_MAX)
    return { meaning: 'unknown', sure: 'none', why: 'notUnderstood' };
  return withOwner(texts, plainMeaning(own, joined));
}

function plainMeaning(own: string, joined: string): HeaderMeaning {
  const whole = byName(joined) ?? usual(byName(own));
  if (whole) return named(whole, 'sure', 'header');
  const part = usual(byPart(joined)) ?? usual(byPart(own));
  if (part) return named(part, 'likely', 'headerPart');
  if (byName(own) ?? byPart(joined)) return named('other', 'likely', 'notNeeded');
  return { meaning: 'unknown', sure: 'none', why: 'notUnderstood' };
}

const usual = (meaning: Meaning | undefined) => (meaning === 'other' ? undefined : meaning);

const named = (meaning: Meaning, sure: Column['sure'], why: Column['why']): HeaderMeaning => ({
  meaning,
  sure,
  why: meaning === 'other' ? 'notNeeded' : why,
});

/** Whether a text is the name of a column, alone or under the text above it. */
export const isHeaderName = (text: string, above = ''): boolean =>
  text.length <= HEADER_CHARS_MAX &&
  meaningOf(above ? [above, text] : [text]).meaning !== 'unknown';

/** Whether a text is wholly the name of a column. */
export const isWholeName = (text: string): boolean => byName(text) !== undefined;
