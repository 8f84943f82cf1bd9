/** ID numbers and phones that belong to nobody: area codes and prefixes that were never given out. */
import { idCheckCharacter } from '@doorstep/ledger';
import type { Dice } from './dice';
import type { Sex } from './names';

/** No province has the code 59 (GB/T 2260). */
const AREA = '590000';
/** No operator has the prefix 154. */
const MOBILE = '1540';

/** An ID number with a sound check digit; `birthday` is YYYY-MM-DD. Odd orders are men's. */
export function inventIdNumber(dice: Dice, birthday: string, sex: Sex): string {
  const order = dice.int(0, 499) * 2 + (sex === 'male' ? 1 : 0);
  const seventeen = `${AREA}${birthday.replaceAll('-', '')}${String(order).padStart(3, '0')}`;
  return seventeen + idCheckCharacter(seventeen);
}

/** A mobile number. */
export const inventPhone = (dice: Dice): string =>
  MOBILE + String(dice.int(0, 9_999_999)).padStart(7, '0');
