/** A village's spreadsheet through the command line into a real database, beside a server and without one. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inventId, writeXlsx, type Cell } from '@doorstep/sheets/testing';
import { freshDatabase } from '../postgres/testing';
import { ledger, tally } from '../store';
import { runCommand } from './run';

const { db, url } = await freshDatabase();
const VILLAGE = '222401101205';
let folder: string;
const at = (name: string): string => join(folder, name);

const HEADER = ['户号', '户主', '姓名', '与户主关系', '身份证号', '电话', '组'];
const KIM: Cell[] = [
  '1',
  '试验甲',
  '试验甲',
  '户主',
  inventId('1950-03-01', 11),
  '15400000001',
  '1',
];
const WIFE: Cell[] = ['1', '试验甲', '试验乙', '妻', inventId('1953-05-05', 12), undefined, '1'];
const LEE: Cell[] = ['2', '试验丙', '试验丙', '户主', '11010519491231000', undefined, '1'];
const NEXT: Cell[] = ['3', '试验丁', '试验丁', '户主', undefined, undefined, '2'];

const write = (name: string, ...rows: Cell[][]): Promise<void> =>
  writeFile(at(name), writeXlsx([{ name: '底册', rows: [HEADER, ...rows] }]));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorstep-import-'));
  await write('one.xlsx', KIM, WIFE, LEE);
  await write('two.xlsx', [...KIM.slice(0, 5), '15400000002', '1'], WIFE, LEE, NEXT);
  await writeFile(at('page.xlsx'), '<html><body>not a workbook</body></html>');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (args: string[], more: Record<string, string> = {}) =>
  runCommand(['import-register', '--village', VILLAGE, ...args], {
    DATABASE_URL: url,
    DOORSTEP_DATA: folder,
    PORT: '4398',
    LANG: 'en_GB.UTF-8',
    ...more,
  });
const told = async (args: string[]): Promise<Record<string, unknown>> => {
  const { stdout, stderr, exitCode } = await run([...args, '--json']);
  expect([exitCode, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as Record<string, unknown>;
};
const headOf = async (): Promise<number> => (await ledger.head(db, VILLAGE)).head;

describe('a dry run', () => {
  it('counts every row as added and needs no database', async () => {
    const { stdout, exitCode } = await run([at('one.xlsx'), '--dry-run', '--json'], {
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    });
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      against: 'nothing',
      households: 2,
      people: 3,
      added: 3,
      amended: 0,
      unchanged: 0,
      problems: [{ sheet: '底册', cell: 'E4', code: 'id_length' }],
    });
    expect(await headOf()).toBe(0);
  });

  it.each([
    ['zh_CN.UTF-8', /[一-龥]/],
    ['ko_CN.UTF-8', /[가-힣]/],
    ['en_GB.UTF-8', /16|17|18|ID number/],
  ])('says in %s what is wrong', async (LANG, words) => {
    const { stdout } = await run([at('one.xlsx'), '--dry-run', '--json'], { LANG });
    const { problems } = JSON.parse(stdout) as { problems: { message: string }[] };
    expect(problems[0]!.message).toMatch(words);
  });
});

describe('an import', () => {
  it('writes what is new, then nothing, then the difference', async () => {
    expect(await told([at('one.xlsx')])).toMatchObject({
      against: 'register',
      added: 3,
      unchanged: 0,
    });
    const head = await headOf();
    expect(head).toBe(6);
    expect(await told([at('one.xlsx')])).toMatchObject({ added: 0, amended: 0, unchanged: 3 });
    expect(await headOf()).toBe(head);
    expect(await told([at('two.xlsx')])).toMatchObject({ added: 1, amended: 1, unchanged: 2 });
    expect(await headOf()).toBe(head + 4);
  });

  it('is folded at the end, and holds no name in the database', async () => {
    const places = [VILLAGE];
    const indicators = ['register.people'];
    const [people] = await tally.sums(db, {
      table: 'tally',
      places,
      indicators,
      by: ['indicator'],
    });
    expect(people?.n).toBe(4);
    const upTo = await headOf();
    const stored = await ledger.read(db, VILLAGE, { after: 0, upTo, limit: 100 });
    expect(JSON.stringify(stored)).not.toMatch(/试验|15400000001|590000/);
  });
});

describe('what cannot be', () => {
  it('a file that is no spreadsheet: one sentence and 2', async () => {
    const { exitCode, stdout, stderr } = await run([at('page.xlsx')]);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^[^\n]+$/);
    expect(stderr).not.toMatch(/Error|at /);
  });
  it('a spreadsheet in which nobody is: one sentence and 2, and nothing is written', async () => {
    await writeFile(at('nobody.csv'), '颜色,形状\n红,圆\n');
    const before = await headOf();
    expect(await run([at('nobody.csv')])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'Nobody was found in the whole file',
    });
    expect(await headOf()).toBe(before);
  });
  it('a file that is not there: 2', async () => {
    expect(await run([at('none.xlsx')])).toMatchObject({ exitCode: 2, stdout: '' });
  });
  it('no file, no village, too many files: 2', async () => {
    expect(await run([])).toMatchObject({ exitCode: 2 });
    expect(await run([at('one.xlsx'), at('two.xlsx')])).toMatchObject({ exitCode: 2 });
    expect(await runCommand(['import-register', at('one.xlsx')], {})).toMatchObject({
      exitCode: 2,
    });
  });
  it('an office, or a village there is not: 1', async () => {
    for (const code of ['2224', '222401101999'])
      expect(
        await runCommand(['import-register', '--village', code, at('one.xlsx')], {
          DATABASE_URL: url,
          DOORSTEP_DATA: folder,
        }),
      ).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(code) as string });
  });
  it('is explained', async () => {
    const { stdout } = await run(['--help']);
    expect(stdout).toContain('import-register --village CODE FILE [--dry-run]');
  });
});
