/**
 * Numbers of people's papers. A resident's number (GB 11643) is believed only when its check digit
 * and its birth date are right; sex and birth date come from nowhere else. What a spreadsheet or a
 * finger did to it is told apart and never mended here.
 */
import { idCheckCharacter } from '@doorstep/ledger';
import type { Cell } from '../read/workbook';
import type { Day, Person, ProblemCode } from '../face';
import { saysNothing } from './blank';
import { isRealDay } from './day';

export interface IdNumber {
  idNumber: string;
  idKind: NonNullable<Person['idKind']>;
  sex?: 'female' | 'male';
  birthDate?: Day;
  /** The same paper in its 18 characters: what two rows are compared by. */
  key?: string;
  problem?: { code: ProblemCode; params: Record<string, string | number> };
}

const OLDEST_YEAR = 1880;
/** So many digits with a letter among them were meant as a resident's number. */
const DIGITS_MIN = 14;
const LENGTH_MAX = 20;

const tidyNumber = (written: string): string =>
  written
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200f\ufeff'‘’`´"“”′,，.。;；:：]/g, '')
    .replace(/^(?:身份证号?码?|护照号?码?|PASSPORT|여권번호?|려권번호?|신분증번호?)/i, '')
    .replace(/[×✕✖хХχΧ*](?=$)/, 'X')
    .toUpperCase();

const unsound = (
  written: string,
  code: ProblemCode,
  params: Record<string, string | number> = {},
): IdNumber => ({ idNumber: written.trim(), idKind: 'unsound', problem: { code, params } });

/** A number stored as a number keeps fifteen digits; written out by exponent it keeps fewer. */
function isDamaged(cell: Cell, number: string): boolean {
  if (/^\d(?:\.\d+)?E\+?\d+$/i.test(cell.text.replace(/\s/g, ''))) return true;
  if (/^\d{15}\?{3}$/.test(number)) return true;
  if (!/^\d{18}$/.test(number) || !number.endsWith('000')) return false;
  return cell.kind === 'number' || number[17] !== idCheckCharacter(number.slice(0, 17));
}

/** What the cell of an ID column holds; undefined where it says nothing. */
export function idNumberOf(cell: Cell, today: Day): IdNumber | undefined {
  const written = cell.text;
  if (saysNothing(written)) return undefined;
  const number = tidyNumber(written);
  if (number === '') return undefined;
  if (isDamaged(cell, number)) return unsound(written, 'id_damaged');
  if (/^\d{17}[\dX]$/.test(number)) return resident(written, number, today);
  if (/^\d{15}$/.test(number)) return olderResident(written, number, today);
  if (/^\d{6}-\d{7}$/.test(number)) return { idNumber: number, idKind: 'other', key: number };
  const joined = number.replace(/[-_/]/g, '');
  if (/^\d{17}[\dX]$/.test(joined)) return resident(written, joined, today);
  return unusual(written, joined);
}

function unusual(written: string, number: string): IdNumber {
  const digits = number.replace(/\D/g, '').length;
  if (/^\d+X?$/.test(number)) return unsound(written, 'id_length', { digits: number.length });
  if (digits >= DIGITS_MIN && number.length <= LENGTH_MAX) {
    return unsound(written, 'id_letter', { letter: letterIn(number) });
  }
  if (isOtherPaper(number)) return { idNumber: number, idKind: 'other', key: number };
  return unsound(written, 'id_unreadable');
}

const letterIn = (number: string): string => /[^\d]/.exec(number)?.[0] ?? '';

/** Passports, permits of Hong Kong, Macao and Taiwan, residence permits of foreigners. */
const isOtherPaper = (number: string): boolean =>
  /^[A-Z]{1,3}\d{6,12}[A-Z]?$/.test(number) ||
  /^[A-Z]\d{3}[A-Z]\d{4}$/.test(number) ||
  /^[A-Z]{3}\d{12}$/.test(number);

function born(number: string, today: Day): Day | undefined {
  const day = `${number.slice(0, 4)}-${number.slice(4, 6)}-${number.slice(6, 8)}`;
  const isPossible = isRealDay(day) && Number(number.slice(0, 4)) >= OLDEST_YEAR && day <= today;
  return isPossible ? day : undefined;
}

const sexOf = (digit: string): 'female' | 'male' => (Number(digit) % 2 === 0 ? 'female' : 'male');

function resident(written: string, number: string, today: Day): IdNumber {
  const birthDate = born(number.slice(6, 14), today);
  if (!birthDate) return unsound(written, 'id_birth_date', { date: number.slice(6, 14) });
  if (number[17] !== idCheckCharacter(number.slice(0, 17)))
    return unsound(written, 'id_check_digit');
  return { idNumber: number, idKind: 'citizen', sex: sexOf(number[16]!), birthDate, key: number };
}

function olderResident(written: string, number: string, today: Day): IdNumber {
  const birthDate = born(`19${number.slice(6, 12)}`, today);
  if (!birthDate) return unsound(written, 'id_birth_date', { date: `19${number.slice(6, 12)}` });
  const seventeen = `${number.slice(0, 6)}19${number.slice(6)}`;
  const key = seventeen + idCheckCharacter(seventeen);
  return { idNumber: number, idKind: 'citizen15', sex: sexOf(number[14]!), birthDate, key };
}
