/**
 * Starts the embedded PostgreSQL of a data folder, or adopts the one that runs there. Several
 * processes may share it: the last to leave stops it. Killed, it is started again.
 */
import { openCluster, type Cluster } from './cluster';
import { pause } from './command';
import { ensureDatabase, takeLease, type Lease } from './lease';
import {
  isIdle,
  isRunning,
  postmasterOf,
  removeUnwrittenLocks,
  spawnPostmaster,
  stopPostmaster,
  urlOf,
} from './process';
import { PostgresError } from './problem';

export interface StartOptions {
  dataFolder: string;
  /** One line of progress or trouble, without personal data. */
  log: (line: string) => void;
  /** Whether this process serves: only one may at a time. Commands leave it out. */
  serve?: boolean;
}

export interface Postgres {
  url: string;
  /** It ran already and was taken over. */
  adopted: boolean;
  /** Leaves; stops the database when nobody else uses it. */
  stop(): Promise<void>;
}

interface Reached {
  lease: Lease;
  url: string;
  adopted: boolean;
}

const DATABASE = 'doorstep';
const POLL_MS = 50;
/** Recovery after a crash replays at most `max_wal_size`; slow disks take minutes. */
const READY_WAIT_MS = 600_000;
const STARTS_MAX = 5;
/** Without room it cannot even write its log. */
const SILENT = 'it said nothing; see whether the disk is full';
const RECOVERY_PAUSE_MS = 5_000;
/** So long a postmaster may refuse connections with nobody bringing the database up. */
const IDLE_MS_MAX = 5_000;
/** SQLSTATE of a database that is starting up, recovering or stopping. */
const NOT_NOW = '57P03';
/** Another postmaster is stopping, or the last one's backends are still there. */
const NOT_YET = /lock file|shared memory block|is being shut down/i;

/** Takes a lease from a running postmaster; otherwise why not, as a SQLSTATE if it answered. */
async function leaseOf(
  cluster: Cluster,
): Promise<{ lease: Lease; url: string } | { refused: string | undefined }> {
  const postmaster = await postmasterOf(cluster);
  if (!postmaster) return { refused: undefined };
  try {
    const lease = await takeLease(urlOf(cluster, postmaster, 'postgres'));
    return { lease, url: urlOf(cluster, postmaster, DATABASE) };
  } catch (error) {
    const { code } = error as { code?: string };
    if (!code?.startsWith('28')) return { refused: code };
    throw new PostgresError(
      'no-access',
      'pg.password in the data folder is not the password of its database',
      { cause: error },
    );
  }
}

/**
 * Ends a postmaster that has given up without ending: one whose recovery failed for want of room
 * stays alive and refuses everybody, long after there is room again.
 */
class IdleWatch {
  private sinceMs: number | undefined;

  constructor(
    private readonly cluster: Cluster,
    private readonly log: StartOptions['log'],
  ) {}

  /** @returns whether it was ended */
  async look(refused: string | undefined, atMs: number): Promise<boolean> {
    const postmaster = refused === NOT_NOW ? await postmasterOf(this.cluster) : undefined;
    const isWaiting = postmaster !== undefined && (await isIdle(postmaster));
    this.sinceMs = isWaiting ? (this.sinceMs ?? atMs) : undefined;
    if (!postmaster || this.sinceMs === undefined || atMs - this.sinceMs < IDLE_MS_MAX)
      return false;
    this.log('PostgreSQL gave up recovering and does not end; starting it anew');
    await stopPostmaster(this.cluster, postmaster, 'immediate');
    return true;
  }
}

/** Waits until the cluster answers; starts it when nobody does. */
async function reach(cluster: Cluster, log: StartOptions['log']): Promise<Reached> {
  const idle = new IdleWatch(cluster, log);
  let starts = 0;
  let spawned: Awaited<ReturnType<typeof spawnPostmaster>> | undefined;
  for (let waitedMs = 0; waitedMs < READY_WAIT_MS; waitedMs += POLL_MS) {
    const found = await leaseOf(cluster);
    if ('lease' in found) return { ...found, adopted: spawned === undefined };
    if (await idle.look(found.refused, waitedMs)) spawned = undefined;
    const said = await spawned?.ended();
    if (said !== undefined) {
      if (starts >= STARTS_MAX || !NOT_YET.test(said))
        throw new PostgresError('start-failed', `PostgreSQL did not start: ${said || SILENT}`);
      spawned = undefined;
      await pause(POLL_MS * 10);
      await removeUnwrittenLocks(cluster);
    }
    const postmaster = await postmasterOf(cluster);
    if (!spawned && !(postmaster && (await isRunning(cluster, postmaster)))) {
      starts += 1;
      spawned = await spawnPostmaster(cluster);
    }
    if (waitedMs > 0 && waitedMs % 5_000 === 0) log('PostgreSQL is still recovering');
    await pause(POLL_MS);
  }
  throw new PostgresError(
    'start-failed',
    'PostgreSQL did not become ready; see pg.log in the data folder',
  );
}

/** Ends a lease; the last one stops the database. */
async function leave(cluster: Cluster, lease: Lease): Promise<void> {
  const last = await lease.isLast().catch(() => false);
  const postmaster = await postmasterOf(cluster);
  if (!last || !postmaster) return lease.end();
  const stopped = stopPostmaster(cluster, postmaster);
  await lease.end();
  await stopped;
}

/**
 * @throws PostgresError: `data-in-use` when another process serves from the folder
 */
export async function startPostgres({
  dataFolder,
  log,
  serve = false,
}: StartOptions): Promise<Postgres> {
  const cluster = await openCluster(dataFolder);
  const first = await reach(cluster, log);
  let lease = first.lease;
  let stopping = false;
  let recovering: Promise<void> = Promise.resolve();

  const hold = async (): Promise<void> => {
    if (serve && !(await lease.serve())) {
      await leave(cluster, lease);
      throw new PostgresError(
        'data-in-use',
        `another Doorstep already runs on ${cluster.dataFolder}: use that one, or set another DOORSTEP_DATA`,
      );
    }
    lease.onLost(() => {
      recovering = recover();
    });
  };
  const recover = async (): Promise<void> => {
    log('PostgreSQL went away; starting it again');
    for (let pauseMs = POLL_MS; !stopping; pauseMs = RECOVERY_PAUSE_MS) {
      await pause(pauseMs);
      try {
        lease = (await reach(cluster, log)).lease;
        return await hold();
      } catch (error) {
        log(error instanceof Error ? error.message : String(error));
      }
    }
  };

  await hold();
  await ensureDatabase(urlOfMaintenance(first.url), DATABASE);
  return {
    url: first.url,
    adopted: first.adopted,
    async stop() {
      stopping = true;
      await recovering;
      await leave(cluster, lease);
    },
  };
}

const urlOfMaintenance = (url: string): string => url.replace(/[^/]+$/, 'postgres');
