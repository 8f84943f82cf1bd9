/**
 * The indicator catalogue: every number the house may publish. Names and exact definitions in
 * three languages stand in `words/indicators` under the id with `_` for `.` (and `…_definition`).
 * The records a figure counts are the facts that emitted it (`view/records`): one source for both,
 * so that a figure always equals what it opens to.
 */
export type Unit =
  | 'household'
  | 'person'
  | 'person-time'
  | 'visit'
  | 'time'
  | 'piece'
  | 'trip'
  | 'place'
  | 'round'
  | 'need';

export interface Indicator {
  id: string;
  module: 'register' | 'visits' | 'duty' | 'publicity';
  unit: Unit;
  /** A flow is counted on its day; a stock is what stands at the end of a day. Both add up. */
  measure: 'flow' | 'stock';
  dims: readonly string[];
  /** Where the requirement comes from (source-facts). */
  source: string;
}

const flow = (id: string, unit: Unit, source: string, ...dims: string[]): Indicator =>
  indicator(id, unit, 'flow', source, dims);
const stock = (id: string, unit: Unit, source: string, ...dims: string[]): Indicator =>
  indicator(id, unit, 'stock', source, dims);

function indicator(
  id: string,
  unit: Unit,
  measure: 'flow' | 'stock',
  source: string,
  dims: string[],
): Indicator {
  return {
    id,
    module: id.slice(0, id.indexOf('.')) as Indicator['module'],
    unit,
    measure,
    source,
    dims,
  };
}

export const CATALOGUE: readonly Indicator[] = [
  stock('duty.cadres', 'person', 'F15'),
  stock('duty.first_secretaries', 'person', 'F16'),
  stock('duty.team_members', 'person', 'F16'),
  stock('register.households', 'household', 'F28'),
  stock('register.people', 'person', 'F44'),
  stock('register.poor_households', 'household', 'F69'),
  stock('register.people_away', 'person', 'F45'),
  flow('register.households_found', 'household', 'F45'),
  stock('register.households_stated', 'household', 'F28', 'basis'),
  stock('register.people_stated', 'person', 'F28', 'basis'),
  stock('register.public_places', 'place', 'F34'),
  flow('visits.rounds_opened', 'round', 'F54'),
  flow('visits.visits', 'visit', 'F19'),
  flow('visits.met', 'visit', 'F19'),
  flow('visits.nobody_home', 'visit', 'F45'),
  flow('visits.refused', 'visit', 'F45'),
  flow('visits.person_times', 'person-time', 'F56'),
  flow('visits.households_reached', 'household', 'F19'),
  flow('visits.round_reached', 'household', 'F45', 'round'),
  flow('visits.temperatures', 'person-time', 'F25'),
  flow('visits.fevers', 'person-time', 'F57'),
  flow('visits.people_with_symptoms', 'person-time', 'F57'),
  flow('visits.people_flagged', 'person-time', 'F57'),
  flow('visits.trips', 'trip', 'F47'),
  flow('visits.households_told', 'household', 'F20', 'language'),
  flow('visits.handed_out', 'piece', 'F32', 'item'),
  flow('visits.needs', 'need', 'F62', 'need'),
  flow('publicity.times', 'time', 'F58', 'audience', 'channel', 'language'),
  flow('publicity.copies', 'piece', 'F32', 'audience', 'channel', 'language'),
];

const byId = new Map(CATALOGUE.map((one) => [one.id, one]));

export const indicatorNamed = (id: string): Indicator | undefined => byId.get(id);

/** The key of an indicator's name in `words`; its definition is `${key}_definition`. */
export const indicatorKey = (id: string): string => `indicators.${id.replace('.', '_')}`;
