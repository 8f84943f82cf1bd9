import fc from 'fast-check';
import { createCipheriv } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { NotCanonical } from '@doorstep/ledger';
import { base64, fromBase64 } from './base64';
import { IdentityTooLarge, importSubjectKey, seal, unseal, type Identity } from './seal';
import { seededRandom } from './testing';

const cryptography = globalThis.crypto.subtle;
const random = seededRandom(9);
const SUBJECT = 'p_invented1';
const KEY = { k: 'k_invented1', subject: SUBJECT, key: base64(new Uint8Array(32).fill(7)) };

const ready = async (key = KEY) => ({
  ...key,
  cryptoKey: await importSubjectKey(cryptography, key),
});
const sealed = async (identity: Identity) =>
  seal({ cryptography, random }, SUBJECT, await ready(), identity);

function flipped(c: string, index: number): string {
  const bytes = fromBase64(c);
  bytes[index]! ^= 1;
  return base64(bytes);
}

describe('the sealed envelope', () => {
  test('opens to what was sealed, also fields of a later version', async () => {
    const text = fc.string({ unit: 'grapheme' }).filter((s) => !s.includes('\u0000'));
    const identity = fc.record(
      { name: text, nameKo: text, phone: text, later: text },
      { requiredKeys: ['name'] },
    );
    await fc.assert(
      fc.asyncProperty(identity, async (value) => {
        const opened = await unseal(cryptography, SUBJECT, await sealed(value), await ready());
        expect(opened).toEqual({ ok: true, identity: { ...value } });
      }),
      { numRuns: 50 },
    );
  });

  test('has the bytes that were laid down: an independent AES-GCM writes the same', async () => {
    const part = await sealed({ phone: '0000', name: '无名氏' });
    const bytes = fromBase64(part.c);
    const nonce = bytes.subarray(1, 13);
    const cipher = createCipheriv('aes-256-gcm', Buffer.alloc(32, 7), nonce);
    cipher.setAAD(
      Buffer.concat([Buffer.from([1]), Buffer.from(SUBJECT), Buffer.from([0]), Buffer.from(KEY.k)]),
    );
    const secret = Buffer.concat([
      cipher.update('{"name":"无名氏","phone":"0000"}', 'utf8'),
      cipher.final(),
    ]);
    const expected = Buffer.concat([Buffer.from([1]), nonce, secret, cipher.getAuthTag()]);
    expect(Buffer.from(bytes).equals(expected)).toBe(true);
    expect(part.k).toBe(KEY.k);
  });

  test('never repeats a nonce for the same text', async () => {
    expect((await sealed({ name: '甲' })).c).not.toBe((await sealed({ name: '甲' })).c);
  });

  test('says why it stays closed', async () => {
    const part = await sealed({ name: '甲' });
    const other = { ...KEY, subject: 'p_invented2' };
    const wrongBytes = { ...KEY, key: base64(new Uint8Array(32).fill(8)) };
    expect(await unseal(cryptography, SUBJECT, part, undefined)).toEqual({
      ok: false,
      reason: 'no-key',
    });
    expect(await unseal(cryptography, SUBJECT, part, await ready(other))).toEqual({
      ok: false,
      reason: 'wrong-key',
    });
    expect(await unseal(cryptography, SUBJECT, part, await ready(wrongBytes))).toEqual({
      ok: false,
      reason: 'damaged',
    });
    expect(await unseal(cryptography, SUBJECT, { ...part, c: '!' }, await ready())).toEqual({
      ok: false,
      reason: 'damaged',
    });
    const newer = fromBase64(part.c);
    newer[0] = 2;
    expect(
      await unseal(cryptography, SUBJECT, { ...part, c: base64(newer) }, await ready()),
    ).toEqual({ ok: false, reason: 'newer' });
  });

  test('notices every changed byte, and a part moved to another subject', async () => {
    const part = await sealed({ name: '甲乙' });
    for (let i = 1; i < fromBase64(part.c).length; i++) {
      expect(
        (await unseal(cryptography, SUBJECT, { ...part, c: flipped(part.c, i) }, await ready())).ok,
      ).toBe(false);
    }
    const moved = await ready({ ...KEY, subject: 'p_invented2' });
    expect(await unseal(cryptography, 'p_invented2', part, moved)).toEqual({
      ok: false,
      reason: 'damaged',
    });
  });

  test('refuses text that has no canonical form, and too much of it', async () => {
    await expect(sealed({ name: '\u0000' })).rejects.toBeInstanceOf(NotCanonical);
    await expect(sealed({ name: '\ud800' })).rejects.toBeInstanceOf(NotCanonical);
    await expect(sealed({ note: '字'.repeat(9_000) })).rejects.toBeInstanceOf(IdentityTooLarge);
  });
});
