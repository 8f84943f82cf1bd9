import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { run } from './command';
import { startPostgres, type Postgres, type StartOptions } from './start';

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const opened: Pick<Postgres, 'stop'>[] = [];
const folders: string[] = [];

async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'doorstep-start-'));
  folders.push(folder);
  return folder;
}

async function start(dataFolder: string, options: Partial<StartOptions> = {}): Promise<Postgres> {
  const postgres = await startPostgres({ dataFolder, log: () => undefined, ...options });
  opened.push(postgres);
  return postgres;
}

const stopAll = async () => {
  for (const postgres of opened.splice(0)) await postgres.stop();
};

afterEach(async () => {
  await stopAll();
  vi.unstubAllEnvs();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function ask<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return (await client.query<Row>(text).finally(() => client.end())).rows;
}

const postmasterPid = async (folder: string): Promise<number> =>
  Number((await readFile(join(folder, 'pg', 'postmaster.pid'), 'utf8')).split('\n')[0]);

async function until(what: () => Promise<boolean>): Promise<void> {
  while (!(await what().catch(() => false)))
    await new Promise((resolve) => setTimeout(resolve, 25));
}

const processGroup = async (pid: number): Promise<string> =>
  (await run('ps', ['-p', String(pid), '-o', 'pgid='])).stdout.trim();

describe('the embedded PostgreSQL', () => {
  test('is durable, UTF-8, sorted by bytes, with checksums, closed to the network, and keeps what it holds', async () => {
    const folder = await freshFolder();
    const first = await start(folder);
    expect(first.adopted).toBe(false);
    const wanted = {
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
      data_checksums: 'on',
      server_encoding: 'UTF8',
      listen_addresses: '',
      password_encryption: 'scram-sha-256',
    };
    const names = Object.keys(wanted).map((name) => `'${name}'`);
    const rows = await ask<{ name: string; setting: string }>(
      first.url,
      `select name, setting from pg_settings where name in (${names.join(',')})`,
    );
    expect(Object.fromEntries(rows.map((row) => [row.name, row.setting]))).toEqual(wanted);
    const [collation] = await ask(
      first.url,
      'select datcollate, datctype from pg_database where datname = current_database()',
    );
    expect(collation).toEqual({ datcollate: 'C', datctype: 'C' });
    expect(((await stat(join(folder, 'pg.password'))).mode & 0o777).toString(8)).toBe('600');
    await ask(first.url, 'create table kept as select 7 as n');
    await stopAll();
    expect(await ask((await start(folder)).url, 'select n from kept')).toEqual([{ n: 7 }]);
  });

  test('asks for the password even on its own socket', async () => {
    const { url } = await start(await freshFolder());
    await expect(ask(url.replace(/:[0-9a-f]+@/, ':wrong@'), 'select 1')).rejects.toThrow(
      'password authentication failed',
    );
  });

  test('is shared: whoever comes later adopts it, the last to leave stops it', async () => {
    const folder = await freshFolder();
    const first = await start(folder);
    const second = await start(folder);
    expect(second.adopted).toBe(true);
    await first.stop();
    expect(await ask(second.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    const pid = await postmasterPid(folder);
    await second.stop();
    expect(() => process.kill(pid, 0)).toThrow();
    opened.length = 0;
  });

  test('serves one server only; a command beside it is welcome and leaves it running', async () => {
    const folder = await freshFolder();
    const server = await start(folder, { serve: true });
    await expect(start(folder, { serve: true })).rejects.toMatchObject({ code: 'data-in-use' });
    await (await start(folder)).stop();
    expect(await ask(server.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  test('is in a process group of its own, so that Ctrl-C reaches us first', async () => {
    const folder = await freshFolder();
    await start(folder);
    expect(await processGroup(await postmasterPid(folder))).not.toBe(
      await processGroup(process.pid),
    );
  });

  test.each([
    ['nobody any more', 4_194_303],
    ['a stranger', process.pid],
  ])('a stale postmaster.pid whose number is of %s does not stop it', async (_whose, pid) => {
    const folder = await freshFolder();
    await start(folder);
    const files = [join(folder, 'pg', 'postmaster.pid'), join(folder, 'run', '.s.PGSQL.5432.lock')];
    const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
    await stopAll();
    for (const [i, file] of files.entries()) {
      const stale = [pid, ...(texts[i] ?? '').split('\n').slice(1)].join('\n');
      await writeFile(file, stale, { mode: 0o600 });
    }
    const again = await start(folder);
    expect(again.adopted).toBe(false);
    expect(await ask(again.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  test.each([
    ['made and never written', 'pg/postmaster.pid', ''],
    ['made and never written', 'run/.s.PGSQL.5432.lock', ''],
    ['zeroed by a power cut', 'pg/postmaster.pid', '\0'.repeat(80)],
  ])('a lock file %s does not stop it: %s', async (_how, file, text) => {
    const folder = await freshFolder();
    await start(folder);
    await stopAll();
    await writeFile(join(folder, file), text, { mode: 0o600 });
    expect(await ask((await start(folder)).url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  test('a running one is found though it could not write where it listens', async () => {
    const folder = await freshFolder();
    await start(folder);
    const file = join(folder, 'pg', 'postmaster.pid');
    const lines = (await readFile(file, 'utf8')).split('\n');
    await writeFile(file, [...lines.slice(0, 4), ''].join('\n'), { mode: 0o600 });
    const again = await start(folder);
    expect(again.adopted).toBe(true);
    expect(await ask(again.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  test('one that gave up recovering, and refuses everybody for ever, is ended and started anew', async () => {
    const folder = await freshFolder();
    await start(folder);
    const stopped = await readFile(join(folder, 'pg', 'postmaster.pid'), 'utf8');
    await stopAll();
    const idler = await startRefusing(folder);
    const lines = [idler.pid, ...stopped.split('\n').slice(1)];
    await writeFile(join(folder, 'pg', 'postmaster.pid'), lines.join('\n'), { mode: 0o600 });
    const again = await start(folder);
    expect(await ask(again.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    expect(again.adopted).toBe(false);
    expect(idler.signalCode).toBe('SIGQUIT');
  });

  test('killed, it comes back with everything committed; adopted after its starter was killed', async () => {
    const folder = await freshFolder();
    const { url } = await start(folder);
    await ask(url, 'create table kept as select 7 as n');
    const pid = await postmasterPid(folder);
    process.kill(pid, 'SIGKILL');
    await until(
      async () =>
        (await postmasterPid(folder)) !== pid &&
        (await ask(url, 'select n from kept')).length === 1,
    );
    expect((await start(folder)).adopted).toBe(true);
  });

  test('a data folder with a long path gets a socket elsewhere', async () => {
    vi.stubEnv('TMPDIR', await freshFolder());
    const folder = join(await freshFolder(), '长路径'.repeat(12), 'x'.repeat(60));
    expect(await ask((await start(folder)).url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  test('two that make the same new folder at once share one database', async () => {
    const folder = await freshFolder();
    const [a, b] = await Promise.all([start(folder), start(folder)]);
    expect(a.url).toBe(b.url);
    expect(await ask(a.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  });
});

/**
 * A process that looks like the postmaster of a folder and says to everybody what PostgreSQL says
 * while it recovers (`E`, length, severity, SQLSTATE, message).
 */
async function startRefusing(folder: string): Promise<ChildProcess> {
  const script = `
    const fields = 'SFATAL\\0C57P03\\0Mthe database system is not yet accepting connections\\0\\0';
    const answer = Buffer.from('E\\0\\0\\0\\0' + fields, 'latin1');
    answer.writeInt32BE(4 + fields.length, 1);
    require('node:net')
      .createServer((socket) => socket.on('error', () => 0).once('data', () => socket.end(answer)))
      .listen(process.argv[1] + '/run/.s.PGSQL.5432', () => console.log('listening'));`;
  const child = spawn(
    process.execPath,
    ['--eval', script, folder, `postgres ${join(folder, 'pg')}`],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  opened.push({ stop: () => Promise.resolve(void child.kill('SIGKILL')) });
  await once(child.stdout!, 'data');
  return child;
}

/** Runs the launcher in a process of its own, as a given user; answers what it printed. */
async function startedAs(uid: number, folder: string): Promise<string> {
  const script = `
    import { startPostgres } from ${JSON.stringify(new URL('./start.ts', import.meta.url).pathname)};
    const postgres = await startPostgres({ dataFolder: ${JSON.stringify(folder)}, log: () => undefined });
    console.log(process.getuid(), postgres.adopted);
    await postgres.stop();`;
  const ended = await run(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', script],
    { uid, gid: uid },
  );
  return ended.stdout.trim() || ended.stderr;
}

function asRoot(): void {
  test('data in a folder closed to others stays root’s', async () => {
    const folder = await freshFolder();
    await chmod(folder, 0o700);
    await start(folder);
    expect((await stat(join(folder, 'pg', 'PG_VERSION'))).uid).toBe(0);
  });

  test('data that belong to another user are run as that user', async () => {
    const folder = await freshFolder();
    await mkdir(join(folder, 'pg'), { mode: 0o700 });
    await chown(join(folder, 'pg'), NOBODY, NOBODY);
    const { url } = await start(folder);
    expect(await ask(url, 'select 1 as n')).toEqual([{ n: 1 }]);
    expect((await stat(join(folder, 'pg', 'PG_VERSION'))).uid).toBe(NOBODY);
  });

  test('an ordinary user starts it, and is told when the folder is another’s', async () => {
    const folder = await freshFolder();
    await chown(folder, NOBODY, NOBODY);
    expect(await startedAs(NOBODY, folder)).toBe(`${NOBODY} false`);
    const rooted = await freshFolder();
    await start(rooted);
    expect(await startedAs(NOBODY, rooted)).toContain('no-access');
  });
}

if (isRoot) describe('as root', asRoot);
