/** Starts everything in order and stops it in the opposite one. */
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { createHub, type Hub } from '../api/hub';
import { errorLine, errorName } from '../api/log';
import { createApi, type ApiOptions } from '../api/server';
import { openClock, type ServerClock } from '../clock';
import type { Effects } from '../effects';
import { scheduleBackups } from '../backup/schedule';
import { startFolder } from '../folder';
import { baseUrlOf, SaidError, type Settings } from '../settings';
import { announce } from './announce';
import { claimDemo, demoState, runDemo, type DemoRun, type DemoState, type DemoWish } from './demo';
import { openGround, type Ground } from './ground';
import { openLogFile, type LogFile } from './log-file';
import { openOwnKeys } from './own-keys';
import type { Terminal } from './terminal';
import { Undo } from './undo';
import { VERSION } from './version';

const builtApp = (name: string): string =>
  fileURLToPath(new URL(`../../../${name}/dist`, import.meta.url));

export interface ServeOptions {
  settings: Settings;
  effects: Effects;
  terminal: Terminal;
  /** Which demo is to be made here, if any. */
  demo: DemoWish;
}

/** @throws SaidError when the address cannot be listened on */
async function listen(
  app: FastifyInstance,
  { host, port }: { host: string; port: number },
): Promise<number> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const { code = 'unknown' } = error as { code?: string };
    if (code === 'EADDRINUSE') throw new SaidError('cli.portTaken', { port }, 1);
    throw new SaidError('cli.cannotListen', { host, port, code }, 1);
  }
  const address = app.server.address();
  return typeof address === 'object' && address ? address.port : port;
}

class Server {
  private readonly undo = new Undo();
  private readonly file: LogFile;
  private demo: DemoRun | undefined;
  private isStopping = false;

  constructor(private readonly options: ServeOptions) {
    const { settings, terminal } = options;
    this.file = openLogFile(settings.dataFolder, (code) => terminal.warn('cli.logLost', { code }));
    this.undo.add(() => this.file.flush());
  }

  async start(): Promise<void> {
    const { settings, effects, terminal } = this.options;
    const { log } = this.file;
    terminal.line('cli.startingDatabase');
    const ground = await openGround(settings, effects, {
      serve: true,
      log: (postgres) => log.info({ postgres }),
    });
    this.undo.add(() => ground.close());
    const state = await demoState(ground.db, this.options.demo);
    if (state === 'making') this.undo.add(await claimDemo(ground.databaseUrl));
    const clock = await openClock(ground.db, effects);
    const api = await this.apiOptions(ground, clock, state);
    const app = await createApi(api);
    this.undo.add(() => app.close());
    const baseUrl = baseUrlOf(settings, await listen(app, settings));
    await announce({ db: ground.db, effects, terminal, settings }, baseUrl, state);
    if (state === 'making') await this.makeDemo(api, clock, baseUrl);
  }

  /** Hub, folder and keys, with what the API needs of them. */
  private async apiOptions(
    { db, databaseUrl }: Ground,
    clock: ServerClock,
    state: DemoState,
  ): Promise<ApiOptions> {
    const { settings, effects } = this.options;
    const { dataFolder, tls } = settings;
    const { log } = this.file;
    const hub = createHub();
    const keys = await openOwnKeys(db, dataFolder, effects);
    if (settings.backup)
      this.undo.add(scheduleBackups({ db, keys, effects, log, ...settings.backup }));
    const folder = startFolder({
      databaseUrl,
      dataFolder,
      news: hub,
      onTrouble: (trouble) => log.warn(trouble, 'folder'),
    });
    this.undo.add(() => folder.stop());
    // What is pushed wakes the folder; what it delivers itself it knows of.
    const pushed: Hub = {
      ...hub,
      head: (event) => {
        folder.wake([event.place]);
        hub.head(event);
      },
    };
    const demoPercent = () => (state === 'done' ? 100 : this.demo?.percent());
    const apps = { field: builtApp('field'), desk: builtApp('desk') };
    return { db, effects, clock, keys, hub: pushed, log, version: VERSION, demoPercent, apps, tls };
  }

  private async makeDemo(api: ApiOptions, clock: ServerClock, publicUrl: string): Promise<void> {
    const { effects, terminal } = this.options;
    const baseUrl = api.tls ? await this.doorInside(api) : publicUrl;
    const demo = runDemo({ db: api.db, effects, clock, baseUrl }, (percent) => {
      if (!this.isStopping) terminal.progress('cli.demoProgress', percent);
    });
    this.demo = demo;
    this.undo.add(() => demo.stop());
    demo.ended.then(
      () => !this.isStopping && terminal.line('cli.demoReady'),
      (error: unknown) => {
        if (this.isStopping) return;
        this.file.log.error(errorLine(error), 'demo');
        terminal.warn('cli.demoFailed', { reason: errorName(error) });
      },
    );
  }

  /** The demo's phones do not know a certificate of one's own: under TLS they get a door inside this machine. */
  private async doorInside(api: ApiOptions): Promise<string> {
    const inside = await createApi({ ...api, tls: undefined });
    this.undo.add(() => inside.close());
    const host = '127.0.0.1';
    return baseUrlOf({ host }, await listen(inside, { host, port: 0 }));
  }

  /** Takes no more requests, finishes the running ones, then stops the rest. Logs what fails. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await this.undo.all((error) => this.file.log.error(errorLine(error), 'stopping'));
  }
}

/**
 * A server that serves, announced on the terminal; its demo may go on filling behind it.
 * @throws SaidError, PostgresError and others when it cannot start; what was started is stopped again
 */
export async function serve(options: ServeOptions): Promise<{ stop(): Promise<void> }> {
  const server = new Server(options);
  try {
    await server.start();
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}
