/**
 * Two phones of one village, a network that loses, repeats and delays, programs that end between
 * any two steps: afterwards every saved entry is in the ledger exactly once and all copies agree.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StorageFailed } from './index';
import {
  faultyTransport,
  PLACE,
  testVillage,
  type Fault,
  type HandClock,
  type MemoryServer,
  type Phone,
} from './testing';

type Step =
  | { do: 'record'; phone: 0 | 1; facts: number; faults: Fault[] }
  | { do: 'sync'; phone: 0 | 1; faults: Fault[] }
  | { do: 'syncBoth'; faults: Fault[] }
  | { do: 'recordWhileSyncing'; phone: 0 | 1; faults: Fault[] }
  | {
      do: 'crash';
      phone: 0 | 1;
      at: 'before' | 'after';
      during: 'record' | 'sync';
      faults: Fault[];
    }
  | { do: 'wait'; ms: number };

const phone = fc.constantFrom(0 as const, 1 as const);
const fault = fc.constantFrom<Fault>(
  'none',
  'none',
  'request-lost',
  'answer-lost',
  'duplicated',
  'delayed',
  'busy',
);
const faults = fc.array(fault, { maxLength: 4 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('record' as const),
    phone,
    facts: fc.integer({ min: 1, max: 3 }),
    faults,
  }),
  fc.record({ do: fc.constant('sync' as const), phone, faults }),
  fc.record({ do: fc.constant('syncBoth' as const), faults }),
  fc.record({ do: fc.constant('recordWhileSyncing' as const), phone, faults }),
  fc.record({
    do: fc.constant('crash' as const),
    phone,
    at: fc.constantFrom('before' as const, 'after' as const),
    during: fc.constantFrom('record' as const, 'sync' as const),
    faults,
  }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 4_000_000 }) }),
);

class Village {
  readonly saved = new Set<string>();
  readonly named = new Map<string, string>();
  readonly server: MemoryServer;
  readonly phones: Phone[];
  private readonly clock: HandClock;
  private faults: Fault[] = [];
  private count = 0;

  private constructor(seed: number) {
    const { server, clock, phone } = testVillage(seed);
    const transport = faultyTransport(server, () => this.faults.shift() ?? 'none');
    this.server = server;
    this.server.pageEntries = 3;
    this.clock = clock;
    this.phones = [
      phone(0, { transport, clockErrorMs: -7_200_000 }),
      phone(1, { transport, clockErrorMs: 90_000 }),
    ];
  }

  static async open(seed: number): Promise<Village> {
    const village = new Village(seed);
    for (const one of village.phones) await one.start();
    return village;
  }

  async record(one: Phone, facts: number): Promise<void> {
    const { replica } = one;
    const drafts = Array.from({ length: facts }, () => {
      const subject = replica.newSubject('p');
      const name = `invented ${(this.count += 1)}`;
      this.named.set(subject, name);
      return {
        kind: 'person.registered',
        subjects: [subject],
        body: { seen: this.count },
        identities: { [subject]: { name } },
      };
    });
    const stored = await replica.record(drafts);
    for (const { entry } of stored) this.saved.add(entry.id);
  }

  async take(step: Step): Promise<void> {
    if (step.do === 'wait') return this.clock.advance(step.ms);
    this.faults = [...step.faults];
    if (step.do === 'syncBoth')
      return void (await Promise.all(this.phones.map((one) => one.replica.syncNow())));
    const one = this.phones[step.phone]!;
    if (step.do === 'record') return this.record(one, step.facts);
    if (step.do === 'sync') return void (await one.replica.syncNow());
    if (step.do === 'recordWhileSyncing')
      return void (await Promise.all([one.replica.syncNow(), this.record(one, 2)]));
    one.crashAtNextWrite(step.at);
    const work = step.during === 'record' ? this.record(one, 1) : one.replica.syncNow();
    await Promise.resolve(work).catch((error: unknown) =>
      expect(error).toBeInstanceOf(StorageFailed),
    );
    await one.start();
  }

  async heal(): Promise<void> {
    this.faults = [];
    for (let round = 0; round < 2; round++)
      for (const one of this.phones) await one.replica.syncNow();
  }
}

test('every saved entry ends in the ledger exactly once, and every copy equals the ledger', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(),
      fc.array(step, { minLength: 1, maxLength: 25 }),
      async (seed, steps) => {
        const village = await Village.open(seed);
        for (const one of steps) await village.take(one);
        await village.heal();
        const ledger = village.server.ledger(PLACE).stored;
        const ids = ledger.map(({ entry }) => entry.id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids).toEqual(expect.arrayContaining([...village.saved]));
        for (const { replica } of village.phones) {
          expect(replica.stored()).toEqual(ledger);
          expect(replica.status()).toMatchObject({
            unsent: 0,
            rejected: 0,
            head: ledger.length,
            online: true,
          });
          const identities = await replica.identities();
          for (const { entry } of ledger) {
            const subject = entry.subjects[0]!;
            expect(identities.get(subject)).toEqual({ name: village.named.get(subject) });
          }
        }
        const numbers = ledger.map(({ entry }) => `${entry.device} ${entry.n}`);
        expect(new Set(numbers).size).toBe(numbers.length);
      },
    ),
    { numRuns: 200 },
  );
}, 60_000);
