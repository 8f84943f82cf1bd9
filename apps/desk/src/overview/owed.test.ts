import { describe, expect, it } from 'vitest';
import type { Owed } from '@doorstep/sync';
import { owedByMatter, type Matter } from './owed';

const owed = (place: string, about: string, count: number, dueAtMs = 1_000): Owed => ({
  place,
  module: 'visits',
  kind: 'reach',
  about,
  dueAtMs,
  count,
});

const mattersAt = (rows: readonly Owed[], asOfMs: number, nowMs = asOfMs): Matter[] =>
  owedByMatter({ owed: [...rows], asOfMs, nowMs });
const untold = (place: string, about: string, count: number, dueAtMs: number): Owed => ({
  ...owed(place, about, count, dueAtMs),
  module: 'publicity',
  kind: 'tell',
});

describe('what is owed', () => {
  it('is added up by matter with the places that owe most first', () => {
    const [matter] = mattersAt(
      [owed('a', 'r_1', 2), owed('b', 'r_1', 5), owed('c', 'r_1', 0)],
      500,
    );
    expect(matter).toMatchObject({ about: 'r_1', count: 7, overdue: false });
    expect(matter?.places).toEqual([
      { place: 'b', count: 5 },
      { place: 'a', count: 2 },
    ]);
  });
  it('is overdue once its time has passed, but not when nothing is missing', () => {
    const matters = mattersAt([owed('a', 'late', 1), owed('a', 'done', 0)], 2_000);
    expect(matters.map(({ about, overdue }) => [about, overdue])).toEqual([
      ['late', true],
      ['done', false],
    ]);
  });
  it('is one matter for everybody not told, whatever the language and since when', () => {
    const rows = [untold('a', 'ko', 2, 900), untold('a', 'zh', 1, 100), untold('b', 'ko', 1, 900)];
    expect(mattersAt(rows, 500)).toMatchObject([
      {
        about: '',
        count: 4,
        dueAtMs: 100,
        overdue: true,
        places: [
          { place: 'a', count: 3 },
          { place: 'b', count: 1 },
        ],
      },
    ]);
  });
  it('comes by due time, finished matters last', () => {
    const matters = mattersAt(
      [owed('a', 'later', 1, 900), owed('a', 'done', 0, 100), owed('a', 'soon', 1, 200)],
      0,
    );
    expect(matters.map(({ about }) => about)).toEqual(['soon', 'later', 'done']);
  });
  it('looking back is late by then, and what is as of now comes last and is late by now', () => {
    const rows = [untold('a', 'ko', 2, 400), owed('a', 'due', 1, 300), owed('a', 'later', 1, 600)];
    const seen = mattersAt(rows, 500, 700);
    expect(seen.map(({ about, isRound, overdue }) => [about, isRound, overdue])).toEqual([
      ['due', true, true],
      ['later', true, false],
      ['', false, true],
    ]);
  });
});
