import { expect, test } from 'vitest';
import { freshDatabase } from '../postgres/testing';
import { claimDemo } from './demo';

const { url } = await freshDatabase();

test('one server makes the demo, others say so, and the next may when it lets go', async () => {
  const letGo = await claimDemo(url);
  await expect(claimDemo(url)).rejects.toMatchObject({ key: 'cli.demoElsewhere', exitCode: 1 });
  await letGo();
  await (
    await claimDemo(url)
  )();
});
