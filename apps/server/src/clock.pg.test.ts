/** The server's clock over restarts: it may stand still, but never goes back. */
import { expect, it } from 'vitest';
import { openClock } from './clock';
import { effects } from './effects';
import { freshDatabase } from './postgres/testing';

const { db } = await freshDatabase();
const DAY_ONE_MS = Date.parse('2020-01-26T07:00:00+08:00');

it('is real time, then held and stepped, then runs on; each restart finds it where it was', async () => {
  let realMs = 1_700_000_000_000;
  const open = () => openClock(db, { ...effects, realNowMs: () => realMs });
  const first = await open();
  expect(first.nowMs()).toBe(realMs);

  await first.stepTo(DAY_ONE_MS);
  realMs += 60_000;
  expect(first.nowMs()).toBe(DAY_ONE_MS);

  const second = await open();
  await second.stepTo(DAY_ONE_MS - 1);
  expect(second.nowMs()).toBe(DAY_ONE_MS);
  await second.stepTo(DAY_ONE_MS + 1_000);
  await second.run();
  realMs += 5_000;
  expect(second.nowMs()).toBe(DAY_ONE_MS + 6_000);

  realMs += 1_000;
  const third = await open();
  expect(third.nowMs()).toBe(DAY_ONE_MS + 7_000);
});
