/** Figures: counts, ages, temperatures. */
const COUNT_MAX = 100_000;
const AGE_MAX = 130;
const TEMPERATURE_TENTHS = { min: 340, max: 430 };

const plain = (text: string): string => text.normalize('NFKC').replace(/\s/g, '');

/** 4, 4人, 4口; undefined where it is no count. */
export function countOf(text: string): number | undefined {
  const found = /^(\d+)(?:\.0+)?(?:人|口|户|名|口人|명|호|세대)?$/.exec(plain(text));
  const count = Number(found?.[1]);
  return found && count <= COUNT_MAX ? count : undefined;
}

/** 45, 45岁; undefined where it is no age. Under one year counts as 0. */
export function ageOf(text: string): number | undefined {
  const word = plain(text);
  if (/^\d{1,2}(?:个?月|天|개월|일)$/.test(word)) return 0;
  const found = /^(\d{1,3})(?:\.\d+)?(?:周?岁|세|살)?$/.exec(word);
  const age = Number(found?.[1]);
  return found && age <= AGE_MAX ? age : undefined;
}

/** 36.5, 36.5℃, 36度5 in tenths of a degree; undefined where there is none. */
export function temperatureIn(
  text: string,
): { tenths?: number; isImpossible?: boolean } | undefined {
  const found = /(\d{2,3})(?:[.。,，·度](\d))?/.exec(plain(text));
  if (!found) return undefined;
  const [, whole = '', tenth = '0'] = found;
  const isRun = whole.length === 3;
  const tenths = isRun ? Number(whole) : Number(whole) * 10 + Number(tenth);
  const isPossible = tenths >= TEMPERATURE_TENTHS.min && tenths <= TEMPERATURE_TENTHS.max;
  return isPossible ? { tenths } : { isImpossible: true };
}
