/** How fast one core folds a village of 20,000 entries, from objects and from stored bytes. */
import { createFold, type Stored } from '@doorstep/ledger';
import { ledgerOf, VILLAGE } from './ledger';
import { median, result, type Result } from './report';

const ENTRIES = 20_000;
const RUNS = 9;
const WARM_UPS = 3;

function perSecond(work: () => void): number {
  const speeds: number[] = [];
  for (let run = 0; run < RUNS + WARM_UPS; run++) {
    const start = process.hrtime.bigint();
    work();
    if (run >= WARM_UPS) speeds.push(ENTRIES / (Number(process.hrtime.bigint() - start) / 1e9));
  }
  return median(speeds);
}

function foldAll(stored: Stored[]): void {
  const fold = createFold(VILLAGE);
  fold.add(stored);
  if (fold.size !== ENTRIES) throw new Error('the fold did not take every entry');
}

/** Medians of nine runs after three. */
export function benchFold(): Result[] {
  const stored = ledgerOf(ENTRIES);
  const texts = stored.map((one) => JSON.stringify(one));
  const parsing = perSecond(() => texts.forEach((text) => JSON.parse(text)));
  const detail = { entries: ENTRIES, bytes_per_entry: Math.round(texts.join('').length / ENTRIES) };
  return [
    result(
      'fold.objects',
      perSecond(() => foldAll(stored)),
      'entries/s',
      { atLeast: 200_000 },
      detail,
    ),
    result(
      'fold.bytes',
      perSecond(() => foldAll(texts.map((text) => JSON.parse(text) as Stored))),
      'entries/s',
      { atLeast: 60_000 },
      { ...detail, json_parse_alone_per_s: Math.round(parsing) },
    ),
  ];
}
