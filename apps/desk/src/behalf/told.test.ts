import {
  checkEntry,
  enteredFor,
  mayBeTold,
  type Entry,
  type HouseholdRow,
  type VisitBody,
} from '@doorstep/ledger';
import type { Draft } from '@doorstep/sync';
import { describe, expect, test } from 'vitest';
import {
  answered,
  countsOf,
  faultOf,
  tenthsOf,
  toldDraft,
  toldOf,
  withFever,
  type AllTold,
} from './told';

const person = (id: string, presence?: string) => ({
  id,
  whereabouts: presence ? { presence } : undefined,
});
const ROW = {
  id: 'h_house001',
  people: [person('p_first000'), person('p_second00', 'home'), person('p_away0000', 'away')],
} as unknown as HouseholdRow;
const CALL = { office: '222401', toldBy: 'c_first000', round: 'r_round000' };
const NONE: AllTold = new Map();
const draftOf = (all: AllTold, call = CALL): Draft => toldDraft(ROW, all.get(ROW.id)!, call);
const entryOf = (draft: Draft) => ({ ...draft, v: 1 }) as unknown as Entry;

describe('what is told of a household', () => {
  test('all well: those at home asked and without symptoms, who is away untouched', () => {
    const draft = draftOf(answered(NONE, ROW.id, 'well'));
    expect(draft.subjects).toEqual(['h_house001', 'p_first000', 'p_second00']);
    expect(draft.body).toMatchObject({
      outcome: 'met',
      round: 'r_round000',
      people: [
        { person: 'p_first000', asked: true, presence: 'home', symptoms: [] },
        { person: 'p_second00', asked: true, presence: 'home', symptoms: [] },
      ],
    });
  });

  test('a fever: who was chosen, with the temperature if one was told; the others well', () => {
    const some = withFever(NONE, ROW.id, 'p_second00', '38.2');
    const { people } = draftOf(some).body as unknown as { people: object[] };
    expect(people).toMatchObject([
      { person: 'p_first000', symptoms: [] },
      { person: 'p_second00', symptoms: ['fever'], temperature: 382, flags: ['fever'] },
    ]);
    const untaken = withFever(NONE, ROW.id, 'p_second00', '');
    expect(JSON.stringify(draftOf(untaken).body)).not.toContain('temperature');
  });

  test('nobody home and refused say nothing of anybody', () => {
    for (const answer of ['nobody', 'refused'] as const)
      expect(draftOf(answered(NONE, ROW.id, answer)).body).toMatchObject({
        outcome: answer,
        people: [],
      });
  });

  test('says which office, who told it and when; and may be written by that office alone', () => {
    const draft = toldDraft(ROW, answered(NONE, ROW.id, 'well').get(ROW.id)!, {
      ...CALL,
      happenedMs: 1_580_000_000_000,
    });
    expect(draft.happenedMs).toBe(1_580_000_000_000);
    const entry = entryOf(draft);
    expect(checkEntry(entry)).toEqual({ ok: true });
    expect(enteredFor(entry)).toEqual({ office: '222401', toldBy: 'c_first000' });
    expect([mayBeTold(entry, '222401'), mayBeTold(entry, '2224')]).toEqual([true, false]);
    const sealed = { h_house001: { k: 'k_somebody', c: '' } };
    expect(mayBeTold({ ...entry, sealed }, '222401')).toBe(false);
    expect(mayBeTold({ ...entry, kind: 'person.left' }, '222401')).toBe(false);
  });
});

test('what was entered can be said otherwise: a correction names what it replaces', () => {
  const some = withFever(NONE, ROW.id, 'p_second00', '38.2');
  const body = draftOf(some).body as unknown as VisitBody;
  expect(toldOf(body)).toEqual(some.get(ROW.id));
  const replaces = { id: 'earlier', subjects: ['h_house001', 'p_gone0000'] };
  const corrected = toldDraft(ROW, { answer: 'refused', feverish: {} }, { ...CALL, replaces });
  expect(corrected).toMatchObject({ replaces: 'earlier', subjects: replaces.subjects });
  expect(toldOf(corrected.body as unknown as VisitBody).answer).toBe('refused');
});

test('the same answer again takes it back; another takes its place', () => {
  const well = answered(NONE, ROW.id, 'well');
  expect(answered(well, ROW.id, 'well').size).toBe(0);
  expect(countsOf(answered(well, ROW.id, 'refused'))).toEqual({
    well: 0,
    nobody: 0,
    refused: 1,
    fever: 0,
  });
});

test('a fever needs somebody, and a temperature that can be one', () => {
  const nobody = answered(NONE, ROW.id, 'fever').get(ROW.id)!;
  expect(faultOf(nobody)).toBe('chooseFever');
  expect(faultOf(withFever(NONE, ROW.id, 'p_first000', '99').get(ROW.id)!)).toBe(
    'temperatureWrong',
  );
  expect(['', '38', '38,2', '36.55', 'x'].map(tenthsOf)).toEqual([undefined, 380, 382, NaN, NaN]);
  const none = withFever(
    withFever(NONE, ROW.id, 'p_first000', ''),
    ROW.id,
    'p_first000',
    undefined,
  );
  expect(faultOf(none.get(ROW.id)!)).toBe('chooseFever');
});
