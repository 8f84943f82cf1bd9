/**
 * The demo of a whole prefecture, made by simulated phones through the public API as `npm start`
 * makes it: when the addresses stand, when it is complete, and whether the day's report says what
 * plain SQL counts in the entries, here and for other seeds, also after one visit more is voided.
 */
import { CATALOGUE } from '@doorstep/ledger';
import type { Brief } from '@doorstep/sync';
import { demoSeats } from '../../apps/server/src/demo';
import { figureOf, naiveCount } from '../../apps/server/src/brief/testing';
import { effects } from '../../apps/server/src/effects';
import { openGround } from '../../apps/server/src/launch/ground';
import type { Database } from '../../apps/server/src/store';
import { Caller } from '../../e2e/caller';
import { startServer, type RunningServer } from '../../e2e/server';
import { result, type Result } from './report';

const PREFECTURE = '2224';
const LAST_DAY = '2020-02-04';
const ADDRESSES_S_MAX = 60;
const COMPLETE_S_MAX = 240;
const LOOK_MS = 250;
const SETTLED_MS_MAX = 30_000;

export interface DemoBenchOptions {
  villages: number;
  seeds: readonly string[];
}

const pause = (delayMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, delayMs));

/** @returns seconds until the demo is complete. @throws Error when it stops before */
async function complete(server: RunningServer, startedMs: number): Promise<number> {
  for (;;) {
    server.assertRuns();
    const { demo } = (await (await fetch(`${server.baseUrl}/api/health`)).json()) as {
      demo: { percent: number } | null;
    };
    if (demo?.percent === 100) return (performance.now() - startedMs) / 1_000;
    await pause(LOOK_MS);
  }
}

async function briefOf(server: RunningServer): Promise<Brief> {
  const ran = await server.doorstep('brief', '--place', PREFECTURE, '--day', LAST_DAY, '--json');
  if (ran.exitCode !== 0) throw new Error(ran.stderr);
  return JSON.parse(ran.stdout) as Brief;
}

interface Voidable {
  place: string;
  entry: string;
  subjects: string[];
  persons: number;
}

/** A visit in force that nobody corrected, of the village whose link the demo prints. */
async function visitOf(db: Database, place: string): Promise<Voidable> {
  const [row] = await db.query<Omit<Voidable, 'place'>>(
    `select f.root as entry, e.content::jsonb->'subjects' as subjects,
            (select count(*) from naive_asked a where a.root = f.root and a.is_person_time)::int as persons
       from naive_fact f join entry e on e.id = f.root::uuid and e.place = f.place
      where f.place = $1 and f.kind = 'visit.recorded' and jsonb_array_length(f.body->'people') > 1
        and not exists (select 1 from naive_version x where x.replaces = f.root)
      order by f.root limit 1`,
    [place],
  );
  if (!row) throw new Error(`no visit to void in ${place}`);
  return { ...row, place };
}

/** Voids it as its village's first secretary would, by phone. */
async function voidIt(server: RunningServer, seed: string, visit: Voidable): Promise<void> {
  const seat = demoSeats(seed).find(({ place }) => place === visit.place)!;
  const phone = await Caller.signIn(await server.link('field', seat.place, seat.account));
  await phone.pull();
  await phone.record([
    {
      kind: 'entry.voided',
      subjects: visit.subjects,
      body: { reason: 'mistake' },
      replaces: visit.entry,
    },
  ]);
  await phone.close();
}

const personTimes = ({ indicators }: Brief): number => indicators['visits.person_times']!.total;

/** How much lower the report's person-times are once the void has come through. */
async function loweredBy(server: RunningServer, before: Brief): Promise<number> {
  const untilMs = performance.now() + SETTLED_MS_MAX;
  for (;;) {
    const lower = personTimes(before) - personTimes(await briefOf(server));
    if (lower !== 0 || performance.now() > untilMs) return lower;
  }
}

/** Each figure that differs between the report and plain SQL. */
async function differing(db: Database, { indicators }: Brief): Promise<string[]> {
  const counted = await naiveCount(db);
  return CATALOGUE.flatMap(({ id }) => {
    const { total, day } = figureOf(counted, id, PREFECTURE, LAST_DAY);
    const said = indicators[id]!;
    return said.total === total && said.day === day ? [] : [`${id} ${said.total} ≠ ${total}`];
  });
}

const FIGURES = [
  'duty.cadres',
  'duty.first_secretaries',
  'duty.team_members',
  'visits.person_times',
  'publicity.times',
];

async function checked(server: RunningServer, seed: string): Promise<Result[]> {
  const report = await briefOf(server);
  const ground = await openGround(server, effects, { serve: false, log: () => undefined });
  try {
    const differences = await differing(ground.db, report);
    const [village] = demoSeats(seed).filter(({ scope }) => scope === 'village');
    const visit = await visitOf(ground.db, village!.place);
    await voidIt(server, seed, visit);
    const lower = await loweredBy(server, report);
    const figures = Object.fromEntries(FIGURES.map((id) => [id, report.indicators[id]!.total]));
    return [
      result(
        `demo ${seed}: figures unlike plain SQL`,
        differences.length,
        'figures',
        { atMost: 0 },
        {
          ...figures,
          of: CATALOGUE.length,
          ...(differences.length > 0 && { differences: differences.join('; ') }),
        },
      ),
      result(
        `demo ${seed}: a voided visit not taken off by its persons`,
        Math.abs(visit.persons - lower),
        'person-times',
        { atMost: 0 },
        { persons: visit.persons },
      ),
    ];
  } finally {
    await ground.close();
  }
}

async function made(seed: string, villages: number): Promise<Result[]> {
  const startedMs = performance.now();
  const server = await startServer({ args: ['--villages', String(villages), '--seed', seed] });
  try {
    const addressesS = (performance.now() - startedMs) / 1_000;
    const completeS = await complete(server, startedMs);
    return [
      result(`demo ${seed}: addresses`, addressesS, 's', { atMost: ADDRESSES_S_MAX }),
      result(`demo ${seed}: complete`, completeS, 's', { atMost: COMPLETE_S_MAX }, { villages }),
      ...(await checked(server, seed)),
    ];
  } finally {
    await server.remove();
  }
}

export async function benchDemo({ villages, seeds }: DemoBenchOptions): Promise<Result[]> {
  const results: Result[] = [];
  for (const seed of seeds) results.push(...(await made(seed, villages)));
  return results;
}
