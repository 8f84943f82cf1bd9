/** Options several commands share. */
import * as v from 'valibot';
import { day, PLACE } from '@doorstep/ledger';
import { LOCALES } from '@doorstep/words';
import { APPS } from '../api/session';
import type { Option } from './command';

export const PLACE_OPTION: Option = {
  about: 'cli.optionPlace',
  schema: v.pipe(v.string(), v.regex(PLACE)),
  value: 'CODE',
};
export const DAY_OPTION: Option = {
  about: 'cli.optionDay',
  schema: day,
  value: 'YYYY-MM-DD',
};
const path = v.pipe(v.string(), v.nonEmpty());
export const folderOption = (about: Option['about']): Option => ({
  about,
  schema: path,
  value: 'DIR',
});
export const fileOption = (about: Option['about']): Option => ({
  about,
  schema: path,
  value: 'FILE',
});
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
