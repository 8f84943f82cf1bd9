/**
 * Chance from a seed: the same seed throws the same dice for ever. What is invented from a `fork`
 * depends on its name alone, so that adding one thing does not change all others.
 * Never a source of secrets.
 */
import { randomId, type Random } from '@doorstep/sync';

export interface Dice extends Random {
  /** 0 ≤ n < 1. */
  next(): number;
  /** A whole number, both ends included. */
  int(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** One of the values, each as likely as its weight. */
  weighted<T>(from: readonly (readonly [T, number])[]): T;
  shuffled<T>(from: readonly T[]): T[];
  /** A subject's id: `h_…` and 22 characters. */
  id(prefix: string): string;
  fork(name: string): Dice;
}

/** Four 32-bit words out of a text (xmur3). */
function wordsOf(seed: string): [number, number, number, number] {
  let hash = 1_779_033_703 ^ seed.length;
  for (let i = 0; i < seed.length; i++) {
    hash = Math.imul(hash ^ seed.charCodeAt(i), 3_432_918_353);
    hash = (hash << 13) | (hash >>> 19);
  }
  const word = (): number => {
    hash = Math.imul(hash ^ (hash >>> 16), 2_246_822_507);
    hash = Math.imul(hash ^ (hash >>> 13), 3_266_489_909);
    return (hash ^= hash >>> 16) >>> 0;
  };
  return [word(), word(), word(), word()];
}

/** Words of 32 bits (sfc32). */
function wordStream(seed: string): () => number {
  let [a, b, c, counter] = wordsOf(seed);
  return () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
}

/** Dice of a seed. */
export function dice(seed: string): Dice {
  const word = wordStream(seed);
  const next = (): number => word() / 2 ** 32;
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  const bytes = (length: number): Uint8Array<ArrayBuffer> =>
    Uint8Array.from({ length }, () => word() >>> 24);
  return {
    next,
    int,
    bytes,
    chance: (probability) => next() < probability,
    pick: (from) => from[int(0, from.length - 1)]!,
    weighted: (from) => {
      let left = next() * from.reduce((sum, [, weight]) => sum + weight, 0);
      return (from.find(([, weight]) => (left -= weight) < 0) ?? from[0]!)[0];
    },
    shuffled: (from) => {
      const all = [...from];
      for (let i = all.length - 1; i > 0; i--) {
        const j = int(0, i);
        [all[i], all[j]] = [all[j]!, all[i]!];
      }
      return all;
    },
    id: (prefix) => randomId(prefix, { bytes }),
    fork: (name) => dice(`${seed}/${name}`),
  };
}
