/** Prints where the server is and how to get in: addresses and one-time links, fresh at every start. */
import type { Effects } from '../effects';
import { linkUrl, mintLink, newId } from '../links';
import { isLoopback, type Settings } from '../settings';
import { places, type Database } from '../store';
import { say, type Locale, type MessageKey } from '@doorstep/words';
import { seatsOfDemo, type DemoState } from './demo';
import type { Terminal } from './terminal';

/** Where somebody who starts without a demo gets in. */
const FIRST_OFFICE = '2224';

interface Seat {
  account: string;
  place: string;
  title: MessageKey;
  apps: readonly ('field' | 'desk')[];
}

async function seatsOf(demo: DemoState, db: Database, effects: Effects): Promise<Seat[]> {
  if (demo === 'none') {
    return [
      {
        account: newId(effects, 'c'),
        place: FIRST_OFFICE,
        title: 'duty.role_official',
        apps: ['desk'],
      },
    ];
  }
  return (await seatsOfDemo(db)).map((seat) => ({
    ...seat,
    title: seat.role === 'official' ? 'duty.role_official' : 'duty.role_first_secretary',
  }));
}

async function nameOf(db: Database, locale: Locale, place: string): Promise<string> {
  const row = await places.find(db, place);
  return row ? say(locale, row) : place;
}

export async function announce(
  deps: { db: Database; effects: Effects; terminal: Terminal; settings: Settings },
  baseUrl: string,
  demo: DemoState,
): Promise<void> {
  const { db, effects, terminal, settings } = deps;
  const { locale } = settings;
  if (!settings.tls && !isLoopback(settings.host)) terminal.warn('cli.plainHttp');
  terminal.line('cli.ready');
  terminal.plain(`  ${say(locale, 'cli.phoneApp')}  ${baseUrl}/field`);
  terminal.plain(`  ${say(locale, 'cli.deskApp')}  ${baseUrl}/desk`);
  terminal.line('cli.signInLinks');
  for (const { title, apps, ...seat } of await seatsOf(demo, db, effects)) {
    for (const app of apps) {
      const url = linkUrl(baseUrl, app, await mintLink(db, effects, seat));
      const where = await nameOf(db, locale, seat.place);
      const which = say(locale, app === 'field' ? 'cli.phoneApp' : 'cli.deskApp');
      terminal.plain(`  ${where} · ${say(locale, title)} · ${which}\n    ${url}`);
    }
  }
  terminal.line('cli.moreLinks');
  terminal.line('cli.stopHint');
}
