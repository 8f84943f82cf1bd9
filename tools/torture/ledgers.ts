/**
 * Cycles against server and database: writers push, one fault strikes and is lifted, everybody gets
 * their receipts, an independent program compares. Which fault, when and how hard is a function of
 * seed and cycle; a few cycles share villages, all share one data folder.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { dice, type Dice } from '@doorstep/scenario';
import { Crew } from './crew';
import { openDisk } from './disk';
import { drawFault, FAULTS, needsDisk, type FaultKind } from './faults';
import { compared, verified } from './opinions';
import { Product } from './product';
import type { Report } from './report';
import type { Site } from './site';
import { within } from './within';

const CYCLES_PER_CREW = 10;
/** Receipts before the fault. */
const GROWN = [10, 120] as const;
/** Between a receipt and the fault, so that it strikes anywhere in a push. */
const AIM_MS_MAX = 15;
/** Finds what hangs, also on a machine that is busy with other things. */
const RECOVERY_MS_MAX = 600_000;

export interface LedgerOptions {
  seed: string;
  /** The first cycle. */
  from: number;
  /** Only these, in turn; otherwise they are drawn. */
  faults: readonly FaultKind[];
  onProgress: (line: string) => void;
}

export class LedgerCycles {
  readonly product: Product;
  /** Folder of what the writers keep. */
  readonly journals: string;
  private crew: Crew | undefined;
  private crews = 0;
  private cycle = 0;
  private kind = '';

  constructor(
    site: Site,
    private readonly options: LedgerOptions,
    private report: Report,
  ) {
    const disk = openDisk(site);
    this.product = new Product(join(disk?.folder ?? site.folder, 'data'), disk);
    this.journals = join(site.folder, 'journals');
    mkdirSync(this.journals);
  }

  /** Reports to somebody else from now on. */
  reportingTo(report: Report): this {
    this.report = report;
    return this;
  }

  /** One fault, the recovery from it and the comparison; counted as not run where it is impossible. */
  async run(cycle: number): Promise<void> {
    const { seed, faults, onProgress } = this.options;
    const own = dice(`${seed}/cycle/${cycle}`);
    const drawn = drawFault(own);
    const kind = faults[cycle % faults.length] ?? drawn;
    if (needsDisk(kind) && !this.product.disk) return this.report.skipped(kind);
    [this.cycle, this.kind] = [cycle, kind];
    if (cycle % CYCLES_PER_CREW === 0 || !this.crew) this.crew = await this.nextCrew();
    const recoveredMs = await this.strike(this.crew, kind, own);
    await this.product.stop('second');
    await this.compare();
    this.report.done(kind, recoveredMs);
    onProgress(`${cycle} ${kind}: recovered in ${Math.round(recoveredMs)} ms`);
  }

  /** @returns how long it took until everybody was served again, ms */
  private async strike(crew: Crew, kind: FaultKind, own: Dice): Promise<number> {
    const working = crew.work();
    const striking = async (): Promise<number> => {
      await crew.grown(own.int(...GROWN));
      await new Promise((resolve) => setTimeout(resolve, own.int(0, AIM_MS_MAX)));
      const { atMs, restarted } = await FAULTS[kind](this.product, own);
      const served = crew.served(atMs, () => this.product.assertRuns());
      const [recoveredMs] = await Promise.all([
        served.then(() => performance.now() - atMs),
        restarted,
      ]);
      crew.rest();
      await working;
      return recoveredMs;
    };
    // What a writer cannot bear ends the cycle; that they are all done does not.
    const broken = working.then(() => new Promise<never>(() => undefined));
    return within(RECOVERY_MS_MAX, 'recovering', Promise.race([striking(), broken]));
  }

  private nextCrew(): Promise<Crew> {
    const { seed, from } = this.options;
    return Crew.assemble({
      seed: `${seed}/${from}`,
      number: this.crews++,
      product: this.product,
      journals: this.journals,
      onFailure: (answer) => this.report.answered(this.cycle, this.kind, answer),
    });
  }

  /** Has the independent program compare the ledgers with the journals. */
  async compare(): Promise<void> {
    const found = await compared(this.product, this.journals);
    this.report.comparedWith('ledgers', this.cycle, this.kind, found);
  }

  async verify(): Promise<void> {
    this.report.verifiedAs('ledgers', this.cycle, await verified(this.product));
  }
}

/** Runs `count` cycles, fewer when something is found wrong, and verifies at the end. */
export async function tortureLedgers(
  site: Site,
  options: LedgerOptions & { count: number },
  report: Report,
): Promise<void> {
  const cycles = new LedgerCycles(site, options, report);
  let cycle = options.from;
  try {
    await cycles.product.start();
    for (; cycle < options.from + options.count && !report.isWrong; cycle++)
      await cycles.run(cycle);
    await cycles.verify();
    await cycles.product.stop('main');
  } catch (error) {
    report.brokeOff('ledgers', cycle, error);
    options.onProgress(cycles.product.lastWords());
  }
}
