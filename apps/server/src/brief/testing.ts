/**
 * Every indicator counted once more by plain SQL over what is stored, as somebody with a database
 * prompt would: no line of the ledger package, no order of arrival, no increments.
 * Knows no merges; a test that uses it records none.
 */
import type { Database } from '../store';

/** Entries with their times: effective, and their own when entered later. */
const VERSIONS = `
create table naive_version as
  select place, id::text as id, kind, content::jsonb->>'replaces' as replaces, content::jsonb->'body' as body,
         effective, least((content::jsonb->>'happened')::timestamptz, effective) as own,
         content::jsonb ? 'happened' as is_late
    from (select *, least((content::jsonb->>'at')::timestamptz + offset_ms * interval '1 millisecond', received_at) as effective
            from entry) e`;

/** The version in force of every fact that is not voided, with its village day. */
const FACTS = `
create table naive_fact as
with recursive tree as (
  select place, id as root, kind as root_kind, id, kind, body, effective,
         case when is_late then own else effective end as time
    from naive_version where replaces is null and kind <> 'entry.voided'
  union all
  select t.place, t.root, t.root_kind, x.id, x.kind, x.body, x.effective,
         case when x.is_late then x.own else t.time end
    from tree t join naive_version x
      on x.place = t.place and x.replaces = t.id and x.kind in (t.root_kind, 'entry.voided')
), leaf as (
  select distinct on (place, root) * from tree t
   where not exists (select 1 from naive_version x
                      where x.place = t.place and x.replaces = t.id and x.kind in (t.root_kind, 'entry.voided'))
   order by place, root, effective desc, id desc
)
select place, root, kind, body, time, (time at time zone 'Asia/Shanghai')::date::text as day
  from leaf where kind <> 'entry.voided'`;

const VISITS = `
create table naive_visit as
  select place, root, time, day, body, body->>'household' as household, body->>'outcome' as outcome
    from naive_fact where kind = 'visit.recorded'`;

/** What a visit that met somebody says of each person. */
const ASKED = `
create table naive_asked as
  select v.place, v.root, v.time, v.day, p.one->>'person' as person, p.one,
         coalesce((p.one->>'asked')::boolean, false) or p.one->>'presence' = 'home'
           or (p.one->>'presence' = 'away' and p.one ? 'whereabouts')
           or coalesce(p.one->'answers', '{}') <> '{}' or jsonb_array_length(coalesce(p.one->'trips', '[]')) > 0
           or p.one ? 'temperature' or p.one ? 'symptoms' as is_person_time
    from naive_visit v, jsonb_array_elements(coalesce(v.body->'people', '[]')) as p(one)
   where v.outcome = 'met'`;

/** What happened to each household and person, in order. */
const REGISTER = `
create table naive_household as
  select distinct on (place, household) place, household, root, time, day, body
    from (select f.*, s.household from naive_fact f join entry e on e.id = f.root::uuid,
                 lateral (select min(x) as household from jsonb_array_elements_text(e.content::jsonb->'subjects') x
                           where x like 'h\\_%') s
           where f.kind = 'household.registered') r
   order by place, household, time, root;
create table naive_left as
  select distinct on (f.place, s.household) f.place, s.household, f.time, f.root, f.day
    from naive_fact f join entry e on e.id = f.root::uuid,
         lateral (select min(x) as household from jsonb_array_elements_text(e.content::jsonb->'subjects') x where x like 'h\\_%') s
   where f.kind = 'household.left'
   order by f.place, s.household, f.time, f.root;
create table naive_person as
  select distinct on (f.place, s.person) f.place, s.person, f.time, f.root, f.day, f.body
    from naive_fact f join entry e on e.id = f.root::uuid,
         lateral (select min(x) as person from jsonb_array_elements_text(e.content::jsonb->'subjects') x where x like 'p\\_%') s
   where f.kind = 'person.registered'
   order by f.place, s.person, f.time, f.root;
create table naive_labels as
  select place, household, time, root, day, coalesce(body->'labels', '[]') ? 'poor' as is_poor from naive_household
  union all
  select f.place, h.household, f.time, f.root, f.day, f.body->'labels' ? 'poor'
    from naive_fact f join entry e on e.id = f.root::uuid
    join naive_household h on h.place = f.place and e.content::jsonb->'subjects' ? h.household and (f.time, f.root) > (h.time, h.root)
   where f.kind = 'household.amended' and f.body ? 'labels';
create table naive_gone as
  select distinct on (place, person) place, person, day from (
    select p.place, p.person, f.time, f.root, f.day from naive_person p
      join naive_fact f on f.place = p.place and f.kind = 'person.left' and f.body->>'person' = p.person and f.time > p.time
    union all
    select p.place, p.person, l.time, l.root, l.day from naive_person p
      join naive_left l on l.place = p.place and l.time > p.time and l.household = coalesce(
        (select m.body->>'to' from naive_fact m where m.place = p.place and m.kind = 'person.moved'
            and m.body->>'person' = p.person and m.time < l.time order by m.time desc, m.root desc limit 1),
        p.body->>'household')
  ) g order by place, person, time, root`;

/** Rows \`place day indicator n\`. */
const COUNTS = `
with cadre as (
  select place, time, root, kind, body, body->>'role' as role, coalesce(body->>'from', body->>'day') as day,
         lag(kind) over w as kind_before, lag(body->>'role') over w as role_before
    from naive_fact where kind in ('cadre.stationed', 'cadre.withdrawn')
  window w as (partition by place, body->>'cadre' order by time, root)
), post as (
  select place, day, role, 1 as n from cadre where kind = 'cadre.stationed'
  union all
  select place, day, role_before, -1 from cadre where kind_before = 'cadre.stationed'
), poor as (
  select place, household, day, is_poor and (place, household) not in (select l.place, l.household from naive_left l where l.time < p.time) as is_poor,
         time, root from naive_labels p
  union all
  select place, household, day, false, time, root from naive_left
), whereabouts as (
  select place, body->>'person' as person, body->>'presence' as presence, time, root, day
    from naive_fact where kind = 'person.whereabouts'
  union all
  select place, person, one->>'presence', time, root, day from naive_asked where one ? 'presence'
), counted as (
  select place, day, body, lag(body) over (partition by place, body->>'basis' order by time, root) as body_before
    from naive_fact where kind = 'register.counted'
), round as (
  select distinct on (place, body->>'round') place, day from naive_fact f
   where kind = 'round.opened' and length(place) = 12
     and exists (select 1 from jsonb_array_elements_text(body->'scope') s where starts_with(f.place, s))
   order by place, body->>'round', time, root
), met as (
  select * from naive_visit where outcome = 'met'
)
select place, day, 'duty.cadres' as indicator, sum(n) as n from post where role in ('first-secretary', 'team-member') group by 1, 2
union all select place, day, 'duty.first_secretaries', sum(n) from post where role = 'first-secretary' group by 1, 2
union all select place, day, 'duty.team_members', sum(n) from post where role = 'team-member' group by 1, 2
union all select place, day, 'register.households', count(*) from naive_household group by 1, 2
union all select l.place, l.day, 'register.households', -count(*) from naive_left l join naive_household h using (place, household) group by 1, 2
union all select place, day, 'register.people', count(*) from naive_person group by 1, 2
union all select place, day, 'register.people', -count(*) from naive_gone group by 1, 2
union all select place, day, 'register.poor_households', sum(change) from (
    select place, day, is_poor::int - coalesce(lag(is_poor::int) over (partition by place, household order by time, root), 0) as change
      from poor) c group by 1, 2
union all select place, day, 'register.people_away', sum(change) from (
    select place, day, (presence = 'away')::int
           - coalesce(lag((presence = 'away')::int) over (partition by place, person order by time, root), 0) as change
      from whereabouts) c group by 1, 2
union all select place, day, 'register.households_found', count(*) from naive_household where body->>'source' = 'door' group by 1, 2
union all select place, day, 'register.households_stated',
    sum(coalesce((body->>'households')::int, 0) - coalesce((body_before->>'households')::int, 0)) from counted group by 1, 2
union all select place, day, 'register.people_stated',
    sum(coalesce((body->>'people')::int, 0) - coalesce((body_before->>'people')::int, 0)) from counted group by 1, 2
union all select place, day, 'register.public_places', count(*) from (
    select distinct on (place, body->>'publicPlace') place, day from naive_fact
     where kind = 'public-place.registered' order by place, body->>'publicPlace', time, root) b group by 1, 2
union all select place, day, 'visits.rounds_opened', count(*) from round group by 1, 2
union all select place, day, 'visits.visits', count(*) from naive_visit group by 1, 2
union all select place, day, 'visits.met', count(*) from met group by 1, 2
union all select place, day, 'visits.nobody_home', count(*) from naive_visit where outcome = 'nobody' group by 1, 2
union all select place, day, 'visits.refused', count(*) from naive_visit where outcome = 'refused' group by 1, 2
union all select place, day, 'visits.person_times', count(*) from naive_asked where is_person_time group by 1, 2
union all select place, day, 'visits.households_reached', count(*) from (
    select distinct on (place, household) place, day from met order by place, household, time, root) r group by 1, 2
union all select place, day, 'visits.round_reached', count(*) from (
    select distinct on (place, household, body->>'round') place, day from met where body ? 'round'
     order by place, household, body->>'round', time, root) r group by 1, 2
union all select place, day, 'visits.temperatures', count(*) from naive_asked where one ? 'temperature' group by 1, 2
union all select place, day, 'visits.fevers', count(*) from naive_asked where one->'flags' ? 'fever' group by 1, 2
union all select place, day, 'visits.people_with_symptoms', count(*) from naive_asked
   where jsonb_array_length(coalesce(one->'symptoms', '[]')) > 0 group by 1, 2
union all select place, day, 'visits.people_flagged', count(*) from naive_asked
   where jsonb_array_length(coalesce(one->'flags', '[]')) > 0 group by 1, 2
union all select place, day, 'visits.trips', sum(jsonb_array_length(coalesce(one->'trips', '[]'))) from naive_asked group by 1, 2
union all select place, day, 'visits.households_told', count(*) from met
   where jsonb_array_length(coalesce(body->'told', '[]')) > 0 group by 1, 2
union all select place, day, 'visits.handed_out', sum((h->>'quantity')::int)
    from met, jsonb_array_elements(coalesce(body->'handed', '[]')) h group by 1, 2
union all select place, day, 'visits.needs', sum(jsonb_array_length(coalesce(body->'needs', '[]'))) from met group by 1, 2
union all select place, day, 'publicity.times', sum((body->>'times')::int)
    from naive_fact where kind = 'broadcast.made' group by 1, 2
union all select place, day, 'publicity.copies', sum((body->>'copies')::int)
    from naive_fact where kind = 'broadcast.made' and body ? 'copies' group by 1, 2`;

export interface NaiveRow {
  place: string;
  day: string;
  indicator: string;
  n: number;
}

/** Counts what is stored now. Leaves tables \`naive_…\` behind; once per database. */
export async function naiveCount(db: Database): Promise<NaiveRow[]> {
  for (const sql of [
    VERSIONS,
    'create index on naive_version (place, replaces)',
    FACTS,
    VISITS,
    ASKED,
  ])
    await db.query(sql);
  await db.query(REGISTER);
  const rows = await db.query<Omit<NaiveRow, 'n'> & { n: string | number }>(COUNTS);
  return rows.map((row) => ({ ...row, n: Number(row.n) }));
}

/** A figure of an area: up to and including a day, and on it. */
export function figureOf(
  rows: readonly NaiveRow[],
  indicator: string,
  within: string,
  day: string,
): { total: number; day: number } {
  const mine = rows.filter((row) => row.indicator === indicator && row.place.startsWith(within));
  const sum = (some: readonly NaiveRow[]) => some.reduce((total, { n }) => total + n, 0);
  return {
    total: sum(mine.filter((row) => row.day <= day)),
    day: sum(mine.filter((row) => row.day === day)),
  };
}
