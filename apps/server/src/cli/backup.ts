/** `backup`: everything new since the last one, into a folder; the keys, when asked, into a file apart. */
import { resolve } from 'node:path';
import { say } from '@doorstep/words';
import { saveKeyFile } from '../backup/key-file';
import { backUp } from '../backup/write';
import { effects } from '../effects';
import { openOwnKeys, requireOwnKeys } from '../launch/own-keys';
import { required, type Command } from './command';
import { fileOption, folderOption } from './options';

export const backupCommand: Command = {
  name: 'backup',
  about: 'cli.backupAbout',
  options: {
    to: { ...folderOption('cli.optionTo'), required: true },
    keys: fileOption('cli.optionKeysTo'),
  },
  async run({ settings, options, locale, open }) {
    const folder = resolve(required(options, 'to'));
    await requireOwnKeys(settings.dataFolder);
    const { db } = await open();
    const keys = await openOwnKeys(db, settings.dataFolder, effects);
    if (options.keys) await saveKeyFile(options.keys, settings.dataFolder, folder);
    const made = await backUp({ db, keys, effects, folder });
    const { number, ledgers, added, entries } = made;
    return {
      json: { ...made, folder },
      text: say(locale, 'cli.backupDone', { number, ledgers, added, entries }),
    };
  },
};
