/**
 * Identity numbers of 18 characters (GB 11643): area, birth date, order (odd is a man's), and a
 * check character, which is the weighted sum of the seventeen digits before it, modulo 11. A number
 * whose check character holds states a birth year and a sex. Other numbers (15 digits, passports)
 * exist and say nothing here. Pure.
 */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';
const RESIDENT_NUMBER = /^\d{17}[\dX]$/;

interface Stated {
  birthYear: number;
  sex: 'female' | 'male';
}

/** Upper case, no spaces: how a number is kept. */
export const tidyIdNumber = (typed: string): string => typed.replaceAll(/\s/g, '').toUpperCase();

/** The last character of a number after its seventeen digits. */
export function idCheckCharacter(seventeen: string): string {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(seventeen[at]), 0);
  return CHECKS[sum % 11]!;
}

/** Whether the check character holds; undefined for numbers of another form. */
export const isSoundIdNumber = (number: string): boolean | undefined =>
  RESIDENT_NUMBER.test(number) ? idCheckCharacter(number) === number[17] : undefined;

/** What a sound number says of its holder. */
export function statedByIdNumber(number: string): Stated | undefined {
  if (!isSoundIdNumber(number)) return undefined;
  return {
    birthYear: Number(number.slice(6, 10)),
    sex: Number(number[16]) % 2 === 0 ? 'female' : 'male',
  };
}
