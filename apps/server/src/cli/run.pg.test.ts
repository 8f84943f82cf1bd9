/** The command line against a real database: answers for people and programs, and exit codes. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonical, CATALOGUE } from '@doorstep/ledger';
import { freshDatabase } from '../postgres/testing';
import { ledger, sessions } from '../store';
import { hashToken } from '../keys';
import { runCommand } from './run';

const { db, url } = await freshDatabase();
const DONGXING = '222401101205';
let folder: string;

beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'doorstep-cli-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (line: string, LANG = 'en_GB.UTF-8') =>
  runCommand(line.split(' ').filter(Boolean), {
    DATABASE_URL: url,
    DOORSTEP_DATA: folder,
    PORT: '4399',
    LANG,
  });

describe('brief', () => {
  it.each([
    ['zh', '东兴村疫情防控工作日报'],
    ['ko-CN', '동흥촌'],
    ['en', 'Dongxing Village'],
  ])('speaks %s', async (lang, heading) => {
    const { exitCode, stdout } = await run(
      `brief --place ${DONGXING} --day 2020-02-04 --lang ${lang}`,
    );
    expect(exitCode).toBe(0);
    expect(stdout).toContain(heading);
  });
  it('gives every indicator by id, total and day', async () => {
    const { stdout } = await run(`brief --place ${DONGXING} --day 2020-02-04 --json`);
    const { indicators } = JSON.parse(stdout) as { indicators: Record<string, object> };
    expect(Object.keys(indicators).sort()).toEqual(CATALOGUE.map(({ id }) => id).sort());
    expect(indicators['visits.person_times']).toMatchObject({ total: 0, day: 0 });
  });
  it('counts what no server has folded yet', async () => {
    const household = 'h_unfolded';
    const entry = {
      id: '01900000-0000-7000-8000-000000000001',
      kind: 'visit.recorded',
      v: 1,
      place: DONGXING,
      at: '2020-02-04T09:00:00+08:00',
      by: 'c_cadre00',
      device: 'd_device0/1',
      n: 1,
      subjects: [household],
      body: { household, outcome: 'nobody' },
    };
    const sent = { id: entry.id, kind: entry.kind, content: canonical(entry), keyIds: [] };
    await ledger.push(db, {
      place: DONGXING,
      receivedAt: '2020-02-04T01:00:00.000Z',
      offsetMs: 0,
      entries: [sent],
      keys: [],
    });
    const { stdout } = await run('brief --place 2224 --day 2020-02-04 --json');
    const { indicators } = JSON.parse(stdout) as { indicators: Record<string, object> };
    expect(indicators['visits.nobody_home']).toMatchObject({ total: 1, day: 1 });
  });
  it('refuses a database that was made with other keys', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'doorstep-cli-'));
    const line = `brief --place ${DONGXING} --day 2020-02-04`.split(' ');
    const env = { DATABASE_URL: url, DOORSTEP_DATA: elsewhere, PORT: '4399', LANG: 'en' };
    expect(await runCommand(line, env)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('other keys') as string,
    });
    await rm(elsewhere, { recursive: true });
  });
  it('does not know every code', async () => {
    expect(await run('brief --place 99 --day 2020-02-04')).toMatchObject({
      exitCode: 1,
      stdout: '',
      stderr: expect.stringContaining('99') as string,
    });
  });
});

describe('link', () => {
  it('of an office is not made for the phone app', async () => {
    expect(await run('link --place 222401 --app field')).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringMatching(/is an office .* --app desk/) as string,
    });
    expect((await run('link --place 222401')).stdout).toContain('/desk#enrol=');
  });
  it('signs in whom it is for, once', async () => {
    const { stdout } = await run(`link --place ${DONGXING} --cadre c_someone01 --app desk --json`);
    const made = JSON.parse(stdout) as { url: string };
    expect(made).toMatchObject({ place: DONGXING, account: 'c_someone01', app: 'desk' });
    const [address, token = ''] = made.url.split('#enrol=');
    expect(address).toBe('http://127.0.0.1:4399/desk');
    const session = {
      tokenHash: hashToken('x'),
      device: 'd_aaaaaaaa',
      nowMs: Date.now(),
      expiresAtMs: Date.now() + 1_000,
    };
    expect(await sessions.redeemLink(db, hashToken(token), session)).toMatchObject({
      ok: true,
      session: { account: 'c_someone01', scope: 'village' },
    });
  });
  it('opens the desk for an office and the phone for a village', async () => {
    expect((await run('link --place 2224')).stdout).toContain('/desk#enrol=');
    expect((await run(`link --place ${DONGXING}`, 'zh_CN.UTF-8')).stdout).toMatch(
      /^东兴村 的登录链接.*\n.*\/field#enrol=/,
    );
  });
});

describe('places, status, openapi', () => {
  it('list what lies within, indented', async () => {
    const { stdout } = await run('places --under 222401101');
    expect(stdout.split('\n').slice(0, 2)).toEqual([
      '222401101  Yilan Town',
      '  222401101200  Jiulong Village',
    ]);
  });
  it('say what is there', async () => {
    const { stdout } = await run('status --json');
    expect(JSON.parse(stdout)).toMatchObject({
      server: null,
      database: 'ok',
      ledgers: 1,
      entries: 1,
    });
  });
  it('describe the API', async () => {
    expect(JSON.parse((await run('openapi')).stdout)).toMatchObject({ openapi: '3.1.0' });
  });
});

describe('wrong usage', () => {
  it.each([
    '',
    'nothing',
    'brief',
    `brief --place ${DONGXING}`,
    `brief --place ${DONGXING} --day 2020-02-31`,
    `brief --place ${DONGXING} --day today`,
    `brief --place ${DONGXING} --day 2020-02-04 --lang fr`,
    'link --place DONGXING',
    `link --place ${DONGXING} --cadre somebody`,
    'status --loud',
  ])('“%s” is exit code 2 with words on stderr', async (line) => {
    expect(await run(line)).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringMatching(/\S/) as string,
    });
  });
  it.each([
    '--help',
    'brief --help',
    'link --help',
    'places --help',
    'status --help',
    'openapi --help',
  ])('%s helps', async (line) => {
    const { exitCode, stdout } = await run(line);
    expect(exitCode).toBe(0);
    for (const part of ['Usage: npm run doorstep -- ', '--json', 'DOORSTEP_DATA', 'Exit codes'])
      expect(stdout).toContain(part);
  });
  it('a database that is not there is exit code 1', async () => {
    const outcome = await runCommand(['places'], {
      DATABASE_URL: 'postgres://127.0.0.1:4398/none',
      LANG: 'en',
    });
    expect(outcome).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('Failed') as string,
    });
  });
});
