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

/** SQL: households reached in the round of row `o` of \`obligation\`; of another kind none. */
const reachedIn = (table: 'tally' | 'tally_now', known = ''): string =>
  `case when o.kind = 'reach' then coalesce((
     select sum(t.n)::int from ${table} t
      where t.county = o.county and t.place = o.place
        and t.indicator = 'visits.round_reached' and t.dims = 'round=' || o.about ${known}), 0) else 0 end`;

/** SQL: those reached up to the day, as known now or before the hour of $10. */
const reachedThen = (heardBefore: number | undefined): string =>
  heardBefore === undefined
    ? reachedIn('tally_now', 'and t.day <= $8::date')
    : reachedIn('tally', 'and t.day <= $8::date and t.heard < $10');

export interface GapQuery {
  within: PlaceCode;
  counties: readonly string[];
  order: keyof typeof ORDER;
  /** The round coverage is of; every open one otherwise. */
  round?: string;
  /** Households reached up to this day … */
  day: string;
  /** … as known before this hour (absent: now). */
  heardBefore: number | undefined;
  /** What was due by then is overdue. */
  asOfMs: number;
  /** Nothing received from this hour on had come by then; absent: it is now. */
  beforeHour: number | undefined;
  /** Rounds that had not begun by then. */
  later: readonly string[];
  /** When the day began: who was heard from since is not silent. */
  beganMs: number;
  limit: number;
}

/**
 * The villages of an area that are at work, the worst first. What was missing then is what is
 * missing now and what was reached since.
 */
export async function worst(db: Queries, query: GapQuery): Promise<GapRow[]> {
  const { within, counties, order, round, day, heardBefore, asOfMs, beforeHour, later } = query;
  const { beganMs, limit } = query;
  return db.query<GapRow>(
    `with owed as materialized (
       select o.place, o.kind, o.about, o.count, o.oldest_due_at_ms as due_at_ms,
              ${reachedThen(heardBefore)} as reached,
              case when $7::int is not null then ${reachedIn('tally_now')} end as reached_now
         from obligation o
        where o.county = any($1) and starts_with(o.place, $2) and length(o.place) = 12
          and o.about <> all($9::text[])
     ), known as (
       select place, kind, about, greatest(count + coalesce(reached_now - reached, 0), 0) as count, reached,
              due_at_ms, null::bigint as heard_at_ms
         from owed
       union all
       select f.place, null, null, 0, 0, null, ${heardBeforeSql('$7')}
         from fold_head f where county = any($1) and starts_with(place, $2) and length(place) = 12
     ), village as (
       select place,
              coalesce(sum(reached) filter (where ${OF_ROUND}), 0)::int as reached,
              coalesce(sum(count) filter (where ${OF_ROUND}), 0)::int as missing,
              coalesce(sum(count) filter (where kind = 'reach'), 0)::int as due,
              coalesce(sum(count) filter (where kind = 'reach' and due_at_ms <= $4), 0)::int as overdue,
              coalesce(sum(count) filter (where kind = 'tell'), 0)::int as untold,
              min(due_at_ms) filter (where kind = 'tell' and count > 0) as "untoldDueAtMs",
              coalesce(max(heard_at_ms), 0) as "heardAtMs"
         from known group by place having max(heard_at_ms) > 0 or count(kind) > 0
     )
     select *, (count(*) over ())::int as villages from village where $5::bigint is not null
      order by ${ORDER[order]}, place limit $6`,
    [
      ...[counties, within, round ?? null, asOfMs, beganMs, limit, beforeHour ?? null, day, later],
      ...(heardBefore === undefined ? [] : [heardBefore]),
    ],
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
