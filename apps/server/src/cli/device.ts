/**
 * The command line as a device: enrolled by a one-time link like everybody, it records in memory and
 * pushes over HTTP, to the server that runs or, where none does, to a door inside this machine. So
 * keys are made and names sealed here, and every entry is judged as any other.
 */
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { createHttp, httpTransport } from '@doorstep/device/http';
import type { PlaceCode } from '@doorstep/ledger';
import {
  createReplica,
  lockWithin,
  MemoryStore,
  newIncarnation,
  noPeers,
  SessionSchema,
  type Random,
  type Replica,
} from '@doorstep/sync';
import { createHub } from '../api/hub';
import { createApi } from '../api/server';
import { openClock } from '../clock';
import { withCookies } from '../demo/phone';
import { verifySignature } from '../demo/verify';
import { effects } from '../effects';
import { foldWhatIsBehind } from '../folder/beside';
import { openOwnKeys } from '../launch/own-keys';
import { VERSION } from '../launch/version';
import { mintLink } from '../links';
import { baseUrlOf, SaidError, type Settings } from '../settings';
import type { Database } from '../store';
import { runningHealth } from './health';
import * as v from 'valibot';

interface Door {
  baseUrl: string;
  close(): Promise<void>;
}

const INSIDE = '127.0.0.1';

/** The running server's door, or one of our own; what came through that is folded at the end. */
async function openDoor(db: Database, settings: Settings): Promise<Door> {
  if (await runningHealth(settings))
    return { baseUrl: baseUrlOf(settings, settings.port), close: () => Promise.resolve() };
  const keys = await openOwnKeys(db, settings.dataFolder, effects);
  const clock = await openClock(db, effects);
  const log = pino({ enabled: false });
  const hub = createHub();
  const demoPercent = () => undefined;
  const app = await createApi({
    db,
    effects,
    clock,
    keys,
    hub,
    log,
    version: VERSION,
    demoPercent,
  });
  await app.listen({ host: INSIDE, port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return {
    baseUrl: `http://${INSIDE}:${port}`,
    close: async () => {
      await app.close();
      await foldWhatIsBehind(db, keys);
    },
  };
}

const random: Random = { bytes: (length) => Uint8Array.from(effects.randomBytes(length)) };

/** By the village's clock, which is this machine's: no entry is dated by another. */
async function clockOf(db: Database) {
  const { nowMs } = await openClock(db, effects);
  const after = (delayMs: number, task: () => void) => {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  };
  return { nowMs, after };
}

/**
 * Runs `task` with a village's ledger on this device, and signs out.
 * @throws SaidError when the server does not let it in
 */
export async function asDevice<T>(
  { db, settings }: { db: Database; settings: Settings },
  seat: { place: PlaceCode; account: string },
  task: (replica: Replica) => Promise<T>,
): Promise<T> {
  const token = await mintLink(db, effects, seat);
  const clock = await clockOf(db);
  const door = await openDoor(db, settings);
  try {
    const http = createHttp({ ...withCookies(fetch), clock, baseUrl: door.baseUrl });
    const answer = await http.request('/api/enrol', SessionSchema, { token });
    if (!answer.ok) throw new SaidError('cli.refused', { code: answer.failure.code }, 1);
    const replica = await createReplica(
      {
        store: new MemoryStore(newIncarnation(random)),
        transport: httpTransport(http, () => () => undefined),
        clock,
        random,
        cryptography: crypto.subtle,
        verify: verifySignature,
        lock: lockWithin(),
        peers: noPeers,
      },
      { place: seat.place, session: answer.value, offsetMs: 0 },
    );
    const done = await task(replica);
    await replica.close();
    await http.request('/api/signout', v.unknown(), {});
    return done;
  } finally {
    await door.close();
  }
}
