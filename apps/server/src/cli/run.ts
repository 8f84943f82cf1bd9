/** Reads a command line, runs its command, prints its answer: the whole of `npm run doorstep`. */
import { parseArgs } from 'node:util';
import { say, type Locale } from '@doorstep/words';
import { effects } from '../effects';
import { failureOf } from '../launch/failure';
import { openGround, type Ground } from '../launch/ground';
import { helpSection, SETTING_ROWS } from '../launch/help';
import { readSettings, SaidError, terminalLocale } from '../settings';
import { backupCommand } from './backup';
import { briefCommand } from './brief';
import { checkOptions, type Command, type Option } from './command';
import { exportCommand } from './export';
import { importRegisterCommand } from './import-register';
import { linkCommand } from './link';
import { openapiCommand } from './openapi';
import { placesCommand } from './places';
import { restoreCommand } from './restore';
import { statusCommand } from './status';
import { verifyCommand } from './verify';

const COMMANDS: readonly Command[] = [
  briefCommand,
  exportCommand,
  importRegisterCommand,
  linkCommand,
  placesCommand,
  statusCommand,
  openapiCommand,
  backupCommand,
  restoreCommand,
  verifyCommand,
];

export interface Outcome {
  exitCode: 0 | 1 | 2;
  stdout: string;
  stderr: string;
}

/** How an option is written: `--place CODE`, `-o FILE`, `--dry-run`, `FILE`. */
function formOf(name: string, { value, flag, bare, short }: Option): string {
  if (bare) return value;
  if (short) return `-${short} ${value}`;
  return flag ? `--${name}` : `--${name} ${value}`;
}

const usageOf = ([name, option]: [string, Option]): string =>
  option.required ? formOf(name, option) : `[${formOf(name, option)}]`;

function helpOf(locale: Locale, command: Command | undefined): string {
  const options = Object.entries(command?.options ?? {});
  const usage = command ? [command.name, ...options.map(usageOf)].join(' ') : '<command> […]';
  return [
    say(locale, command?.about ?? 'cli.about'),
    '',
    `${say(locale, 'cli.usage')}: npm run doorstep -- ${usage} [--json]`,
    ...helpSection(
      locale,
      'cli.commands',
      command ? [] : COMMANDS.map(({ name, about }) => [name, about] as const),
    ),
    ...helpSection(locale, 'cli.options', [
      ...options.map(([name, option]) => [formOf(name, option), option.about] as const),
      ['--json', 'cli.optionJson'],
      ['--help', 'cli.optionHelp'],
    ]),
    ...helpSection(locale, 'cli.settings', SETTING_ROWS),
    '',
    say(locale, 'cli.exitCodes'),
  ].join('\n');
}

interface Line {
  command: Command | undefined;
  given: Record<string, string>;
  json: boolean;
  help: boolean;
}

/** @throws SaidError for a command or option there is not */
function readLine(args: readonly string[]): Line {
  const named = args[0]?.startsWith('-') === false;
  const name = named ? args[0] : undefined;
  const rest = args.slice(named ? 1 : 0);
  const command = COMMANDS.find((c) => c.name === name);
  if (name !== undefined && !command) throw new SaidError('cli.unknownCommand', { name });
  try {
    return { command, ...readOptions(command?.options ?? {}, rest) };
  } catch {
    throw new SaidError('cli.badOption', { name: rest.join(' ') });
  }
}

/** @throws for a name or a bare value there is no option for */
function readOptions(known: Command['options'], args: string[]): Omit<Line, 'command'> {
  const all = Object.entries(known);
  const bare = all.filter(([, option]) => option.bare).map(([name]) => name);
  const named = all.filter(([name]) => !bare.includes(name));
  const options = Object.fromEntries(
    named.map(([name, { flag, short }]) => [
      name,
      { type: flag ? ('boolean' as const) : ('string' as const), ...(short && { short }) },
    ]),
  );
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: bare.length > 0,
    options: { ...options, json: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (positionals.length > bare.length) throw new TypeError('too many');
  const { json = false, help = false, ...given } = values as Record<string, string | boolean>;
  const texts = Object.entries(given).map(([name, value]) => [
    name,
    value === true ? 'yes' : value,
  ]);
  const stood = positionals.map((value, i) => [bare[i], value]);
  return {
    json: json === true,
    help: help === true,
    given: Object.fromEntries([...texts, ...stood]) as Record<string, string>,
  };
}

async function answer(
  command: Command,
  line: Line,
  locale: Locale,
  env: NodeJS.ProcessEnv,
): Promise<Outcome> {
  const settings = readSettings(env);
  const options = checkOptions(command, line.given);
  let ground: Ground | undefined;
  const open = async () =>
    (ground ??= await openGround(settings, effects, { serve: false, log: () => undefined }));
  try {
    const { json, text, failed } = await command.run({ settings, options, locale, open });
    const stdout = line.json ? JSON.stringify(json) : text;
    return { exitCode: failed ? 1 : 0, stdout, stderr: '' };
  } finally {
    await ground?.close();
  }
}

/** Runs one command line; never throws. */
export async function runCommand(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Outcome> {
  const locale = terminalLocale(env);
  try {
    const line = readLine(args);
    const { command } = line;
    if (line.help) return { exitCode: 0, stdout: helpOf(locale, command), stderr: '' };
    if (!command) return { exitCode: 2, stdout: '', stderr: helpOf(locale, undefined) };
    return await answer(command, line, locale, env);
  } catch (error) {
    const { text, exitCode } = failureOf(error, locale);
    return { exitCode, stdout: '', stderr: text };
  }
}
