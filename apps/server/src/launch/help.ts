/** Help texts: aligned columns, in the language of the terminal. */
import { say, type Locale, type MessageKey } from '@doorstep/words';

export type HelpRow = readonly [name: string, about: MessageKey];

/** A titled list, or nothing when it has no rows. */
export function helpSection(locale: Locale, title: MessageKey, rows: readonly HelpRow[]): string[] {
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    '',
    `${say(locale, title)}:`,
    ...rows.map(([name, about]) => `  ${name.padEnd(width)}  ${say(locale, about)}`),
  ];
}

export const SETTING_ROWS: readonly HelpRow[] = [
  ['PORT', 'cli.settingPort'],
  ['HOST', 'cli.settingHost'],
  ['DOORSTEP_DATA', 'cli.settingData'],
  ['DATABASE_URL', 'cli.settingDatabase'],
  ['TLS_CERT, TLS_KEY', 'cli.settingTls'],
  ['DOORSTEP_BACKUP', 'cli.settingBackup'],
  ['DOORSTEP_BACKUP_MINUTES', 'cli.settingBackupMinutes'],
];

/** What `npm start -- --help` says. */
export function startHelp(locale: Locale): string {
  return [
    say(locale, 'cli.about'),
    '',
    `${say(locale, 'cli.usage')}: npm start [-- --villages N --seed WORD | --empty]`,
    ...helpSection(locale, 'cli.options', [
      ['--villages N', 'cli.optionVillages'],
      ['--seed WORD', 'cli.optionSeed'],
      ['--empty', 'cli.optionEmpty'],
      ['--help', 'cli.optionHelp'],
    ]),
    ...helpSection(locale, 'cli.settings', SETTING_ROWS),
    '',
    say(locale, 'cli.exitCodes'),
  ].join('\n');
}
