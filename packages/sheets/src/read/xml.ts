/**
 * Just enough XML for workbooks, fed piece by piece: elements, attributes, text, CDATA. A document
 * type is refused, so no entity but the five and character numbers can ever mean anything; depth
 * and the length of what waits for its end are bounded. Prefixes of names are dropped.
 */
import { UnreadableFile } from '../face';
import { LIMITS } from './workbook';

export interface XmlHandler {
  /** `attributes` is the raw text; read it with `attribute`. */
  open: (name: string, attributes: string) => void;
  close: (name: string) => void;
  text: (text: string) => void;
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function entity(_whole: string, name: string): string {
  if (name.startsWith('#')) {
    const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  }
  const known = ENTITIES[name];
  if (known === undefined) throw new UnreadableFile('damaged');
  return known;
}

const decoded = (text: string): string =>
  text.includes('&') ? text.replace(/&(#?\w+);/g, entity) : text;

/** An attribute's value by its name without prefix. */
export function attribute(attributes: string, name: string): string | undefined {
  let at = attributes.indexOf(name);
  while (at >= 0) {
    const before = at === 0 ? ' ' : attributes[at - 1]!;
    const rest = /^\s*=\s*/.exec(attributes.slice(at + name.length, at + name.length + 8));
    if (rest && /[\s:]/.test(before)) {
      const open = at + name.length + rest[0].length;
      const close = attributes.indexOf(attributes[open]!, open + 1);
      return close < 0 ? undefined : decoded(attributes.slice(open + 1, close));
    }
    at = attributes.indexOf(name, at + name.length);
  }
  return undefined;
}

const [QUOTE, APOSTROPHE, CLOSE] = [34, 39, 62];

/** The end of a tag that begins at `from`, minding `>` in quotes; -1 where it is still to come. */
function tagEnd(text: string, from: number): number {
  let open = 0;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (open !== 0) {
      if (code === open) open = 0;
    } else if (code === CLOSE) return at;
    else if (code === QUOTE || code === APOSTROPHE) open = code;
  }
  return -1;
}

const unprefixed = (name: string): string => {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
};

/** Reads XML from pieces of text; call `end` after the last. */
export function createXmlReader(handler: XmlHandler) {
  let waiting = '';
  let depth = 0;

  function special(text: string, at: number): number {
    if (text.startsWith('<![CDATA[', at)) {
      const end = text.indexOf(']]>', at);
      if (end >= 0) handler.text(text.slice(at + 9, end));
      return end < 0 ? -1 : end + 3;
    }
    if (text.startsWith('<!--', at)) {
      const end = text.indexOf('-->', at + 4);
      return end < 0 ? -1 : end + 3;
    }
    if (/^<!doctype/i.test(text.slice(at, at + 9))) throw new UnreadableFile('unsafe');
    if (text[at + 1] === '!' && text.length - at < 9) return -1;
    const end = text.indexOf('>', at);
    return end < 0 ? -1 : end + 1;
  }

  function tag(text: string, at: number): number {
    const end = tagEnd(text, at + 1);
    if (end < 0) return -1;
    if (text.charCodeAt(at + 1) === 47) {
      depth--;
      handler.close(unprefixed(text.slice(at + 2, end).trimEnd()));
      return end + 1;
    }
    const isEmpty = text.charCodeAt(end - 1) === 47;
    const body = text.slice(at + 1, isEmpty ? end - 1 : end);
    const space = body.search(/\s/);
    const name = unprefixed(space < 0 ? body : body.slice(0, space));
    if (++depth > LIMITS.xmlDepth) throw new UnreadableFile('unsafe');
    handler.open(name, space < 0 ? '' : body.slice(space));
    if (isEmpty) {
      depth--;
      handler.close(name);
    }
    return end + 1;
  }

  function feed(piece: string): void {
    const text = waiting + piece;
    let at = 0;
    for (;;) {
      const open = text.indexOf('<', at);
      if (open < 0) break;
      if (open > at) handler.text(decoded(text.slice(at, open)));
      at = open;
      const code = text.charCodeAt(open + 1);
      const next = code === 33 || code === 63 ? special(text, open) : tag(text, open);
      if (next < 0) break;
      at = next;
    }
    waiting = text.slice(at);
    if (waiting.length > LIMITS.xmlPendingChars) throw new UnreadableFile('unsafe');
  }

  /** After the last piece: what is not closed was cut off. */
  function end(): void {
    if (depth !== 0 || waiting.trim() !== '') throw new UnreadableFile('damaged');
  }

  return { feed, end };
}

/** `_x000D_` and its like stand for characters XML cannot hold. */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
        String.fromCharCode(parseInt(hex, 16)),
      )
    : text;

/** Bytes of XML as text: UTF-8, or UTF-16 where the byte order mark says so. */
export function* xmlText(pieces: Iterable<Uint8Array>): Iterable<string> {
  let decoder: TextDecoder | undefined;
  for (const piece of pieces) {
    decoder ??= new TextDecoder(encodingOf(piece));
    yield decoder.decode(piece, { stream: true });
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return 'utf-8';
}
