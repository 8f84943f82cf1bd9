/**
 * Takes an import back as one act: every entry of it that is still in force is voided. Households
 * and people it brought and of whom something else was recorded since are asked about and stay,
 * unless a person says otherwise: a visit must not lose the household it was paid to. What it
 * amended is asked about where the register was amended again.
 */
import { VOID, type Entry, type Stored } from '@doorstep/ledger';
import type { Draft } from '@doorstep/sync';

export interface Undo {
  /** Entries of the import still in force that nothing was built on. */
  free: Entry[];
  /** Those about households and people of whom something was recorded since, by household. */
  touched: Map<string, Entry[]>;
}

const ABOUT = /^[hp]_/;

const BRINGS = /\.registered$/;
const OF_REGISTER = /^(household|person|households|people)\./;

const subjectsOf = ({ subjects }: Entry): string[] => subjects.filter((s) => ABOUT.test(s));

/** Entries that a later one corrects or voids. */
const replacedBy = (entries: readonly Entry[]): Set<string> =>
  new Set(entries.flatMap(({ replaces }) => replaces ?? []));

/** The household each person of the import was put into. */
function homesOf(entries: readonly Entry[]): Map<string, string> {
  const homes = new Map<string, string>();
  for (const { kind, subjects } of entries) {
    const person = subjects.find((s) => s.startsWith('p_'));
    const household = subjects.find((s) => s.startsWith('h_'));
    if (kind === 'person.registered' && person && household) homes.set(person, household);
  }
  return homes;
}

/** Facts recorded after the import, and not by it, that are not voided. */
function recordedSince(entries: readonly Entry[], id: string): Entry[] {
  const first = entries.findIndex(({ subjects }) => subjects.includes(id));
  const voided = replacedBy(entries.filter(({ kind }) => kind === VOID));
  return entries
    .slice(first)
    .filter(
      (entry) => entry.kind !== VOID && !voided.has(entry.id) && !entry.subjects.includes(id),
    );
}

/** What taking an import back comes to. */
export function undoOf(stored: readonly Stored[], id: string): Undo {
  const entries = stored.map(({ entry }) => entry);
  const mine = entries.filter(({ subjects }) => subjects.includes(id));
  const replaced = replacedBy(entries);
  const open = mine.filter((entry) => entry.kind !== VOID && !replaced.has(entry.id));
  const homes = homesOf(mine);
  const homesIn = (some: readonly Entry[]): string[] =>
    some.flatMap(subjectsOf).map((subject) => homes.get(subject) ?? subject);
  const since = recordedSince(entries, id);
  const spokenOf = new Set(homesIn(since));
  const amended = new Set(homesIn(since.filter(({ kind }) => OF_REGISTER.test(kind))));
  const undo: Undo = { free: [], touched: new Map() };
  for (const entry of open) {
    const about = BRINGS.test(entry.kind) ? spokenOf : amended;
    const home = homesIn([entry]).find((one) => about.has(one));
    if (home === undefined) undo.free.push(entry);
    else undo.touched.set(home, [...(undo.touched.get(home) ?? []), entry]);
  }
  return undo;
}

/** The facts that take it back, latest first; `also` names touched households that go too. */
export function undoDrafts({ free, touched }: Undo, also: readonly string[]): Draft[] {
  const entries = [...free, ...also.flatMap((home) => touched.get(home) ?? [])];
  entries.sort((a, b) => (a.id < b.id ? 1 : -1));
  return entries.map(({ id, subjects }) => ({
    kind: VOID,
    body: { reason: 'undone' },
    subjects,
    replaces: id,
  }));
}
