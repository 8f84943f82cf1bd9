import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import {
  addDays,
  ancestorsOf,
  canonical,
  CHAIN_START,
  countyOf,
  day,
  dayOf,
  effectiveTimeMs,
  EnvelopeSchema,
  firstBroken,
  instantOf,
  isWithin,
  levelOf,
  localInstant,
  nextChain,
  NotCanonical,
  PLACE,
  type Stored,
} from '../index';
import { ledgers } from '../testing/arbitrary';

describe('canonical bytes', () => {
  const value = fc.jsonValue({ maxDepth: 4 }).filter((x) => {
    try {
      canonical(x);
      return true;
    } catch {
      return false;
    }
  });

  test('do not depend on the order of keys, and read back as the same value', () => {
    fc.assert(
      fc.property(value, (x) => {
        const turned = JSON.parse(JSON.stringify(x), (_, y) =>
          y && typeof y === 'object' && !Array.isArray(y)
            ? Object.fromEntries(Object.entries(y).reverse())
            : y,
        );
        expect(canonical(turned)).toBe(canonical(x));
        expect(canonical(JSON.parse(canonical(x)))).toBe(canonical(x));
        expect(canonical(x).length).toBe(JSON.stringify(x).length);
      }),
      { numRuns: 2_000 },
    );
  });

  test('escape what JSON must escape, and keep Chinese and Korean as they are', () => {
    expect(canonical({ b: '김"\n', a: '逐户' })).toBe('{"a":"逐户","b":"김\\"\\n"}');
  });

  test.each([
    ['nul', { body: { people: ['a\u0000b'] } }, 'body.people[0]'],
    ['lone-surrogate', { body: { note: 'x\ud800' } }, 'body.note'],
    ['lone-surrogate', { '\udc00': 1 }, ''],
    ['not-integer', { t: 36.5 }, 't'],
    ['not-json', { f: () => 1 }, 'f'],
  ])('refuse %s and say where', (code, x, path) => {
    const refused = (() => {
      try {
        return canonical(x);
      } catch (error) {
        return error;
      }
    })();
    expect(refused).toBeInstanceOf(NotCanonical);
    expect(refused).toMatchObject({ code, path });
  });
});

describe('the chain', () => {
  const chained = ledgers(12).map((ledger) => {
    let chain = CHAIN_START;
    return ledger.map((one, i): Stored => {
      const stored = { ...one, seq: i + 1 };
      chain = nextChain(chain, one.entry.place, stored);
      return { ...stored, chain };
    });
  });

  test('is the hash the format says, byte for byte', () => {
    fc.assert(
      fc.property(chained, ([one]) => {
        const text = `${one!.entry.place}\n1\n${one!.receivedAt}\n${one!.offsetMs}\n${canonical(one!.entry)}`;
        const expected = createHash('sha256')
          .update(Buffer.alloc(32))
          .update(text, 'utf8')
          .digest('hex');
        expect(one!.chain).toBe(expected);
      }),
      { numRuns: 100 },
    );
  });

  test('follows when sound, and names the first entry that was changed, moved or dropped', () => {
    fc.assert(
      fc.property(chained, fc.nat(), (ledger, n) => {
        const place = ledger[0]!.entry.place;
        expect(firstBroken(CHAIN_START, 0, place, ledger)).toBe(-1);
        const at = n % ledger.length;
        const forged = ledger.map((one, i) =>
          i === at ? { ...one, offsetMs: one.offsetMs + 1 } : one,
        );
        expect(firstBroken(CHAIN_START, 0, place, forged)).toBe(at);
        const dropped = ledger.filter((_, i) => i !== at);
        expect(firstBroken(CHAIN_START, 0, place, dropped)).toBe(
          at === ledger.length - 1 ? -1 : at,
        );
      }),
      { numRuns: 200 },
    );
  });
});

describe('places', () => {
  test('a parent is a prefix of its code', () => {
    expect(ancestorsOf('222401101205')).toEqual(['222401101', '222401', '2224', '22']);
    expect(ancestorsOf('2224U1')).toEqual(['2224', '22']);
    expect(isWithin('222401101205', '2224')).toBe(true);
    expect(isWithin('222401101205', '222402')).toBe(false);
    expect(levelOf('222401101205')).toBe('village');
  });
  test('county leads every row, padded to six digits', () => {
    expect(['222401101205', '2224', '22', '2224U1'].map(countyOf)).toEqual([
      '222401',
      '222400',
      '220000',
      '222400',
    ]);
  });
  test.each(['222401101205', '22', '2224U1'])('%s is a code', (code) =>
    expect(code).toMatch(PLACE),
  );
  test.each(['2', '22240', '2224011012055', 'U1', '222401 '])('%s is none', (code) =>
    expect(code).not.toMatch(PLACE),
  );
});

describe('time', () => {
  test('the day is the village’s, not the server’s', () => {
    expect(dayOf(Date.parse('2020-01-28T16:00:00Z'))).toBe('2020-01-29');
    expect(dayOf(Date.parse('2020-01-28T15:59:59Z'))).toBe('2020-01-28');
    expect(dayOf(Date.parse('2020-01-28T15:59:59Z'), 'Asia/Kathmandu')).toBe('2020-01-28');
    expect(dayOf(Date.parse('2020-01-28T18:20:00Z'), 'Asia/Kathmandu')).toBe('2020-01-29');
  });
  test('instants and days come back to each other in any zone', () => {
    const zones = fc.constantFrom('Asia/Shanghai', 'Asia/Kathmandu', 'America/St_Johns', 'UTC');
    fc.assert(
      fc.property(
        fc.integer({ min: Date.parse('2000-01-01'), max: Date.parse('2040-01-01') }),
        zones,
        (ms, zone) => {
          expect(Date.parse(localInstant(ms, zone))).toBe(ms);
          expect(localInstant(ms, zone).slice(0, 10)).toBe(dayOf(ms, zone));
          expect(dayOf(instantOf(dayOf(ms, zone), '12:00', zone), zone)).toBe(dayOf(ms, zone));
        },
      ),
      { numRuns: 500 },
    );
    expect(instantOf('2020-02-04', '22:00')).toBe(Date.parse('2020-02-04T22:00:00+08:00'));
    expect(addDays('2020-02-28', 2)).toBe('2020-03-01');
  });
  test('effective time mends a wrong clock and never passes the receipt', () => {
    const stored = (at: string, offsetMs: number) =>
      effectiveTimeMs({
        receivedAt: '2020-02-04T10:00:00.000Z',
        offsetMs,
        entry: { at },
      } as Stored);
    expect(stored('2021-02-04T17:00:00+08:00', -366 * 86_400_000)).toBe(
      Date.parse('2020-02-04T09:00:00Z'),
    );
    expect(stored('2021-02-04T17:00:00+08:00', 0)).toBe(Date.parse('2020-02-04T10:00:00Z'));
    expect(stored('2020-02-04T17:00:00+08:00', 0)).toBe(Date.parse('2020-02-04T09:00:00Z'));
  });
});

describe('times beyond all calendars', () => {
  const stored = (at: string, offsetMs: number): Stored =>
    ({
      seq: 1,
      receivedAt: '2020-01-28T01:12:06.000Z',
      offsetMs,
      chain: '',
      entry: { at },
    }) as Stored;

  test.each([
    ['0000-01-01T00:00:00Z', 0],
    ['0000-01-01T00:00:00+14:00', -8.64e15],
    ['2020-01-28T09:12:05+08:00', -8.64e15],
  ])('%s with an offset of %s ms is held true for 1970', (at, offsetMs) => {
    expect(effectiveTimeMs(stored(at, offsetMs))).toBe(0);
  });

  test.each(['0000-01-01', '0999-12-31', '2020-02-30', '2020-13-01'])('%s is no day', (text) => {
    expect(v.is(day, text)).toBe(false);
  });
});

describe('the envelope', () => {
  const sound = {
    id: '0190c0de-0000-7000-8000-000000000001',
    kind: 'visit.recorded',
    v: 1,
    place: '222401101205',
    at: '2020-01-28T09:12:05.120+08:00',
    by: 'c_cadre00',
    device: 'd_device0/2',
    n: 412,
    subjects: ['h_house00'],
    body: {},
  };
  test('a sound one passes', () => expect(v.is(EnvelopeSchema, sound)).toBe(true));
  test.each([
    ['a server field', { seq: 4 }],
    ['a role', { role: 'admin' }],
    ['no UUIDv7', { id: '0190c0de-0000-4000-8000-000000000001' }],
    ['an impossible time', { at: '2020-13-28T09:12:05+08:00' }],
    ['a time without zone', { at: '2020-01-28T09:12:05' }],
    ['a fraction', { n: 1.5 }],
    ['no subject', { subjects: [] }],
  ])('%s does not', (_, change) =>
    expect(v.is(EnvelopeSchema, { ...sound, ...change })).toBe(false),
  );
});
