/** What of a sent report has moved, per place one level below, from the same figures of the same ledgers. */
import { addsUp, dayOf, type PlaceCode, type SentBrief, type StatedLedger } from '@doorstep/ledger';
import type { Moved, SentReport } from '@doorstep/sync';
import type { Queries } from '../store';
import type { Keys } from '../keys';
import { areaOf, type Area } from '../brief/area';
import { overview } from '../brief/overview';
import { childFinder } from '../brief/owed';
import { ledgersOf } from './draft';
import { briefNamed, metaOf } from './sent';
import { vouchedOf } from './vouch';

/** A ledger whose figures are no longer what was stated. */
export interface MovedLedger {
  /** As stated; seq 0 where nothing was known of it. */
  then: StatedLedger;
  now: StatedLedger;
  /** Now less then. */
  figures: number[];
}

export interface Asked {
  office: PlaceCode;
  brief: string;
}

export interface Compared {
  sent: SentBrief;
  basis: StatedLedger[];
  area: Area;
  moved: MovedLedger[];
}

const byPlace = (ledgers: readonly StatedLedger[]): Map<PlaceCode, StatedLedger> =>
  new Map(ledgers.map((one) => [one.place, one]));

function movedLedger(then: StatedLedger, now: StatedLedger): MovedLedger[] {
  const figures = now.figures.map((n, i) => n - (then.figures[i] ?? 0));
  return figures.some((n) => n !== 0) ? [{ then, now, figures }] : [];
}

/** A report beside what is known now; undefined when it was not sent. */
export async function compared(
  db: Queries,
  { office, brief }: Asked,
): Promise<Compared | undefined> {
  const [found, area] = await Promise.all([briefNamed(db, office, brief), areaOf(db, office)]);
  if (!found || !area) return undefined;
  const { sent, basis } = found;
  const indicators = sent.figures.map(({ indicator }) => indicator);
  const now = await ledgersOf(db, area, { day: sent.day, indicators });
  const [stated, held] = [byPlace(basis), byPlace(now)];
  const nothing = (place: PlaceCode): StatedLedger => ({
    place,
    seq: 0,
    figures: indicators.flatMap(() => [0, 0, 0]),
  });
  const moved = [...new Set([...held.keys(), ...stated.keys()])].flatMap((place) =>
    movedLedger(stated.get(place) ?? nothing(place), held.get(place) ?? nothing(place)),
  );
  return { sent, basis, area, moved };
}

const sizeOf = ({ figures }: Moved): number => figures.reduce((sum, n) => sum + Math.abs(n), 0);

function byChild({ area, moved }: Compared): Moved[] {
  const childOf = childFinder(area);
  const found = new Map<PlaceCode, Moved>();
  for (const { now, figures } of moved) {
    const place = childOf(now.place);
    const sum = found.get(place) ?? { place, ledgers: 0, figures: figures.map(() => 0) };
    found.set(place, {
      place,
      ledgers: sum.ledgers + 1,
      figures: sum.figures.map((n, i) => n + figures[i]!),
    });
  }
  return [...found.values()].sort((a, b) => sizeOf(b) - sizeOf(a) || (a.place < b.place ? -1 : 1));
}

/** A sent report as it was sent, and what has moved; undefined when it was not sent. */
export async function sentReport(
  { db, keys }: { db: Queries; keys: Pick<Keys, 'isOurs'> },
  asked: Asked,
  nowMs: number,
): Promise<SentReport | undefined> {
  const found = await compared(db, asked);
  if (!found) return undefined;
  const { sent, basis } = found;
  const seen = await overview(db, { place: asked.office, day: dayOf(nowMs), nowMs });
  const { due = 0, overdue = 0, untold = 0 } = seen?.self ?? {};
  return {
    ...metaOf(sent),
    place: asked.office,
    figures: sent.figures,
    missing: sent.missing,
    texts: sent.texts,
    ledgers: basis.length,
    addsUp: addsUp(sent, basis),
    vouched: vouchedOf(keys, asked.office, sent, basis),
    now: { asOfMs: nowMs, missing: { due, overdue, untold }, moved: byChild(found) },
  };
}
