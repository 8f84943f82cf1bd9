/** `restore`: a server from its backup and its key file, into an empty data folder. */
import { resolve } from 'node:path';
import { say } from '@doorstep/words';
import { restore } from '../backup/restore';
import { effects } from '../effects';
import { required, type Command } from './command';
import { fileOption, folderOption } from './options';

export const restoreCommand: Command = {
  name: 'restore',
  about: 'cli.restoreAbout',
  options: {
    from: { ...folderOption('cli.optionFrom'), required: true },
    keys: { ...fileOption('cli.optionKeysFrom'), required: true },
  },
  async run({ settings, options, locale, open }) {
    const restored = await restore({
      folder: resolve(required(options, 'from')),
      keyFile: resolve(required(options, 'keys')),
      dataFolder: settings.dataFolder,
      effects,
      open,
    });
    const { number, ledgers, entries } = restored;
    return {
      json: restored,
      text: say(locale, 'cli.restoreDone', { number, ledgers, entries }),
    };
  },
};
