/**
 * The real server in a process of its own, as `npm start` runs it: embedded PostgreSQL, a data
 * folder that is thrown away, the built apps. Links are made by the operator's command line.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NODE_OPTIONS } from '../apps/server/src/node-options';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ADDRESS = /(https?:\/\/\S+)\/field\b/;

export interface Ran {
  exitCode: number;
  stdout: string;
  stderr: string;
}

export interface ServerOptions {
  /** Kept by whoever names it; a new one otherwise. */
  dataFolder?: string;
  /** A database that runs already instead of the embedded one. */
  databaseUrl?: string;
  /** A free one otherwise. */
  port?: number;
  /** What `npm start` is told after `--`; without a demo otherwise. */
  args?: readonly string[];
}

export interface RunningServer {
  /** Where it listens, e.g. `http://127.0.0.1:4901`. */
  baseUrl: string;
  dataFolder: string;
  /** A one-time sign-in link; a new person when no cadre (`c_…`) is named. */
  link(app: 'field' | 'desk', place: string, cadre?: string): Promise<string>;
  /** Runs a command of the operator on the same data. */
  doorstep(...args: string[]): Promise<Ran>;
  /** All it has written to the terminal. */
  terminal(): string;
  /** @throws Error with what it said, when it has ended */
  assertRuns(): void;
  /** Ends it as a service manager does; the data folder stays. @returns the exit code */
  stop(): Promise<number>;
  /** `kill -9`: it gets no chance to do anything more. */
  kill(): Promise<void>;
  /** Ends it if it still runs and removes the data folder. */
  remove(): Promise<void>;
}

const settings = (dataFolder: string, databaseUrl = '', port = 0): NodeJS.ProcessEnv => ({
  ...process.env,
  PORT: String(port),
  HOST: '127.0.0.1',
  DOORSTEP_DATA: dataFolder,
  DATABASE_URL: databaseUrl,
  LC_ALL: 'en',
});

function run(entry: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  const program = ['--import', 'tsx', join('apps/server/src', entry)];
  return spawn(process.execPath, [...NODE_OPTIONS, ...program, ...args], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const ended = (child: ChildProcess): Promise<number> =>
  new Promise((resolve) => child.once('close', (code) => resolve(code ?? -1)));

/** Runs a command of the operator to its end. */
export async function runDoorstep(dataFolder: string, ...args: string[]): Promise<Ran> {
  const child = run('cli.ts', args, settings(dataFolder));
  const said = { stdout: '', stderr: '' };
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  return { exitCode: await ended(child), ...said };
}

/** Waits until the server prints its address and says that it is well. */
function addressOf(child: ChildProcess, terminal: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const address = ADDRESS.exec(terminal())?.[1];
      if (address) resolve(address);
    };
    child.stdout!.on('data', look);
    child.stderr!.on('data', look);
    child.once('close', () => reject(new Error(`the server ended early:\n${terminal()}`)));
  });
}

/** A new folder for one test. */
export const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'doorstep-e2e-'));

/** Starts a server; without demo unless told otherwise. */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const { databaseUrl, port, args = ['--empty'] } = options;
  const dataFolder = options.dataFolder ?? (await newFolder());
  const child = run('main.ts', [...args], settings(dataFolder, databaseUrl, port));
  let said = '';
  for (const stream of [child.stdout!, child.stderr!])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const over = ended(child);
  const baseUrl = await addressOf(child, () => said);
  const health = await fetch(`${baseUrl}/api/health`);
  if (!health.ok) throw new Error(`the server is not well: ${await health.text()}`);
  const doorstep = (...args: string[]): Promise<Ran> => runDoorstep(dataFolder, ...args);
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const stop = async (): Promise<number> => {
    if (!hasEnded()) child.kill('SIGTERM');
    return over;
  };
  return {
    baseUrl,
    dataFolder,
    doorstep,
    terminal: () => said,
    assertRuns: () => {
      if (hasEnded()) throw new Error(`the server ended by itself:\n${said}`);
    },
    stop,
    kill: async () => {
      child.kill('SIGKILL');
      await over;
    },
    link: async (app, place, cadre) => {
      const who = cadre ? ['--cadre', cadre] : [];
      const made = await doorstep('link', '--app', app, '--place', place, ...who);
      const url = /\S+#enrol=\S+/.exec(made.stdout)?.[0];
      if (!url) throw new Error(`no link: ${made.stdout}${made.stderr}`);
      return baseUrl + new URL(url).pathname + new URL(url).hash;
    },
    remove: async () => {
      await stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
