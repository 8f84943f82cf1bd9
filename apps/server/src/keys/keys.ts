/**
 * Keys: master key (file) › village key (database, wrapped) › subject key (database, wrapped).
 * Invariants: the master and the signing key never enter the database; every wrapped key is bound
 * by additional data to what it is for, so that no row can be swapped for another.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { join } from 'node:path';
import type { PlaceCode } from '@doorstep/ledger';
import type { SubjectKey } from '@doorstep/sync';
import type { KeyPort } from '../store';
import type { WrappedKey } from '../store/ledger';
import { secretFile } from './secret-file';

/** Where the wrapped keys of villages lie. */
type VillageKeyRows = Pick<KeyPort, 'village' | 'addVillage'>;

export interface Keys {
  /** Tells these keys from others without saying anything of them. */
  readonly fingerprint: string;
  /** Raw Ed25519 public key of head signatures, base64. */
  readonly publicKey: string;
  /** Signs `headText(head)`; base64. */
  sign(headText: string): string;
  /** Whether a signature (base64) over a text is ours. */
  isOurs(text: string, signature: string): boolean;
  /** Wraps subject keys for a village; makes the village's key at its first use. */
  wrap(rows: VillageKeyRows, place: PlaceCode, keys: readonly SubjectKey[]): Promise<WrappedKey[]>;
  /** @throws KeyBroken when a row was changed or belongs elsewhere */
  unwrap(
    rows: VillageKeyRows,
    place: PlaceCode,
    wrapped: readonly WrappedKey[],
  ): Promise<SubjectKey[]>;
  /** The session token a caller's secret stands for: the same each time, and nobody's guess. */
  sessionToken(secret: string): string;
  /** Encrypts rejected bytes for the quarantine, with a keyed digest that tells equal bytes. */
  sealRejected(place: PlaceCode, bytes: Buffer): { digest: Buffer; sealed: Buffer };
  openRejected(place: PlaceCode, sealed: Buffer): Buffer;
}

/** A wrapped key or sealed part does not open: changed, moved to another row, or another master key. */
export class KeyBroken extends Error {
  readonly code = 'key-broken';
  constructor(cause: unknown) {
    super('a stored key does not open with this master key', { cause });
  }
}

export interface KeysOptions {
  /** The data folder; holds `keys/master.key` and `keys/signing.key`, readable by the owner only. */
  dataFolder: string;
  randomBytes: (length: number) => Buffer;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const CACHED_VILLAGES_MAX = 10_000;
/** DER of a PKCS #8 Ed25519 private key up to its 32 bytes. */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

function seal(key: Buffer, nonce: Buffer, what: string, plain: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(what, 'utf8'));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function open(key: Buffer, what: string, sealed: Buffer): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(what, 'utf8')).setAuthTag(sealed.subarray(-TAG_BYTES));
    return Buffer.concat([
      decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)),
      decipher.final(),
    ]);
  } catch (error) {
    throw new KeyBroken(error);
  }
}

const derive = (master: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `doorstep ${purpose} v1`, KEY_BYTES));

const signingKey = (seed: Buffer): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' });

const rawPublicKey = (key: KeyObject): string =>
  createPublicKey(key)
    .export({ format: 'der', type: 'spki' })
    .subarray(-KEY_BYTES)
    .toString('base64');

const subjectText = (place: PlaceCode, key: { k: string; subject: string }): string =>
  `subject\n${place}\n${key.k}\n${key.subject}`;

/**
 * Unwrapped village keys, made at first use. The row really there wins, each time anew: a database
 * set back to an earlier day may hold none or another.
 */
function villageKeys(master: Buffer, randomBytes: KeysOptions['randomBytes']) {
  const cached = new Map<PlaceCode, { wrapped: Buffer; key: Buffer }>();
  return async (rows: VillageKeyRows, place: PlaceCode): Promise<Buffer> => {
    const what = `village\n${place}`;
    const wrapped =
      (await rows.village(place)) ??
      (await rows.addVillage(
        place,
        seal(master, randomBytes(NONCE_BYTES), what, randomBytes(KEY_BYTES)),
      ));
    const known = cached.get(place);
    if (known?.wrapped.equals(wrapped)) return known.key;
    const key = open(master, what, wrapped);
    if (cached.size >= CACHED_VILLAGES_MAX) cached.clear();
    cached.set(place, { wrapped, key });
    return key;
  };
}

/** Reads the key files, making them when the data folder is new. */
export async function openKeys({ dataFolder, randomBytes }: KeysOptions): Promise<Keys> {
  const folder = join(dataFolder, 'keys');
  const secret = (name: string) => secretFile(join(folder, name), KEY_BYTES, randomBytes);
  return keysFrom(await secret('master.key'), await secret('signing.key'), randomBytes);
}

/** Keys of these secrets, 32 bytes each. */
export function keysFrom(
  master: Buffer,
  signing: Buffer,
  randomBytes: KeysOptions['randomBytes'],
): Keys {
  const signer = signingKey(signing);
  const villageKey = villageKeys(derive(master, 'village keys'), randomBytes);
  const quarantineKey = derive(master, 'quarantine');
  const digestKey = derive(master, 'quarantine digest');
  const sessionKey = derive(master, 'sessions');
  const publicKey = rawPublicKey(signer);
  const verifier = createPublicKey(signer);
  return {
    fingerprint: createHmac('sha256', derive(master, 'fingerprint'))
      .update(publicKey)
      .digest('hex'),
    publicKey,
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), signer).toString('base64'),
    isOurs: (text, signature) =>
      verify(null, Buffer.from(text, 'utf8'), verifier, Buffer.from(signature, 'base64')),
    async wrap(rows, place, keys) {
      if (keys.length === 0) return [];
      const village = await villageKey(rows, place);
      return keys.map((key) => ({
        k: key.k,
        subject: key.subject,
        wrapped: seal(
          village,
          randomBytes(NONCE_BYTES),
          subjectText(place, key),
          Buffer.from(key.key, 'base64'),
        ).toString('base64'),
      }));
    },
    async unwrap(rows, place, wrappedKeys) {
      if (wrappedKeys.length === 0) return [];
      const village = await villageKey(rows, place);
      return wrappedKeys.map(({ wrapped, ...row }) => ({
        ...row,
        key: open(village, subjectText(place, row), Buffer.from(wrapped, 'base64')).toString(
          'base64',
        ),
      }));
    },
    sessionToken: (secret) =>
      createHmac('sha256', sessionKey).update(secret, 'utf8').digest('base64url'),
    sealRejected: (place, bytes) => ({
      digest: createHmac('sha256', digestKey).update(`${place}\n`).update(bytes).digest(),
      sealed: seal(quarantineKey, randomBytes(NONCE_BYTES), `quarantine\n${place}`, bytes),
    }),
    openRejected: (place, sealed) => open(quarantineKey, `quarantine\n${place}`, sealed),
  };
}
