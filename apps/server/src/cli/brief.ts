/** `brief`: the day's report of a place. */
import { plainText } from '@doorstep/sync';
import { LOCALES, type Locale } from '@doorstep/words';
import { brief, briefText } from '../brief';
import { openClock } from '../clock';
import { effects } from '../effects';
import { foldWhatIsBehind } from '../folder/beside';
import { openOwnKeys } from '../launch/own-keys';
import { SaidError, type Settings } from '../settings';
import type { Database } from '../store';
import { required, type Command } from './command';
import { runningHealth } from './health';
import { DAY_OPTION, LANG_OPTION, PLACE_OPTION } from './options';

/** The language asked for. */
export const localeOf = (lang: string | undefined, otherwise: Locale): Locale =>
  LOCALES.find((l) => l === lang) ?? otherwise;

/** A server that runs has folded everything; without one, what it left undone is done here. */
export async function bringUpToDate(db: Database, settings: Settings): Promise<void> {
  if (await runningHealth(settings)) return;
  await foldWhatIsBehind(db, await openOwnKeys(db, settings.dataFolder, effects));
}

export const briefCommand: Command = {
  name: 'brief',
  about: 'cli.briefAbout',
  options: {
    place: { ...PLACE_OPTION, required: true },
    day: { ...DAY_OPTION, required: true },
    lang: LANG_OPTION,
  },
  async run({ settings, options, locale, open }) {
    const { db } = await open();
    await bringUpToDate(db, settings);
    const place = required(options, 'place');
    const clock = await openClock(db, effects);
    const report = await brief(db, { place, day: required(options, 'day'), nowMs: clock.nowMs() });
    if (!report) throw new SaidError('cli.unknownPlace', { place }, 1);
    const text = briefText(report, localeOf(options.lang, locale));
    return { json: { ...report, text }, text: plainText(text) };
  },
};
