/** What a column without an understood header means by its values, where these leave no doubt. */
import type { Meaning } from '../face';
import { RELATION_WORDS } from '../values/relation';

const SHARE_MIN = 0.7;
const VALUES_MIN = 2;

const LOOKS: [Meaning, (value: string) => boolean][] = [
  ['idNumber', (value) => /^['‘’]?\d{17}[\dXx]$/.test(value.replace(/\s/g, ''))],
  ['phone', (value) => /^1[3-9]\d{9}$/.test(value.replace(/[\s-]/g, ''))],
  ['sex', (value) => /^[男女남녀]성?$/.test(value)],
  ['relation', (value) => RELATION_WORDS.has(value.replace(/^之/, ''))],
  ['nation', (value) => /^[\p{Script=Han}]{1,4}族$/u.test(value)],
];

const isName = (value: string): boolean =>
  /^\p{Script=Han}{2,4}$|^\p{Script=Hangul}{2,4}$|^\p{Script=Han}\s+\p{Script=Han}$/u.test(value);

/** The meaning a column's values show beyond doubt. */
export function guessMeaning(values: string[]): Meaning | undefined {
  if (values.length < VALUES_MIN) return undefined;
  return LOOKS.find(([, looks]) => isMostly(values, looks))?.[0];
}

/** Whether a column could be the names, where another column already shows that rows are people. */
export const couldBeNames = (values: string[]): boolean =>
  values.length >= VALUES_MIN &&
  isMostly(values, isName) &&
  new Set(values).size > values.length / 2;

/** Whether a value is of the kind that its column's others show. */
export const looksLike = (meaning: Meaning, value: string): boolean =>
  LOOKS.some(([one, looks]) => one === meaning && looks(value.trim()));

const isMostly = (values: string[], looks: (value: string) => boolean): boolean =>
  values.filter((value) => looks(value.trim())).length >= values.length * SHARE_MIN;
