/** `link`: a one-time sign-in link for somebody at a place. */
import { say } from '@doorstep/words';
import { APPS } from '../api/session';
import { effects } from '../effects';
import { LINK_DAYS, linkUrl, mintLink, newId, scopeOf } from '../links';
import { baseUrlOf, SaidError } from '../settings';
import { places } from '../store';
import { required, type Command } from './command';
import { APP_OPTION, CADRE_OPTION, PLACE_OPTION } from './options';

export const linkCommand: Command = {
  name: 'link',
  about: 'cli.linkAbout',
  options: { place: { ...PLACE_OPTION, required: true }, cadre: CADRE_OPTION, app: APP_OPTION },
  async run({ settings, options, locale, open }) {
    const { db } = await open();
    const place = required(options, 'place');
    const found = await places.find(db, place);
    if (!found) throw new SaidError('cli.unknownPlace', { place }, 1);
    if (options.app === 'field' && scopeOf(place) === 'office')
      throw new SaidError('cli.officeLink', { place: say(locale, found) });
    const account = options.cadre ?? newId(effects, 'c');
    const token = await mintLink(db, effects, { place, account });
    const app =
      APPS.find((name) => name === options.app) ??
      (scopeOf(place) === 'village' ? 'field' : 'desk');
    const url = linkUrl(baseUrlOf(settings, settings.port), app, token);
    const heading = say(locale, 'cli.linkFor', { place: say(locale, found), days: LINK_DAYS });
    return { json: { place, account, app, url }, text: `${heading}\n${url}` };
  },
};
