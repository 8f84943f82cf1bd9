/** The page of the browser tests: the package as an app uses it, within reach of the test. */
import type { Stored } from '@doorstep/ledger';
import { MemoryStore, type Change } from '@doorstep/sync';
import { sampleEntry, storeConformance } from '@doorstep/sync/conformance';
import { createDevice } from '../device';
import { random } from '../effects';
import { IdbStore } from '../idb-store';
import { createDeviceKey, Vault } from '../vault';

/** Runs every case of the store conformance suite on IndexedDB. Returns what failed, by name. */
async function conformance(): Promise<Record<string, string>> {
  const outcomes: Record<string, string> = {};
  for (const [i, { name, run }] of storeConformance.entries()) {
    const database = `conformance ${i}`;
    const vault = new Vault(await createDeviceKey(), database, random);
    const open = () => IdbStore.open(database, vault, random);
    outcomes[name] = await run({ open }).then(
      () => 'ok',
      (error: Error) => error.message,
    );
  }
  return outcomes;
}

/** How long a ledger of `count` entries takes to write page by page, and to load anew, ms. */
async function measure(
  count: number,
  padding: string,
): Promise<{ writeMs: number; loadMs: number; loaded: number }> {
  const vault = new Vault(await createDeviceKey(), 'measure', random);
  const store = await IdbStore.open('measure', vault, random);
  const pages: Change[] = [];
  const { position } = await new MemoryStore(1).load(0);
  for (let from = 1; from <= count; from += 1_000) {
    const entries: Stored[] = Array.from({ length: Math.min(1_000, count - from + 1) }, (_, i) => {
      const stored = sampleEntry(from + i, from + i);
      return { ...stored, entry: { ...stored.entry, body: { ...stored.entry.body, padding } } };
    });
    pages.push({ entries, position: { ...position, seq: from + entries.length - 1 } });
  }
  const start = performance.now();
  for (const [revision, page] of pages.entries()) await store.commit(page, revision);
  const written = performance.now();
  store.close();
  const again = await IdbStore.open('measure', vault, random);
  const { entries } = await again.load(0);
  const loadMs = performance.now() - written;
  again.close();
  return {
    writeMs: Math.round(written - start),
    loadMs: Math.round(loadMs),
    loaded: entries.length,
  };
}

const harness = {
  conformance,
  measure,
  device: createDevice({ app: 'field', dates: 'own', language: () => 'zh' }),
};
export type Harness = typeof harness;

declare global {
  interface Window {
    harness: Harness;
  }
}
window.harness = harness;
