/**
 * Identity numbers of 18 characters (GB 11643): the check digit, and the birth year and sex they
 * state. Other numbers (15 digits, passports) exist and say nothing here. Pure.
 */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';
const RESIDENT_NUMBER = /^\d{17}[\dX]$/;

export interface Stated {
  birthYear: number;
  sex: 'female' | 'male';
}

/** Upper case, no spaces: how a number is kept. */
export const tidyIdNumber = (typed: string): string => typed.replaceAll(/\s/g, '').toUpperCase();

/** Whether the check digit holds; undefined for numbers of another form. */
export function isSound(number: string): boolean | undefined {
  if (!RESIDENT_NUMBER.test(number)) return undefined;
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(number[at]), 0);
  return CHECKS[sum % 11] === number[17];
}

/** What a sound number says of its holder. */
export function statedBy(number: string): Stated | undefined {
  if (!isSound(number)) return undefined;
  return {
    birthYear: Number(number.slice(6, 10)),
    sex: Number(number[16]) % 2 === 0 ? 'female' : 'male',
  };
}
