/** Ports for a program that is alone with its store: no other tab to wait for or to tell. */
import type { Lock, Peers } from './ports';

/** Runs tasks of one name one after another within this program. */
export function lockWithin(): Lock {
  const last = new Map<string, Promise<unknown>>();
  return {
    run: <T>(name: string, task: () => Promise<T>): Promise<T> => {
      const turn = (last.get(name) ?? Promise.resolve()).then(task);
      last.set(
        name,
        turn.catch(() => undefined),
      );
      return turn;
    },
  };
}

export const noPeers: Peers = { changed: () => undefined, onChanged: () => () => undefined };
