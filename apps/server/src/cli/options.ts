/** Options several commands share. */
import * as v from 'valibot';
import { DAY, PLACE } from '@doorstep/ledger';
import { LOCALES } from '@doorstep/words';
import { APPS } from '../api/session';
import type { Option } from './command';

const isDay = (text: string): boolean => {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
};

export const PLACE_OPTION: Option = {
  about: 'cli.optionPlace',
  schema: v.pipe(v.string(), v.regex(PLACE)),
  value: 'CODE',
};
export const DAY_OPTION: Option = {
  about: 'cli.optionDay',
  schema: v.pipe(v.string(), v.regex(DAY), v.check(isDay)),
  value: 'YYYY-MM-DD',
};
export const LANG_OPTION: Option = {
  about: 'cli.optionLang',
  schema: v.picklist(LOCALES),
  value: LOCALES.join('|'),
};
export const CADRE_OPTION: Option = {
  about: 'cli.optionCadre',
  schema: v.pipe(v.string(), v.regex(/^c_[A-Za-z0-9_-]{6,40}$/)),
  value: 'c_…',
};
export const APP_OPTION: Option = {
  about: 'cli.optionApp',
  schema: v.picklist(APPS),
  value: APPS.join('|'),
};
