/** The figures a report states, paragraph by paragraph, and how each moved against the day before. */
import { dayChange, type DayChange, type StatedFigure } from '@doorstep/ledger';

export type Unit =
  | 'cadres'
  | 'firstSecretaries'
  | 'teamMembers'
  | 'households'
  | 'householdTimes'
  | 'people'
  | 'personTimes'
  | 'visits'
  | 'times'
  | 'copies'
  | 'trips'
  | 'pieces'
  | 'needs'
  | 'villages';

type Measure = 'total' | 'day';
/** `compared`: where it moved, the sentence says by how much. */
export type FigureInText = readonly [
  indicator: string,
  measure: Measure,
  unit: Unit,
  compared?: 'compared',
];

/** Figures of each paragraph by the name of their place in the sentence. */
export const FIGURES = {
  duty: {
    cadres: ['duty.cadres', 'total', 'cadres', 'compared'],
    firstSecretaries: ['duty.first_secretaries', 'total', 'firstSecretaries'],
    teamMembers: ['duty.team_members', 'total', 'teamMembers'],
  },
  screening: {
    metDay: ['visits.met', 'day', 'visits', 'compared'],
    personTimesDay: ['visits.person_times', 'day', 'personTimes', 'compared'],
    reachedDay: ['visits.households_reached', 'day', 'households'],
    reached: ['visits.households_reached', 'total', 'households'],
    personTimes: ['visits.person_times', 'total', 'personTimes'],
    households: ['register.households', 'total', 'households'],
    people: ['register.people', 'total', 'people'],
  },
  findings: {
    temperaturesDay: ['visits.temperatures', 'day', 'personTimes'],
    feversDay: ['visits.fevers', 'day', 'personTimes', 'compared'],
    symptomsDay: ['visits.people_with_symptoms', 'day', 'personTimes', 'compared'],
    tripsDay: ['visits.trips', 'day', 'trips'],
    fevers: ['visits.fevers', 'total', 'personTimes'],
    symptoms: ['visits.people_with_symptoms', 'total', 'personTimes'],
    nobodyDay: ['visits.nobody_home', 'day', 'visits'],
    refusedDay: ['visits.refused', 'day', 'visits', 'compared'],
  },
  conveyed: {
    timesDay: ['publicity.times', 'day', 'times'],
    times: ['publicity.times', 'total', 'times'],
    copiesDay: ['publicity.copies', 'day', 'copies'],
    copies: ['publicity.copies', 'total', 'copies'],
    toldDay: ['visits.households_told', 'day', 'householdTimes'],
    told: ['visits.households_told', 'total', 'householdTimes'],
    handedDay: ['visits.handed_out', 'day', 'pieces'],
    handed: ['visits.handed_out', 'total', 'pieces'],
    needsDay: ['visits.needs', 'day', 'needs'],
    needs: ['visits.needs', 'total', 'needs'],
  },
} as const satisfies Record<string, Record<string, FigureInText>>;

/** The indicators a report is made of, in its order, each once. */
export const STATED: readonly string[] = [
  ...new Set(
    Object.values(FIGURES).flatMap((figures: Record<string, FigureInText>) =>
      Object.values(figures).map(([indicator]) => indicator),
    ),
  ),
];

/** Up to a day, on it, and on the day before. */
export type DayCount = Omit<StatedFigure, 'indicator'>;

/** How each stated figure moved. */
export const changesOf = (counts: ReadonlyMap<string, DayCount>): DayChange[] =>
  STATED.map((indicator) => {
    const count = counts.get(indicator) ?? { total: 0, day: 0, before: 0 };
    return dayChange({ indicator, ...count });
  });
