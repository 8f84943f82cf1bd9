/** Phone numbers as they are written: several in a cell, with spaces, names, as numbers, from abroad. */
import { saysNothing } from './blank';

export interface ReadPhones {
  phones: string[];
  /** What is left that can be no phone. */
  impossible?: string;
}

/** Each form after its start, so that a number is never found inside a longer one. */
const FORMS: [RegExp, (found: string) => string][] = [
  [/(^|[^\d+])((?:\+|00)86[-\s]?1[3-9]\d(?:[\s-]?\d){8})(?!\d)/g, lastEleven],
  [/(^|[^\d])((?:\+|00)(?!86)\d{1,3}[-\s]?(?:\d[\s-]?){7,12})(?!\d)/g, foreign],
  [/(^|[^\d])(1[3-9]\d(?:[\s-]?\d){8})(?!\d)/g, digitsOf],
  [/(^|[^\d])(861[3-9]\d{9})(?!\d)/g, lastEleven],
  [/(^|[^\d])(82[-\s]?10[-\s]?\d{4}[-\s]?\d{4})(?!\d)/g, foreign],
  [/(^|[^\d])(0(?:10|2\d|[3-9]\d{2})[\s-]*\d(?:[\s-]?\d){6,7}(?:[\s-]*转\d+)?)(?!\d)/g, landline],
  [/(^|[^\d])([48]00[\s-]?\d{3}[\s-]?\d{4})(?!\d)/g, digitsOf],
  [/(^|[^\d-])([2-8]\d{6,7})(?![\d-])/g, digitsOf],
];

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

function lastEleven(found: string): string {
  return digitsOf(found).slice(-11);
}

function foreign(found: string): string {
  const digits = digitsOf(found).replace(/^00/, '');
  return `+${digits}`;
}

function landline(found: string): string {
  const [number = '', extension] = found.split('转');
  const digits = digitsOf(number);
  const area = /^0(?:10|2\d)/.test(digits) ? 3 : 4;
  return `${digits.slice(0, area)}-${digits.slice(area)}${extension ? `-${extension}` : ''}`;
}

/** The phones in a cell's text. */
export function phonesIn(written: string): ReadPhones {
  if (saysNothing(written)) return { phones: [] };
  let rest = written
    .normalize('NFKC')
    .replace(/[‐‑‒–—―－]/g, '-')
    .replace(/\((0\d{2,3})\)/g, '$1-');
  if (/\d\.\d+E\+?\d+/i.test(rest)) return { phones: [], impossible: written };
  const found: { at: number; phone: string }[] = [];
  for (const [form, read] of FORMS) {
    rest = rest.replace(form, (_whole, before: string, number: string, at: number) => {
      found.push({ at: at + before.length, phone: read(number) });
      return `${before}${';'.repeat(number.length)}`;
    });
  }
  const phones = [...new Set(found.sort((a, b) => a.at - b.at).map(({ phone }) => phone))];
  const isLeft = /\d{3,}/.test(rest) || (phones.length === 0 && !/^[^\d]*$/.test(rest));
  const isWords = phones.length === 0 && !/\d/.test(rest);
  if (isLeft) return { phones, impossible: written };
  return isWords && !isExcuse(written) ? { phones, impossible: written } : { phones };
}

/** Words that say why there is no phone. */
const isExcuse = (text: string): boolean =>
  /无|没|不|未|停机|空号|外地|出国|去世|拒|없|모름|거부/.test(text) || text.trim().length === 0;
