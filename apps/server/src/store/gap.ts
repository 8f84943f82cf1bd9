/** Where villages stand, worst first: one row a village, from what is owed and when it was heard from. */
import { countyOf, type GroupStanding, type PlaceCode } from '@doorstep/ledger';
import type { Queries } from './database';
import type { ContactState } from './contact';
import { heardBeforeSql } from './fold-head';

export interface GapRow {
  place: PlaceCode;
  reached: number;
  missing: number;
  due: number;
  overdue: number;
  untold: number;
  untoldDueAtMs: number | null;
  /** Receipt of the last entry recorded there; 0: none. */
  heardAtMs: number;
  /** How many villages there are in all. */
  villages: number;
}

const ORDER = {
  coverage: `missing::float8 / greatest(reached + missing, 1) desc, due desc`,
  due: 'overdue desc, due desc',
  silence: `("heardAtMs" >= $5), "heardAtMs"`,
} as const;

const OF_ROUND = `kind = 'reach' and ($3::text is null or about = $3)`;

/** An earlier instant, as far as what is counted by hours tells of it. */
export interface GapsThen {
  /** What happened after this day had not happened, … */
  day: string;
  /** … what was heard from this hour on was not known (absent: it is), … */
  heardBefore: number | undefined;
  /** … and nothing received from this hour on had come. */
  beforeHour: number;
  /** Rounds that had not begun. */
  later: readonly string[];
}

/** What villages have reached in open rounds since then was missing then; nothing unless it is looked back. */
const SINCE = `
  select o.place, o.kind, o.about, sum(t.n)::int, -sum(t.n)::int, o.oldest_due_at_ms, null::bigint
    from obligation o join tally t
      on t.county = o.county and t.place = o.place and t.indicator = 'visits.round_reached'
     and t.dims = 'round=' || o.about and (t.day > $8::date or t.heard >= $9::int)
   where $7::int is not null and o.kind = 'reach'
     and o.county = any($1) and starts_with(o.place, $2) and length(o.place) = 12
   group by o.place, o.kind, o.about, o.oldest_due_at_ms`;

export interface GapQuery {
  within: PlaceCode;
  counties: readonly string[];
  order: keyof typeof ORDER;
  /** The round coverage is of; every open one otherwise. */
  round?: string;
  /** What was due by then is overdue. */
  asOfMs: number;
  /** Looking back; absent: as of now. */
  then?: GapsThen | undefined;
  /** When the day began: who was heard from since is not silent. */
  beganMs: number;
  limit: number;
}

/** The villages of an area that are at work, the worst first. */
export async function worst(db: Queries, query: GapQuery): Promise<GapRow[]> {
  const { within, counties, order, round, asOfMs, beganMs, limit, then } = query;
  const { beforeHour = null, day = null, heardBefore = null, later = [] } = then ?? {};
  return db.query<GapRow>(
    `with known as (
       select place, kind, about, count, reached, oldest_due_at_ms as due_at_ms, null::bigint as heard_at_ms
         from obligation where county = any($1) and starts_with(place, $2) and length(place) = 12
       union all ${SINCE}
       union all
       select f.place, null, null, 0, 0, null, ${heardBeforeSql('$7')}
         from fold_head f where county = any($1) and starts_with(place, $2) and length(place) = 12
     ), of_then as (
       select * from known where about is null or about <> all($10::text[])
     ), village as (
       select place,
              coalesce(sum(reached) filter (where ${OF_ROUND}), 0)::int as reached,
              greatest(coalesce(sum(count) filter (where ${OF_ROUND}), 0), 0)::int as missing,
              greatest(coalesce(sum(count) filter (where kind = 'reach'), 0), 0)::int as due,
              greatest(coalesce(sum(count) filter (where kind = 'reach' and due_at_ms <= $4), 0), 0)::int as overdue,
              coalesce(sum(count) filter (where kind = 'tell'), 0)::int as untold,
              min(due_at_ms) filter (where kind = 'tell' and count > 0) as "untoldDueAtMs",
              coalesce(max(heard_at_ms), 0) as "heardAtMs"
         from of_then group by place having max(heard_at_ms) > 0 or count(kind) > 0
     )
     select *, (count(*) over ())::int as villages from village where $5::bigint is not null
      order by ${ORDER[order]}, place limit $6`,
    [counties, within, round ?? null, asOfMs, beganMs, limit, beforeHour, day, heardBefore, later],
  );
}

export interface VillageDetail {
  place: PlaceCode;
  rounds: { round: string; dueAtMs: number; missing: number; groups: GroupStanding[] }[];
  contact: ContactState | null;
}

/** The open rounds of these villages by group, and what they were reminded of. */
export async function details(db: Queries, places: readonly PlaceCode[]): Promise<VillageDetail[]> {
  if (places.length === 0) return [];
  return db.query<VillageDetail>(
    `select p.place, c.state as contact,
            coalesce((select json_agg(json_build_object('round', o.about, 'dueAtMs', o.oldest_due_at_ms,
                                                        'missing', o.count, 'groups', o.groups)
                                      order by o.oldest_due_at_ms, o.about)
                        from obligation o
                       where o.county = p.county and o.place = p.place and o.kind = 'reach'), '[]') as rounds
       from unnest($1::text[], $2::text[]) as p(county, place)
       left join contact c on c.county = p.county and c.place = p.place`,
    [places.map(countyOf), places],
  );
}
