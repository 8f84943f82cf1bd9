import { describe, expect, it } from 'vitest';
import { isLost, shiftAt } from './standing';

describe('the wall', () => {
  it('says that it is lost when a question failed, and when none came back for long', () => {
    expect(isLost(50_000, 40_000, false)).toBe(false);
    expect(isLost(50_000, 40_000, true)).toBe(true);
    expect(isLost(90_000, 40_000, false)).toBe(true);
  });
  it('moves a little each minute and comes back', () => {
    const places = Array.from({ length: 9 }, (_, i) => JSON.stringify(shiftAt(i * 60_000)));
    expect(new Set(places).size).toBe(8);
    expect(places[8]).toBe(places[0]);
    expect(shiftAt(59_999)).toEqual(shiftAt(0));
  });
});
