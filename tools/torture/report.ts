/** The counts of a run: what was done, what it cost, what was found wrong and how to do it again. */
import { median } from '../bench/report';
import type { Compared } from './compare/compare';
import type { FaultKind } from './faults';

/** Something that must never be, and the cycle it came up in. */
export interface Wrong {
  cycle: number;
  kind: string;
  what: string;
  detail: string;
}

export interface Verified {
  sound: boolean;
  ledgers: number;
  entries: number;
  findings: unknown[];
}

/** Answers a writer may get while something is broken: nothing was stored, or it cannot know. */
const HONEST = new Set(['0 offline', '429 busy', '503 database-gone']);

export class Report {
  readonly wrong: Wrong[] = [];
  private readonly cycles = new Map<string, number>();
  private readonly notRun = new Map<string, number>();
  private readonly answers = new Map<string, number>();
  private readonly recoveredMs = new Map<string, number[]>();
  private compared: Compared | undefined;
  private verified: Verified | undefined;

  constructor(private readonly seed: string) {}

  done(kind: FaultKind | 'browser-killed', recoveredMs: number): void {
    this.cycles.set(kind, (this.cycles.get(kind) ?? 0) + 1);
    this.recoveredMs.set(kind, [...(this.recoveredMs.get(kind) ?? []), recoveredMs]);
  }

  /** Drawn, and impossible here. */
  skipped(kind: FaultKind): void {
    this.notRun.set(kind, (this.notRun.get(kind) ?? 0) + 1);
  }

  answered(cycle: number, kind: string, answer: string): void {
    const count = this.answers.get(answer) ?? 0;
    this.answers.set(answer, count + 1);
    if (count === 0 && !HONEST.has(answer))
      this.wrong.push({ cycle, kind, what: 'answer', detail: answer });
  }

  private found(cycle: number, kind: string, what: string, detail: string): void {
    this.wrong.push({ cycle, kind, what, detail });
  }

  /** The cycle could not be brought to its end. */
  brokeOff(cycle: number, error: unknown): void {
    this.found(cycle, 'cycle', 'broke off', error instanceof Error ? error.message : String(error));
  }

  comparedWith(cycle: number, kind: string, compared: Compared): void {
    this.compared = compared;
    for (const { what, place, id, detail } of compared.wrong)
      this.found(cycle, kind, what, `${place} ${id} ${detail}`.trim());
  }

  verifiedAs(cycle: number, verified: Verified): void {
    this.verified = verified;
    if (!verified.sound)
      this.found(cycle, 'verify', 'unsound', JSON.stringify(verified.findings.slice(0, 5)));
  }

  get isWrong(): boolean {
    return this.wrong.length > 0;
  }

  toJSON() {
    const { compared, verified } = this;
    const times = [...this.recoveredMs].map(([kind, ms]) => [kind, timesOf(ms)] as const);
    return {
      seed: this.seed,
      cycles: Object.fromEntries(this.cycles),
      notRun: Object.fromEntries(this.notRun),
      entries: compared?.entries ?? 0,
      acknowledged: compared?.acknowledged ?? 0,
      storedUnacknowledged: compared?.storedUnacknowledged ?? 0,
      missing: compared?.missing ?? 0,
      duplicated: compared?.duplicated ?? 0,
      recoveredInMs: {
        all: timesOf([...this.recoveredMs.values()].flat()),
        ...Object.fromEntries(times),
      },
      failedAnswers: Object.fromEntries(this.answers),
      verify: verified && {
        sound: verified.sound,
        ledgers: verified.ledgers,
        entries: verified.entries,
      },
      wrong: this.wrong,
    };
  }
}

function timesOf(ms: readonly number[]): { median: number; max: number } | undefined {
  if (ms.length === 0) return undefined;
  return { median: Math.round(median(ms)), max: Math.round(Math.max(...ms)) };
}

/** The same for people. */
export function linesOf(report: ReturnType<Report['toJSON']>): string {
  const { cycles, notRun, recoveredInMs, failedAnswers, verify, wrong } = report;
  const times: Record<string, { median: number; max: number } | undefined> = recoveredInMs;
  const total = Object.values(cycles).reduce((sum, n) => sum + n, 0);
  return [
    ...Object.entries(cycles).map(([kind, n]) => {
      const { median: middle, max } = times[kind]!;
      return `${String(n).padStart(5)} ${kind.padEnd(20)} recovered in ${middle} ms, at most ${max}`;
    }),
    ...Object.entries(notRun).map(
      ([kind, n]) => `${String(n).padStart(5)} ${kind.padEnd(20)} NOT RUN: needs root and mount`,
    ),
    `${String(total).padStart(5)} cycles, seed ${report.seed}`,
    `entries ${report.entries}, acknowledged ${report.acknowledged}, stored without a receipt ${report.storedUnacknowledged}`,
    `missing ${report.missing}, duplicated ${report.duplicated}`,
    `failed answers ${JSON.stringify(failedAnswers)}`,
    verify
      ? `verify: ${verify.sound ? 'sound' : 'NOT SOUND'}, ${verify.ledgers} ledgers, ${verify.entries} entries`
      : 'verify: not reached',
    ...wrong.map(
      ({ cycle, kind, what, detail }) =>
        `WRONG in cycle ${cycle} (${kind}): ${what} ${detail}\n  again: --seed ${report.seed} --from ${cycle} --cycles 1`,
    ),
  ].join('\n');
}
