/** ID numbers and phones that belong to nobody: area codes and prefixes that were never given out. */
import type { Dice } from './dice';
import type { Sex } from './names';

/** No province has the code 59 (GB/T 2260). */
const AREA = '590000';
/** No operator has the prefix 154. */
const MOBILE = '1540';
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The last character of an ID number (GB 11643) after its seventeen digits. */
export function checkDigit(seventeen: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(seventeen[i]), 0);
  return '10X98765432'[sum % 11]!;
}

/** An ID number with a sound check digit; `birthday` is YYYY-MM-DD. Odd orders are men's. */
export function inventIdNumber(dice: Dice, birthday: string, sex: Sex): string {
  const order = dice.int(0, 499) * 2 + (sex === 'male' ? 1 : 0);
  const seventeen = `${AREA}${birthday.replaceAll('-', '')}${String(order).padStart(3, '0')}`;
  return seventeen + checkDigit(seventeen);
}

/** A mobile number. */
export const inventPhone = (dice: Dice): string =>
  MOBILE + String(dice.int(0, 9_999_999)).padStart(7, '0');
