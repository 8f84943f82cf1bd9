/** Random small ledgers for property tests: every kind, late and early clocks, corrections and voids of anything. */
import fc from 'fast-check';
import type { Entry, Stored } from '../core/entry';
import { CHANNELS } from '../publicity/kinds';
import { LANGUAGES } from '../register/kinds';
import { TOLD_LANGUAGES } from '../visits/kinds';

const VILLAGE = '222401101205';
const START_MS = Date.parse('2020-01-26T00:00:00Z');

interface Step {
  what: number;
  a: number;
  b: number;
  c: number;
  atMinutes: number;
  lateMinutes: number;
  offsetMinutes: number;
  backMinutes: number | null;
}

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.nat(99),
  a: fc.nat(3),
  b: fc.nat(5),
  c: fc.nat(1000),
  atMinutes: fc.nat(4 * 24 * 60),
  lateMinutes: fc.oneof(fc.constant(0), fc.nat(90), fc.nat(3000)),
  offsetMinutes: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: -500_000, max: 500_000 }) },
  ),
  backMinutes: fc.option(fc.nat(2000), { freq: 4, nil: null }),
});

const uuid = (n: number): string => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const household = (n: number): string => `h_house${n}0`;
const person = (n: number): string => `p_person${n}`;
const round = (n: number): string => `r_round${n % 2}0`;

function personVisited(s: Step, i: number) {
  const shape = (s.c >> i) % 5;
  if (shape === 0) return { person: person(i), presence: 'away' };
  if (shape === 1) return { person: person(i), presence: 'away', whereabouts: { region: '2224' } };
  if (shape === 2)
    return {
      person: person(i),
      asked: true,
      presence: 'home',
      temperature: 360 + (s.c % 20),
      flags: s.c % 20 > 12 ? ['fever'] : [],
    };
  if (shape === 3) return { person: person(i) };
  return { person: person(i), asked: true, symptoms: s.c % 2 ? ['cough'] : [] };
}

function visit(s: Step): Pick<Entry, 'kind' | 'subjects' | 'body'> {
  const outcome = ['met', 'met', 'met', 'nobody', 'refused'][s.c % 5]!;
  const chosen = [0, 1, 2, 3, 4, 5].filter((i) => (s.c >> i) & 1 && i % 2 === s.a % 2);
  const people = outcome === 'met' ? chosen.map((i) => personVisited(s, i)) : [];
  const told = s.c % 3 ? {} : { told: ['no-rumours'], language: 'ko' };
  const inRound = s.c % 4 ? { round: round(s.b) } : {};
  return {
    kind: 'visit.recorded',
    subjects: [household(s.a), ...people.map((one) => one.person)],
    body: { household: household(s.a), outcome, people, ...inRound, ...told } as never,
  };
}

function registration(s: Step): Pick<Entry, 'kind' | 'subjects' | 'body'> {
  if (s.what < 12) {
    const labels = s.c % 2 ? ['poor'] : [];
    return {
      kind: 'household.registered',
      subjects: [household(s.a)],
      body: { source: s.c % 3 ? 'list' : 'door', group: '1', door: String(s.a), labels },
    };
  }
  if (s.what < 24)
    return {
      kind: 'person.registered',
      subjects: [person(s.b), household(s.a)],
      body: { household: household(s.a), birthYear: 1950, language: LANGUAGES[s.c % 4]! },
    };
  if (s.what < 27)
    return {
      kind: 'person.left',
      subjects: [person(s.b)],
      body: { person: person(s.b), reason: 'moved' },
    };
  if (s.what < 30)
    return { kind: 'household.left', subjects: [household(s.a)], body: { reason: 'moved' } };
  if (s.what < 33)
    return {
      kind: 'person.moved',
      subjects: [person(s.b), household(s.a)],
      body: { person: person(s.b), to: household(s.a) },
    };
  return {
    kind: 'household.amended',
    subjects: [household(s.a)],
    body: { labels: s.c % 2 ? ['poor'] : [], group: '2' },
  };
}

function placeFact(s: Step): Pick<Entry, 'kind' | 'subjects' | 'body'> {
  const cadre = `c_cadre${s.b % 3}0`;
  if (s.what < 42) {
    const title = { zh: '排查', ko: '조사', en: 'Round' };
    return {
      kind: 'round.opened',
      subjects: [round(s.b)],
      body: {
        round: round(s.b),
        title,
        opens: '2020-01-26',
        closes: '2020-01-30',
        scope: [VILLAGE],
      },
    };
  }
  if (s.what < 44)
    return {
      kind: 'round.closed',
      subjects: [round(s.b)],
      body: { round: round(s.b), scope: [VILLAGE] },
    };
  if (s.what < 47)
    return {
      kind: 'cadre.stationed',
      subjects: [cadre],
      body: {
        cadre,
        role: s.c % 2 ? 'first-secretary' : 'team-member',
        furtherRoles: [],
        from: '2020-01-27',
      },
    };
  if (s.what < 48)
    return { kind: 'cadre.withdrawn', subjects: [cadre], body: { cadre, day: '2020-01-28' } };
  if (s.what < 49 && s.c % 2)
    return {
      kind: 'register.imported',
      subjects: ['i_import00'],
      body: {
        import: 'i_import00',
        columns: ['name'],
        households: s.a,
        people: s.b,
        householdsAdded: s.a,
        peopleAdded: s.b,
        amended: 0,
        left: 0,
        asked: 0,
        entries: s.c,
      },
    };
  if (s.what < 49)
    return {
      kind: 'register.counted',
      subjects: ['v_village0'],
      body: { households: s.c, basis: 'registered' },
    };
  const reminder = `rm_reminder${s.a}`;
  if (s.c % 3 === 0) return { kind: 'reminder.seen', subjects: [reminder], body: { reminder } };
  return { kind: 'group.assigned', subjects: [cadre], body: { group: '1', cadre } };
}

function broadcast(s: Step): Pick<Entry, 'kind' | 'subjects' | 'body'> {
  return {
    kind: 'broadcast.made',
    subjects: [`m_message${s.b}`],
    body: {
      channel: CHANNELS[s.c % CHANNELS.length]!,
      language: TOLD_LANGUAGES[s.c % 3]!,
      audience: [['villagers'], ['outsiders'], ['villagers', 'outsiders']][s.a % 3]!,
      messages: ['no-rumours'],
      times: 1 + (s.c % 9),
      ...(s.c % 2 ? { copies: s.c } : {}),
    },
  };
}

function merge(s: Step): Pick<Entry, 'kind' | 'subjects' | 'body'> {
  if (s.c % 2) {
    const households = [household(s.a), household((s.a + 1) % 4)];
    return { kind: 'households.merged', subjects: households, body: { households } };
  }
  const people = [person(s.b), person((s.b + 1) % 6)];
  return { kind: 'people.merged', subjects: people, body: { people } };
}

/** A correction restates an entry of the same kind; a void withdraws it. Either may name a version that is itself one. */
function amendment(
  s: Step,
  earlier: Entry[],
): Partial<Entry> & Pick<Entry, 'kind' | 'subjects' | 'body'> {
  const target = earlier[s.c % earlier.length]!;
  const isBroadcast = target.kind === 'broadcast.made';
  if (s.what >= 90 || !(isBroadcast || target.kind === 'visit.recorded')) {
    return {
      kind: 'entry.voided',
      replaces: target.id,
      subjects: target.subjects,
      body: { reason: 'mistake' },
    };
  }
  const corrected = isBroadcast
    ? broadcast(s)
    : visit({ ...s, a: Number(/\d/.exec(target.subjects[0]!)![0]) });
  return {
    ...corrected,
    replaces: target.id,
    subjects: [...new Set([...target.subjects, ...corrected.subjects])],
  };
}

function draft(s: Step, earlier: Entry[], merges: boolean) {
  if (s.what < 36) return registration(s);
  if (s.what < 50) return placeFact(s);
  if (s.what < 53 && merges) return merge(s);
  if (s.what >= 82 && earlier.length > 0) return amendment(s, earlier);
  if (s.what >= 78 && s.what < 82) return broadcast(s);
  return visit(s);
}

function stored(s: Step, n: number, earlier: Entry[], merges: boolean): Stored {
  const atMs = START_MS + s.atMinutes * 60_000;
  const receivedMs = atMs + s.lateMinutes * 60_000;
  const iso = (ms: number): string => new Date(ms).toISOString();
  const happened = s.backMinutes === null ? {} : { happened: iso(atMs - s.backMinutes * 60_000) };
  const entry = {
    id: uuid((s.c * 7919 + n * 104_729) % 0xffffffff),
    v: 1,
    place: VILLAGE,
    at: iso(atMs - s.offsetMinutes * 60_000),
    by: 'c_cadre00',
    device: 'd_device0/1',
    n,
    ...happened,
    ...draft(s, earlier, merges),
  } as Entry;
  return {
    seq: n,
    receivedAt: iso(receivedMs),
    offsetMs: s.offsetMinutes * 60_000,
    chain: '',
    entry,
  };
}

function build(steps: Step[], merges: boolean): Stored[] {
  const ledger: Stored[] = [];
  const ids = new Set<string>();
  for (const s of steps) {
    const one = stored(
      s,
      ledger.length + 1,
      ledger.map((x) => x.entry),
      merges,
    );
    if (ids.has(one.entry.id)) continue;
    ids.add(one.entry.id);
    ledger.push(one);
  }
  return ledger;
}

/** A ledger of up to `maxLength` entries, without chain values. */
export const ledgers = (maxLength: number, merges = true): fc.Arbitrary<Stored[]> =>
  fc.array(step, { minLength: 1, maxLength }).map((steps) => build(steps, merges));
