/** `places`: the tree of places with their codes. */
import { say } from '@doorstep/words';
import { SaidError } from '../settings';
import { places } from '../store';
import type { Command } from './command';
import { PLACE_OPTION } from './options';

/** The top of the tree this program comes with. */
const TOP = '22';
const DEPTH = { province: 0, prefecture: 1, county: 2, town: 3, village: 4 } as const;

export const placesCommand: Command = {
  name: 'places',
  about: 'cli.placesAbout',
  options: { under: { ...PLACE_OPTION, about: 'cli.optionUnder' } },
  async run({ options, locale, open }) {
    const { db } = await open();
    const place = options.under ?? TOP;
    const rows = await places.under(db, place);
    if (rows.length === 0) throw new SaidError('cli.unknownPlace', { place }, 1);
    const depthFirst = Math.min(...rows.map(({ level }) => DEPTH[level]));
    const lines = rows.map(
      (row) => `${'  '.repeat(DEPTH[row.level] - depthFirst)}${row.code}  ${say(locale, row)}`,
    );
    return { json: { places: rows }, text: lines.join('\n') };
  },
};
