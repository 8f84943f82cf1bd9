/** The wire is pinned: who changes its shape raises WIRE_VERSION and this hash in the same commit. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';
import { headText, segmentsText } from '@doorstep/ledger';
import {
  KeysAnswerSchema,
  PageSchema,
  PushAnswerSchema,
  SegmentListSchema,
  SessionSchema,
} from './answers';
import * as wire from './wire';

/** A schema as plain text: types, keys, options, patterns and limits; functions by their kind only. */
function described(schema: unknown): unknown {
  if (schema instanceof RegExp) return String(schema);
  if (Array.isArray(schema)) return schema.map(described);
  if (typeof schema === 'function') return undefined;
  if (typeof schema !== 'object' || schema === null) return schema;
  const told = [
    'type',
    'entries',
    'item',
    'options',
    'pipe',
    'wrapped',
    'key',
    'value',
    'requirement',
    'default',
  ] as const;
  const parts = told.map(
    (name) => [name, described((schema as Record<string, unknown>)[name])] as const,
  );
  const isSchema = 'kind' in schema;
  const rest = isSchema
    ? parts
    : Object.entries(schema).map(([name, part]) => [name, described(part)] as const);
  return Object.fromEntries(
    rest.filter(([, part]) => part !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

const PINNED = {
  version: 4,
  sha256: 'caf213a8fc2f2eeca4078a0b4badd46714d2043af9c6d65ef62efe660492b30e',
};

test('the shape of the wire is the pinned one', () => {
  const shape = {
    header: wire.WIRE_HEADER,
    limits: [
      wire.MAX_ENTRIES,
      wire.MAX_BYTES,
      wire.PAGE_ENTRIES,
      wire.SEGMENT_ENTRIES,
      wire.GIVE_BACK_BYTES,
    ],
    rejections: wire.REJECTIONS,
    headText: headText({ place: 'place', epoch: 'epoch', head: 1, chain: 'chain' }),
    segmentsText: segmentsText({
      place: 'place',
      epoch: 'epoch',
      head: 1,
      chain: 'chain',
      segments: [{ k: 0, lastChain: 'chain', sha256: 'hash', signature: 'signature' }],
    }),
    schemas: [
      wire.EnvelopeSchema,
      wire.KeySchema,
      wire.PushSchema,
      PageSchema,
      PushAnswerSchema,
      KeysAnswerSchema,
      SessionSchema,
      SegmentListSchema,
      wire.GiveBackSchema,
    ].map(described),
  };
  const hash = bytesToHex(sha256(utf8ToBytes(JSON.stringify(shape))));
  expect({ version: wire.WIRE_VERSION, sha256: hash }).toEqual(PINNED);
});

test('the description tells shapes apart', () => {
  const text = JSON.stringify(described(wire.PushSchema));
  expect(text).toContain('sentAtMs');
  expect(text).toContain(String(wire.MAX_ENTRIES));
  expect(JSON.stringify(described(wire.KeySchema))).toContain('{43}');
});
