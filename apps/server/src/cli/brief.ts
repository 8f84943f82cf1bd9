/** `brief`: the day's report of a place. */
import { LOCALES, type Locale } from '@doorstep/words';
import { brief, briefText, plainText } from '../brief';
import { openClock } from '../clock';
import { effects } from '../effects';
import { SaidError } from '../settings';
import { required, type Command } from './command';
import { DAY_OPTION, LANG_OPTION, PLACE_OPTION } from './options';

const localeOf = (lang: string | undefined, otherwise: Locale): Locale =>
  LOCALES.find((l) => l === lang) ?? otherwise;

export const briefCommand: Command = {
  name: 'brief',
  about: 'cli.briefAbout',
  options: {
    place: { ...PLACE_OPTION, required: true },
    day: { ...DAY_OPTION, required: true },
    lang: LANG_OPTION,
  },
  async run({ options, locale, open }) {
    const { db } = await open();
    const place = required(options, 'place');
    const clock = await openClock(db, effects);
    const report = await brief(db, { place, day: required(options, 'day'), nowMs: clock.nowMs() });
    if (!report) throw new SaidError('cli.unknownPlace', { place }, 1);
    const text = briefText(report, localeOf(options.lang, locale));
    return { json: { ...report, text }, text: plainText(text) };
  },
};
