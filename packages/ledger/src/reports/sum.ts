/** Whether a report's figures are the sum of what it was made from. Pure. */
import type { BriefBody, StatedFigure, StatedLedger } from './kinds';

/** A basis put together; undefined while a part of it is missing. */
export function wholeBasis(
  parts: ReadonlyMap<number, StatedLedger[]> | undefined,
  count: number,
): StatedLedger[] | undefined {
  const found: StatedLedger[] = [];
  for (let part = 0; part < count; part += 1) {
    const ledgers = parts?.get(part);
    if (!ledgers) return undefined;
    found.push(...ledgers);
  }
  return found;
}

/** Figures added up over ledgers. */
export function sumsOf(
  indicators: readonly string[],
  ledgers: readonly StatedLedger[],
): StatedFigure[] {
  const sums = indicators.map((indicator) => ({ indicator, total: 0, day: 0, before: 0 }));
  for (const { figures } of ledgers) {
    for (const [i, sum] of sums.entries()) {
      sum.total += figures[3 * i] ?? 0;
      sum.day += figures[3 * i + 1] ?? 0;
      sum.before += figures[3 * i + 2] ?? 0;
    }
  }
  return sums;
}

/** Whether each ledger of a basis says something of every figure, once, and together they give it. */
export function addsUp(
  { figures }: Pick<BriefBody, 'figures'>,
  basis: readonly StatedLedger[],
): boolean {
  const isWhole = basis.every((one) => one.figures.length === 3 * figures.length);
  if (!isWhole || new Set(basis.map(({ place }) => place)).size < basis.length) return false;
  const sums = sumsOf(
    figures.map(({ indicator }) => indicator),
    basis,
  );
  return figures.every(
    ({ total, day, before }, i) =>
      total === sums[i]!.total && day === sums[i]!.day && before === sums[i]!.before,
  );
}
