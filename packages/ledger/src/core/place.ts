/** A place is its code (GB/T 2260 + town + village digits); its parent is a prefix of it. */
export type PlaceCode = string;
export type Level = 'province' | 'prefecture' | 'county' | 'town' | 'village';

const LEVELS: Record<number, Level> = {
  2: 'province',
  4: 'prefecture',
  6: 'county',
  9: 'town',
  12: 'village',
};

/** A place code, or a unit of it: its host's code + `U` + number (an office, a sending unit). */
export const PLACE = /^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})(U\d{1,6})?$/;

const host = (code: PlaceCode): string => code.split('U')[0] ?? code;

/** The level of a well-formed code; a unit has the level of its host. */
export function levelOf(code: PlaceCode): Level | undefined {
  return LEVELS[host(code).length];
}

/** The county digits that lead every stored row: six digits, right-padded with zeros. */
export function countyOf(code: PlaceCode): string {
  return host(code).slice(0, 6).padEnd(6, '0');
}

/** Every place above this one, nearest first: 222401101 → 222401, 2224, 22. */
export function ancestorsOf(code: PlaceCode): PlaceCode[] {
  const own = host(code);
  const above = [9, 6, 4, 2].filter((n) => n < own.length).map((n) => own.slice(0, n));
  return own === code ? above : [own, ...above];
}

/** Whether `code` is `above` itself or lies within it. */
export function isWithin(code: PlaceCode, above: PlaceCode): boolean {
  return code === above || ancestorsOf(code).includes(above);
}
