/**
 * The product under torture: one data folder with its embedded PostgreSQL, and the server processes
 * over it. What a fault ended is started again here, as a service manager does.
 */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { effects } from '../../apps/server/src/effects';
import { linkUrl, mintLink, newId } from '../../apps/server/src/links';
import { openDatabase } from '../../apps/server/src/store';
import { startServer, type RunningServer } from '../../e2e/server';
import type { Disk } from './disk';
import { postgresOf } from './processes';
import { within } from './within';

const START_MS_MAX = 600_000;
const STOP_MS_MAX = 300_000;
const LAST_LINES = 15;

export class Product {
  private main: RunningServer | undefined;
  private second: RunningServer | undefined;

  constructor(
    readonly dataFolder: string,
    readonly disk: Disk | undefined,
  ) {
    mkdirSync(dataFolder, { recursive: true });
  }

  /** The server that has the embedded database. */
  get server(): RunningServer {
    if (!this.main) throw new Error('the server is down');
    return this.main;
  }

  /** @throws Error when a server ended that nobody ended */
  assertRuns(): void {
    for (const one of [this.main, this.second]) one?.assertRuns();
  }

  /** Where one can be asked. */
  baseUrls(): string[] {
    return [this.main, this.second].flatMap((one) => (one ? [one.baseUrl] : []));
  }

  databaseUrl(): string {
    const password = readFileSync(join(this.dataFolder, 'pg.password'), 'utf8');
    const socketFolder = encodeURIComponent(join(this.dataFolder, 'run'));
    return `postgres://doorstep:${password}@${socketFolder}/doorstep`;
  }

  /** One-time sign-in links of the phone app for as many new people, one for each place. */
  async links(places: readonly string[]): Promise<string[]> {
    const db = openDatabase({ url: this.databaseUrl(), random: effects.random });
    const links: string[] = [];
    for (const place of places) {
      const token = await mintLink(db, effects, { place, account: newId(effects, 'c') });
      links.push(linkUrl(this.server.baseUrl, 'field', token));
    }
    await db.close();
    return links;
  }

  async start(): Promise<void> {
    const { dataFolder } = this;
    this.main = await within(START_MS_MAX, 'starting', startServer({ dataFolder }));
  }

  /** One more process on the same database. */
  async startSecond(): Promise<void> {
    const options = { dataFolder: this.dataFolder, databaseUrl: this.databaseUrl() };
    this.second = await within(START_MS_MAX, 'starting beside', startServer(options));
  }

  async kill(which: 'main' | 'second'): Promise<void> {
    const victim = this[which];
    this[which] = undefined;
    await victim?.kill();
  }

  /** SIGTERM. @throws Error unless it ends cleanly */
  async stop(which: 'main' | 'second'): Promise<void> {
    const server = this[which];
    this[which] = undefined;
    if (!server) return;
    const exitCode = await within(STOP_MS_MAX, 'stopping', server.stop());
    if (exitCode !== 0) throw new Error(`stopped with ${exitCode}:\n${server.terminal()}`);
  }

  /** How the logs end, for a cycle that broke off. */
  lastWords(): string {
    const logs = ['pg.log.1', 'pg.log', 'server.log'].map((name) => {
      const path = join(this.dataFolder, name);
      const lines = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
      return [`${name}:`, ...lines.slice(-LAST_LINES)].join('\n');
    });
    return [...logs, `terminal:\n${this.main?.terminal() ?? ''}`].join('\n');
  }

  /** What runs of the database now. */
  postgres(): ReturnType<typeof postgresOf> {
    return postgresOf(this.dataFolder);
  }
}
