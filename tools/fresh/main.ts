/**
 * What the first screen of the README promises, on a fresh clone of HEAD: `npm start` installs,
 * builds and prints addresses; a printed link signs a phone in; Ctrl-C stops everything; after
 * kill -9 the next start recovers. As this user, and as an ordinary one when this is root.
 * Prints the times beside their bounds as JSON; exit code 1 when one is not met.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Phone } from '../../e2e/phone';
import { result, type Result } from '../bench/report';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LINK = /https?:\/\/\S+\/field#enrol=\S+/;
const NOBODY = 65_534;
const FIRST_S_MAX = 180;
const LATER_S_MAX = 6;

interface User {
  name: 'root' | 'ordinary';
  uid?: number;
}

/** Runs a program to its end. @throws Error when it fails */
function run(command: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
  return stdout;
}

/** A machine for one user: a clone, a home, and a warm npm cache. */
class Machine {
  private constructor(
    private readonly folder: string,
    private readonly user: User,
  ) {}

  static async make(user: User): Promise<Machine> {
    const folder = await mkdtemp(join(tmpdir(), 'doorstep-fresh-'));
    run('git', 'clone', '--quiet', '--no-hardlinks', ROOT, join(folder, 'clone'));
    await mkdir(join(folder, 'home'));
    const cache = process.env.npm_config_cache ?? join(homedir(), '.npm');
    await cp(join(cache, '_cacache'), join(folder, 'home', '.npm', '_cacache'), {
      recursive: true,
    });
    if (user.uid !== undefined) run('chown', '-R', `${user.uid}:${user.uid}`, folder);
    return new Machine(folder, user);
  }

  start(): Started {
    const home = join(this.folder, 'home');
    const own = { HOME: home, npm_config_cache: join(home, '.npm'), PORT: '0', LC_ALL: 'en' };
    const inherited = Object.entries(process.env).filter(
      ([name]) => !/^(npm_|DOORSTEP|NODE_)/i.test(name),
    );
    const { uid } = this.user;
    return new Started(
      spawn('npm', ['start'], {
        cwd: join(this.folder, 'clone'),
        env: { ...Object.fromEntries(inherited), ...own },
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
        ...(uid !== undefined && { uid, gid: uid }),
      }),
    );
  }

  /** Processes that still work in it. */
  left(): string[] {
    return run('ps', '-eo', 'pid,args')
      .split('\n')
      .filter((line) => line.includes(this.folder));
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** A running `npm start`. */
class Started {
  private said = '';
  private readonly startedMs = performance.now();
  private readonly over: Promise<number | null>;

  constructor(private readonly child: ChildProcess) {
    this.over = new Promise((resolve) => child.once('close', resolve));
  }

  /** Waits for the printed addresses and links. */
  ready(): Promise<{ link: string; seconds: number }> {
    return new Promise((resolve, reject) => {
      const hear = (text: Buffer): void => {
        this.said += text.toString();
        const link = LINK.exec(this.said)?.[0];
        if (link) resolve({ link, seconds: (performance.now() - this.startedMs) / 1_000 });
      };
      this.child.stdout!.on('data', hear);
      this.child.stderr!.on('data', hear);
      void this.over.then((code) => reject(new Error(`it ended with ${code}:\n${this.said}`)));
    });
  }

  /** Sends a signal to all of it, as a terminal does, and waits for its end. */
  async end(signal: 'SIGINT' | 'SIGKILL'): Promise<void> {
    process.kill(-this.child.pid!, signal);
    await this.over;
  }
}

async function opensIn(link: string): Promise<void> {
  const phone = await Phone.unpack({ baseUrl: new URL(link).origin, locale: 'zh' });
  await phone.enrol(link);
  await phone.discard();
}

async function tryAs(user: User): Promise<Result[]> {
  const machine = await Machine.make(user);
  let running: Started | undefined;
  const start = async (): Promise<{ link: string; seconds: number }> =>
    (running = machine.start()).ready();
  const end = async (signal: 'SIGINT' | 'SIGKILL'): Promise<void> => {
    await running?.end(signal);
    running = undefined;
  };
  try {
    const first = await start();
    await opensIn(first.link);
    await end('SIGINT');
    const leftBehind = machine.left().length;
    const later = await start();
    await end('SIGKILL');
    const afterKill = await start();
    await opensIn(afterKill.link);
    await end('SIGINT');
    const detail = { user: user.name };
    return [
      result('start.first', first.seconds, 's', { atMost: FIRST_S_MAX }, detail),
      result('start.later', later.seconds, 's', { atMost: LATER_S_MAX }, detail),
      result('start.after_kill', afterKill.seconds, 's', undefined, detail),
      result('start.left_after_ctrl_c', leftBehind, 'processes', { atMost: 0 }, detail),
    ];
  } finally {
    await end('SIGKILL');
    await machine.remove();
  }
}

const isRoot = process.getuid?.() === 0;
const users: User[] = isRoot
  ? [{ name: 'root' }, { name: 'ordinary', uid: NOBODY }]
  : [{ name: 'ordinary' }];
const results: Result[] = [];
for (const user of users) {
  process.stderr.write(`as ${user.name} …\n`);
  results.push(...(await tryAs(user)));
}
process.stdout.write(`${JSON.stringify({ results }, null, 2)}\n`);
process.exitCode = results.some(({ met }) => met === false) ? 1 : 0;
