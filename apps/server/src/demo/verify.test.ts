import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { verifySignature } from './verify';

test('believes a signature of these bytes by this key, and nothing else', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const rawOf = (key: typeof publicKey) =>
    Buffer.from(key.export({ format: 'jwk' }).x as string, 'base64url');
  const message = Buffer.from('doorstep head v1');
  const signature = sign(null, message, privateKey);
  const raw = rawOf(publicKey);
  expect(verifySignature(signature, message, raw)).toBe(true);
  expect(verifySignature(signature, Buffer.from('another head'), raw)).toBe(false);
  expect(verifySignature(Buffer.alloc(64), message, raw)).toBe(false);
  expect(verifySignature(signature, message, rawOf(generateKeyPairSync('ed25519').publicKey))).toBe(
    false,
  );
});
