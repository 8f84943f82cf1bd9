/**
 * Days as people write them: 2020-1-5, 2020.1.5, 2020年1月5日, 二〇二〇年一月五日, 1月5日, a stored
 * number. A day without a year takes the latest year in which it is not after the day the sheet
 * speaks of. A lunar day, or one that could be two, is not guessed.
 */
import type { Cell } from '../read/workbook';
import type { Day, ProblemCode } from '../face';
import { dayOfSerial } from '../read/styles';
import { saysNothing } from './blank';

export interface ReadDay {
  day?: Day;
  /** Where only the year, or year and month, is written. */
  partial?: string;
  problem?: ProblemCode;
}

const LUNAR =
  /农历|阴历|旧历|正月|腊月|冬月|初[一二三四五六七八九十\d]|除夕|春节|大年|小年|元宵|음력|설날|섣달|그믐/;
const SERIAL_MIN = 10_000;
const SERIAL_MAX = 60_000;

const pad = (value: number | string): string => String(value).padStart(2, '0');
const dayOf = (year: number, month: number, day: number): Day =>
  `${year}-${pad(month)}-${pad(day)}`;

/** Whether a `YYYY-MM-DD` is in the calendar. */
export function isRealDay(day: Day): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === day;
}

const checked = (year: number, month: number, day: number): ReadDay => {
  const read = dayOf(year, month, day);
  return isRealDay(read) ? { day: read } : { problem: 'date_impossible' };
};

/** 二〇二〇 → 2020, 十二 → 12, 二十八 → 28. */
function arabic(text: string): string {
  const digits = '〇一二三四五六七八九';
  return text
    .replace(/元月/g, '1月')
    .replace(/[零○０]/g, '〇')
    .replace(/[〇一二三四五六七八九]{4}(?=年)/g, (year) =>
      [...year].map((digit) => digits.indexOf(digit)).join(''),
    )
    .replace(
      /([一二三])?十([一二三四五六七八九])?(?=[月日号])/g,
      (_, tens?: string, ones?: string) =>
        String((tens ? digits.indexOf(tens) : 1) * 10 + (ones ? digits.indexOf(ones) : 0)),
    )
    .replace(/[一二三四五六七八九](?=[月日号])/g, (digit) => String(digits.indexOf(digit)));
}

const normal = (text: string): string =>
  arabic(text.normalize('NFKC').trim())
    .replace(/년\s*/g, '年')
    .replace(/월\s*/g, '月')
    .replace(/일/g, '日')
    .replace(/号/g, '日')
    .replace(/[T\s]+\d{1,2}(?:[:时点]\d{0,2}分?)(?::\d{2}(?:\.\d+)?)?Z?/g, '')
    .replace(/日\s*(?:凌晨|[早上下中午傍晚夜]{1,2}|오전|오후)?\s*\d{1,2}[:时点시].{0,6}$/, '日')
    .replace(/(\d)\s*([-./年月日、])\s*/g, '$1$2')
    .replace(/^(?:约|大约|于|在|['‘’]+)/, '');

/** 2020 for 20, 1965 for 65 beside a day of 2020. */
const wholeYear = (written: string, reference: Day): number => {
  if (written.length === 4) return Number(written);
  const year = 2000 + Number(written);
  return year > Number(reference.slice(0, 4)) + 1 ? year - 100 : year;
};

function withoutYear(month: number, day: number, reference: Day | undefined): ReadDay {
  if (month < 1 || month > 12 || day < 1 || day > 31) return { problem: 'date_impossible' };
  if (!reference) return { problem: 'date_unreadable' };
  const year = Number(reference.slice(0, 4));
  const read = dayOf(year, month, day);
  return checked(read > reference ? year - 1 : year, month, day);
}

/** 1/25/2020: only where one part can be no month. */
function monthOrDayFirst(first: number, second: number, year: number): ReadDay {
  if (first > 12 && second <= 12) return checked(year, second, first);
  if (second > 12 || first === second) return checked(year, first, second);
  return { problem: 'date_unreadable' };
}

const TAIL = String.raw`(?:[^\d]*)$`;
const FORMS: [RegExp, (parts: string[], reference: Day) => ReadDay][] = [
  [
    new RegExp(String.raw`^(\d{4}|\d{2})[-./年、](\d{1,2})[-./月、](\d{1,2})日?${TAIL}`),
    ([year = '', month, day], reference) =>
      checked(wholeYear(year, reference), Number(month), Number(day)),
  ],
  [
    /^(\d{4})(\d{2})(\d{2})$/,
    ([year, month, day]) => checked(Number(year), Number(month), Number(day)),
  ],
  [
    /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/,
    ([first, second, year]) => monthOrDayFirst(Number(first), Number(second), Number(year)),
  ],
  [
    new RegExp(String.raw`^(\d{1,2})月(\d{1,2})日?${TAIL}`),
    ([month, day], reference) => withoutYear(Number(month), Number(day), reference),
  ],
  [
    /^(\d{1,2})[-./](\d{1,2})日?$/,
    ([month, day], reference) => withoutYear(Number(month), Number(day), reference),
  ],
  [
    /^(\d{4})[-./年](\d{1,2})月?份?$/,
    ([year, month]) =>
      Number(month) >= 1 && Number(month) <= 12
        ? { partial: `${year}-${pad(month!)}` }
        : { problem: 'date_impossible' },
  ],
  [
    /^(\d{4})(\d{2})$/,
    ([year, month]) =>
      Number(month) <= 12 ? { partial: `${year}-${month}` } : { problem: 'date_impossible' },
  ],
  [/^((?:18|19|20)\d{2})年?(?:生|出生)?$/, ([year]) => ({ partial: year })],
];

function numbered(cell: Cell, date1904: boolean): ReadDay | undefined {
  const value = cell.number ?? Number(cell.text);
  if (!/^\d{5}(?:\.\d+)?$/.test(cell.text.trim())) return undefined;
  if (value < SERIAL_MIN || value > SERIAL_MAX) return undefined;
  const day = dayOfSerial(value, date1904);
  return day ? { day } : undefined;
}

/** 1.2 stored as a number may have been 1.20; 1965.1 may have been 1965.10. */
function ambiguous(cell: Cell): ReadDay | undefined {
  if (cell.kind !== 'number' || Number.isInteger(cell.number)) return undefined;
  const parts = cell.text.split('.');
  if (parts[1]?.length !== 1) return undefined;
  return parts[0]?.length === 4 ? { partial: parts[0] } : { problem: 'date_unreadable' };
}

/** The day a cell states; undefined where it says nothing. `reference` is the day it speaks on. */
export function dayIn(cell: Cell, reference: Day, date1904: boolean): ReadDay | undefined {
  if (cell.kind === 'date') return checkedText(cell.text);
  if (saysNothing(cell.text)) return undefined;
  const found = numbered(cell, date1904) ?? ambiguous(cell);
  if (found) return found;
  const text = normal(cell.text);
  for (const [form, read] of FORMS) {
    const parts = form.exec(text);
    if (parts && !LUNAR.test(cell.text)) return read(parts.slice(1), reference);
  }
  return { problem: LUNAR.test(cell.text) ? 'date_lunar' : 'date_unreadable' };
}

const checkedText = (day: Day): ReadDay =>
  isRealDay(day) ? { day } : { problem: 'date_unreadable' };

/** A day standing anywhere in a title or a line such as 填表日期：2020年2月1日. */
export function dayWithin(text: string): Day | undefined {
  const found = /(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})/.exec(
    arabic(text.normalize('NFKC')),
  );
  const day = found && dayOf(Number(found[1]), Number(found[2]), Number(found[3]));
  return day && isRealDay(day) ? day : undefined;
}

/** The last day of a month named in a title such as 2020年2月. */
export function monthWithin(text: string): Day | undefined {
  const found = /(\d{4})\s*[-./年]\s*(\d{1,2})\s*月/.exec(arabic(text.normalize('NFKC')));
  const month = Number(found?.[2]);
  if (!found || month < 1 || month > 12) return undefined;
  return new Date(Date.UTC(Number(found[1]), month, 0)).toISOString().slice(0, 10);
}
