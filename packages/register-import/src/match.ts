/**
 * Which household and which person of the register each row of a list is. Sure matches only; what
 * is doubtful becomes a question, and an answer takes it up or rules it out:
 *
 *   just what the lists said before  ──►  sound ID number
 *                    ──►  households by the people, number, group and door they have in common
 *                    ──►  the same name within the household  ──►  questions about the rest
 *
 * Every step is in the order of the list and of the register, so the same file gives the same
 * matches, and each row of it finds what it brought the first time.
 */
import type { Values } from './fields';
import type { Known, KnownHousehold, KnownPerson, KnownRegister } from './known';
import {
  addressVoice,
  birthDatesEqual,
  ENOUGH,
  idKey,
  idKeysOf,
  likeness,
  mayBeRenamed,
  namesOf,
  PEOPLE_ENOUGH,
  versionsOf,
  voiceOf,
} from './evidence';
import { wholeHousehold, wholePerson } from './whole';
import type { Listed, ListedHousehold, ListedPerson } from './listed';

/**
 * `household`: its number is another's, or only a name is the same. `renamed`: another name, else
 * alike. `sameName`: the same name with another ID number. `moved`: alike, in another household.
 */
export type QuestionKind = 'household' | 'renamed' | 'sameName' | 'moved';

export interface Question {
  /** Stable for the same file and register. */
  key: string;
  kind: QuestionKind;
  /** Index of the listed household or person. */
  listed: number;
  /** Id of the known household or person. */
  known: string;
}

export type Answer = 'same' | 'other';
/** By the question's key. */
export type Answers = Readonly<Record<string, Answer>>;

export interface Matches {
  /** By index of the listed household and person. */
  households: Map<number, KnownHousehold>;
  people: Map<number, KnownPerson>;
  questions: Question[];
}

const questionKey = (kind: QuestionKind, listed: number, known: string): string =>
  `${kind} ${listed} ${known}`;

function groupBy<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items)
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
  return groups;
}

/** What the versions of somebody say, each text once. */
const said = (known: Known, of: (version: Values) => string | undefined): string[] => [
  ...new Set(versionsOf(known).flatMap((version) => of(version) || [])),
];

const numberKey = ({ householdNumber, group = '' }: Values): string | undefined =>
  householdNumber ? `${group} ${householdNumber}` : undefined;

interface Pair {
  listed: ListedHousehold;
  known: KnownHousehold;
  people: number;
  address: number;
}

class Matching {
  readonly households: Matches['households'] = new Map();
  readonly people: Matches['people'] = new Map();
  readonly questions: Question[] = [];
  private readonly takenHouseholds = new Set<KnownHousehold>();
  private readonly takenPeople = new Set<KnownPerson>();
  private readonly peopleByHousehold: Map<string, KnownPerson[]>;
  private readonly peopleByName: Map<string, KnownPerson[]>;
  private readonly householdsByName: Map<string, KnownHousehold[]>;
  private readonly householdsByHead: Map<string, KnownHousehold[]>;
  private readonly householdsByNumber: Map<string, KnownHousehold[]>;
  private readonly order: Map<KnownHousehold, number>;

  constructor(
    private readonly listed: Listed,
    private readonly known: KnownRegister,
    private readonly answers: Answers,
  ) {
    this.peopleByHousehold = groupBy(known.people, (one) => [
      ...new Set([one.household, ...(one.listedIn ? [one.listedIn] : [])]),
    ]);
    this.peopleByName = groupBy(known.people, namesOf);
    this.householdsByName = groupBy(known.households, ({ name }) => [name]);
    this.householdsByHead = groupBy(known.households, (one) =>
      said(one, ({ householder }) => householder),
    );
    this.householdsByNumber = groupBy(known.households, (one) => said(one, numberKey));
    this.order = new Map(known.households.map((one, i) => [one, i]));
  }

  run(): Matches {
    this.matchAnswered();
    this.matchWhole();
    this.matchIds();
    this.matchHouseholds();
    for (const household of this.listed.households) this.matchWithin(household);
    for (const household of this.listed.households) this.askWithin(household);
    this.askElsewhere();
    const { households, people, questions } = this;
    return { households, people, questions };
  }

  private takeHousehold(listed: ListedHousehold, known: KnownHousehold): void {
    this.households.set(listed.index, known);
    this.takenHouseholds.add(known);
  }

  private takePerson(listed: ListedPerson, known: KnownPerson): void {
    this.people.set(listed.index, known);
    this.takenPeople.add(known);
  }

  private isFree(listed: ListedPerson, known: KnownPerson): boolean {
    return !this.people.has(listed.index) && !this.takenPeople.has(known);
  }

  /** Questions a person answered with "the same". */
  private matchAnswered(): void {
    for (const [key, answer] of Object.entries(this.answers)) {
      if (answer !== 'same') continue;
      const [kind, index, id] = key.split(' ');
      if (kind === 'household') {
        const listed = this.listed.households[Number(index)];
        const known = this.known.households.find((one) => one.id === id);
        if (listed && known && !this.takenHouseholds.has(known)) this.takeHousehold(listed, known);
      } else {
        const listed = this.listed.people[Number(index)];
        const known = this.known.people.find((one) => one.id === id);
        if (listed && known && this.isFree(listed, known)) this.takePerson(listed, known);
      }
    }
  }

  /** Households of which the list says just what the lists said before. */
  private matchWhole(): void {
    const wholes = groupBy(this.known.households, (known) => this.wholesOf(known));
    for (const listed of this.listed.households) {
      if (this.households.has(listed.index)) continue;
      const whole = wholeHousehold(
        listed.values,
        listed.people.map(({ values }) => values),
      );
      const known = wholes.get(whole)?.find((one) => !this.takenHouseholds.has(one));
      if (!known) continue;
      this.takeHousehold(listed, known);
      const members = groupBy(this.peopleListedIn(known), (one) => [wholePerson(one.listed!)]);
      for (const person of listed.people) {
        const alike = members.get(wholePerson(person.values));
        const member = alike?.find((one) => this.isFree(person, one));
        if (member) this.takePerson(person, member);
      }
    }
  }

  private peopleListedIn({ name }: KnownHousehold): KnownPerson[] {
    return this.peopleOf({ name }).filter(({ listed, listedIn }) => listed && listedIn === name);
  }

  private wholesOf(known: KnownHousehold): string[] {
    if (!known.listed) return [];
    const people = this.peopleListedIn(known).map(({ listed }) => listed!);
    return [wholeHousehold(known.listed, people)];
  }

  private matchIds(): void {
    const byId = groupBy(this.known.people, idKeysOf);
    for (const person of this.listed.people) {
      if (person.id === undefined) continue;
      const known = byId.get(idKey(person.id))?.find((one) => this.isFree(person, one));
      if (known) this.takePerson(person, known);
    }
  }

  private matchHouseholds(): void {
    const pairs = this.listed.households.flatMap((household) => this.pairsOf(household));
    pairs.sort(
      (a, b) =>
        b.people + b.address - (a.people + a.address) ||
        a.listed.index - b.listed.index ||
        this.order.get(a.known)! - this.order.get(b.known)!,
    );
    for (const pair of pairs) if (this.isSure(pair)) this.takeHousehold(pair.listed, pair.known);
    for (const pair of pairs) this.askHousehold(pair);
  }

  /** Households that have a person, or their number, in common with a listed one. */
  private pairsOf(listed: ListedHousehold): Pair[] {
    const voices = new Map<KnownHousehold, number>();
    const add = (known: KnownHousehold, voice: number): void => {
      voices.set(known, (voices.get(known) ?? 0) + voice);
    };
    for (const person of listed.people) {
      const matched = this.people.get(person.index);
      const alike = matched ? [matched] : this.freeNamesakes(person);
      for (const [known, voice] of this.loudest(person, alike)) add(known, voice);
    }
    for (const known of this.householdsByHead.get(listed.householder ?? '') ?? [])
      add(known, PEOPLE_ENOUGH);
    const number = numberKey(listed.values);
    for (const known of (number && this.householdsByNumber.get(number)) || []) add(known, 0);
    return [...voices].map(([known, people]) => ({
      listed,
      known,
      people,
      address: addressVoice(listed, known),
    }));
  }

  /** Those of the same name who are not somebody else already. */
  private freeNamesakes({ values }: ListedPerson): KnownPerson[] {
    const namesakes = this.peopleByName.get(values.name ?? '') ?? [];
    return namesakes.filter((one) => !this.takenPeople.has(one));
  }

  /** Where these people live, each household with the voice of the one most alike in it. */
  private loudest(person: ListedPerson, alike: KnownPerson[]): Map<KnownHousehold, number> {
    const voices = new Map<KnownHousehold, number>();
    for (const one of alike) {
      const voice = voiceOf(person, one);
      const homes = new Set([one.household, one.listedIn ?? one.household]);
      for (const home of homes)
        for (const known of this.householdsByName.get(home) ?? [])
          voices.set(known, Math.max(voice, voices.get(known) ?? 0));
    }
    return voices;
  }

  private isOpen({ listed, known }: Pair): boolean {
    return (
      !this.households.has(listed.index) &&
      !this.takenHouseholds.has(known) &&
      this.answers[questionKey('household', listed.index, known.id)] !== 'other'
    );
  }

  private isSure(pair: Pair): boolean {
    const { listed, known, people, address } = pair;
    if (!this.isOpen(pair) || people + address < ENOUGH) return false;
    const isNameless = listed.people.length === 0 && !listed.householder;
    if (isNameless || !this.hasNames(known)) return true;
    if (people < PEOPLE_ENOUGH) return false;
    const fewest = Math.min(listed.people.length, this.peopleOf(known).length);
    return fewest <= 1 || people >= 2 * PEOPLE_ENOUGH || address >= ENOUGH;
  }

  private peopleOf(known: Pick<KnownHousehold, 'name'>): KnownPerson[] {
    return this.peopleByHousehold.get(known.name) ?? [];
  }

  private hasNames(known: KnownHousehold): boolean {
    return this.peopleOf(known).length > 0 || said(known, (one) => one.householder).length > 0;
  }

  /** One question for each listed household and each known one. */
  private askHousehold(pair: Pair): void {
    const { listed, known } = pair;
    const isAsked = this.questions.some(
      (one) => one.kind === 'household' && (one.listed === listed.index || one.known === known.id),
    );
    if (!isAsked && this.isOpen(pair) && !known.left) this.ask('household', listed.index, known.id);
  }

  private ask(kind: QuestionKind, listed: number, known: string): boolean {
    const key = questionKey(kind, listed, known);
    if (this.answers[key] === 'other') return false;
    this.questions.push({ key, kind, listed, known });
    return true;
  }

  private membersOf(household: ListedHousehold): KnownPerson[] {
    const known = this.households.get(household.index);
    return known ? this.peopleOf(known) : [];
  }

  private matchWithin(household: ListedHousehold): void {
    const members = this.membersOf(household);
    const pairs = household.people.flatMap((listed) =>
      members.flatMap((known) => {
        const like = this.isFree(listed, known) ? likeness(listed, known) : undefined;
        return like === undefined ? [] : [{ listed, known, like }];
      }),
    );
    pairs.sort((a, b) => b.like - a.like);
    for (const { listed, known } of pairs)
      if (this.isFree(listed, known)) this.takePerson(listed, known);
  }

  private askWithin(household: ListedHousehold): void {
    const members = this.membersOf(household);
    for (const listed of household.people) {
      const free = members.filter((known) => this.isFree(listed, known) && !known.left);
      const namesake = free.find((known) => namesOf(known).includes(listed.values.name ?? ''));
      const other = namesake ?? free.find((known) => mayBeRenamed(listed, known));
      if (other) this.askPerson(namesake ? 'sameName' : 'renamed', listed, other);
    }
  }

  private askElsewhere(): void {
    for (const listed of this.listed.people) {
      if (this.people.has(listed.index) || this.isAsked(listed)) continue;
      const other = this.peopleByName
        .get(listed.values.name ?? '')
        ?.find(
          (known) => this.isFree(listed, known) && !known.left && birthDatesEqual(listed, known),
        );
      if (other && likeness(listed, other) !== undefined) this.askPerson('moved', listed, other);
    }
  }

  private isAsked({ index }: ListedPerson): boolean {
    return this.questions.some((one) => one.kind !== 'household' && one.listed === index);
  }

  private askPerson(kind: QuestionKind, listed: ListedPerson, known: KnownPerson): void {
    if (this.ask(kind, listed.index, known.id)) this.takenPeople.add(known);
  }
}

/** Finds the household and person of the register that each row is. */
export const match = (listed: Listed, known: KnownRegister, answers: Answers): Matches =>
  new Matching(listed, known, answers).run();
