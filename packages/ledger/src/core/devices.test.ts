import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFold, type Stored } from '../index';
import { CLOCK_OFF_MS } from './devices';

const VILLAGE = '222401101205';
const RECEIVED_MS = Date.parse('2020-02-01T00:00:00Z');

interface Written {
  device: string;
  n: number;
  offsetMs: number;
}

const idOf = (i: number): string => `01900000-0000-7000-8000-${String(i).padStart(12, '0')}`;

const stored = ({ device, n, offsetMs }: Written, i: number): Stored => ({
  seq: i + 1,
  receivedAt: new Date(RECEIVED_MS).toISOString(),
  offsetMs,
  chain: '',
  entry: {
    id: idOf(i),
    kind: 'household.left',
    v: 1,
    place: VILLAGE,
    at: new Date(RECEIVED_MS - offsetMs - 60_000 * i).toISOString(),
    by: n === 0 ? 'system' : 'c_invented1',
    device,
    n,
    subjects: [`h_household${i % 4}`],
    body: { reason: 'moved' },
  },
});

const findingsOf = (...pieces: Stored[][]) => {
  const fold = createFold(VILLAGE);
  for (const piece of pieces) {
    fold.add(piece);
    fold.deviceFindings();
  }
  return fold.deviceFindings();
};

const phone = (n: number, changes: Partial<Written> = {}): Written => ({
  device: 'd_invented1/7',
  n,
  offsetMs: 0,
  ...changes,
});

describe('what entries betray about devices', () => {
  it('is nothing while every number is used once', () => {
    const written = [phone(1), phone(2), phone(2, { device: 'd_invented1/8' })];
    expect(findingsOf(written.map(stored))).toEqual([]);
  });
  it('is a copied store when two entries bear one number: both are named', () => {
    const found = findingsOf([phone(1), phone(2), phone(2), phone(3)].map(stored));
    expect(found.map(({ code, entry, device }) => [code, entry, device])).toEqual([
      ['cloned', idOf(1), 'd_invented1/7'],
      ['cloned', idOf(2), 'd_invented1/7'],
    ]);
  });
  it('is not said of the server’s own entries, which bear no number', () => {
    const own = phone(0, { device: 'system/0', offsetMs: 2 * CLOCK_OFF_MS });
    expect(findingsOf([own, own].map(stored))).toEqual([]);
  });
  it('is a clock months off, told once a device, by its earliest entry', () => {
    const off = phone(1, { offsetMs: -CLOCK_OFF_MS });
    const found = findingsOf([off, { ...off, n: 2 }, phone(3)].map(stored));
    expect(found).toMatchObject([{ code: 'clock-off', entry: idOf(1) }]);
    expect(findingsOf([phone(1, { offsetMs: CLOCK_OFF_MS - 1 })].map(stored))).toEqual([]);
  });
  it('goes when an unsent entry is given up, and when the server measured the clock', () => {
    const fold = createFold(VILLAGE);
    const [first, twin] = [phone(1), phone(1)].map(stored) as [Stored, Stored];
    fold.add([first, { ...twin, seq: 0, offsetMs: CLOCK_OFF_MS }]);
    expect(fold.deviceFindings()).toHaveLength(3);
    fold.add([{ ...twin, offsetMs: 0 }]);
    expect(fold.deviceFindings()).toHaveLength(2);
    fold.remove([twin.entry.id]);
    expect(fold.deviceFindings()).toEqual([]);
  });
  it('does not depend on order or pieces', () => {
    const written = fc.record({
      device: fc.constantFrom('d_invented1/7', 'd_invented2/1'),
      n: fc.nat(4),
      offsetMs: fc.constantFrom(0, CLOCK_OFF_MS, -CLOCK_OFF_MS),
    });
    const ledger = fc.array(written, { maxLength: 14 }).map((all) => all.map(stored));
    const disordered = ledger.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray(all, { minLength: all.length }),
        fc.nat(all.length),
      ),
    );
    fc.assert(
      fc.property(disordered, ([all, shuffled, cut]) => {
        const pieces = findingsOf(shuffled.slice(0, cut), shuffled.slice(cut));
        expect(pieces).toEqual(findingsOf(all));
      }),
    );
  });
});
