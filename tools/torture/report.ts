/** The counts of a run: what was done, what it cost, what was found wrong and how to do it again. */
import { median } from '../bench/report';
import type { Compared } from './compare/compare';
import type { FaultKind } from './faults';
import type { Verified } from './opinions';

/** Writers against server and database, or phones in a browser. */
export type Part = 'ledgers' | 'phones';

/** Something that must never be, and the cycle it came up in. */
interface Wrong {
  part: Part;
  cycle: number;
  kind: string;
  what: string;
  detail: string;
}

/** Answers a writer may get while something is broken: nothing was stored, or it cannot know. */
const HONEST = new Set(['0 offline', '429 busy', '503 database-gone']);

/** As `--cycles` and `--browser` name them. */
const OPTION: Record<Part, string> = { ledgers: '--cycles', phones: '--browser' };

const increase = (counts: Map<string, number>, key: string): number => {
  const count = (counts.get(key) ?? 0) + 1;
  counts.set(key, count);
  return count;
};

export class Report {
  readonly wrong: Wrong[] = [];
  private readonly cycles = new Map<string, number>();
  private readonly notRun = new Map<string, number>();
  private readonly answers = new Map<string, number>();
  private readonly recoveredMs = new Map<string, number[]>();
  private readonly compared = new Map<Part, Compared>();
  private readonly verified = new Map<Part, Verified>();

  constructor(private readonly seed: string) {}

  done(kind: FaultKind | 'browser-killed', recoveredMs: number): void {
    increase(this.cycles, kind);
    this.recoveredMs.set(kind, [...(this.recoveredMs.get(kind) ?? []), recoveredMs]);
  }

  /** Drawn, and impossible here. */
  skipped(kind: FaultKind): void {
    increase(this.notRun, kind);
  }

  /** A push that failed, e.g. `503 database-gone`. */
  answered(cycle: number, kind: string, answer: string): void {
    const isFirst = increase(this.answers, answer) === 1;
    if (isFirst && !HONEST.has(answer))
      this.found({ part: 'ledgers', cycle, kind, what: 'answer', detail: answer });
  }

  found(wrong: Wrong): void {
    this.wrong.push(wrong);
  }

  /** The cycle could not be brought to its end. */
  brokeOff(part: Part, cycle: number, error: unknown): void {
    const detail = error instanceof Error ? error.message : String(error);
    this.found({ part, cycle, kind: 'cycle', what: 'broke off', detail });
  }

  comparedWith(part: Part, cycle: number, kind: string, compared: Compared): void {
    this.compared.set(part, compared);
    for (const { what, place, id, detail } of compared.wrong)
      this.found({ part, cycle, kind, what, detail: `${place} ${id} ${detail}`.trim() });
  }

  verifiedAs(part: Part, cycle: number, verified: Verified): void {
    this.verified.set(part, verified);
    if (verified.sound) return;
    const detail = JSON.stringify(verified.findings.slice(0, 5));
    this.found({ part, cycle, kind: 'verify', what: 'unsound', detail });
  }

  get isWrong(): boolean {
    return this.wrong.length > 0;
  }

  private partOf(part: Part) {
    const compared = this.compared.get(part);
    const verified = this.verified.get(part);
    if (!compared) return undefined;
    const { wrong: _, ...counts } = compared;
    return { ...counts, verifiedSound: verified?.sound ?? null };
  }

  toJSON() {
    const [ledgers, phones] = [this.partOf('ledgers'), this.partOf('phones')];
    const sum = (count: 'acknowledged' | 'missing' | 'duplicated'): number =>
      (ledgers?.[count] ?? 0) + (phones?.[count] ?? 0);
    return {
      seed: this.seed,
      cycles: Object.fromEntries(this.cycles),
      notRun: Object.fromEntries(this.notRun),
      acknowledged: sum('acknowledged'),
      missing: sum('missing'),
      duplicated: sum('duplicated'),
      ledgers,
      phones,
      recoveredInMs: Object.fromEntries(
        [...this.recoveredMs].map(([kind, ms]) => [kind, timesOf(ms)]),
      ),
      failedAnswers: Object.fromEntries(this.answers),
      wrong: this.wrong,
    };
  }
}

const timesOf = (ms: readonly number[]): { median: number; max: number } => ({
  median: Math.round(median(ms)),
  max: Math.round(Math.max(...ms)),
});

type Said = ReturnType<Report['toJSON']>;

function partLine(part: Part, said: Said[Part]): string[] {
  if (!said) return [];
  const { entries, acknowledged, storedUnacknowledged, missing, duplicated, verifiedSound } = said;
  const verify = verifiedSound === null ? 'not reached' : verifiedSound ? 'sound' : 'NOT SOUND';
  return [
    `${part}: ${acknowledged} acknowledged of ${entries} entries, ${storedUnacknowledged} stored without a receipt; missing ${missing}, duplicated ${duplicated}; verify ${verify}`,
  ];
}

/** The same for people. */
export function linesOf(said: Said): string {
  const { seed, cycles, notRun, recoveredInMs, failedAnswers, wrong } = said;
  const total = Object.values(cycles).reduce((sum, n) => sum + n, 0);
  const counted = (n: number, kind: string, text: string): string =>
    `${String(n).padStart(5)} ${kind.padEnd(20)} ${text}`;
  return [
    ...Object.entries(cycles).map(([kind, n]) => {
      const { median: middle, max } = recoveredInMs[kind]!;
      return counted(n, kind, `recovered in ${middle} ms, at most ${max}`);
    }),
    ...Object.entries(notRun).map(([kind, n]) =>
      counted(n, kind, 'NOT RUN: a disk of its own takes root and mount'),
    ),
    `${String(total).padStart(5)} cycles, seed ${seed}`,
    ...partLine('ledgers', said.ledgers),
    ...partLine('phones', said.phones),
    `failed answers: ${JSON.stringify(failedAnswers)}`,
    ...wrong.map(
      ({ part, cycle, kind, what, detail }) =>
        `WRONG in cycle ${cycle} (${kind}): ${what} ${detail}\n  again: --seed ${seed} --from ${cycle} ${OPTION[part]} 1`,
    ),
  ].join('\n');
}
