import { checkEntry, TEN_CLEAR, type Entry } from '@doorstep/ledger';
import { describe, expect, it } from 'vitest';
import { closesAfter, closingDraft, faultsOf, openingDrafts, type RoundForm } from './draft';

let made = 0;
const newSubject = (prefix: string): string => `${prefix}_subject${(made += 1)}`;
const form = (change: Partial<RoundForm> = {}): RoundForm => ({
  title: { zh: ' 逐户摸排 ', ko: '집집마다 조사', en: 'Door to door' },
  opens: '2020-02-05',
  closes: '2020-02-08',
  questionSet: undefined,
  scope: ['222401'],
  ...change,
});
/** A draft as the entry it becomes, for the ledger's own check. */
const entry = (draft: { kind: string; subjects: string[]; body: object }): Entry =>
  ({
    id: '0190aaaa-0000-7000-8000-000000000001',
    v: 1,
    place: '222401',
    at: '2020-02-05T08:00:00.000+08:00',
    by: 'c_aaaaaa',
    device: 'd_aaaaaa/1',
    n: 1,
    ...draft,
  }) as Entry;

describe('opening a round', () => {
  it('publishes a template first and names it', () => {
    const [published, opened] = openingDrafts(
      form({ questionSet: { template: TEN_CLEAR } }),
      newSubject,
    );
    expect(published?.kind).toBe('question-set.published');
    expect(opened?.body['questionSet']).toEqual({
      id: published?.subjects[0],
      version: TEN_CLEAR.version,
    });
    expect([published, opened].map((draft) => checkEntry(entry(draft!)))).toEqual([
      { ok: true },
      { ok: true },
    ]);
  });
  it('asks with a set published before without publishing it again', () => {
    const published = { ...TEN_CLEAR, questionSet: 'q_aaaaaa', version: 3, scope: ['2224'] };
    const drafts = openingDrafts(form({ questionSet: { published } }), newSubject);
    expect(drafts.map(({ kind }) => kind)).toEqual(['round.opened']);
    expect(drafts[0]?.body['questionSet']).toEqual({ id: 'q_aaaaaa', version: 3 });
  });
  it('needs no questions', () => {
    const [opened] = openingDrafts(form(), newSubject);
    expect(opened?.body).not.toHaveProperty('questionSet');
    expect(opened?.body['title']).toMatchObject({ zh: '逐户摸排' });
    expect(checkEntry(entry(opened!))).toEqual({ ok: true });
  });
  it('closes what it opened, where it was opened', () => {
    expect(checkEntry(entry(closingDraft({ round: 'r_aaaaaa', scope: ['222401'] })))).toEqual({
      ok: true,
    });
  });
  it('usually lasts four days', () => {
    expect(closesAfter('2020-01-29')).toBe('2020-02-01');
  });
});

describe('what is missing', () => {
  it('is nothing in a complete form', () => {
    expect(faultsOf(form())).toEqual([]);
  });
  it('is said for each part', () => {
    expect(
      faultsOf(
        form({ title: { zh: '轮', ko: ' ', en: 'Round' }, closes: '2020-02-04', scope: [] }),
      ),
    ).toEqual(['title', 'days', 'scope']);
  });
});
