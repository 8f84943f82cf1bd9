/**
 * Encryption at rest: every record is sealed with the account's device key before it reaches
 * IndexedDB. The key is a non-extractable CryptoKey; without it a database is noise, so deleting
 * the key erases.
 *
 *   record = nonce(12) ‖ AES-256-GCM( utf8(JSON) ),  AAD = utf8( database \n store \n key )
 *
 * The additional data ties a record to its place: records cannot be swapped unnoticed.
 */
import type { Random } from '@doorstep/sync';

const NONCE_BYTES = 12;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A new device key; it can be used by this origin, never read. */
export function createDeviceKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

export class Vault {
  constructor(
    private readonly deviceKey: CryptoKey,
    private readonly database: string,
    private readonly random: Random,
  ) {}

  /** Seals a JSON value for the record `key` of `store`. */
  async seal(store: string, key: IDBValidKey, value: unknown): Promise<Uint8Array<ArrayBuffer>> {
    return this.sealBytes(store, key, encoder.encode(JSON.stringify(value)));
  }

  /** Seals the UTF-8 text of a JSON value that is there already. */
  async sealBytes(
    store: string,
    key: IDBValidKey,
    plain: Uint8Array<ArrayBuffer>,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const nonce = this.random.bytes(NONCE_BYTES);
    const secret = await crypto.subtle.encrypt(
      this.parameters(nonce, store, key),
      this.deviceKey,
      plain,
    );
    const record = new Uint8Array(NONCE_BYTES + secret.byteLength);
    record.set(nonce);
    record.set(new Uint8Array(secret), NONCE_BYTES);
    return record;
  }

  /** @throws when the record was damaged, moved, or sealed with another key */
  async open<T>(store: string, key: IDBValidKey, record: Uint8Array<ArrayBuffer>): Promise<T> {
    const nonce = record.subarray(0, NONCE_BYTES);
    const plain = await crypto.subtle.decrypt(
      this.parameters(nonce, store, key),
      this.deviceKey,
      record.subarray(NONCE_BYTES),
    );
    return JSON.parse(decoder.decode(plain)) as T;
  }

  private parameters(iv: Uint8Array<ArrayBuffer>, store: string, key: IDBValidKey): AesGcmParams {
    const additionalData = encoder.encode(`${this.database}\n${store}\n${String(key)}`);
    return { name: 'AES-GCM', iv, additionalData };
  }
}
