/** One village for tests: a server in memory and phones that reach it over a network of your choice. */
import type { Clock, Transport } from '../ports';
import type { Session } from '../wire';
import { MemoryServer } from './memory-server';
import { Phone } from './phone';
import { handClock, seededRandom, type HandClock } from './world';

export const PLACE = '222401101205';
export const START_MS = Date.UTC(2020, 0, 28, 1);

export interface TestVillage {
  clock: HandClock;
  server: MemoryServer;
  /** A phone of its own account; `clockErrorMs` is how far its clock is ahead. */
  phone(number: number, options?: { transport?: Transport; clockErrorMs?: number }): Phone;
}

export function testVillage(seed = 1): TestVillage {
  const clock = handClock(START_MS);
  const server = new MemoryServer(clock, seededRandom(seed).bytes(32));
  return {
    clock,
    server,
    phone: (number, { transport = server.transport(), clockErrorMs = 0 } = {}) => {
      const session: Session = {
        account: `c_cadre00${number}`,
        place: PLACE,
        scope: 'village',
        device: `d_phone00${number}`,
        serverKey: server.serverKey,
        serverTimeMs: START_MS,
        zone: 'Asia/Shanghai',
      };
      const own: Clock = { ...clock, nowMs: () => clock.nowMs() + clockErrorMs };
      const random = seededRandom(seed + number + 1);
      return new Phone({
        place: PLACE,
        session,
        clock: own,
        random,
        transport,
        incarnation: number + 1,
      });
    },
  };
}
