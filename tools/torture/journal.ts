/**
 * What those who write to ledgers keep for themselves, beside the product: what they sent and each
 * answer they got, one JSON line a fact, written at once. The comparison reads it.
 */
import { appendFileSync } from 'node:fs';
import * as v from 'valibot';

const place = v.string();
const hasId = (value: unknown): boolean => v.is(v.looseObject({ id: v.string() }), value);

/** About to be sent; perhaps never arrived. */
const SentSchema = v.object({
  what: v.literal('sent'),
  place,
  entry: v.custom<{ id: string }>(hasId),
});
/** The server said: stored. With it went the keys of its sealed parts. */
const ReceiptSchema = v.object({
  what: v.literal('receipt'),
  place,
  id: v.string(),
  seq: v.number(),
  receivedAt: v.string(),
  offsetMs: v.number(),
  keyIds: v.array(v.string()),
});
/** A save on a phone; `isConfirmed`: its screen said so before the phone died. */
const SavedSchema = v.object({
  what: v.literal('saved'),
  place,
  kind: v.string(),
  /** The household's id; its door, where a household is registered. */
  about: v.string(),
  isConfirmed: v.boolean(),
});

export const LineSchema = v.variant('what', [SentSchema, ReceiptSchema, SavedSchema]);
export type Line = v.InferOutput<typeof LineSchema>;

export interface Journal {
  write(...lines: Line[]): void;
}

export function openJournal(path: string): Journal {
  return {
    write(...lines) {
      appendFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    },
  };
}
