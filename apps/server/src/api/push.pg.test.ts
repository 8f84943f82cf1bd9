/** Pushing over real HTTP into a real PostgreSQL: each line of the status list of `architecture.md`. */
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../postgres/testing';
import { ledger } from '../store';
import { firstBroken, CHAIN_START } from '@doorstep/ledger';
import {
  ENTRY_BYTES,
  GIVE_BACK_BYTES,
  PAGE_BYTES,
  SEGMENT_ENTRIES,
  type PushAnswer,
} from '@doorstep/sync';
import {
  answerOf,
  asideIn,
  keyFor,
  newEntryId,
  NOW_MS,
  OTHER_VILLAGE,
  startTestServer,
  textOf,
  VILLAGE,
  type Caller,
  type TestServer,
} from './testing';

const { db } = await freshDatabase();
let server: TestServer;
let cadre: Caller;

beforeAll(async () => {
  server = await startTestServer(db);
  cadre = await server.signIn(VILLAGE);
});
afterAll(() => server.close());

const headOf = async (place = VILLAGE) => (await ledger.head(db, place)).head;
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;
const path = `/api/ledgers/${VILLAGE}/entries`;
const pushBody = (entries: unknown[]) =>
  JSON.stringify({ entries, keys: [], after: 0, sentAtMs: NOW_MS });

/** The push is answered so, and nothing was stored. */
async function refused(send: () => Promise<Response>, status: number, code: string): Promise<void> {
  const before = await headOf();
  const response = await send();
  expect([response.status, await codeOf(response)]).toEqual([status, code]);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  expect(await headOf()).toBe(before);
}

describe('a push that is stored', () => {
  it('is numbered, chained, signed and comes back as the tail', async () => {
    const sent = [cadre.entry(), cadre.entry()];
    const after = await headOf();
    const answer = await answerOf(await cadre.push(sent, { after, sentAtMs: NOW_MS - 5_000 }));
    expect(answer.receipts).toEqual(
      sent.map((e, i) => ({
        id: e.id,
        seq: after + i + 1,
        receivedAt: '2020-01-28T01:12:06.000Z',
        offsetMs: 5_000,
      })),
    );
    expect(answer.tail.map((s) => textOf(s.entry))).toEqual(sent.map(textOf));
    expect(answer.head).toBe(after + 2);
    expect(answer.chain).toBe(answer.tail.at(-1)?.chain);
  });
  it('may be gzip', async () => {
    const response = await cadre.post(path, gzipSync(pushBody([cadre.entry()])), {
      'content-encoding': 'gzip',
    });
    expect((await answerOf(response)).receipts[0]).toHaveProperty('seq');
  });
  it('is one row and one receipt however often it is sent', async () => {
    const entry = cadre.entry();
    const first = (await answerOf(await cadre.push([entry]))).receipts;
    const head = await headOf();
    for (let i = 0; i < 100; i += 1)
      expect((await answerOf(await cadre.push([entry]))).receipts).toEqual(first);
    expect(await headOf()).toBe(head);
  });
  it('keeps kinds and versions nobody knows yet', async () => {
    const sent = [
      cadre.entry({ kind: 'never.heard' }),
      cadre.entry({ kind: 'visit.recorded', v: 99 }),
    ];
    const { receipts } = await answerOf(await cadre.push(sent));
    expect(receipts.every((r) => 'seq' in r)).toBe(true);
  });
  it('takes a clock a year ahead: the offset mends it and it is noted', async () => {
    const ahead = NOW_MS + 365 * 86_400_000;
    const entry = cadre.entry({ at: new Date(ahead).toISOString() });
    const { receipts } = await answerOf(await cadre.push([entry], { sentAtMs: ahead }));
    expect(receipts[0]).toMatchObject({ offsetMs: NOW_MS - ahead });
    expect(server.logged).toContainEqual(
      expect.objectContaining({ flag: 'clock-off', device: cadre.session.device }),
    );
  });
  it('answers whole pages whose chain holds from the first entry', async () => {
    const { tail } = await answerOf(await cadre.get(`${path}?after=0`));
    expect(firstBroken(CHAIN_START, 0, VILLAGE, tail)).toBe(-1);
  });
});

describe('what an earlier device had not sent yet', () => {
  it('stands when the same account sends it after signing in again', async () => {
    const again = await server.signIn(VILLAGE, cadre.session.account);
    expect(again.session.device).not.toBe(cadre.session.device);
    const { receipts } = await answerOf(await again.push([cadre.entry(), again.entry()]));
    expect(receipts.map((receipt) => 'seq' in receipt)).toEqual([true, true]);
  });
  it('does not when another account sends it, in its own name or in theirs', async () => {
    const other = await server.signIn(VILLAGE);
    const forged = cadre.entry({ by: other.session.account });
    const { receipts } = await answerOf(await other.push([cadre.entry(), forged]));
    expect(receipts).toMatchObject([
      { rejected: { code: 'foreign-author' } },
      { rejected: { code: 'foreign-author' } },
    ]);
  });
});

describe('a push that is refused whole', () => {
  it('broken JSON', () => refused(() => cadre.post(path, '{"entries":['), 400, 'broken-json'));
  it('text that is not UTF-8', () =>
    refused(() => cadre.post(path, Buffer.from('7b2278223a22ff227d', 'hex')), 400, 'broken-json'));
  it('truncated gzip', () => {
    const whole = gzipSync(pushBody([cadre.entry()]));
    return refused(
      () => cadre.post(path, whole.subarray(0, -10), { 'content-encoding': 'gzip' }),
      400,
      'broken-gzip',
    );
  });
  it('a malformed envelope', () =>
    refused(() => cadre.push([cadre.entry(), { id: 'x' }]), 400, 'broken-envelope'));
  it.each(['seq', 'role', 'receivedAt'])('a server field %s in an envelope', (field) =>
    refused(() => cadre.push([{ ...cadre.entry(), [field]: 7 }]), 400, 'broken-envelope'),
  );
  it.each(['seq', 'role'])('a server field %s in the push', (field) =>
    refused(() => cadre.push([cadre.entry()], { [field]: 7 }), 400, 'bad-request'),
  );
  it('brackets deeper than any text form', () => {
    const deep = JSON.stringify(cadre.entry()).replace(
      '"clear"',
      '['.repeat(200_000) + ']'.repeat(200_000),
    );
    return refused(
      () => cadre.post(path, `{"entries":[${deep}],"keys":[],"after":0,"sentAtMs":0}`),
      400,
      'broken-json',
    );
  });
  it('1,001 entries', () =>
    refused(
      () => cadre.push(Array.from({ length: 1_001 }, () => cadre.entry())),
      413,
      'too-large',
    ));
  it('more than a MiB', () =>
    refused(() => cadre.post(path, ' '.repeat(1_048_577)), 413, 'too-large'));
  it('one entry larger than 512 of can be given back', () =>
    refused(
      () =>
        cadre.push([
          cadre.entry(),
          cadre.entry({ kind: 'some.thing', body: { text: 'a'.repeat(49_152) } }),
        ]),
      413,
      'too-large',
    ));
  it('a compressed bomb of 100 MB', () => {
    const bomb = gzipSync(Buffer.alloc(100_000_000, 0x20));
    return refused(() => cadre.post(path, bomb, { 'content-encoding': 'gzip' }), 413, 'too-large');
  });
  it('a moved head, unless all of it is there already', async () => {
    const entry = cadre.entry();
    const ifHead = await headOf();
    expect((await cadre.push([entry], { ifHead })).status).toBe(200);
    await refused(() => cadre.push([cadre.entry()], { ifHead }), 409, 'head-moved');
    expect((await cadre.push([entry], { ifHead })).status).toBe(200);
  });
  it('a clock no instant can name', () =>
    refused(() => cadre.push([cadre.entry()], { sentAtMs: 1e300 }), 400, 'bad-request'));
  it('another wire version', () =>
    refused(
      () => cadre.post(path, pushBody([cadre.entry()]), { 'doorstep-wire': '99' }),
      400,
      'wire-version',
    ));
  it('other content than JSON', () =>
    refused(
      () => cadre.post(path, '<x/>', { 'content-type': 'text/xml' }),
      415,
      'unsupported-content',
    ));
  it('nobody signed in', () =>
    refused(() => cadre.post(path, pushBody([]), { cookie: '' }), 401, 'no-session'));
  it('says so in the language of the request', async () => {
    const titles = await Promise.all(
      ['zh-CN', 'ko-KR', 'en-GB'].map(async (language) => {
        const response = await cadre.post(path, '{', { 'accept-language': language });
        return ((await response.json()) as { title: string }).title;
      }),
    );
    expect(titles).toEqual(['内容不完整', '내용이 완전하지 않음', 'Broken content']);
  });
});

describe('an entry that is set aside', () => {
  /** One good entry stands, the other is rejected so, kept encrypted, and named in the quarantine. */
  async function setAside(entry: unknown, code: string): Promise<void> {
    const good = cadre.entry();
    const { receipts } = await answerOf(await cadre.push([entry, good]));
    const { id } = entry as { id: string };
    expect(receipts).toEqual([
      { id, rejected: { code, message: expect.any(String) as string } },
      expect.objectContaining({ id: good.id, seq: expect.any(Number) as number }),
    ]);
    const kept = (await asideIn(db, VILLAGE)).filter((row) => row.entryId === id);
    expect(kept.map((row) => row.code)).toEqual([code]);
    const [row] = kept;
    if (!row?.sealed) throw new Error('nothing kept');
    expect(JSON.parse(server.keys.openRejected(VILLAGE, row.sealed).toString('utf8'))).toEqual(
      entry,
    );
    expect(row.sealed.includes('clear')).toBe(false);
  }

  it('a body its kind does not allow', () =>
    setAside(cadre.entry({ kind: 'visit.recorded', body: { sky: 'clear' } }), 'schema'));
  it('another place', () => setAside(cadre.entry({ place: OTHER_VILLAGE }), 'foreign-place'));
  it('another author', () => setAside(cadre.entry({ by: 'c_somebody' }), 'foreign-author'));
  it('another device', () => setAside(cadre.entry({ device: 'd_elsewhere/1' }), 'foreign-author'));
  it('the server’s own voice', () =>
    setAside(cadre.entry({ by: 'system', device: 'system/0', n: 0 }), 'foreign-author'));
  it('a delivery nobody made', () =>
    setAside(cadre.entry({ delivered: { from: '2224', id: newEntryId() } }), 'permission'));
  it('NUL in a text', () => setAside(cadre.entry({ body: { sky: 'a\u0000b' } }), 'nul'));
  it('half a character', () =>
    setAside(cadre.entry({ body: { sky: '\ud800' } }), 'lone-surrogate'));
  it('a fraction', () => setAside(cadre.entry({ body: { sky: 36.5 } }), 'not-canonical'));
  it('a sealed part without its key, and stands once the key comes with it', async () => {
    const key = keyFor('h_aaaaaaaa');
    const entry = cadre.entry({ sealed: { h_aaaaaaaa: { k: key.k, c: 'A'.repeat(40) } } });
    await setAside(entry, 'missing-key');
    expect((await answerOf(await cadre.push([entry], { keys: [key] }))).receipts[0]).toHaveProperty(
      'seq',
    );
  });
  it('the same id with other content: the first stays, an alarm is raised', async () => {
    const first = cadre.entry();
    const [receipt] = (await answerOf(await cadre.push([first]))).receipts;
    await setAside({ ...first, body: { sky: 'grey' } }, 'id-reused');
    expect((await answerOf(await cadre.push([first]))).receipts[0]).toEqual(receipt);
    expect(server.logged).toContainEqual(
      expect.objectContaining({ alarm: 'id-reused', entry: first.id }),
    );
  });
  it('is kept once however often it is sent, and told in the language of the request', async () => {
    const entry = cadre.entry({ by: 'c_somebody' });
    for (let i = 0; i < 3; i += 1) await cadre.push([entry]);
    const response = await cadre.post(path, pushBody([entry]), { 'accept-language': 'zh' });
    expect(JSON.stringify((await answerOf(response)).receipts)).toContain(
      '记录人或设备与登录不一致',
    );
    const rows = await asideIn(db, VILLAGE);
    expect(rows.filter((row) => row.entryId === entry.id)).toHaveLength(1);
  });
});

describe('many large entries', () => {
  it('come in pages that hold a few MiB each, and all of them come', async () => {
    const large = () => cadre.entry({ kind: 'some.thing', body: { text: 'a'.repeat(48_000) } });
    const first = await headOf();
    for (let i = 0; i < 6; i += 1)
      await cadre.push(Array.from({ length: 20 }, large), { after: first });
    const head = await headOf();
    let after = first;
    while (after < head) {
      const text = await (await cadre.get(`${path}?after=${after}`)).text();
      expect(text.length).toBeLessThan(PAGE_BYTES + 2 * ENTRY_BYTES);
      const { tail, ends } = JSON.parse(text) as PushAnswer;
      const last = tail.at(-1)!;
      expect(last.seq === head || ends.some(({ seq }) => seq === last.seq)).toBe(true);
      after = last.seq;
    }
    expect(head).toBe(first + 120);
  });
  it('of a full segment fit into one give-back, with a hundred keys each', () =>
    expect(SEGMENT_ENTRIES * (ENTRY_BYTES + 100 * 130)).toBeLessThan(GIVE_BACK_BYTES));
});
