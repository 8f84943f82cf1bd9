/** The register (底册): households, people, and what is known of them without their names. */
import * as v from 'valibot';
import { code, count, day, id, label } from '../core/schema';

export const RELATIONS = [
  'head',
  'spouse',
  'child',
  'parent',
  'sibling',
  'grandchild',
  'grandparent',
  'other',
] as const;
export const SEXES = ['female', 'male', 'unknown'] as const;
/** Registered (户籍) and resident (常住) differ; one may be either, both, or a person from outside. */
export const RESIDENCES = ['both', 'registered', 'resident', 'outsider', 'unknown'] as const;
export const LANGUAGES = ['zh', 'ko', 'both', 'unknown'] as const;
export const HOUSEHOLD_LABELS = ['poor', 'low-income', 'five-guarantees', 'tenant'] as const;
export const PERSON_LABELS = [
  'elderly-alone',
  'chronic',
  'pregnant',
  'disabled',
  'child-left-behind',
] as const;
export const PRESENCES = ['home', 'away', 'unknown'] as const;
export const LEAVINGS = ['moved', 'died', 'married-out', 'not-of-this-place', 'other'] as const;
export const PUBLIC_PLACES = [
  'committee',
  'supermarket',
  'shop',
  'clinic',
  'school',
  'station',
  'hall',
  'other',
] as const;

const householdFacts = {
  group: v.optional(label),
  door: v.optional(label),
  residence: v.optional(v.picklist(RESIDENCES)),
  /** Heads stated before anybody is named: partial knowledge is normal. */
  statedPeople: v.optional(count),
  labels: v.optional(v.array(v.picklist(HOUSEHOLD_LABELS))),
};

const personFacts = {
  relation: v.optional(v.picklist(RELATIONS)),
  sex: v.optional(v.picklist(SEXES)),
  birthYear: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1880), v.maxValue(2200))),
  language: v.optional(v.picklist(LANGUAGES)),
  residence: v.optional(v.picklist(RESIDENCES)),
  labels: v.optional(v.array(v.picklist(PERSON_LABELS))),
};

/** Where somebody away is, or where a returnee came from; region as a place code where known. */
export const whereabouts = v.strictObject({
  region: v.optional(v.pipe(v.string(), v.regex(/^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12}|abroad)$/))),
  since: v.optional(day),
  expectedBack: v.optional(day),
});

export const householdRegistered = v.strictObject({
  ...householdFacts,
  /** `list`: from the committee's register; `door`: found going door to door. */
  source: v.picklist(['list', 'door']),
});
export const householdAmended = v.strictObject(householdFacts);
export const householdLeft = v.strictObject({ reason: v.picklist(LEAVINGS) });
export const personRegistered = v.strictObject({ ...personFacts, household: id('h') });
export const personAmended = v.strictObject({ ...personFacts, person: id('p') });
export const personMoved = v.strictObject({ person: id('p'), to: id('h') });
export const personLeft = v.strictObject({ person: id('p'), reason: v.picklist(LEAVINGS) });
export const personWhereabouts = v.strictObject({
  person: id('p'),
  presence: v.picklist(PRESENCES),
  whereabouts: v.optional(whereabouts),
});
export const householdsMerged = v.strictObject({
  households: v.pipe(v.array(id('h')), v.minLength(2), v.maxLength(50)),
});
export const peopleMerged = v.strictObject({
  people: v.pipe(v.array(id('p')), v.minLength(2), v.maxLength(50)),
});
export const registerCounted = v.strictObject({
  households: v.optional(count),
  people: v.optional(count),
  basis: v.picklist(['registered', 'resident']),
});
/**
 * A village's list was taken in: every entry it brought names the import among its subjects, so
 * that all of them can be found, counted and taken back as one. The file's name and hash are sealed.
 */
export const registerImported = v.strictObject({
  import: id('i'),
  /** Meanings of the columns that were read. */
  columns: v.pipe(v.array(label), v.maxLength(200)),
  /** What the list holds. */
  households: count,
  people: count,
  /** What it brought. */
  householdsAdded: count,
  peopleAdded: count,
  amended: count,
  left: count,
  /** People left out because nobody said whether they are known already. */
  asked: count,
  /** The further entries of this import; while fewer are here, the rest is still on its way. */
  entries: count,
});
export const publicPlaceRegistered = v.strictObject({
  publicPlace: id('b'),
  type: v.picklist(PUBLIC_PLACES),
  group: v.optional(label),
});
export const unitRegistered = v.strictObject({
  unit: v.pipe(v.string(), v.regex(/^\d{2,12}U\d{1,6}$/)),
  type: code,
});
