/** What an office records: rounds and question sets for its villages, and what becomes of them. */
import type { Stored } from '@doorstep/ledger';
import type { Draft } from '@doorstep/sync';
import type { Seen } from './village';

const DAY_MS = 86_400_000;
const dayOf = (instantMs: number): string => new Date(instantMs).toISOString().slice(0, 10);
const TEXT = { zh: '排查', ko: '조사', en: 'Round' };

function scopeOf({ dice }: Seen, areas: readonly string[]): string[] {
  return dice.shuffled(areas).slice(0, dice.int(1, Math.min(2, areas.length)));
}

function round(seen: Seen, areas: readonly string[], id: string): Draft {
  const { nowMs, dice } = seen;
  return {
    kind: 'round.opened',
    subjects: [id],
    body: {
      round: id,
      title: TEXT,
      opens: dayOf(nowMs),
      closes: dayOf(nowMs + dice.int(1, 5) * DAY_MS),
      scope: scopeOf(seen, areas),
    },
  };
}

function questions(seen: Seen, areas: readonly string[]): Draft {
  const id = `q_set${seen.dice.int(0, 1)}00`;
  return {
    kind: 'question-set.published',
    subjects: [id],
    body: {
      questionSet: id,
      version: seen.dice.int(1, 3),
      title: TEXT,
      questions: [{ id: 'cough', text: TEXT, of: 'person', type: 'yes-no' }],
      flags: [],
      scope: scopeOf(seen, areas),
    },
  };
}

/** Another scope for a round, its end, or its withdrawal. */
function amendment(seen: Seen, areas: readonly string[], target: Stored['entry']): Draft {
  const { dice } = seen;
  const { id, kind, subjects } = target;
  if (kind === 'round.opened' && dice.chance(0.5))
    return { ...round(seen, areas, target.body.round as string), replaces: id };
  return { kind: 'entry.voided', replaces: id, subjects, body: { reason: 'mistake' } };
}

function fact(seen: Seen, areas: readonly string[]): Draft {
  const { dice, stored } = seen;
  const opened = stored.filter(({ entry }) => entry.kind === 'round.opened');
  const make = dice.weighted<() => Draft>([
    [() => round(seen, areas, dice.id('r')), 40],
    [() => questions(seen, areas), 10],
    [
      () =>
        stored.length > 0
          ? amendment(seen, areas, dice.pick(stored).entry)
          : questions(seen, areas),
      30,
    ],
    [
      () => {
        if (opened.length === 0) return round(seen, areas, dice.id('r'));
        const { body } = dice.pick(opened).entry;
        const id = body.round as string;
        return {
          kind: 'round.closed',
          subjects: [id],
          body: { round: id, scope: body.scope ?? areas.slice(0, 1) },
        };
      },
      20,
    ],
  ]);
  return make();
}

/** The next facts of an office, for these areas within it. */
export const officeFacts = (seen: Seen, count: number, areas: readonly string[]): Draft[] =>
  Array.from({ length: count }, () => fact(seen, areas));
