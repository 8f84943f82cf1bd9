/** Where the actors of a test are connected: a server in memory, or whatever the test puts there. */
import { addresseesOf, ZONE, type Entry } from '@doorstep/ledger';
import type { Clock, Session, Transport } from '@doorstep/sync';
import type { MemoryServer } from '@doorstep/sync/testing';
import { dice } from '../dice';

export interface ScenarioSeat {
  account: string;
  place: string;
  scope: 'village' | 'office';
}

export interface Connection {
  session: Session;
  transport: Transport;
}

/** Signs somebody in on a new device. */
export type Connect = (seat: ScenarioSeat) => Promise<Connection>;

/** An id that follows from its source and its ledger (UUIDv8). */
function derivedId(source: string, place: string): string {
  const hex = [...dice(`${source} ${place}`).bytes(16)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** Brings an office's order to the ledgers it is addressed to. */
export function deliver(server: MemoryServer, sentAtMs: number, entry: Entry): void {
  for (const place of addresseesOf(entry)) {
    const delivered = { from: entry.place, id: entry.id };
    const derived: Entry = {
      ...entry,
      id: derivedId(entry.id, place),
      place,
      by: 'system',
      device: 'system/0',
      n: 0,
      delivered,
    };
    server.push(place, { entries: [derived], keys: [], after: 0, sentAtMs });
  }
}

/** Connects to a server in memory that delivers orders at once. */
export function connectTo(server: MemoryServer, clock: Clock): Connect {
  let devices = 0;
  const honest = server.transport();
  const transport: Transport = {
    ...honest,
    push: async (place, push) => {
      const before = server.ledger(place).stored.length;
      const answer = await honest.push(place, push);
      for (const { entry } of server.ledger(place).stored.slice(before))
        deliver(server, push.sentAtMs, entry);
      return answer;
    },
  };
  return async (seat) => {
    const device = `d_device${(devices += 1)}`;
    return {
      session: {
        ...seat,
        device,
        serverKey: server.serverKey,
        serverTimeMs: clock.nowMs(),
        zone: ZONE,
      },
      transport,
    };
  };
}
