/** `status`: whether a server answers, and what the database holds. */
import { wallClock } from '@doorstep/ledger';
import { say, type Locale } from '@doorstep/words';
import { openClock } from '../clock';
import { effects } from '../effects';
import { ledger } from '../store';
import type { Command } from './command';
import { runningHealth, type Health } from './health';

function textOf(
  locale: Locale,
  health: Health | null,
  stored: { ledgers: number; entries: number; nowMs: number },
): string {
  const server = health
    ? say(locale, 'cli.statusRunning', { version: health.version })
    : say(locale, 'cli.statusStopped');
  return [
    `${say(locale, 'cli.statusServer')}: ${server}`,
    ...(health?.demo ? [`${say(locale, 'cli.statusDemo')}: ${health.demo.percent}%`] : []),
    `${say(locale, 'cli.statusDatabase')}: ${say(locale, 'cli.statusOk')}`,
    `${say(locale, 'cli.statusLedgers')}: ${stored.ledgers}`,
    `${say(locale, 'cli.statusEntries')}: ${stored.entries}`,
    `${say(locale, 'cli.statusServerTime')}: ${wallClock(stored.nowMs)}`,
  ].join('\n');
}

export const statusCommand: Command = {
  name: 'status',
  about: 'cli.statusAbout',
  options: {},
  async run({ settings, locale, open }) {
    const health = await runningHealth(settings);
    const { db } = await open();
    const heads = await ledger.everyHead(db);
    const entries = heads.reduce((sum, { head }) => sum + head, 0);
    const { nowMs } = await openClock(db, effects);
    const stored = { ledgers: heads.length, entries, nowMs: nowMs() };
    return {
      json: {
        server: health,
        database: 'ok',
        ledgers: stored.ledgers,
        entries,
        serverTimeMs: stored.nowMs,
      },
      text: textOf(locale, health, stored),
    };
  },
};
