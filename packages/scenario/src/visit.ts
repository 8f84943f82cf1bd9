/** Invented visits: what is found at a door, as the question set asks it. */
import {
  FEVER_FROM,
  flagsRaised,
  TEN_CLEAR,
  type Answers,
  type PersonVisited,
  type Trip,
  type VisitBody,
} from '@doorstep/ledger';
import type { Draft } from '@doorstep/sync';
import type { Dice } from './dice';
import type { InventedHousehold, InventedPerson } from './people';

export interface VisitOptions {
  round?: string;
  questionSet?: { id: string; version: number };
  outcome: VisitBody['outcome'];
  /** What this visit also brings: all of it depends on the day. */
  handed?: VisitBody['handed'];
  /** People whose journey is known, by id: those who rode the same train. */
  trips?: ReadonlyMap<string, Trip>;
  /** The part of the people whose temperature is taken. */
  measuredShare?: number;
  /** A first visit asks everything; later ones ask how people are. */
  first: boolean;
}

const TRAIN_STATIONS = ['长春', '沈阳北', '大连北', '北京', '济南', '哈尔滨西', '武汉'];

function inventTrip(dice: Dice, day: string): Trip {
  if (dice.chance(0.25))
    return {
      mode: 'coach',
      number: `9${dice.int(100, 999)}`,
      day,
      seat: String(dice.int(1, 45)),
      to: '延吉',
    };
  return {
    mode: 'train',
    number: dice.pick(['D99', 'G99', 'K99']) + String(dice.int(10, 99)),
    day,
    carriage: String(dice.int(1, 16)),
    seat: `${dice.int(1, 18)}${dice.pick(['A', 'B', 'C', 'D', 'F'])}`,
    from: dice.pick(TRAIN_STATIONS),
    to: dice.pick(['延吉西', '敦化', '图们北', '珲春']),
  };
}

function temperatureOf(dice: Dice): number {
  if (dice.chance(0.004)) return dice.int(FEVER_FROM, 386);
  return dice.chance(0.03) ? dice.int(370, 372) : dice.int(361, 369);
}

function originOf(region: string): string {
  if (region === 'abroad') return 'abroad';
  if (region.startsWith('42')) return 'hubei';
  return region.startsWith('22') ? 'jilin' : 'other-province';
}

function answersOf(person: InventedPerson): Answers {
  const { returned } = person;
  if (!returned || returned.region === '2224')
    return { 'been-away': { value: false }, contact: { value: false } };
  return {
    'been-away': { value: true },
    'back-on': { value: returned.day },
    'from-where': { value: originOf(returned.region) },
    measure: { value: 'home-observation' },
    contact: returned.region.startsWith('42') ? { none: 'unknown' } : { value: false },
  };
}

function symptomsOf(dice: Dice, temperature: number | undefined): PersonVisited['symptoms'] {
  if (temperature !== undefined && temperature >= FEVER_FROM)
    return dice.chance(0.6) ? ['fever', 'cough'] : ['fever'];
  if (dice.chance(0.012)) return [dice.pick(['cough', 'sore-throat', 'fatigue'] as const)];
  return [];
}

function visitedAtHome(
  dice: Dice,
  person: InventedPerson,
  { trips, measuredShare = 0.9, first }: VisitOptions,
): PersonVisited {
  const temperature = dice.chance(measuredShare) ? temperatureOf(dice) : undefined;
  const symptoms = symptomsOf(dice, temperature);
  const answers = first ? answersOf(person) : undefined;
  const given: Answers = {
    ...answers,
    ...(temperature !== undefined && { temperature: { value: temperature } }),
    symptoms: { value: symptoms ?? [] },
  };
  const trip =
    trips?.get(person.id) ?? (answers?.['back-on'] && inventTrip(dice, person.returned!.day));
  return {
    person: person.id,
    asked: true,
    presence: 'home',
    ...(temperature !== undefined && { temperature }),
    symptoms,
    ...(answers && { answers }),
    ...(first && trip && { trips: [trip] }),
    flags: flagsRaised(TEN_CLEAR.flags, 'person', given),
  };
}

function visitPerson(dice: Dice, person: InventedPerson, options: VisitOptions): PersonVisited {
  if (!person.away) return visitedAtHome(dice, person, options);
  const { region, since } = person.away;
  return {
    person: person.id,
    presence: 'away',
    ...(dice.chance(0.8) && { whereabouts: { region, since } }),
  };
}

const TOLD: NonNullable<VisitBody['told']> = [
  'no-rumours',
  'no-spreading',
  'no-visiting',
  'no-gathering',
];
const NOTES = [
  '腿脚不便，降压药快用完',
  '门口有犬，先打电话',
  '听力不好，需大声',
  '儿子每晚来电话',
  '炕凉，柴火不足',
];

function languageTold(people: readonly InventedPerson[]): 'zh' | 'ko' | 'both' {
  if (people.some((one) => one.language === 'ko')) return 'ko';
  return people.some((one) => one.language === 'both') ? 'both' : 'zh';
}

function needsOf(dice: Dice, household: InventedHousehold): VisitBody['needs'] {
  const isFrail = household.people.some(
    (one) => one.labels.includes('elderly-alone') || one.labels.includes('chronic'),
  );
  if (!dice.chance(isFrail ? 0.14 : 0.03)) return undefined;
  return [
    dice.weighted([
      ['medicine', isFrail ? 4 : 1],
      ['mask', 3],
      ['food', 2],
      ['heating', 1],
      ['comfort', 1],
    ] as const),
  ];
}

function metBody(
  dice: Dice,
  household: InventedHousehold,
  options: VisitOptions,
): Partial<VisitBody> {
  const atHome = household.people.filter((one) => !one.away);
  const people = household.people.map((person) => visitPerson(dice, person, options));
  const answers: Answers = {
    'people-now': { value: atHome.length },
    visitors: { value: dice.chance(0.02) },
  };
  const needs = needsOf(dice, household);
  return {
    people,
    ...(options.first && { answers, flags: flagsRaised(TEN_CLEAR.flags, 'household', answers) }),
    told: dice.chance(0.3) ? [...TOLD, 'wear-mask', 'report-fever'] : TOLD,
    language: languageTold(atHome),
    ...(options.handed && { handed: options.handed }),
    ...(needs && { needs }),
  };
}

/** One visit to a household; `outcome` says whether somebody was met. */
export function visitDraft(
  dice: Dice,
  household: InventedHousehold,
  options: VisitOptions,
): Draft & { body: { outcome: VisitBody['outcome'] } } {
  const { round, questionSet, outcome } = options;
  const isMet = outcome === 'met';
  const found = isMet ? metBody(dice, household, options) : { people: [] };
  const body = {
    household: household.id,
    ...(round && { round }),
    ...(questionSet && { questionSet }),
    outcome,
    ...found,
  };
  const noted = isMet && dice.chance(0.04);
  return {
    kind: 'visit.recorded',
    subjects: [household.id, ...(isMet ? household.people.map((one) => one.id) : [])],
    body: body as never,
    ...(noted && { identities: { [household.id]: { note: dice.pick(NOTES) } } }),
  };
}
