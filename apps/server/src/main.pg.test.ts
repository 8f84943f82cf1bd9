/** The program itself, as a process of its own with its own embedded database. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
let folder: string;
const started: ChildProcess[] = [];

beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'doorstep-main-'))));
afterAll(async () => {
  for (const child of started) if (child.exitCode === null) child.kill('SIGTERM');
  await Promise.all(
    started.map((child) => child.exitCode ?? child.signalCode ?? once(child, 'exit')),
  );
  await rm(folder, { recursive: true, force: true });
});

class Program {
  text = '';
  readonly ended: Promise<number | null>;
  private constructor(readonly child: ChildProcess) {
    started.push(child);
    const add = (chunk: Buffer) => (this.text += chunk.toString('utf8'));
    child.stdout?.on('data', add);
    child.stderr?.on('data', add);
    this.ended = once(child, 'close').then(([code]) => code as number | null);
  }
  static start(args: string[], env: Record<string, string> = {}): Program {
    const { PATH = '' } = process.env;
    const settings = { PATH, PORT: '0', DOORSTEP_DATA: folder, LANG: 'en_GB.UTF-8', ...env };
    return new Program(
      spawn(process.execPath, ['--import', 'tsx', MAIN, ...args], { env: settings }),
    );
  }
  /** Until it has printed that; fails when it ends before. */
  async printed(pattern: RegExp): Promise<RegExpMatchArray> {
    for (;;) {
      const found = this.text.match(pattern);
      if (found) return found;
      const more = await Promise.race([
        once(this.child.stdout!, 'data'),
        once(this.child.stderr!, 'data'),
        this.ended.then(() => undefined),
      ]);
      if (more === undefined && !pattern.test(this.text))
        throw new Error(`ended without ${String(pattern)}:\n${this.text}`);
    }
  }
}

const LINK = /(http:\/\/127\.0\.0\.1:\d+)\/desk#enrol=([\w-]+)/;

async function enrol(program: Program): Promise<{ baseUrl: string; place: string }> {
  const [, baseUrl = '', token] = await program.printed(LINK);
  const response = await fetch(`${baseUrl}/api/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  return { baseUrl, ...((await response.json()) as { place: string }) };
}

describe('the program', () => {
  it('starts on a new folder without a demo, lets the prefecture in, recovers after kill -9, and stops cleanly', async () => {
    const first = Program.start(['--empty']);
    const { baseUrl, place } = await enrol(first);
    expect(place).toBe('2224');
    expect(await (await fetch(`${baseUrl}/api/health`)).json()).toMatchObject({
      status: 'ok',
      demo: null,
    });
    first.child.kill('SIGKILL');
    await first.ended;

    const second = Program.start([]);
    const entered = await enrol(second);
    expect(await (await fetch(`${entered.baseUrl}/api/health`)).json()).toMatchObject({
      demo: null,
    });
    expect(second.text).not.toMatch(/demo/i);

    const beside = Program.start(['--empty']);
    expect(await beside.ended).toBe(1);
    expect(beside.text).toContain('already runs');

    second.child.kill('SIGINT');
    second.child.kill('SIGINT');
    expect(await second.ended).toBe(0);
    expect(second.text).toContain('Stopped.');
    const log = await readFile(join(folder, 'log', 'server.log'), 'utf8');
    expect(log).toContain('/api/enrol');
    expect(log).not.toMatch(/enrol=/);
  });
  it('names a port that is taken and ends with 1', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const program = Program.start(['--empty'], { PORT: String(port) });
    expect(await program.ended).toBe(1);
    expect(program.text).toContain(`Port ${port} is taken`);
    taken.close();
  });
  it('warns where names would travel in the clear', async () => {
    const program = Program.start(['--empty'], { HOST: '0.0.0.0' });
    await program.printed(/no TLS/);
    await program.printed(/Ctrl-C/);
    program.child.kill('SIGTERM');
    expect(await program.ended).toBe(0);
  });
  it.each([
    [['--loud'], 2],
    [['--villages', '1'], 2],
    [['--villages', 'all'], 2],
    [['--villages', '20', '--empty'], 2],
    [['--seed', 'two words'], 2],
    [['--help'], 0],
  ] as const)('%s ends with %i', async (args, exitCode) => {
    const program = Program.start([...args]);
    expect(await program.ended).toBe(exitCode);
    expect(program.text).toMatch(/\S/);
  });
  it('names a wrong setting and ends with 2', async () => {
    const program = Program.start([], { PORT: 'http' });
    expect(await program.ended).toBe(2);
    expect(program.text).toContain('PORT');
  });
});
