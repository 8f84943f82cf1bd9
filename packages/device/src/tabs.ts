/** The other tabs of this browser: who may push, and who wrote. */
import { lockWithin, noPeers, type Lock, type Peers } from '@doorstep/sync';

/** Web Locks where present; otherwise one task at a time within this tab (the store settles the rest). */
export function webLock(): Lock {
  if (!('locks' in navigator)) return lockWithin();
  return {
    run: async (name, task) => {
      let result!: Awaited<ReturnType<typeof task>>;
      await navigator.locks.request(name, async () => {
        result = await task();
      });
      return result;
    },
  };
}

/** Tabs that have the same database open. */
export function tabsOf(database: string): Peers & { close(): void } {
  if (typeof BroadcastChannel === 'undefined') return { ...noPeers, close: () => undefined };
  const channel = new BroadcastChannel(database);
  return {
    changed: () => channel.postMessage('changed'),
    onChanged: (listener) => {
      channel.addEventListener('message', listener);
      return () => channel.removeEventListener('message', listener);
    },
    close: () => channel.close(),
  };
}
