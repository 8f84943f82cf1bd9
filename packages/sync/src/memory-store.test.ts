import { describe, expect, test } from 'vitest';
import { MemoryStore, newIncarnation } from './memory-store';
import { storeConformance } from './store.conformance';

describe('the store in memory', () => {
  test.each(storeConformance)('$name', async ({ run }) => {
    const store = new MemoryStore(7);
    await expect(run({ open: () => Promise.resolve(store) })).resolves.toBeUndefined();
  });

  test('incarnations stay within six digits', () => {
    expect(newIncarnation({ bytes: () => new Uint8Array([0, 0, 0]) })).toBe(1);
    expect(newIncarnation({ bytes: () => new Uint8Array([255, 255, 255]) })).toBeLessThanOrEqual(
      999_999,
    );
  });
});
