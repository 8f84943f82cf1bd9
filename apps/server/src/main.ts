/** The server: reads settings, starts, waits for the signal to stop. Wiring only. */
import { parseArgs } from 'node:util';
import { errorName } from './api/log';
import { VILLAGES_MAX, VILLAGES_MIN } from './demo';
import { effects } from './effects';
import { failureOf } from './launch/failure';
import type { DemoWish } from './launch/demo';
import { startHelp } from './launch/help';
import { serve } from './launch/serve';
import { openTerminal } from './launch/terminal';
import { readSettings, SaidError, terminalLocale } from './settings';

/** What a seed may be: a word. */
const SEED = /^[a-z0-9-]{1,40}$/i;

interface Options {
  help: boolean;
  demo: DemoWish;
}

const isCount = (text: string): boolean =>
  /^\d{1,4}$/.test(text) && Number(text) >= VILLAGES_MIN && Number(text) <= VILLAGES_MAX;

/** @throws SaidError when an option is not known or takes something else */
function readOptions(args: string[]): Options {
  const { help = false, empty = false, villages, seed } = parse(args).values;
  if (villages !== undefined && (empty || !isCount(villages)))
    throw new SaidError('cli.badVillages', { min: VILLAGES_MIN, max: VILLAGES_MAX });
  if (seed !== undefined && (empty || !SEED.test(seed))) throw new SaidError('cli.badSeed');
  return {
    help,
    demo: {
      empty,
      ...(villages !== undefined && { villages: Number(villages) }),
      ...(seed !== undefined && { seed }),
    },
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        help: { type: 'boolean' },
        empty: { type: 'boolean' },
        villages: { type: 'string' },
        seed: { type: 'string' },
      },
    });
  } catch {
    throw new SaidError('cli.badOption', { name: args.join(' ') });
  }
}

/** npm and the terminal may both pass on the same Ctrl-C: only the first counts. */
function onSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
  });
}

const locale = terminalLocale(process.env);
const terminal = openTerminal(locale, process.stdout, process.stderr);

async function run(): Promise<void> {
  const { help, demo } = readOptions(process.argv.slice(2));
  if (help) return terminal.plain(startHelp(locale));
  const signalled = onSignal();
  const server = await serve({ settings: readSettings(process.env), effects, terminal, demo });
  process.once('uncaughtException', (error) => {
    terminal.warn('cli.failed', { reason: errorName(error) });
    void server.stop().finally(() => process.exit(1));
  });
  await signalled;
  terminal.line('cli.stopping');
  await server.stop();
  terminal.line('cli.stopped');
}

run().then(
  () => process.exit(0),
  (error: unknown) => {
    const { text, exitCode } = failureOf(error, locale);
    process.stderr.write(`${text}\n`);
    process.exit(exitCode);
  },
);
