/** Ledgers for the folder's tests: pushed as the server does, counted by SQL that knows nothing of the fold. */
import fc from 'fast-check';
import { canonical, type Entry, type PlaceCode } from '@doorstep/ledger';
import { ledger, storeOn, type Database } from '../store';
import { FoldCache } from './fold-cache';
import { Folder } from './folder';
import type { FolderDeps } from './rounds';

/** One thing somebody does; `late` and `offset` in minutes. */
export interface Act {
  kind: 'visit' | 'correct' | 'void' | 'register' | 'station' | 'withdraw';
  household: number;
  people: number;
  outcome: 'met' | 'nobody' | 'refused';
  /** Which earlier visit an amendment names. */
  which: number;
  atMinutes: number;
  lateMinutes: number;
  offsetMinutes: number;
}

const START_MS = Date.parse('2020-01-26T00:00:00Z');
const iso = (instantMs: number): string => new Date(instantMs).toISOString();

export const acts = (maxLength: number, minLength = 1): fc.Arbitrary<Act[]> =>
  fc.array(
    fc.record<Act>({
      kind: fc.constantFrom(
        'visit',
        'visit',
        'visit',
        'correct',
        'void',
        'register',
        'station',
        'withdraw',
      ),
      household: fc.nat(4),
      people: fc.integer({ min: 0, max: 5 }),
      outcome: fc.constantFrom('met', 'met', 'met', 'nobody', 'refused'),
      which: fc.nat(100),
      atMinutes: fc.nat(5 * 24 * 60),
      lateMinutes: fc.oneof(fc.nat(30), fc.nat(4000)),
      offsetMinutes: fc.oneof(fc.constant(0), fc.integer({ min: -3000, max: 3000 })),
    }),
    { minLength, maxLength },
  );

/** Exactly so many acts, the same ones for a seed. */
export const actsOf = (count: number, seed: number): Act[] =>
  fc.sample(acts(count, count), { numRuns: 1, seed })[0]!;

export interface Draft {
  entry: Entry;
  receivedAt: string;
  offsetMs: number;
}

let made = 0;
/** Ids that are never used twice in a test run. */
export const newId = (): string =>
  `01900000-0000-7000-8000-${(made += 1).toString(16).padStart(12, '0')}`;

function factOf(act: Act, visits: Entry[]): Pick<Entry, 'kind' | 'subjects' | 'body' | 'replaces'> {
  const household = `h_house${act.household}0`;
  const target = visits.length > 0 ? visits[act.which % visits.length] : undefined;
  if (act.kind === 'register')
    return { kind: 'household.registered', subjects: [household], body: { source: 'list' } };
  if (act.kind === 'station' || act.kind === 'withdraw') {
    const cadre = `c_cadre${act.household}0`;
    const day = iso(START_MS + act.atMinutes * 60_000).slice(0, 10);
    if (act.kind === 'withdraw')
      return { kind: 'cadre.withdrawn', subjects: [cadre], body: { cadre, day } };
    return {
      kind: 'cadre.stationed',
      subjects: [cadre],
      body: { cadre, role: 'team-member', from: day },
    };
  }
  if (act.kind === 'void' && target) {
    return {
      kind: 'entry.voided',
      subjects: target.subjects,
      replaces: target.id,
      body: { reason: 'mistake' },
    };
  }
  const of = act.kind === 'correct' && target ? target.subjects[0]! : household;
  const people = Array.from({ length: act.outcome === 'met' ? act.people : 0 }, (_, i) => ({
    person: `p_${of}${i}`,
    asked: true,
  }));
  return {
    kind: 'visit.recorded',
    subjects: [of, ...people.map(({ person }) => person)],
    ...(act.kind === 'correct' && target ? { replaces: target.id } : {}),
    body: { household: of, outcome: act.outcome, people },
  };
}

/** Entries for these acts, in order; ids are new. */
export function draftsOf(place: PlaceCode, done: readonly Act[]): Draft[] {
  const visits: Entry[] = [];
  return done.map((act, i) => {
    const atMs = START_MS + act.atMinutes * 60_000;
    const entry: Entry = {
      id: newId(),
      v: 1,
      place,
      at: iso(atMs - act.offsetMinutes * 60_000),
      by: 'c_cadre00',
      device: 'd_device0/1',
      n: i + 1,
      ...factOf(act, visits),
    };
    if (entry.kind === 'visit.recorded') visits.push(entry);
    return {
      entry,
      receivedAt: iso(atMs + act.lateMinutes * 60_000),
      offsetMs: act.offsetMinutes * 60_000,
    };
  });
}

/** Appends entries one push each, as phones that each send one would. */
export async function append(
  db: Database,
  place: PlaceCode,
  drafts: readonly Draft[],
): Promise<void> {
  for (const { entry, receivedAt, offsetMs } of drafts) {
    const sent = { id: entry.id, kind: entry.kind, content: canonical(entry), keyIds: [] };
    await ledger.push(db, { place, receivedAt, offsetMs, entries: [sent], keys: [] });
  }
}

const noKeys: FolderDeps['keys'] = {
  wrap: () => Promise.reject(new Error('nothing here is sealed')),
  unwrap: () => Promise.reject(new Error('nothing here is sealed')),
};

/** A folder as its thread runs it, whose troubles are thrown. */
export function newFolder(
  db: Database,
  bytesMax = 2 ** 26,
  news: Partial<FolderDeps['news']> = {},
  keys: FolderDeps['keys'] = noKeys,
): Folder {
  return new Folder({
    store: storeOn(db),
    keys,
    cache: new FoldCache(bytesMax),
    onRefused: (place, id, outcome) => {
      throw new Error(`${place} ${id} ${outcome}`);
    },
    news: {
      onHeads: () => undefined,
      onRollup: () => undefined,
      onError: (_work, _place, error) => {
        throw error;
      },
      ...news,
    },
  });
}

/**
 * Counts straight from the stored text: the latest unreplaced version of every visit, as a person
 * with a database prompt would. Shares no code with the ledger package.
 */
const VISITS_IN_FORCE = `
with recursive version as (
  select place, id, content::jsonb as c, offset_ms, received_at,
         least((content::jsonb->>'at')::timestamptz + offset_ms * interval '1 millisecond', received_at) as effective
    from entry
), tree as (
  select id as root, id, place, c, effective, effective as fact
    from version where c->>'kind' = 'visit.recorded' and c->>'replaces' is null
  union all
  select t.root, x.id, x.place, x.c, x.effective, t.fact
    from tree t join version x on x.place = t.place and (x.c->>'replaces')::uuid = t.id
), leaf as (
  select distinct on (root) * from tree t
   where not exists (select 1 from version x where x.place = t.place and (x.c->>'replaces')::uuid = t.id)
   order by root, effective desc, id desc
), visit as (
  select place, root, c->'body' as body, fact, (fact at time zone 'Asia/Shanghai')::date::text as day
    from leaf where c->>'kind' = 'visit.recorded'
), first_met as (
  select distinct on (place, body->>'household') place, day
    from visit where body->>'outcome' = 'met' order by place, body->>'household', fact, root
)`;

/** \`place day indicator n\` rows by plain SQL. */
export const NAIVE_COUNT = `${VISITS_IN_FORCE}
select place, day, 'visits.visits' as indicator, count(*) as n from visit group by 1, 2
union all select place, day, 'visits.met', count(*) from visit where body->>'outcome' = 'met' group by 1, 2
union all select place, day, 'visits.nobody_home', count(*) from visit where body->>'outcome' = 'nobody' group by 1, 2
union all select place, day, 'visits.refused', count(*) from visit where body->>'outcome' = 'refused' group by 1, 2
union all select place, day, 'visits.person_times', sum(jsonb_array_length(body->'people'))
  from visit where body->>'outcome' = 'met' group by 1, 2 having sum(jsonb_array_length(body->'people')) > 0
union all select place, day, 'visits.households_reached', count(*) from first_met group by 1, 2`;

/** Cadres at post in the end: those whose last fact is a stationing. */
export const NAIVE_CADRES = `
with fact as (
  select place, id, kind, content::jsonb->'body'->>'cadre' as cadre,
         least((content::jsonb->>'at')::timestamptz + offset_ms * interval '1 millisecond', received_at) as effective
    from entry where kind in ('cadre.stationed', 'cadre.withdrawn')
), latest as (
  select distinct on (place, cadre) place, kind from fact order by place, cadre, effective desc, id desc
)
select place, count(*) as n from latest where kind = 'cadre.stationed' group by place`;
