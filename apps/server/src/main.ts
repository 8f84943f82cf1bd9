/** The server: reads settings, starts, waits for the signal to stop. Wiring only. */
import { parseArgs } from 'node:util';
import { errorName } from './api/log';
import { effects } from './effects';
import { failureOf } from './launch/failure';
import { startHelp } from './launch/help';
import { serve } from './launch/serve';
import { openTerminal } from './launch/terminal';
import { readSettings, SaidError, terminalLocale } from './settings';

function readOptions(args: string[]): { help: boolean; empty: boolean } {
  try {
    const { values } = parseArgs({
      args,
      options: { help: { type: 'boolean' }, empty: { type: 'boolean' } },
    });
    return { help: values.help ?? false, empty: values.empty ?? false };
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
  const { help, empty } = readOptions(process.argv.slice(2));
  if (help) return terminal.plain(startHelp(locale));
  const signalled = onSignal();
  const server = await serve({ settings: readSettings(process.env), effects, terminal, empty });
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
