import { describe, expect, it } from 'vitest';
import { checkEntry, type Entry, type QuestionSet, type VisitBody } from '@doorstep/ledger';
import type { Row } from '../village/rows';
import {
  awayOf,
  emptyPerson,
  emptySheet,
  isSheetTouched,
  othersOf,
  personFlags,
  sheetOf,
  visitDraft,
} from './sheet';

const H = 'h_aaaaaaaa';
const [A, B, C] = ['p_aaaaaaaa', 'p_bbbbbbbb', 'p_cccccccc'];
const row = {
  id: H,
  people: [{ id: A }, { id: B }, { id: C, whereabouts: { presence: 'away', knownMs: 0 } }],
} as unknown as Row;

const set: QuestionSet = {
  questionSet: 'q_aaaaaaaa',
  version: 1,
  title: { zh: '问', ko: '물음', en: 'Ask' },
  questions: [
    {
      id: 'fever-reading',
      of: 'person',
      type: 'temperature',
      text: { zh: '体温', ko: '체온', en: 'Temperature' },
    },
    {
      id: 'contact',
      of: 'person',
      type: 'yes-no',
      text: { zh: '接触', ko: '접촉', en: 'Contact' },
    },
    { id: 'job', of: 'person', type: 'text', text: { zh: '工作', ko: '일', en: 'Work' } },
  ],
  flags: [
    {
      id: 'hot',
      of: 'person',
      text: { zh: '热', ko: '열', en: 'Hot' },
      when: { question: 'fever-reading', atLeast: 380 },
    },
    {
      id: 'met',
      of: 'person',
      text: { zh: '接触', ko: '접촉', en: 'Met' },
      when: { question: 'contact', is: true },
    },
  ],
  scope: ['222401101205'],
};
const context = { row, round: 'r_aaaaaaaa', questionSet: set };

const entryOf = (draft: ReturnType<typeof visitDraft>): Entry =>
  ({ kind: draft.kind, v: 1, body: draft.body, subjects: draft.subjects }) as unknown as Entry;

describe('all well', () => {
  it('records exactly what its button names, for those not away', () => {
    const draft = visitDraft(emptySheet(), 'met', true, context);
    expect(draft.body).toEqual({
      household: H,
      round: 'r_aaaaaaaa',
      questionSet: { id: 'q_aaaaaaaa', version: 1 },
      outcome: 'met',
      people: [
        { person: A, asked: true, presence: 'home', symptoms: [] },
        { person: B, asked: true, presence: 'home', symptoms: [] },
      ],
    });
    expect(draft.subjects).toEqual([H, A, B]);
    expect(checkEntry(entryOf(draft))).toEqual({ ok: true });
  });

  it('speaks for the others when something was entered about one', () => {
    const sheet = { ...emptySheet(), people: { [A!]: { ...emptyPerson(), temperature: 365 } } };
    expect(othersOf(row, sheet)).toEqual([B]);
    expect(awayOf(row, sheet)).toEqual([C]);
    const people = visitDraft(sheet, 'met', true, context).body.people;
    expect(people).toEqual([
      { person: A, asked: true, temperature: 365 },
      { person: B, asked: true, presence: 'home', symptoms: [] },
    ]);
  });

  it('is not said when only what is seen is saved', () => {
    const sheet = { ...emptySheet(), told: ['no-rumours'] as const };
    expect(visitDraft(sheet, 'met', false, context).body.people).toEqual([]);
  });
});

describe('flags', () => {
  it('follow the question set, also for readings', () => {
    expect(personFlags({ ...emptyPerson(), temperature: 379 }, set)).toEqual([]);
    expect(personFlags({ ...emptyPerson(), temperature: 380 }, set)).toEqual(['hot']);
    expect(personFlags({ ...emptyPerson(), answers: { contact: { value: true } } }, set)).toEqual([
      'met',
    ]);
    expect(
      personFlags({ ...emptyPerson(), answers: { contact: { none: 'refused' } } }, set),
    ).toEqual([]);
  });

  it('are the rule of 2020 while no question set has come', () => {
    expect(personFlags({ ...emptyPerson(), temperature: 372 }, undefined)).toEqual([]);
    expect(personFlags({ ...emptyPerson(), temperature: 373 }, undefined)).toEqual(['fever']);
  });
});

describe('a visit', () => {
  const full = {
    ...emptySheet(),
    people: {
      [A!]: {
        ...emptyPerson(),
        presence: 'away' as const,
        whereabouts: { region: '42', since: '2020-01-12' },
        temperature: 381,
        symptoms: ['cough'] as const,
        trips: [{ mode: 'train' as const, number: 'K7368', carriage: undefined }],
        answers: { contact: { none: 'unknown' as const } },
        texts: { job: '试验工' },
        note: '试验备注',
      },
    },
    told: ['no-rumours'] as const,
    language: 'ko' as const,
    handed: { mask: 2 },
    needs: ['medicine'] as const,
    note: '门口备注',
  };

  it('is one valid record, its free text only in the sealed part', () => {
    const draft = visitDraft(full, 'met', false, context);
    expect(checkEntry(entryOf(draft))).toEqual({ ok: true });
    expect(JSON.stringify(draft.body)).not.toMatch(/试验|备注/);
    expect(draft.identities).toEqual({
      [H]: { note: '门口备注' },
      [A!]: { note: '试验备注', 'answer-job': '试验工' },
    });
    expect(isSheetTouched(full)).toBe(true);
  });

  it('opens again as it was entered, to be corrected', () => {
    const draft = visitDraft(full, 'met', false, context);
    const again = sheetOf(
      draft.body as unknown as VisitBody,
      new Map(Object.entries(draft.identities!)),
    );
    const correction = visitDraft(again, 'met', false, {
      ...context,
      replaces: { id: 'x', subjects: [H, C!] },
    });
    expect(correction.body).toEqual(draft.body);
    expect(correction.identities).toEqual(draft.identities);
    expect(correction).toMatchObject({ replaces: 'x', subjects: [H, A, C] });
  });

  it.each(['nobody', 'refused'] as const)('%s records no people and keeps the note', (outcome) => {
    const draft = visitDraft(full, outcome, false, { ...context, happenedMs: 5 });
    expect(draft.body).toMatchObject({ outcome, people: [] });
    expect(draft.body).not.toHaveProperty('told');
    expect(draft.identities).toEqual({ [H]: { note: '门口备注' } });
    expect(draft.happenedMs).toBe(5);
    expect(checkEntry(entryOf(draft))).toEqual({ ok: true });
  });

  it('leaves no trace of what was not asked', () => {
    expect(isSheetTouched({ ...emptySheet(), people: { [A!]: emptyPerson() } })).toBe(false);
    expect(
      visitDraft(emptySheet(), 'met', false, { row, round: undefined, questionSet: undefined })
        .body,
    ).toEqual({
      household: H,
      outcome: 'met',
      people: [],
    });
  });
});
