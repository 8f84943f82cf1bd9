/** People that do not exist: papers of a province and phones of an operator that were never given out. */
import { idCheckCharacter } from '@doorstep/ledger';

/** A sound ID number; odd orders are men's. */
export function inventId(birthDate: string, order: number): string {
  const seventeen = `590000${birthDate.replaceAll('-', '')}${String(order).padStart(3, '0')}`;
  return seventeen + idCheckCharacter(seventeen);
}

/** A mobile number by its number. */
export const inventPhone = (n: number): string => `1540${String(n).padStart(7, '0')}`;
