/**
 * Canonical bytes: the one text form of a JSON value (RFC 8785, restricted to integers).
 * The id, the chain and "same content" are decided on these bytes, on every machine alike.
 */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Why a value has no canonical form; `path` points into the value, e.g. `body.people[0].note`. */
export class NotCanonical extends Error {
  constructor(
    readonly code: 'nul' | 'lone-surrogate' | 'not-integer' | 'not-json',
    readonly path: string,
  ) {
    super(`${code} at ${path || 'the top'}`);
  }
}

const LONE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
const PLAIN = /^[\u0020-\u0021\u0023-\u005B\u005D-\uD7FF\uE000-\uFFFF]*$/;

function text(value: string, path: string): string {
  if (PLAIN.test(value)) return `"${value}"`;
  if (value.includes('\u0000')) throw new NotCanonical('nul', path);
  if (LONE.test(value)) throw new NotCanonical('lone-surrogate', path);
  return JSON.stringify(value);
}

function object(value: { [key: string]: Json | undefined }, path: string): string {
  let out = '';
  for (const key of Object.keys(value).sort()) {
    const item = value[key];
    if (item === undefined) continue;
    out += (out ? ',' : '') + text(key, path) + ':' + write(item, path ? `${path}.${key}` : key);
  }
  return `{${out}}`;
}

function write(value: Json, path: string): string {
  if (typeof value === 'string') return text(value, path);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new NotCanonical('not-integer', path);
    return Object.is(value, -0) ? '0' : String(value);
  }
  if (Array.isArray(value)) return `[${value.map((v, i) => write(v, `${path}[${i}]`)).join(',')}]`;
  if (typeof value === 'object') return object(value, path);
  throw new NotCanonical('not-json', path);
}

/**
 * The canonical text of a value: keys sorted by UTF-16 unit, no white space, integers only.
 * @throws NotCanonical for NUL, lone surrogates, fractions and anything that is not JSON
 */
export function canonical(value: unknown): string {
  return write(value as Json, '');
}
