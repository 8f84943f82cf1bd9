import { expect, test } from 'vitest';
import { base64 } from '../base64';
import { ledgerConformance } from '../ledger.conformance';
import { entryIds, randomId } from '../ids';
import { seededRandom } from './world';
import { PLACE, testVillage } from './village';

test.each(ledgerConformance)('the server in memory $name', async ({ run }) => {
  const { clock, server } = testVillage();
  const random = seededRandom(5);
  const nextId = entryIds(clock, random);
  let n = 0;
  const subject = {
    place: PLACE,
    transport: server.transport(),
    serverKey: server.serverKey,
    nowMs: () => clock.nowMs(),
    keyFor: (of: string) => ({
      k: randomId('k', random),
      subject: of,
      key: base64(random.bytes(32)),
    }),
    entry: (changes = {}) => ({
      id: nextId(),
      kind: 'weather.noted',
      v: 1,
      place: PLACE,
      at: '2020-01-28T09:00:00.000+08:00',
      by: 'c_cadre001',
      device: 'd_phone001/1',
      n: (n += 1),
      subjects: ['h_invented1'],
      body: {},
      ...changes,
    }),
  };
  await expect(run(subject)).resolves.toBeUndefined();
});
