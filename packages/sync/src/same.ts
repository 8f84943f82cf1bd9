import { canonical } from '@doorstep/ledger';

/** @throws Error that says what differs, when two JSON values do (absent counts as null) */
export function same(actual: unknown, expected: unknown, what: string): void {
  const [is, should] = [canonical(actual ?? null), canonical(expected ?? null)];
  if (is === should) return;
  throw new Error(`${what}: expected ${should.slice(0, 300)}, got ${is.slice(0, 300)}`);
}
