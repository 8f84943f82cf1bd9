import { expect, test } from 'vitest';
import { freshDatabase } from '../postgres/testing';
import { claimDemo, demoState } from './demo';

const { db, url } = await freshDatabase();

test('one server makes the demo, others say so, and the next may when it lets go', async () => {
  const letGo = await claimDemo(url);
  await expect(claimDemo(url)).rejects.toMatchObject({ key: 'cli.demoElsewhere', exitCode: 1 });
  await letGo();
  await (
    await claimDemo(url)
  )();
});

test('a folder keeps the demo it was begun with, and is never both demo and real work', async () => {
  const asked = (wish: object) => demoState(db, { empty: false, ...wish });
  expect(await asked({ villages: 20, seed: 'a' })).toBe('making');
  expect(await asked({})).toBe('making');
  expect(await asked({ villages: 20 })).toBe('making');
  await expect(asked({ villages: 189 })).rejects.toMatchObject({
    key: 'cli.holdsOtherDemo',
    params: { villages: 20, seed: 'a' },
  });
  await expect(asked({ seed: 'b' })).rejects.toMatchObject({ key: 'cli.holdsOtherDemo' });
  await expect(asked({ empty: true })).rejects.toMatchObject({ key: 'cli.holdsDemo' });

  const { db: real } = await freshDatabase();
  expect(await demoState(real, { empty: true })).toBe('none');
  expect(await demoState(real, { empty: false })).toBe('none');
  await expect(demoState(real, { empty: false, villages: 20 })).rejects.toMatchObject({
    key: 'cli.holdsNoDemo',
  });
});
