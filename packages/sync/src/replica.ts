/** A ledger on a device: the local copy, its author, its engine and its names behind one face. */
import { InvalidDraft, number, write, type Desk } from './author';
import { changeOfRelease, onlyIf } from './conditional';
import { Engine } from './engine';
import type { Draft, EntryState, Replica } from './face';
import { entryIds, randomId } from './ids';
import { Local } from './local';
import { newIncarnation } from './memory-store';
import { Names } from './names';
import type {
  Clock,
  Cryptography,
  Lock,
  Peers,
  Random,
  Store,
  Transport,
  VerifySignature,
} from './ports';
import type { Session } from './wire';

export interface ReplicaDeps {
  store: Store;
  transport: Transport;
  clock: Clock;
  random: Random;
  cryptography: Cryptography;
  lock: Lock;
  peers: Peers;
  /** The machine's own Ed25519, if it has one. */
  verify?: VerifySignature | undefined;
}

export interface ReplicaOptions {
  place: string;
  session: Session;
  /** Server clock minus this device's, when just measured. */
  offsetMs?: number;
}

/** A replica that syncs only when told, until it is started. */
export interface StartableReplica extends Replica {
  start(): void;
}

function stateOf(local: Local, id: string): EntryState | undefined {
  const { position, outbox, rejected } = local.held;
  const isIt = (row: { stored: { entry: { id: string } } }): boolean => row.stored.entry.id === id;
  const seq = local.seqOf(id) ?? outbox.find(isIt)?.stored.seq;
  if (seq === undefined) return rejected.some(isIt) ? 'rejected' : undefined;
  if (seq === 0) return 'onPhone';
  return seq <= position.backedUp ? 'backedUp' : 'committed';
}

async function noteOffset(local: Local, offsetMs: number | undefined): Promise<void> {
  await local.commit(({ position }) =>
    offsetMs === undefined || offsetMs === position.offsetMs
      ? undefined
      : { position: { ...position, offsetMs } },
  );
}

function createRecorder(deps: ReplicaDeps, local: Local, desk: Desk) {
  const authorDeps = {
    ...deps,
    nextId: entryIds(deps.clock, deps.random),
    keyOf: (subject: string) => local.keyOf(subject),
  };
  return async (drafts: Draft[], { mends, head }: { mends?: string; head?: number } = {}) => {
    const { entries, keys } = await write(authorDeps, desk, drafts);
    let rows: ReturnType<typeof number> = [];
    await local.commit(({ n, position }) => {
      rows = number(entries, n, deps.clock.nowMs(), position.offsetMs);
      if (head !== undefined) rows = onlyIf(rows, head);
      const outboxPut = mends ? rows.map((row) => ({ ...row, mends })) : rows;
      return { n: n + rows.length, outboxPut, keys, rejectedRemove: mends ? [mends] : [] };
    });
    return rows.map((row) => row.stored);
  };
}

/**
 * Opens a ledger on this device from its store; usable at once, without the network.
 * @throws StorageFailed when the store cannot be read
 */
export async function createReplica(
  deps: ReplicaDeps,
  options: ReplicaOptions,
): Promise<StartableReplica> {
  const { place, session } = options;
  const local = await Local.open(deps.store, deps.peers);
  await noteOffset(local, options.offsetMs);
  await local.commit(changeOfRelease);
  const device = (): string => `${session.device}/${local.held.incarnation}`;
  const record = createRecorder(deps, local, {
    place,
    zone: session.zone,
    account: session.account,
    device,
  });
  const names = new Names(deps.cryptography, (k) => local.key(k));
  const engine = new Engine({
    ...deps,
    local,
    place,
    serverKey: session.serverKey,
    wantsKeys: session.scope === 'village',
    writing: { device, newIncarnation: () => newIncarnation(deps.random) },
    lockName: `sync ${session.account} ${place}`,
  });
  local.subscribe(() => engine.nudge());
  return {
    place,
    stored: () => local.stored(),
    subscribe: (listener) => local.subscribe(listener),
    watch: (listener) => engine.watch(listener),
    record: (drafts) => record(drafts),
    recordIf: async (head, drafts) => {
      const stored = await record(drafts, { head });
      await engine.syncNow();
      await local.commit(changeOfRelease);
      return stored.some(({ entry }) => stateOf(local, entry.id) === undefined) ? 'moved' : stored;
    },
    stateOf: (id) => stateOf(local, id),
    rejected: () => local.held.rejected,
    mend: async (id, draft) => {
      if (!local.held.rejected.some(({ stored }) => stored.entry.id === id))
        throw new InvalidDraft('mends an entry that is not rejected');
      return (await record([draft], { mends: id }))[0]!;
    },
    discard: async (id) => {
      await local.commit(() => ({ rejectedRemove: [id] }));
      engine.tell();
    },
    status: () => engine.status(),
    noteOffset: async (offsetMs) => {
      await noteOffset(local, offsetMs);
      engine.tell();
    },
    syncNow: async () => {
      await engine.syncNow();
      return engine.status();
    },
    open: (entry) => names.open(entry),
    identity: (subject) => names.identity(subject, local.stored()),
    identities: (among = local.stored()) => names.identities(among),
    newSubject: (prefix) => randomId(prefix, deps.random),
    start: () => engine.start(),
    close: async () => {
      await engine.stop();
      await local.close();
    },
  };
}
