/**
 * The faults. Each is done to the running product in the middle of pushes and lifted again; from
 * then on the product has to recover by itself. A fault that ends the server has it started again,
 * and nothing else is ever put right from outside.
 */
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Dice } from '@doorstep/scenario';
import pg from 'pg';
import { signal } from './processes';
import type { Product } from './product';

interface Lifted {
  /** Performance time, ms. */
  atMs: number;
  /** The start of what the fault ended. */
  restarted?: Promise<void>;
}

type Fault = (product: Product, dice: Dice) => Promise<Lifted>;

const FROZEN_MS = [500, 6_000] as const;
const AWAY_MS = [1_000, 8_000] as const;
const FULL_MS = [500, 4_000] as const;
/** What is left of a full disk: nothing, or a few pages. */
const LEFT_BYTES_MAX = 400_000;
/** PostgreSQL keeps used files of its log: so many switches leave none that can be taken again. */
const LOG_SWITCHES = 20;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const lifted = (): Lifted => ({ atMs: performance.now() });
const restarting = (product: Product): Lifted => ({ ...lifted(), restarted: product.start() });

async function killServer(product: Product): Promise<Lifted> {
  await product.kill('main');
  return restarting(product);
}

async function killPostmaster(product: Product): Promise<Lifted> {
  signal([product.postgres().postmaster], 'SIGKILL');
  return lifted();
}

async function killBackend(product: Product, dice: Dice): Promise<Lifted> {
  const { children } = product.postgres();
  if (children.length > 0) signal([dice.pick(children)], 'SIGKILL');
  return lifted();
}

/** What the loss of power, or a container's end, does to processes. */
async function killEverything(product: Product): Promise<Lifted> {
  const { postmaster, children } = product.postgres();
  const killed = product.kill('main');
  signal([postmaster, ...children], 'SIGKILL');
  await killed;
  return restarting(product);
}

async function terminate(product: Product): Promise<Lifted> {
  await product.stop('main');
  return restarting(product);
}

async function freeze(product: Product, dice: Dice): Promise<Lifted> {
  const { postmaster, children } = product.postgres();
  signal([postmaster, ...children], 'SIGSTOP');
  await pause(dice.int(...FROZEN_MS));
  signal([postmaster, ...children], 'SIGCONT');
  return lifted();
}

/** Its folder is not where it was, as a disk that dropped out: it ends and cannot start again. */
async function takeAway(product: Product, dice: Dice): Promise<Lifted> {
  const folder = join(product.dataFolder, 'pg');
  const away = join(product.dataFolder, 'pg.away');
  const { postmaster } = product.postgres();
  renameSync(folder, away);
  signal([postmaster], dice.pick(['SIGKILL', 'SIGINT']));
  await pause(dice.int(...AWAY_MS));
  renameSync(away, folder);
  return lifted();
}

async function fillDisk(product: Product, dice: Dice): Promise<Lifted> {
  product.disk!.fill(dice.int(0, LEFT_BYTES_MAX));
  await pause(dice.int(...FULL_MS));
  product.disk!.free();
  return lifted();
}

/** The database's log needs room too, and without it the database ends itself. */
async function fillDiskAndLog(product: Product, dice: Dice): Promise<Lifted> {
  const client = new pg.Client({ connectionString: product.databaseUrl() });
  client.on('error', () => undefined);
  await client.connect();
  product.disk!.fill(0);
  for (let i = 0; i < LOG_SWITCHES; i++)
    await client
      .query("select pg_logical_emit_message(false, 'torture', 'x'), pg_switch_wal()")
      .catch(() => undefined);
  await client.end().catch(() => undefined);
  await pause(dice.int(...FULL_MS));
  product.disk!.free();
  return lifted();
}

async function killOneOfTwo(product: Product, dice: Dice): Promise<Lifted> {
  await product.startSecond();
  await pause(dice.int(50, 500));
  if (dice.chance(0.5)) return killServer(product);
  await product.kill('second');
  return lifted();
}

export const FAULTS = {
  'server-killed': killServer,
  'postmaster-killed': killPostmaster,
  'backend-killed': killBackend,
  'everything-killed': killEverything,
  'server-terminated': terminate,
  'one-of-two-killed': killOneOfTwo,
  'database-frozen': freeze,
  'database-away': takeAway,
  'disk-full': fillDisk,
  'disk-full-log': fillDiskAndLog,
} as const satisfies Record<string, Fault>;

export type FaultKind = keyof typeof FAULTS;

/** Those that take a disk of their own. */
export const needsDisk = (kind: FaultKind): boolean => kind.startsWith('disk-full');

/** How often each is drawn. */
const WEIGHTS: Record<FaultKind, number> = {
  'server-killed': 5,
  'postmaster-killed': 4,
  'backend-killed': 4,
  'everything-killed': 5,
  'server-terminated': 3,
  'one-of-two-killed': 3,
  'database-frozen': 2,
  'database-away': 2,
  'disk-full': 3,
  'disk-full-log': 2,
};

export const drawFault = (dice: Dice): FaultKind =>
  dice.weighted(Object.entries(WEIGHTS) as [FaultKind, number][]);
