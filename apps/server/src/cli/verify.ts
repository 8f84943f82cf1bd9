/** `verify`: is everything as it was written? Names the place and what differs. */
import { resolve } from 'node:path';
import { say, type Locale } from '@doorstep/words';
import { verifyBackup } from '../backup/verify';
import { effects } from '../effects';
import { openOwnKeys, requireOwnKeys } from '../launch/own-keys';
import { verifyDatabase, type Verified } from '../verify/database';
import type { Finding, FindingCode } from '../verify/findings';
import type { Answer, Command } from './command';
import { folderOption } from './options';

const SAID = {
  gap: 'cli.foundGap',
  chain: 'cli.foundChain',
  head: 'cli.foundHead',
  segment: 'cli.foundSegment',
  aside: 'cli.foundAside',
  delivery: 'cli.foundDelivery',
  id: 'cli.foundId',
  fold: 'cli.foundFold',
  heard: 'cli.foundHeard',
  tally: 'cli.foundTally',
  rollup: 'cli.foundRollup',
  obligation: 'cli.foundObligation',
  contact: 'cli.foundContact',
  'key-missing': 'cli.foundKeyMissing',
  'key-broken': 'cli.foundKeyBroken',
} as const satisfies Record<FindingCode, string>;

const lineOf = (locale: Locale, { place, seq, code, detail }: Finding): string =>
  [`${place}${seq === undefined ? '' : ` #${seq}`}`, say(locale, SAID[code]), detail]
    .filter(Boolean)
    .join('  ');

function answerOf(locale: Locale, verified: Verified): Answer {
  const { ledgers, entries, found, findings } = verified;
  const said = found === 0 ? 'cli.verifySound' : 'cli.verifyFound';
  const summary = say(locale, said, { ledgers, entries, found });
  return {
    json: { sound: found === 0, ...verified },
    text: [...findings.map((finding) => lineOf(locale, finding)), summary].join('\n'),
    failed: found > 0,
  };
}

export const verifyCommand: Command = {
  name: 'verify',
  about: 'cli.verifyAbout',
  options: { backup: folderOption('cli.optionVerifyBackup') },
  async run({ settings, options, locale, open }) {
    if (options.backup) return answerOf(locale, await verifyBackup(resolve(options.backup)));
    await requireOwnKeys(settings.dataFolder);
    const { db } = await open();
    const keys = await openOwnKeys(db, settings.dataFolder, effects);
    return answerOf(locale, await verifyDatabase(db, keys));
  },
};
