import { expect, test } from 'vitest';
import { CountyQueue } from './county-queue';
import { Busy } from './retry';

function latch() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

test('a county that stalls keeps its own turns only; the others go on', async () => {
  const queue = new CountyQueue({ runningMax: 2, waitingMax: 1 });
  const stall = latch();
  const order: string[] = [];
  const stalled = ['a', 'b', 'c'].map((name) =>
    queue.run('222401', () => stall.opened.then(() => order.push(name))),
  );
  await expect(queue.run('222401', async () => undefined)).rejects.toBeInstanceOf(Busy);
  expect(await queue.run('222402', async () => 'free')).toBe('free');
  stall.open();
  await Promise.all(stalled);
  expect(order).toEqual(['a', 'b', 'c']);
  expect(await queue.run('222401', async () => 'again')).toBe('again');
});

test('work that fails gives its turn on', async () => {
  const queue = new CountyQueue({ runningMax: 1, waitingMax: 1 });
  const failing = queue.run('222401', () => Promise.reject(new Error('broken')));
  const next = queue.run('222401', async () => 'next');
  await expect(failing).rejects.toThrow('broken');
  expect(await next).toBe('next');
});
