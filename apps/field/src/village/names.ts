/**
 * Finding a household while typing: by name, pinyin initials or spelling, choseong (also while a
 * syllable is still being composed), door number, tail of a phone number. Pure; works on keys made
 * once per name, so that a keystroke costs a few thousand string comparisons and nothing else.
 */
import type { Identity } from '@doorstep/sync';
import type { Locale } from '@doorstep/words';
import type { Row } from './rows';

/** How a Chinese name sounds: 刘焕 → `lh`, `liuhuan`. */
export interface Spelling {
  initials: string;
  full: string;
}

export interface SearchKey {
  row: Row;
  door: string;
  people: PersonKey[];
  phones: string[];
  /** Address of the household, lower case. */
  address: string;
  /** All of it, one a line: what is not in here matches nothing, unless it is still being composed. */
  everything: string;
}

interface PersonKey {
  id: string;
  /** Lower case, in every script known. */
  names: string[];
  spelling: Spelling | undefined;
}

export interface Match {
  row: Row;
  /** The person who matched, when it was one. */
  person: string | undefined;
}

const HANGUL_FIRST = 0xac00;
const HANGUL_LAST = 0xd7a3;
const FINALS = 28;
const VOWELS_AND_FINALS = 588;
/** ᄀ: what NFKC makes of a typed ㄱ; the nineteen choseong follow in the order of syllables. */
const CHOSEONG_FIRST = 0x1100;

const isSyllable = (code: number): boolean => code >= HANGUL_FIRST && code <= HANGUL_LAST;

/** Whether a typed character can be, or become, a character of a name: ㄱ and 기 both lead to 김. */
function leadsTo(typed: string, char: string): boolean {
  if (typed === char) return true;
  const code = char.charCodeAt(0) - HANGUL_FIRST;
  if (!isSyllable(char.charCodeAt(0))) return false;
  const typedCode = typed.charCodeAt(0);
  if (typedCode - CHOSEONG_FIRST === Math.floor(code / VOWELS_AND_FINALS)) return true;
  const isOpen = isSyllable(typedCode) && (typedCode - HANGUL_FIRST) % FINALS === 0;
  return isOpen && Math.floor((typedCode - HANGUL_FIRST) / FINALS) === Math.floor(code / FINALS);
}

/** What was typed, looked at once for all names. */
interface Wanted {
  typed: string;
  isNumber: boolean;
  /** Some of it may yet become another character: not simply to be found as it is. */
  isComposing: boolean;
}

const wantedOf = (typed: string): Wanted => ({
  typed,
  isNumber: /^\d+$/.test(typed),
  isComposing: /[\u1100-\u1112가-힣]/.test(typed),
});

/** Where a name begins to match what was typed; -1: nowhere. */
function foundAt(name: string, { typed, isComposing }: Wanted): number {
  if (!isComposing) return name.indexOf(typed);
  for (let at = 0; at + typed.length <= name.length; at++) {
    let i = 0;
    while (i < typed.length && leadsTo(typed[i]!, name[at + i]!)) i += 1;
    if (i === typed.length) return at;
  }
  return -1;
}

/** What is typed or stored, made comparable: width, case and inner spaces do not matter. */
const comparable = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '');

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');

/** The name to show: the reader's script first. */
export function nameIn(identity: Identity | undefined, locale: Locale): string | undefined {
  const { name, nameKo } = identity ?? {};
  return (locale === 'ko-CN' ? nameKo || name : name || nameKo) || undefined;
}

/** The keys a household is found by. */
export function searchKey(
  row: Row,
  identities: ReadonlyMap<string, Identity>,
  spellings: ReadonlyMap<string, Spelling>,
): SearchKey {
  const household = identities.get(row.id);
  const phones = [household?.phone];
  const people = row.people.map(({ id }) => {
    const identity = identities.get(id);
    phones.push(identity?.phone);
    const names = [identity?.name, identity?.nameKo].filter((name) => name !== undefined);
    return {
      id,
      names: names.map(comparable),
      spelling: identity?.name === undefined ? undefined : spellings.get(identity.name),
    };
  });
  const door = comparable(row.door);
  const address = comparable(household?.address ?? '');
  const digits = phones.flatMap((phone) => (phone ? [digitsOf(phone)] : []));
  const spoken = people.flatMap(({ names, spelling }) =>
    spelling ? [...names, spelling.initials, spelling.full] : names,
  );
  const everything = [door, address, ...digits, ...spoken].join('\n');
  return { row, door, people, phones: digits, address, everything };
}

const NO_MATCH = 9;
const PHONE_DIGITS_MIN = 3;
const ADDRESS_LENGTH_MIN = 2;

/** 0 the best, NO_MATCH none. */
function rankOfPerson({ names, spelling }: PersonKey, wanted: Wanted): number {
  const { typed } = wanted;
  let rank = NO_MATCH;
  for (const name of names) {
    const at = foundAt(name, wanted);
    if (at >= 0) rank = Math.min(rank, at === 0 ? 0 : 2);
  }
  if (!spelling) return rank;
  if (spelling.initials === typed) return 0;
  if (spelling.initials.startsWith(typed) || spelling.full.startsWith(typed))
    return Math.min(rank, 1);
  return spelling.initials.includes(typed) ? Math.min(rank, 3) : rank;
}

function rankOfHousehold(key: SearchKey, { typed, isNumber }: Wanted): number {
  if (key.door === typed) return 0;
  if (key.door.startsWith(typed)) return 1;
  if (isNumber && typed.length >= PHONE_DIGITS_MIN) {
    if (key.phones.some((phone) => phone.endsWith(typed))) return 1;
    if (key.phones.some((phone) => phone.includes(typed))) return 3;
  }
  const isAddress = typed.length >= ADDRESS_LENGTH_MIN && key.address.includes(typed);
  return isAddress ? 3 : NO_MATCH;
}

/** The households that match what is typed, best first, then in walking order. */
export function search(keys: readonly SearchKey[], typed: string): Match[] {
  const wanted = wantedOf(comparable(typed));
  if (!wanted.typed) return keys.map(({ row }) => ({ row, person: undefined }));
  const byRank: Match[][] = Array.from({ length: NO_MATCH }, () => []);
  for (const key of keys) {
    if (!wanted.isComposing && !key.everything.includes(wanted.typed)) continue;
    let best = rankOfHousehold(key, wanted);
    let person: string | undefined;
    for (const one of key.people) {
      const rank = rankOfPerson(one, wanted);
      if (rank < best) [best, person] = [rank, one.id];
    }
    byRank[best]?.push({ row: key.row, person });
  }
  return byRank.flat();
}
