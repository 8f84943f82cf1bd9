/**
 * Ids made on a device: entries by time (UUIDv7), subjects and keys by chance alone.
 * Facts of the same millisecond are ordered by id, so a maker's ids always ascend: within one
 * millisecond the 12 bits after the version count on (RFC 9562, method 1) and borrow from the next
 * millisecond when they are used up.
 */
import { base64url } from './base64';
import type { Clock, Random } from './ports';

const COUNTER_MAX = 0xfff;
/** A clock set back by more than this starts anew instead of counting on. */
const SET_BACK_MS = 10_000;

function uuidv7(ms: number, counter: number, tail: Uint8Array): string {
  const time = ms.toString(16).padStart(12, '0');
  const bytes = Uint8Array.from(tail);
  bytes[0] = (bytes[0]! & 0x3f) | 0x80;
  const rest = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const versioned = `7${counter.toString(16).padStart(3, '0')}`;
  return `${time.slice(0, 8)}-${time.slice(8)}-${versioned}-${rest.slice(0, 4)}-${rest.slice(4)}`;
}

/** Returns a maker of ascending entry ids. */
export function entryIds(clock: Clock, random: Random): () => string {
  let ms = -Infinity;
  let counter = 0;
  return () => {
    const now = clock.nowMs();
    const bytes = random.bytes(10);
    if (now > ms || now < ms - SET_BACK_MS) {
      ms = now;
      counter = ((bytes[8]! << 8) | bytes[9]!) & (COUNTER_MAX >> 1);
    } else if (counter < COUNTER_MAX) counter += 1;
    else {
      ms += 1;
      counter = 0;
    }
    return uuidv7(ms, counter, bytes.subarray(0, 8));
  };
}

const RANDOM_ID_BYTES = 16;

/** A new random id: `h_…`, `p_…`, `k_…` and 22 characters. */
export function randomId(prefix: string, random: Random): string {
  return `${prefix}_${base64url(random.bytes(RANDOM_ID_BYTES))}`;
}
