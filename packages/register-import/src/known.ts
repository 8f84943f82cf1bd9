/**
 * What a village's ledger already holds, as the reader of its keys sees it: every household and
 * person it ever had, with what the register says now and what the lists taken in so far said last.
 *
 * The lists' own word is kept apart for two reasons: a row is known again by what it said before,
 * whatever was mended at the door since; and what a list repeats unchanged overrules nobody.
 */
import {
  createFold,
  HOUSEHOLD_LABELS,
  PERSON_LABELS,
  VOID,
  type Counted,
  type Household,
  type Import,
  type Person,
  type Stored,
  type VillageFold,
  type Whereabouts,
} from '@doorstep/ledger';
import type { Identity, Replica } from '@doorstep/sync';
import { valuesOfLabels, type Values } from './fields';

export interface Known {
  /** The id it was registered under. */
  id: string;
  /** The id it goes by after merges. */
  name: string;
  /** What the register says now. */
  now: Values;
  /** What the lists said last of this id; undefined when none did. */
  listed: Values | undefined;
  /** The day it left. */
  left: string | undefined;
}

export interface KnownPerson extends Known {
  /** Households by the name they go by: now, and as the lists have it. */
  household: string;
  listedIn: string | undefined;
}

export interface KnownHousehold extends Known {
  labels: readonly string[];
  source: 'list' | 'door';
}

/** A list as a file, to be known again. */
export interface ListFile {
  name: string;
  /** SHA-256 of its bytes, hex. */
  sha256: string;
  /** Meanings of the columns that were read. */
  columns: string[];
}

export interface KnownImport extends Import {
  /** Of the file; undefined where it may not be read. */
  sha256: string | undefined;
  /** Entries of it that are here. */
  arrived: number;
}

export interface KnownRegister {
  /** In the order they were first recorded. */
  households: KnownHousehold[];
  people: KnownPerson[];
  /** Labels of a person by the name they go by. */
  labels: ReadonlyMap<string, readonly string[]>;
  counted: Counted | undefined;
  /** What the lists said of it. */
  countedInLists: Counted | undefined;
  imports: KnownImport[];
}

const IMPORT = /^i_/;
const isListed = ({ entry }: Stored): boolean => entry.subjects.some((s) => IMPORT.test(s));

/** A fold with the names its reader may see. */
interface Told {
  fold: VillageFold;
  identities: ReadonlyMap<string, Identity>;
}

async function tellOf(replica: Source, stored: readonly Stored[]): Promise<Told> {
  const fold = createFold(replica.place);
  fold.add(stored);
  return { fold, identities: await replica.identities(stored) };
}

const texts = (identity: Identity | undefined): Values =>
  Object.fromEntries(
    Object.entries(identity ?? {}).flatMap(([field, text]) =>
      text === undefined ? [] : [[field, text]],
    ),
  );

function householdValues(household: Household, identity: Identity | undefined): Values {
  return {
    ...texts(identity),
    group: household.group,
    door: household.door,
    statedPeople: household.statedPeople?.toString() ?? '',
    ...valuesOfLabels(household.labels, HOUSEHOLD_LABELS),
  };
}

function personValues(
  person: Person,
  whereabouts: Whereabouts | undefined,
  identity: Identity | undefined,
): Values {
  return {
    ...texts(identity),
    relation: person.relation,
    sex: person.sex,
    birthYear: person.birthYear?.toString() ?? '',
    residence: person.residence,
    ...valuesOfLabels(person.labels, PERSON_LABELS),
    presence: whereabouts?.presence ?? '',
    since: (whereabouts?.presence === 'home' && whereabouts.since) || '',
  };
}

/** Subjects of a prefix in the order they were first recorded. */
function firstSeen(stored: readonly Stored[], prefix: string): string[] {
  const seen = new Set<string>();
  for (const { entry } of stored)
    for (const subject of entry.subjects) if (subject.startsWith(prefix)) seen.add(subject);
  return [...seen];
}

const nameIn = ({ fold }: Told, id: string): string =>
  fold.dossierOf(id)?.state.register.mergedInto.get(id) ?? id;

const householdIn = ({ fold }: Told, id: string): Household | undefined =>
  fold.dossierOf(id)?.state.register.households.get(id);

const personIn = ({ fold }: Told, id: string): Person | undefined =>
  fold.dossierOf(id)?.state.register.people.get(id);

/** What is known of somebody under several ids, that of the name last. */
function identityOf(told: Told, id: string, name: string): Identity {
  return { ...told.identities.get(id), ...told.identities.get(name) };
}

function knownHousehold(now: Told, lists: Told, id: string): KnownHousehold[] {
  const name = nameIn(now, id);
  const household = householdIn(now, name);
  if (!household) return [];
  const listed = householdIn(lists, id);
  return [
    {
      id,
      name,
      now: householdValues(household, identityOf(now, id, name)),
      listed: listed && householdValues(listed, lists.identities.get(id)),
      left: household.left,
      labels: household.labels,
      source: household.source,
    },
  ];
}

function knownPerson(now: Told, lists: Told, id: string): KnownPerson[] {
  const name = nameIn(now, id);
  const person = personIn(now, name);
  if (!person) return [];
  const whereOf = ({ fold }: Told, of: string): Whereabouts | undefined =>
    fold.dossierOf(of)?.state.register.whereabouts.get(of);
  const listed = personIn(lists, id);
  return [
    {
      id,
      name,
      now: personValues(person, whereOf(now, name), identityOf(now, id, name)),
      listed: listed && personValues(listed, whereOf(lists, id), lists.identities.get(id)),
      left: person.left,
      household: person.household,
      listedIn: listed && nameIn(now, listed.household),
    },
  ];
}

function importsOf({ fold, identities }: Told, listed: readonly Stored[]): KnownImport[] {
  const arrived = new Map<string, number>();
  for (const { entry } of listed) {
    if (entry.kind === VOID || entry.replaces || entry.kind === 'register.imported') continue;
    const id = entry.subjects.find((s) => IMPORT.test(s))!;
    arrived.set(id, (arrived.get(id) ?? 0) + 1);
  }
  return [...fold.place.state.register.imports.values()]
    .map((one) => ({
      ...one,
      sha256: identities.get(one.import)?.sha256 as string | undefined,
      arrived: arrived.get(one.import) ?? 0,
    }))
    .sort((a, b) => b.timeMs - a.timeMs || (a.entry < b.entry ? 1 : -1));
}

type Source = Pick<Replica, 'place' | 'stored' | 'identities'>;

/** Reads what a ledger on this device holds. */
export async function readKnown(replica: Source): Promise<KnownRegister> {
  const stored = replica.stored();
  const listed = stored.filter(isListed);
  const now = await tellOf(replica, stored);
  const lists = await tellOf(replica, listed);
  const people = firstSeen(stored, 'p_').flatMap((id) => knownPerson(now, lists, id));
  return {
    households: firstSeen(stored, 'h_').flatMap((id) => knownHousehold(now, lists, id)),
    people,
    labels: new Map(people.map(({ name }) => [name, personIn(now, name)!.labels])),
    counted: now.fold.place.state.register.counted.registered,
    countedInLists: lists.fold.place.state.register.counted.registered,
    imports: importsOf(now, listed),
  };
}

/** Nothing is known: what a file is compared with where there is no ledger. */
export const NOTHING_KNOWN: KnownRegister = {
  households: [],
  people: [],
  labels: new Map(),
  counted: undefined,
  countedInLists: undefined,
  imports: [],
};

/** Whether an import is still on its way to this device. */
export const isArriving = ({ arrived, entries }: KnownImport): boolean => arrived < entries;
