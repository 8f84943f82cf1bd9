/** The day's report on the command line: beside a running server and without one, in three languages. */
import type { VisitBody } from '@doorstep/ledger';
import { dice, visitDraft } from '@doorstep/scenario';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type Ran, type RunningServer } from './server';
import { prepareVillage, VILLAGE, type PreparedVillage } from './village';

const VISITS = 20;
const SCRIPTS = { zh: /\p{Script=Han}/u, 'ko-CN': /\p{Script=Hangul}/u, en: /[A-Za-z]{3}/ };

let server: RunningServer;
let village: PreparedVillage;
/** Counted by hand from what was recorded. */
let personTimes = 0;
let reached = 0;
let beside: Ran;

const brief = (...more: string[]): Promise<Ran> =>
  server.doorstep('brief', '--place', VILLAGE, '--day', village.today, ...more);

beforeAll(async () => {
  server = await startServer();
  village = await prepareVillage(server, { seed: 'brief', households: 30, groups: 2 });
  const drafts = village.households.slice(0, VISITS).map((household, i) =>
    visitDraft(dice(`visit ${i}`), household, {
      round: village.round,
      outcome: i % 5 === 4 ? 'nobody' : 'met',
      first: true,
    }),
  );
  await village.secretary.record(drafts);
  for (const { body } of drafts as unknown as { body: VisitBody }[]) {
    const counted = (body.people ?? []).filter((one) => one.asked || one.whereabouts);
    personTimes += counted.length;
    reached += body.outcome === 'met' ? 1 : 0;
  }
});

afterAll(async () => {
  await village?.secretary.close();
  await village?.official.close();
  await server?.remove();
});

test('beside a running server it says what was recorded', async () => {
  await expect
    .poll(async () => JSON.parse((beside = await brief('--json')).stdout).indicators, {
      timeout: 20_000,
    })
    .toMatchObject({
      'visits.person_times': { total: personTimes, day: personTimes },
      'visits.households_reached': { total: reached, day: reached },
      'register.households': { total: 30 },
      'duty.cadres': { total: 0, day: 0 },
    });
  expect(beside).toMatchObject({ exitCode: 0, stderr: '' });
});

test.each(['zh', 'ko-CN', 'en'] as const)('in words: %s', async (lang) => {
  const { exitCode, stdout, stderr } = await brief('--lang', lang);
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(SCRIPTS[lang]);
  expect(stdout).toMatch(new RegExp(`(?<!\\d)${personTimes}(?!\\d)`));
  expect(stdout).not.toMatch(/\{\w+\}|undefined|NaN/);
});

test('without a server it says the same', async () => {
  await server.stop();
  const alone = await brief('--json');
  expect(alone).toMatchObject({ exitCode: 0, stderr: '' });
  expect(JSON.parse(alone.stdout).indicators).toEqual(JSON.parse(beside.stdout).indicators);
});

test('asked for what there is not, it says so and fails', async () => {
  const nowhere = await server.doorstep('brief', '--place', '999999999999', '--day', '2020-02-04');
  expect(nowhere.exitCode).toBe(1);
  expect(nowhere.stderr).toContain('999999999999');
  expect((await server.doorstep('brief', '--place', VILLAGE)).exitCode).toBe(2);
});
