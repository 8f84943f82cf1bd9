/**
 * The cryptography of a simulated phone: the real algorithms, done at once, so that no thread of the
 * machine has a say in what happens first.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPublicKey,
  verify,
  type KeyObject,
} from 'node:crypto';
import type { Cryptography, VerifySignature } from '@doorstep/sync';

const TAG_BYTES = 16;
/** DER of an Ed25519 public key up to its 32 bytes. */
const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex');

interface AesGcm {
  iv: Uint8Array;
  additionalData: Uint8Array;
}

const exact = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer as ArrayBuffer;

function encrypt({ iv, additionalData }: AesGcm, key: Buffer, plain: Uint8Array): ArrayBuffer {
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(additionalData);
  return exact(Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]));
}

function decrypt({ iv, additionalData }: AesGcm, key: Buffer, sealed: Uint8Array): ArrayBuffer {
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(additionalData).setAuthTag(sealed.subarray(-TAG_BYTES));
  const plain = decipher.update(sealed.subarray(0, -TAG_BYTES));
  return exact(Buffer.concat([plain, decipher.final()]));
}

const later = <T>(work: () => T): Promise<T> => Promise.resolve().then(work);

export const cryptography = {
  importKey: (_format: string, bytes: Uint8Array) => later(() => Buffer.from(bytes)),
  encrypt: (how: AesGcm, key: Buffer, plain: Uint8Array) => later(() => encrypt(how, key, plain)),
  decrypt: (how: AesGcm, key: Buffer, sealed: Uint8Array) => later(() => decrypt(how, key, sealed)),
  digest: (_algorithm: string, bytes: Uint8Array) =>
    later(() => exact(createHash('sha256').update(bytes).digest())),
} as unknown as Cryptography;

const keys = new Map<string, KeyObject>();

function publicKeyOf(raw: Uint8Array): KeyObject {
  const bytes = Buffer.from(raw);
  const name = bytes.toString('hex');
  const known = keys.get(name);
  if (known) return known;
  const key = createPublicKey({
    key: Buffer.concat([SPKI_ED25519, bytes]),
    format: 'der',
    type: 'spki',
  });
  if (keys.size > 100) keys.clear();
  keys.set(name, key);
  return key;
}

/** Node's own Ed25519. */
export const verifySignature: VerifySignature = (signature, message, publicKey) =>
  verify(null, message, publicKeyOf(publicKey), signature);
