/** What phones of 2020 lack and the shared code uses; loaded before everything else. */
type Test<T> = (value: T, at: number, array: T[]) => unknown;

function findLastIndex<T>(this: T[], test: Test<T>): number {
  let at = this.length - 1;
  while (at >= 0 && !test(this[at]!, at, this)) at -= 1;
  return at;
}

function findLast<T>(this: T[], test: Test<T>): T | undefined {
  return this[findLastIndex.call(this as unknown[], test as Test<unknown>)];
}

function itemAt<T>(this: T[], at: number): T | undefined {
  return this[at < 0 ? this.length + at : at];
}

/** Gives a prototype of arrays the methods it lacks, not listed among its items. */
export function addMissing(prototype: object): void {
  for (const [name, value] of Object.entries({ findLastIndex, findLast, at: itemAt })) {
    if (name in prototype) continue;
    Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
  }
}

addMissing(Array.prototype);
