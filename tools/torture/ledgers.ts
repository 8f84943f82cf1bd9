/**
 * Cycles against server and database: writers push, one fault strikes and is lifted, everybody gets
 * their receipts, an independent program compares. Which fault, when and how hard is a function of
 * seed and cycle; a few cycles share villages, all share one data folder.
 */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dice } from '@doorstep/scenario';
import type { Compared } from './compare/compare';
import { Crew } from './crew';
import { openDisk } from './disk';
import { drawFault, FAULTS, needsDisk, type FaultKind } from './faults';
import { Product } from './product';
import type { Report, Verified } from './report';
import type { Site } from './site';
import { within } from './within';

const COMPARE = fileURLToPath(new URL('compare/main.ts', import.meta.url));
const CYCLES_PER_CREW = 10;
/** Receipts before the fault. */
const GROWN = [10, 120] as const;
/** Between a receipt and the fault, so that it strikes anywhere in a push. */
const AIM_MS_MAX = 15;
const RECOVERY_MS_MAX = 180_000;
const COMPARE_MS_MAX = 300_000;

export interface LedgerCycles {
  seed: string;
  from: number;
  count: number;
  /** Only this one. */
  fault?: FaultKind;
  onProgress: (line: string) => void;
}

/** Runs a program of this repository; its output, whatever it thought of what it saw. */
function outputOf(entry: string, args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', entry, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.once('close', () => (said ? resolve(said) : reject(new Error(`${entry} failed`))));
  });
}

/** Has the independent program compare the ledgers of a database with the journals in a folder. */
export async function compareWith(databaseUrl: string, journals: string): Promise<Compared> {
  const said = outputOf(COMPARE, [journals], { DATABASE_URL: databaseUrl });
  return JSON.parse(await within(COMPARE_MS_MAX, 'comparing', said)) as Compared;
}

class Cycles {
  readonly product: Product;
  readonly journals: string;
  private crew: Crew | undefined;
  private crews = 0;
  private now = { cycle: 0, kind: '' };

  constructor(
    site: Site,
    private readonly options: LedgerCycles,
    private readonly report: Report,
  ) {
    const disk = openDisk(site);
    this.product = new Product(join(disk?.folder ?? site.folder, 'data'), disk);
    this.journals = join(site.folder, 'journals');
    mkdirSync(this.journals);
  }

  /** One fault and its recovery. @returns false when it cannot be done on this machine */
  async run(cycle: number): Promise<boolean> {
    const own = dice(`${this.options.seed}/cycle/${cycle}`);
    const drawn = drawFault(own);
    const kind = this.options.fault ?? drawn;
    if (needsDisk(kind) && !this.product.disk) {
      this.report.skipped(kind);
      return false;
    }
    this.now = { cycle, kind };
    if (cycle % CYCLES_PER_CREW === 0 || !this.crew) this.crew = await this.nextCrew();
    const { crew, product } = this;
    const working = crew.work();
    const strike = async (): Promise<number> => {
      await crew.grown(own.int(...GROWN));
      await new Promise((resolve) => setTimeout(resolve, own.int(0, AIM_MS_MAX)));
      const liftedMs = await FAULTS[kind](product, own);
      await crew.served(liftedMs);
      const recoveredMs = performance.now() - liftedMs;
      crew.rest();
      await working;
      return recoveredMs;
    };
    const recoveredMs = await within(
      RECOVERY_MS_MAX,
      'recovering',
      Promise.race([strike(), working.then(() => new Promise<never>(() => undefined))]),
    );
    if (product.server.hasEnded())
      this.report.found(cycle, kind, 'server ended', product.server.terminal());
    await product.stop('second');
    await this.compare();
    this.report.done(kind, recoveredMs);
    this.options.onProgress(`${cycle} ${kind} ${Math.round(recoveredMs)} ms`);
    return true;
  }

  private async nextCrew(): Promise<Crew> {
    const { seed, from } = this.options;
    const number = this.crews++;
    return Crew.assemble({
      seed: `${seed}/${from}`,
      number,
      server: this.product.server,
      journals: this.journals,
      baseUrls: () => this.product.baseUrls(),
      onFailure: (answer) => this.report.answered(this.now.cycle, this.now.kind, answer),
    });
  }

  async compare(): Promise<void> {
    const { cycle, kind } = this.now;
    const compared = await compareWith(this.product.databaseUrl(), this.journals);
    this.report.comparedWith(cycle, kind, compared);
  }

  /** The product's own opinion of its ledgers, figures and keys. */
  async verify(): Promise<void> {
    const { stdout, stderr } = await this.product.server.doorstep('verify', '--json');
    if (!stdout) throw new Error(`verify said nothing: ${stderr}`);
    this.report.verifiedAs(this.now.cycle, JSON.parse(stdout) as Verified);
  }
}

/** Runs them in order, stops at the first that finds something wrong, verifies at the end. */
export async function tortureLedgers(
  site: Site,
  options: LedgerCycles,
  report: Report,
): Promise<void> {
  const cycles = new Cycles(site, options, report);
  await cycles.product.start();
  let cycle = options.from;
  try {
    for (; cycle < options.from + options.count && !report.isWrong; cycle++)
      await cycles.run(cycle);
    await cycles.verify();
    await cycles.product.stop('main');
  } catch (error) {
    report.found(
      cycle,
      'cycle',
      'broke off',
      error instanceof Error ? error.message : String(error),
    );
  }
}
