/**
 * What the database computes itself: the chain and the append. Replaced at every start.
 * `push` locks the ledger's head and then, in a statement of its own (an older snapshot would miss
 * what another push committed meanwhile), skips known ids, numbers, chains and stores the rest.
 * Receipts are read from the rows really there, so a repeated push gets the first receipts. An entry
 * that was stored before (restored, given back) brings its first receipt along; erased keys stay out.
 * An id taken meanwhile by another ledger of the county is a unique violation: the caller retries.
 */

/** chain(n) = sha256(chain(n-1) ‖ utf8(place \n seq \n receivedAt \n offsetMs \n content)), as `nextChain` in ledger/core/chain. */
const CHAIN = `
create or replace function chain_step(
  state bytea, previous bytea, place text, seq bigint, received_at text, offset_ms bigint, content text
) returns bytea language plpgsql immutable parallel safe as $$
begin
  return sha256(coalesce(state, previous) || convert_to(
    place || e'\\n' || seq || e'\\n' || received_at || e'\\n' || offset_ms || e'\\n' || content, 'UTF8'));
end $$;
create or replace aggregate chain_of(
  previous bytea, place text, seq bigint, received_at text, offset_ms bigint, content text
) (sfunc = chain_step, stype = bytea);
`;

const PUSH = `
create or replace function push(
  in_county text, in_place text, in_received_at text, in_offset_ms bigint,
  in_entries json, in_keys json, in_if_head bigint,
  out moved boolean, out head bigint, out head_chain text, out head_epoch text, out head_backed_up bigint,
  out receipts json
) language plpgsql set enable_seqscan = off as $$
declare
  old_head bigint;
  old_chain bytea;
begin
  select h.seq, h.chain into old_head, old_chain
    from ledger_head h where h.county = in_county and h.place = in_place for update;
  if not found then
    insert into ledger_head (county, place, seq, chain, epoch)
      select in_county, in_place, 0, decode(repeat('00', 32), 'hex'), s.value from setting s where s.name = 'epoch'
      on conflict do nothing;
    select h.seq, h.chain into strict old_head, old_chain
      from ledger_head h where h.county = in_county and h.place = in_place for update;
  end if;

  moved := old_head <> in_if_head and exists (
    select 1 from json_to_recordset(in_entries) as s(id uuid)
    where (select e.seq from entry e where e.county = in_county and e.id = s.id) is null);
  if moved is not true then
    moved := false;
    with sent as materialized (
      select s.id, s.kind, s.content, s.keys, s.ord,
             coalesce(s.received_at, in_received_at) as received_at, coalesce(s.offset_ms, in_offset_ms) as offset_ms
        from rows from (json_to_recordset(in_entries)
          as (id uuid, kind text, content text, keys text[], received_at text, offset_ms bigint))
        with ordinality as s(id, kind, content, keys, received_at, offset_ms, ord)
    ), sent_key as materialized (
      select k.* from json_to_recordset(in_keys) as k(k text, subject text, wrapped text)
      where (select x.key_id from erased_key x
             where x.county = in_county and x.place = in_place and x.key_id = k.k) is null
    ), fresh as (
      select distinct on (s.id) s.ord, s.id, s.kind, s.content, s.received_at, s.offset_ms from sent s
      where (select e.seq from entry e where e.county = in_county and e.id = s.id) is null
        and not exists (
          select 1 from unnest(s.keys) as u(k)
          where u.k not in (select t.k from sent_key t)
            and (select x.seq from subject_key x
                 where x.county = in_county and x.place = in_place and x.key_id = u.k) is null)
      order by s.id, s.ord
    ), numbered as (
      select f.*, old_head + row_number() over (order by f.ord) as seq from fresh f
    ), chained as (
      select n.*, chain_of(old_chain, in_place, n.seq, n.received_at, n.offset_ms, n.content)
        over (order by n.seq) as chain from numbered n
    ), stored as (
      insert into entry (county, place, seq, id, kind, received_at, offset_ms, chain, content)
        select in_county, in_place, c.seq, c.id, c.kind, c.received_at::timestamptz, c.offset_ms, c.chain, c.content
        from chained c order by c.seq
        returning entry.seq, entry.chain
    ), stored_key as (
      insert into subject_key (county, place, key_id, subject, wrapped, seq)
        select in_county, in_place, t.k, t.subject, decode(t.wrapped, 'base64'), old_head + 1 from sent_key t
        on conflict (county, place, key_id) do nothing
    )
    update ledger_head h set seq = last.seq, chain = last.chain
      from (select s.seq, s.chain from stored s order by s.seq desc limit 1) last
      where h.county = in_county and h.place = in_place;

    select json_agg(json_build_array(
        s.id, e.seq, to_char(e.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), e.offset_ms,
        case when e.id is null then 'missing-key'
             when e.place = in_place and e.content = s.content then 'stored'
             else 'conflict' end) order by s.ord)
      into receipts
      from rows from (json_to_recordset(in_entries) as (id uuid, content text)) with ordinality as s(id, content, ord)
      left join lateral (
        select e.* from entry e where e.county = in_county and e.id = s.id limit 1) e on true;
  end if;

  select h.seq, encode(h.chain, 'hex'), h.epoch, h.backed_up
    into head, head_chain, head_epoch, head_backed_up
    from ledger_head h where h.county = in_county and h.place = in_place;
end $$;
`;

/** Idempotent. */
export const FUNCTIONS: readonly string[] = [CHAIN, PUSH];
