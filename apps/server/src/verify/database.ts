/** Every ledger of a database, then every roll-up against the sum of what it adds. */
import type { PlaceCode } from '@doorstep/ledger';
import { rollerOf } from '../folder/roll-step';
import type { Keys } from '../keys';
import { audit, type Database } from '../store';
import { rollupSource } from '../store/rollup';
import { Findings, type Finding } from './findings';
import { verifyLedger } from './ledger';
import { verifyAside, verifySegments } from './stored';

export interface Verified {
  ledgers: number;
  entries: number;
  /** All there are; `findings` holds the first thousand. */
  found: number;
  findings: Finding[];
}

type Sources = Map<PlaceCode, { ledgers: PlaceCode[]; below: PlaceCode[] }>;

/** Which ledgers and roll-ups each office's roll-up adds. */
function sourcesOf(ledgers: readonly PlaceCode[]): Sources {
  const sources: Sources = new Map();
  const enlist = (source: string, place: PlaceCode, as: 'ledgers' | 'below'): void => {
    const roller = rollerOf(source);
    if (!roller) return;
    const known = sources.get(roller);
    if (known) return void (known[as].includes(place) || known[as].push(place));
    sources.set(roller, { ledgers: [], below: [], [as]: [place] });
    enlist(rollupSource(roller), roller, 'below');
  };
  for (const place of ledgers) enlist(place, place, 'ledgers');
  return sources;
}

/** The figures as known now against those by the hour they became known. */
async function verifyNow(
  db: Database,
  table: 'tally' | 'rollup',
  place: PlaceCode,
  findings: Findings,
): Promise<void> {
  for (const { indicator, day, dims, n } of await audit.nowDifferences(db, table, place))
    findings.add({ place, code: table, detail: `${indicator} ${day} ${dims}: ${n}` });
}

/** Checks everything a database holds. Safe beside a running server; changes nothing. */
export async function verifyDatabase(
  db: Database,
  keys: Pick<Keys, 'unwrap' | 'sealRejected' | 'openRejected'>,
): Promise<Verified> {
  const findings = new Findings();
  const ledgers = await audit.ledgers(db);
  for (const wrong of await audit.wrongHeads(db)) findings.add({ ...wrong, code: 'head' });
  for (const wrong of await audit.wrongDeliveries(db)) findings.add({ ...wrong, code: 'delivery' });
  let entries = 0;
  for (const place of ledgers) {
    entries += await verifyLedger(db, keys, place, findings);
    await verifySegments(db, place, findings);
    await verifyNow(db, 'tally', place, findings);
  }
  for (const place of await audit.withAside(db)) await verifyAside(db, keys, place, findings);
  for (const [place, sources] of sourcesOf(ledgers)) {
    for (const row of await audit.rollupDifferences(db, { place, ...sources })) {
      const detail = `${row.indicator} ${row.day} ${row.dims} ${row.heard}: ${row.n}`;
      findings.add({ place, code: 'rollup', detail });
    }
    await verifyNow(db, 'rollup', place, findings);
  }
  return { ledgers: ledgers.length, entries, found: findings.count, findings: findings.kept };
}
