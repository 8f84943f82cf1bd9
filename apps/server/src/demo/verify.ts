/** Node's own Ed25519 for simulated phones: many times faster than the plain JavaScript of a browser's phone. */
import { createPublicKey, verify } from 'node:crypto';
import type { VerifySignature } from '@doorstep/sync';

export const verifySignature: VerifySignature = (signature, message, publicKey) => {
  const x = Buffer.from(publicKey).toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return verify(null, message, key, signature);
};
