import { describe, expect, it } from 'vitest';
import * as ledger from '@doorstep/ledger';
import { codeWord, kindWord } from './code-words';

const LISTS: [keyof typeof codeWord, readonly string[]][] = [
  ['relation', ledger.RELATIONS],
  ['sex', ledger.SEXES],
  ['residence', ledger.RESIDENCES],
  ['language', ledger.LANGUAGES],
  ['label', [...ledger.HOUSEHOLD_LABELS, ...ledger.PERSON_LABELS]],
  ['presence', ledger.PRESENCES],
  ['leaving', ledger.LEAVINGS],
  ['publicPlace', ledger.PUBLIC_PLACES],
  ['outcome', ledger.OUTCOMES],
  ['standing', ['reached', 'nobody', 'refused', 'untried']],
  ['symptom', ledger.SYMPTOMS],
  ['tripMode', ledger.TRIP_MODES],
  ['message', ledger.BROADCAST_MESSAGES],
  ['item', ledger.ITEMS],
  ['need', ledger.NEEDS],
  ['channel', ledger.CHANNELS],
  ['audience', [...ledger.AUDIENCES, 'everybody']],
  ['untold', ['zh', 'ko', 'both', 'either']],
  ['role', ledger.ROLES],
  ['voidReason', ledger.VOID_REASONS],
  ['entryState', ['onPhone', 'committed', 'backedUp', 'rejected']],
];

const REASONS = [
  'schema',
  'foreign-place',
  'id-reused',
  'not-the-sum',
  'not-vouched',
  'too-soon',
  'unvouched',
  'sent-meanwhile',
  'too-large',
  ...ledger.DEVICE_FINDINGS,
];

const listed = LISTS.flatMap(([list, codes]) => codes.map((code) => [list, code] as const));
const kinds = [...ledger.DEFINITION.dossierKinds.keys(), ...ledger.DEFINITION.placeKinds.keys()];

describe('every code of the ledger has its word', () => {
  it.each(listed)('%s %s', (list, code) => {
    const key = codeWord[list](code);
    if (code !== 'unknown') expect(key).not.toBe('common.unknown');
  });
  it.each(REASONS)('aside %s', (code) => {
    expect(codeWord.aside(code)).not.toBe(codeWord.aside('of a newer version'));
  });
  it.each(kinds)('%s', (kind) => {
    expect(kindWord(kind)).not.toBe('field.unknownKind');
  });
});
