/** A ledger on a device, seen through its face. */
import { describe, expect, test } from 'vitest';
import { effectiveTimeMs, NotCanonical } from '@doorstep/ledger';
import { InvalidDraft, SEGMENT_ENTRIES, type Identity, type Transport } from './index';
import type { Draft, ReplicaChange } from './face';
import { faultyTransport, PLACE, START_MS, testVillage, type Fault } from './testing';

const household = (subject: string, name?: string): Draft => ({
  kind: 'household.registered',
  subjects: [subject],
  body: { source: 'door' },
  ...(name && { identities: { [subject]: { address: name } } }),
});

describe('recording', () => {
  test('is durable at once, numbered, dated by the village clock, with names sealed', async () => {
    const { phone } = testVillage();
    const one = await phone(1).start();
    const subject = one.replica.newSubject('h');
    const [first, second] = await one.replica.record([
      household(subject, '无此路1号'),
      household(subject),
    ]);
    expect(first!.entry).toMatchObject({
      n: 1,
      at: '2020-01-28T09:00:00.000+08:00',
      by: 'c_cadre001',
      device: 'd_phone001/2',
      place: PLACE,
    });
    expect(second!.entry.n).toBe(2);
    expect(second!.entry.id > first!.entry.id).toBe(true);
    expect(JSON.stringify(first)).not.toContain('无此路');
    expect(second!.entry).not.toHaveProperty('sealed');
    await one.start();
    expect(one.replica.stored()).toEqual([first, second]);
    expect(one.replica.stateOf(first!.entry.id)).toBe('onPhone');
    expect(await one.replica.identity(subject)).toEqual({ address: '无此路1号' });
  });

  test('saves all drafts or none', async () => {
    const { phone } = testVillage();
    const { replica } = await phone(1).start();
    const subject = replica.newSubject('h');
    const bad: Draft = { ...household(subject), subjects: ['not a subject'] };
    await expect(replica.record([household(subject), bad])).rejects.toBeInstanceOf(InvalidDraft);
    await expect(replica.record([household(subject, 'a\u0000b')])).rejects.toBeInstanceOf(
      NotCanonical,
    );
    const stranger = { ...household(subject), identities: { p_stranger1: { name: 'x' } } };
    await expect(replica.record([stranger])).rejects.toBeInstanceOf(InvalidDraft);
    expect(replica.stored()).toEqual([]);
    expect((await replica.record([household(subject)]))[0]!.entry.n).toBe(1);
  });

  test('a wrong clock is estimated away before, and measured away after the server answers', async () => {
    const { phone, clock } = testVillage();
    const { replica } = await phone(1, { clockErrorMs: 3_600_000 }).start();
    await replica.record([household('h_invented1')]);
    await replica.syncNow();
    expect(replica.status().offsetMs).toBe(-3_600_000);
    clock.advance(60_000);
    const [unsent] = await replica.record([household('h_invented2')]);
    expect(effectiveTimeMs(unsent!)).toBe(START_MS + 60_000);
  });

  test('something entered later keeps its true time beside the clock', async () => {
    const { phone } = testVillage();
    const { replica } = await phone(1).start();
    const [stored] = await replica.record([
      { ...household('h_invented1'), happenedMs: START_MS - 86_400_000 },
    ]);
    expect(stored!.entry.happened).toBe('2020-01-27T09:00:00.000+08:00');
    expect(stored!.entry.at).toBe('2020-01-28T09:00:00.000+08:00');
  });
});

describe('the three states', () => {
  test('on this phone, committed, in a backup', async () => {
    const { phone, server } = testVillage();
    const { replica } = await phone(1).start();
    const [stored] = await replica.record([household('h_invented1')]);
    const { id } = stored!.entry;
    const states = [replica.stateOf(id)];
    await replica.syncNow();
    states.push(replica.stateOf(id));
    server.backedUp = 1;
    await replica.syncNow();
    states.push(replica.stateOf(id));
    expect(states).toEqual(['onPhone', 'committed', 'backedUp']);
    expect(replica.stateOf('unknown')).toBeUndefined();
  });

  test('listeners hear of an entry when it is saved and again when its receipt came', async () => {
    const { phone } = testVillage();
    const { replica } = await phone(1).start();
    const heard: ReplicaChange[] = [];
    replica.subscribe((change) => heard.push(change));
    await replica.record([household('h_invented1')]);
    await replica.syncNow();
    expect(heard.flatMap(({ added }) => added.map(({ seq }) => seq))).toEqual([0, 1]);
  });

  test('names of one phone open on another, and stay closed without their keys', async () => {
    const { phone, server } = testVillage();
    const [writer, reader, office] = [
      await phone(1).start(),
      await phone(2).start(),
      await phone(3).start(),
    ];
    const subject = writer.replica.newSubject('h');
    await writer.replica.record([household(subject, '无此路2号')]);
    await writer.replica.syncNow();
    await reader.replica.syncNow();
    expect(await reader.replica.identity(subject)).toEqual({ address: '无此路2号' });
    server.ledger(PLACE).keys.length = 0;
    await office.replica.syncNow();
    const [stored] = office.replica.stored();
    expect(await office.replica.open(stored!.entry)).toEqual({
      [subject]: { ok: false, reason: 'no-key' },
    });
    expect(await office.replica.identities()).toEqual(new Map([[subject, {}]]));
  });
});

describe('rejected is not dropped', () => {
  async function withRejected() {
    const village = testVillage();
    const one = await village.phone(1).start();
    village.server.refuses = ({ body }) => (body.source === 'door' ? 'schema' : undefined);
    const [stored] = await one.replica.record([household('h_invented1', '无此路3号')]);
    await one.replica.syncNow();
    return { ...village, one, id: stored!.entry.id };
  }
  const mended: Draft = { ...household('h_invented1'), body: { source: 'list' } };

  test('it leaves the ledger, stays on the phone with its reason and its name', async () => {
    const { one, id } = await withRejected();
    expect(one.replica.stored()).toEqual([]);
    await one.start();
    const [rejected] = one.replica.rejected();
    expect(rejected).toMatchObject({
      code: 'schema',
      message: 'schema',
      stored: { entry: { id } },
    });
    expect(one.replica.stateOf(id)).toBe('rejected');
    expect(await one.replica.open(rejected!.stored.entry)).toEqual({
      h_invented1: { ok: true, identity: { address: '无此路3号' } },
    });
  });

  test('listeners are told to take it back', async () => {
    const { phone, server } = testVillage();
    const { replica } = await phone(1).start();
    server.refuses = () => 'schema';
    const [stored] = await replica.record([household('h_invented1')]);
    const removed: string[] = [];
    replica.subscribe((change) => removed.push(...change.removed));
    await replica.syncNow();
    expect(removed).toEqual([stored!.entry.id]);
  });

  test('a person mends it: a new id, in the same step as the old one leaves', async () => {
    const { one, id } = await withRejected();
    const stored = await one.replica.mend(id, mended);
    expect(stored.entry.id).not.toBe(id);
    expect(one.replica.rejected()).toEqual([]);
    await one.replica.syncNow();
    expect(one.replica.stored().map(({ entry }) => entry.id)).toEqual([stored.entry.id]);
    await expect(one.replica.mend(id, mended)).rejects.toBeInstanceOf(InvalidDraft);
  });

  test('a person discards it', async () => {
    const { one, id } = await withRejected();
    await one.replica.discard(id);
    await one.start();
    expect(one.replica.rejected()).toEqual([]);
    expect(one.replica.stateOf(id)).toBeUndefined();
  });

  test('what uses the key of a rejected entry still brings that key', async () => {
    const { one, server } = await withRejected();
    await one.replica.record([{ ...mended, identities: { h_invented1: { note: 'n' } } }]);
    await one.replica.syncNow();
    expect(server.ledger(PLACE).stored).toHaveLength(1);
    expect(server.ledger(PLACE).keys).toHaveLength(1);
  });

  test('an id the ledger holds with other content: the committed stays, ours is kept aside', async () => {
    const { phone, server } = testVillage();
    const { replica } = await phone(1).start();
    const [stored] = await replica.record([household('h_invented1')]);
    const other = { ...stored!.entry, body: { source: 'list' } };
    server.push(PLACE, { entries: [other], keys: [], after: 0, sentAtMs: START_MS });
    await replica.syncNow();
    expect(replica.stored().map(({ entry }) => entry.body)).toEqual([{ source: 'list' }]);
    expect(replica.rejected()).toMatchObject([
      { code: 'id-reused', stored: { entry: { body: { source: 'door' } } } },
    ]);
  });
});

describe('large outboxes', () => {
  test('2,500 entries go in calls of at most 1,000 and 1 MiB, and come back once', async () => {
    const { phone, server } = testVillage();
    const { replica } = await phone(1).start();
    const sizes: number[] = [];
    const push = server.push.bind(server);
    server.push = (place, call) => {
      sizes.push(call.entries.length);
      expect(JSON.stringify(call).length).toBeLessThanOrEqual(1_048_576);
      return push(place, call);
    };
    await replica.record(
      Array.from({ length: 2_500 }, (_, i) => household(`h_invented${i}`, `无此路${i}号`)),
    );
    await replica.syncNow();
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1_000);
    expect(replica.stored()).toEqual(server.ledger(PLACE).stored);
    expect((await replica.identities()).size).toBe(2_500);
  });

  test('a server that takes less gets less; the one entry it can never take is set aside', async () => {
    const { phone, server } = testVillage();
    const { replica } = await phone(1).start();
    server.bytesMax = 4_000;
    const drafts = Array.from({ length: 20 }, (_, i) => household(`h_invented${i}`));
    await replica.record([
      ...drafts.slice(0, 7),
      { ...drafts[7]!, body: { label: 'x'.repeat(5_000) } },
      ...drafts.slice(8),
    ]);
    await replica.syncNow();
    expect(server.ledger(PLACE).stored).toHaveLength(19);
    expect(replica.rejected()).toMatchObject([{ code: 'too-large' }]);
  });

  test('an entry the server finds malformed does not stop the others', async () => {
    const { phone, server } = testVillage();
    const { replica } = await phone(1).start();
    const push = server.push.bind(server);
    server.push = (place, call) =>
      call.entries.some(({ body }) => body.bad === true)
        ? { ok: false, failure: { status: 400, code: 'broken-envelope', message: '' } }
        : push(place, call);
    const drafts = Array.from({ length: 9 }, (_, i) => household(`h_invented${i}`));
    await replica.record([
      ...drafts.slice(0, 4),
      { ...drafts[4]!, body: { bad: true } },
      ...drafts.slice(5),
    ]);
    await replica.syncNow();
    expect(server.ledger(PLACE).stored).toHaveLength(8);
    expect(replica.rejected()).toMatchObject([{ code: 'broken-envelope' }]);
  });
});

describe('what is not believed', () => {
  async function withLedger() {
    const village = testVillage();
    const [writer, reader] = [await village.phone(1).start(), await village.phone(2).start()];
    await writer.replica.record(['1', '2', '3'].map((n) => household(`h_invented${n}`)));
    await writer.replica.syncNow();
    await reader.replica.syncNow();
    await writer.replica.record([household('h_invented4')]);
    await writer.replica.syncNow();
    return { ...village, reader };
  }

  test('a page signed by somebody else', async () => {
    const { reader, server } = await withLedger();
    const page = server.page.bind(server);
    server.page = (place, after) => ({
      ...page(place, after),
      signature: page('222401101206', 0).signature,
    });
    expect(await reader.replica.syncNow()).toMatchObject({ problem: 'signature', head: 3 });
  });

  test('a changed entry, a missing one', async () => {
    const { reader, server } = await withLedger();
    const page = server.page.bind(server);
    const changed = (stored: ReturnType<typeof page>['tail'][number]) => ({
      ...stored,
      offsetMs: stored.offsetMs + 1,
    });
    server.page = (place, after) => ({
      ...page(place, after),
      tail: page(place, after).tail.map(changed),
    });
    expect(await reader.replica.syncNow()).toMatchObject({ problem: 'chain', head: 3 });
    server.page = (place, after) => ({ ...page(place, after), tail: [] });
    expect(await reader.replica.syncNow()).toMatchObject({ problem: 'chain', head: 3 });
  });
});

describe('names', () => {
  test('follow corrections, forget voided facts, and come field by field', async () => {
    const { phone } = testVillage();
    const { replica } = await phone(1).start();
    const subject = replica.newSubject('p');
    const named = (identity: object, replaces?: string): Draft => ({
      kind: 'person.amended',
      subjects: [subject],
      body: {},
      identities: { [subject]: { ...identity } },
      ...(replaces && { replaces }),
    });
    const [first] = await replica.record([named({ name: '甲', phone: '0001' })]);
    await replica.record([named({ name: '乙', phone: '0002' }, first!.entry.id)]);
    expect(await replica.identity(subject)).toEqual({ name: '乙', phone: '0002' });
    const [third] = await replica.record([named({ name: '丙' })]);
    expect(await replica.identity(subject)).toEqual({ name: '丙', phone: '0002' });
    await replica.record([
      { kind: 'entry.voided', subjects: [subject], body: {}, replaces: third!.entry.id },
    ]);
    expect(await replica.identity(subject)).toEqual({ name: '乙', phone: '0002' });
    expect(await replica.identities()).toEqual(new Map([[subject, { name: '乙', phone: '0002' }]]));
  });
});

describe('two tabs on one store', () => {
  test('see each other’s entries, give no number twice, push each entry once', async () => {
    const { phone, server } = testVillage();
    const one = await phone(1).start();
    const [a, b] = [await one.openTab(), await one.openTab()];
    await Promise.all([
      a.record([household('h_invented1')]),
      b.record([household('h_invented2')]),
      a.record([household('h_invented3')]),
    ]);
    await Promise.all([a.syncNow(), b.syncNow()]);
    await Promise.all([a.syncNow(), b.syncNow()]);
    const ledger = server.ledger(PLACE).stored;
    expect(ledger.map(({ entry }) => entry.n).sort()).toEqual([1, 2, 3]);
    expect(a.stored()).toEqual(ledger);
    expect(b.stored()).toEqual(ledger);
  });

  test('a rejection seen by one is taken back by the other', async () => {
    const { phone, server } = testVillage();
    const one = await phone(1).start();
    const [a, b] = [await one.openTab(), await one.openTab()];
    server.refuses = () => 'schema';
    const removed: string[] = [];
    b.subscribe((change) => removed.push(...change.removed));
    const [stored] = await a.record([household('h_invented1')]);
    await b.syncNow();
    await a.syncNow();
    expect(removed).toEqual([stored!.entry.id]);
    expect([a.rejected().length, b.rejected().length]).toEqual([1, 1]);
  });
});

describe('a record whose id another one took', () => {
  test('can be mended in one step although the ledger holds that id', async () => {
    const { phone, server } = testVillage();
    const { replica } = await phone(1).start();
    const [mine] = await replica.record([household('h_invented1')]);
    const theirs = { ...mine!.entry, body: { label: 'other' } };
    server.push(PLACE, { entries: [theirs], keys: [], after: 0, sentAtMs: 0 });
    await replica.syncNow();
    expect(replica.rejected()).toMatchObject([{ code: 'id-reused' }]);
    await replica.mend(mine!.entry.id, household('h_invented1'));
    await replica.syncNow();
    expect(replica.rejected()).toEqual([]);
    expect(server.ledger(PLACE).stored).toHaveLength(2);
  });
});

describe('between receipt and page', () => {
  test('an answer lost on the way leaves the entry on the phone; it is sent again and stands once', async () => {
    const { phone, server } = testVillage();
    const faults: Fault[] = ['none', 'none', 'answer-lost'];
    const transport = faultyTransport(server, () => faults.shift() ?? 'none');
    const { replica } = await phone(1, { transport }).start();
    await replica.syncNow();
    const [stored] = await replica.record([household('h_invented1')]);
    expect(await replica.syncNow()).toMatchObject({ online: false, unsent: 1 });
    expect(replica.stateOf(stored!.entry.id)).toBe('onPhone');
    await replica.syncNow();
    expect(replica.stored()).toEqual(server.ledger(PLACE).stored);
  });

  test('a receipted entry stays until the ledger itself brings it, however far behind the phone is', async () => {
    const { phone, server } = testVillage();
    server.pageEntries = 3;
    const writer = await phone(2).start();
    await writer.replica.record(Array.from({ length: 7 }, (_, i) => household(`h_invented${i}`)));
    await writer.replica.syncNow();
    const faults: Fault[] = ['none', 'request-lost'];
    const one = await phone(1, {
      transport: faultyTransport(server, () => faults.shift() ?? 'none'),
    }).start();
    const [stored] = await one.replica.record([household('h_invented9')]);
    expect(await one.replica.syncNow()).toMatchObject({
      online: false,
      unsent: 0,
      head: 3,
      serverHead: 8,
    });
    await one.start();
    expect(one.replica.stateOf(stored!.entry.id)).toBe('committed');
    expect(one.replica.stored().map(({ seq }) => seq)).toEqual([1, 2, 3, 8]);
    await one.replica.syncNow();
    expect(one.replica.stored()).toEqual(server.ledger(PLACE).stored);
  });
});

test('a new phone can name the first households it shows, however late the keys come', async () => {
  const { phone, server } = testVillage();
  const { replica } = await phone(1).start();
  const subjects = Array.from({ length: SEGMENT_ENTRIES }, (_, i) => `h_invented${i}`);
  await replica.record(subjects.map((subject) => household(subject, `无此路${subject}`)));
  await replica.syncNow();

  const honest = server.transport();
  const hasEntries = (): boolean => fresh.replica.stored().length > 0;
  const transport: Transport = {
    ...honest,
    keys: async (...asked) => {
      for (let turn = 0; turn < 200 && !hasEntries(); turn++) await new Promise(setImmediate);
      return honest.keys(...asked);
    },
  };
  const fresh = await phone(2, { transport }).start();
  const named: Promise<Map<string, Identity>>[] = [];
  fresh.replica.subscribe(() => named.push(fresh.replica.identities()));
  await fresh.replica.syncNow();
  expect((await named[0]!).get('h_invented0')).toEqual({ address: '无此路h_invented0' });
});
