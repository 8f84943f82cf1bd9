/** Names of people: one in a cell, whatever its spacing; what is no name is told apart. */
import { saysNothing, tidy } from './blank';

export interface ReadName {
  name?: string;
  /** What stood in brackets behind it. */
  note?: string;
  problem?: 'name_unreadable' | 'names_in_one_cell';
}

const NAME_CHARS_MAX = 40;
const COMPOUND =
  /^(?:欧阳|司马|上官|诸葛|南宫|皇甫|尉迟|东方|慕容|令狐|司徒|公孙|西门|鲜于|独孤|남궁|황보|제갈|선우|사공|독고|서문|동방)$/u;
const SYLLABLE = /^[\p{Script=Han}\p{Script=Hangul}]+$/u;

/** 张 三 → 张三; Latin names keep their spaces; two full names side by side are two. */
function joined(name: string): string | undefined {
  const parts = name.split(' ');
  if (parts.length === 1 || !parts.every((part) => SYLLABLE.test(part))) return name;
  const [first = ''] = parts;
  const isOne =
    parts.every(({ length }) => length === 1) || first.length === 1 || COMPOUND.test(first);
  return isOne || parts.filter(({ length }) => length >= 2).length < 2 ? parts.join('') : undefined;
}

/** The name in a cell; nothing where the cell says nothing. */
export function nameIn(written: string): ReadName {
  const text = tidy(written.normalize('NFKC').replaceAll('\n', ' '));
  if (saysNothing(text)) return {};
  const brackets = /^([^()[\]]+)[([]([^)\]]*)[)\]]?$/.exec(text);
  const bare = tidy((brackets?.[1] ?? text).replace(/^['"*★☆△▲●○·\d.、\s]*(?=\D)/, ''));
  if (/[,;/|+&、，；]/.test(bare.replace(/[,、，;/]$/, ''))) return severalNames(bare);
  const name = joined(bare.replace(/[,、，;/:：]$/, ''));
  if (name === undefined) return { problem: 'names_in_one_cell' };
  const isName = /\p{L}/u.test(name) && name.length <= NAME_CHARS_MAX && !/\d{3,}/.test(name);
  if (!isName) return { problem: 'name_unreadable' };
  return { name, note: brackets?.[2]?.trim() || undefined };
}

function severalNames(text: string): ReadName {
  const parts = text.split(/[,;/|+&、，；]/).filter((part) => /\p{L}/u.test(part));
  return { problem: parts.length > 1 ? 'names_in_one_cell' : 'name_unreadable' };
}
