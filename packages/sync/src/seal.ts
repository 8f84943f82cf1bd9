/**
 * The sealed envelope: one subject's identities, readable only with that subject's key.
 *
 *   c   = base64( version(1) ‖ nonce(12) ‖ AES-256-GCM ciphertext ‖ tag(16) ),  version = 1
 *   AAD = version(1) ‖ utf8(subject) ‖ 0x00 ‖ utf8(k)
 *   plaintext = utf8(canonical JSON of the identity)
 *
 * So a sealed part can be moved neither to another subject nor under another key unnoticed. This
 * never changes; a new form gets a new version byte and this one stays readable.
 */
import * as v from 'valibot';
import { canonical, type Sealed } from '@doorstep/ledger';
import { base64, fromBase64 } from './base64';
import type { Cryptography, Random } from './ports';
import type { SubjectKey } from './wire';

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Leaves room for base64 within the envelope's 32,768 characters. */
const IDENTITY_BYTES_MAX = 24_000;

const text = v.optional(v.string());

/**
 * Everything that may only be stored sealed. A person has name, nameKo, idNumber, phone and note, a
 * household address, phone and note, a cadre name, nameKo and phone. Unknown fields are kept.
 */
const IdentitySchema = v.objectWithRest(
  {
    name: text,
    /** The name in Hangul. */
    nameKo: text,
    idNumber: text,
    phone: text,
    address: text,
    /** Free text said about this subject in this entry. */
    note: text,
  },
  v.string(),
);
export type Identity = v.InferOutput<typeof IdentitySchema>;

/**
 * What a sealed part says, or why it cannot be read: its key is not here (not ours, or erased), the
 * key belongs to another subject, the bytes were changed, or a newer version wrote them.
 */
export type Opened =
  | { ok: true; identity: Identity }
  | { ok: false; reason: 'no-key' | 'wrong-key' | 'damaged' | 'newer' };

/** More text than one sealed part may hold. */
export class IdentityTooLarge extends Error {
  constructor(readonly bytes: number) {
    super(`an identity of ${bytes} bytes is more than ${IDENTITY_BYTES_MAX}`);
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

function additionalData(subject: string, k: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(`${String.fromCharCode(VERSION)}${subject}\u0000${k}`);
}

/** A subject's key ready for use. */
export function importSubjectKey(cryptography: Cryptography, key: SubjectKey): Promise<CryptoKey> {
  return cryptography.importKey('raw', fromBase64(key.key), 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ]);
}

/**
 * Seals an identity for one subject.
 * @throws NotCanonical for NUL or a lone surrogate; IdentityTooLarge
 */
export async function seal(
  deps: { cryptography: Cryptography; random: Random },
  subject: string,
  key: { k: string; cryptoKey: CryptoKey },
  identity: Identity,
): Promise<Sealed> {
  const plain = encoder.encode(canonical(identity));
  if (plain.length > IDENTITY_BYTES_MAX) throw new IdentityTooLarge(plain.length);
  const nonce = deps.random.bytes(NONCE_BYTES);
  const secret = await deps.cryptography.encrypt(
    { name: 'AES-GCM', iv: nonce, additionalData: additionalData(subject, key.k) },
    key.cryptoKey,
    plain,
  );
  const bytes = new Uint8Array(1 + NONCE_BYTES + secret.byteLength);
  bytes[0] = VERSION;
  bytes.set(nonce, 1);
  bytes.set(new Uint8Array(secret), 1 + NONCE_BYTES);
  return { k: key.k, c: base64(bytes) };
}

/** Opens one subject's sealed part with the key it names. Never throws. */
export async function unseal(
  cryptography: Cryptography,
  subject: string,
  sealed: Sealed,
  key: { subject: string; k: string; cryptoKey: CryptoKey } | undefined,
): Promise<Opened> {
  if (!key) return { ok: false, reason: 'no-key' };
  if (key.subject !== subject || key.k !== sealed.k) return { ok: false, reason: 'wrong-key' };
  try {
    const bytes = fromBase64(sealed.c);
    if (bytes.length < 1 + NONCE_BYTES + TAG_BYTES) return { ok: false, reason: 'damaged' };
    if (bytes[0] !== VERSION) return { ok: false, reason: 'newer' };
    const plain = await cryptography.decrypt(
      {
        name: 'AES-GCM',
        iv: bytes.subarray(1, 1 + NONCE_BYTES),
        additionalData: additionalData(subject, sealed.k),
      },
      key.cryptoKey,
      bytes.subarray(1 + NONCE_BYTES),
    );
    return { ok: true, identity: v.parse(IdentitySchema, JSON.parse(decoder.decode(plain))) };
  } catch {
    return { ok: false, reason: 'damaged' };
  }
}
