/**
 * The tables. `county` leads every key of every growing table, so that one county's rows live
 * together on whichever database worker holds them. Times are always passed in, never read here.
 * A version once released is never edited: changes are appended to VERSIONS.
 */
const LEDGERS = `
create table ledger_head (
  county text not null, place text not null,
  seq bigint not null, chain bytea not null, epoch text not null,
  -- The seq the last backup holds.
  backed_up bigint not null default 0,
  primary key (county, place)
);
create table entry (
  county text not null, place text not null, seq bigint not null,
  id uuid not null, kind text not null,
  received_at timestamptz not null, offset_ms bigint not null, chain bytea not null,
  -- The canonical text of the entry, as it was sent.
  content text not null,
  primary key (county, id),
  unique (county, place, seq)
);
create table village_key (
  county text not null, place text not null, wrapped bytea not null,
  primary key (county, place)
);
create table subject_key (
  county text not null, place text not null, key_id text not null,
  subject text not null, wrapped bytea not null,
  -- The first seq that could use it: one above the head it was stored on.
  seq bigint not null,
  primary key (county, place, key_id)
);
create index subject_key_seq on subject_key (county, place, seq);
create table quarantine (
  county text not null, place text not null, entry_id text not null,
  -- Keyed digest of the bytes: the same rejected bytes are kept once.
  digest bytea not null,
  code text not null, path text not null default '',
  account text not null, device text not null, received_at timestamptz not null,
  sealed bytea not null,
  primary key (county, place, entry_id, digest)
);
`;

const FOLDED = `
-- How far a ledger is folded and by which version of the fold; locked by whoever folds it.
create table fold_head (
  county text not null, place text not null, fold_version int not null, seq bigint not null,
  -- Receipt of the last entry somebody there recorded (deliveries do not count); 0 when there is none.
  heard_at_ms bigint not null default 0,
  -- Numbers the deltas; a new fold version takes a step without a new entry.
  step bigint not null default 0,
  primary key (county, place)
);
-- Figures of one ledger.
create table tally (
  county text not null, place text not null,
  day date not null, indicator text not null, dims text not null, heard int not null, n bigint not null,
  primary key (county, place, day, indicator, dims, heard)
);
-- What one step changed, for the level above, which drops what it has added. A source is a ledger
-- or a roll-up, written \`222401/*\`.
create table tally_delta (
  county text not null, source text not null, step bigint not null,
  day date not null, indicator text not null, dims text not null, heard int not null, n bigint not null,
  primary key (county, source, step, day, indicator, dims, heard)
);
-- Figures of everything within a place, its own ledger included.
create table rollup (
  county text not null, place text not null,
  day date not null, indicator text not null, dims text not null, heard int not null, n bigint not null,
  primary key (county, place, day, indicator, dims, heard)
);
-- How far the roller of \`place\` has added the deltas of \`source\`; its own roll-up's row counts
-- its steps and is locked by whoever rolls.
create table roll_cursor (
  county text not null, place text not null, source text not null, step bigint not null,
  primary key (county, place, source)
);
-- What is owed in one place; count 0: the work is open and nothing is missing.
create table obligation (
  county text not null, place text not null,
  module text not null, kind text not null, about text not null, due_hour int not null,
  count int not null, oldest_due_at_ms bigint not null, top jsonb not null,
  primary key (county, place, module, kind, about, due_hour)
);
-- Up to which seq an office's ledger is delivered to those within.
create table delivery (
  county text not null, place text not null, seq bigint not null,
  primary key (county, place)
);
`;

const PEOPLE = `
create table place (
  code text primary key, level text not null, parent text,
  name_zh text not null, name_ko text not null, name_en text not null
);
create index place_parent on place (parent);
create table session (
  token_hash bytea primary key, account text not null, place text not null, scope text not null,
  device text not null, created_at timestamptz not null, expires_at timestamptz not null, ended_at timestamptz
);
create table enrol_link (
  token_hash bytea primary key, account text not null, place text not null, scope text not null,
  created_at timestamptz not null, expires_at timestamptz not null,
  used_at timestamptz,
  -- The session it was spent on, so that a repeated answer is the same answer.
  used_by bytea
);
create table device (
  device text primary key, account text not null, place text not null, enrolled_at timestamptz not null
);
create table setting (name text primary key, value text not null);
create table access_log (
  county text not null, place text not null, id uuid not null, at timestamptz not null,
  account text not null, device text not null, action text not null, detail text not null default '',
  primary key (county, place, id)
);
create index access_log_at on access_log (county, place, at);
`;

const ERASED = `
-- Journal of destroyed keys: whoever still carries one cannot bring it back.
create table erased_key (
  county text not null, place text not null, key_id text not null, erased_at timestamptz not null,
  primary key (county, place, key_id)
);
`;

const NOW = `
-- Figures as known now: those of \`tally\` and \`rollup\`, whatever hour they became known. What an
-- overview reads grows with places and days only.
create table tally_now (
  county text not null, place text not null,
  indicator text not null, dims text not null, day date not null, n bigint not null,
  primary key (county, place, indicator, dims, day)
);
create table rollup_now (
  county text not null, place text not null,
  indicator text not null, dims text not null, day date not null, n bigint not null,
  primary key (county, place, indicator, dims, day)
);
insert into tally_now select county, place, indicator, dims, day, sum(n) from tally group by 1, 2, 3, 4, 5;
insert into rollup_now select county, place, indicator, dims, day, sum(n) from rollup group by 1, 2, 3, 4, 5;
`;

const DECIDED = `
-- A row without \`sealed\` is a flag: its entry stands in the ledger, its device wants looking at.
alter table quarantine alter column sealed drop not null;
alter table quarantine
  -- As measured at its first arrival; null where that is not known.
  add column offset_ms bigint,
  -- Of the kinds the house knows; null for others.
  add column kind text,
  -- What a person decided, kept for ever.
  add column verdict text,
  add column settled_by text, add column settled_device text, add column settled_at timestamptz;
create index quarantine_open on quarantine (county, received_at) where verdict is null;
create index quarantine_digest on quarantine (county, place, digest);
`;

const SEGMENTS = `
-- 512 entries as they are sent out, compressed once; made of what is in \`entry\`, never backed up.
create table segment (
  county text not null, place text not null, k int not null,
  last_chain bytea not null,
  -- Of the text before it was compressed.
  sha256 bytea not null, body bytea not null,
  primary key (county, place, k)
);
alter table segment alter column body set storage external;
`;

const REACHED = `
-- Of a round: where the households of each villagers' group stand.
alter table obligation add column groups jsonb not null default '[]';
-- Whom to call in a place and what it was reminded of; ids and roles only, never who they are.
create table contact (
  county text not null, place text not null, state jsonb not null,
  primary key (county, place)
);
`;

const COVERED = `
-- Of a round: households reached, so that villages can be ranked without opening \`groups\`.
alter table obligation add column reached int not null default 0;
`;

const HEARD = `
-- A fold step under way would note its figures and not its hours: it ends before, or comes after.
lock table fold_head in exclusive mode;
-- When a place was heard from, by whole hours since 1970, so that who was silent then can still be
-- told: receipt of the last entry of each hour that somebody there recorded.
create table heard (
  county text not null, place text not null, hour int not null, heard_at_ms bigint not null,
  primary key (county, place, hour)
);
insert into heard select county, place, floor(ms / 3600000)::int, max(ms) from (
  select county, place, floor(extract(epoch from e.received_at) * 1000)::bigint as ms
    from entry e join fold_head f using (county, place)
   where e.seq <= f.seq and e.content::jsonb->>'by' <> 'system'
) own group by 1, 2, 3;
`;

const NUMBERS = `
-- What is owed leaves a village as a number, never as who owes it.
alter table obligation drop column top;
`;

const ROUNDS = `
-- Which rounds had begun is asked by whoever looks back, of all offices at once.
create index entry_rounds on entry (place, seq)
  where kind in ('round.opened', 'round.closed', 'entry.voided') and length(place) < 12;
-- What was reached is told by the figures alone.
alter table obligation drop column reached;
`;

/** Version n is VERSIONS[n - 1]. */
export const VERSIONS: readonly string[] = [
  LEDGERS + FOLDED + PEOPLE,
  ERASED,
  NOW,
  DECIDED,
  SEGMENTS,
  REACHED,
  COVERED,
  HEARD,
  NUMBERS,
  ROUNDS,
];

/** Growing tables, distributed by `county` and kept together. */
export const DISTRIBUTED = [
  'ledger_head',
  'entry',
  'village_key',
  'subject_key',
  'quarantine',
  'fold_head',
  'heard',
  'tally',
  'tally_delta',
  'rollup',
  'tally_now',
  'rollup_now',
  'roll_cursor',
  'obligation',
  'contact',
  'delivery',
  'access_log',
  'erased_key',
  'segment',
] as const;

/** Small tables, rarely written, the same on every worker. */
export const REFERENCE = ['place', 'session', 'enrol_link', 'device', 'setting'] as const;
