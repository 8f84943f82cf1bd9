/**
 * What a list says of a household and its people, whole, as one text: the same rows again have the
 * same text as what the lists said of it before. What is not said and what the register takes for
 * granted then are one.
 */
import { HOUSEHOLD_FIELDS, labelOf, PERSON_FIELDS, type Values } from './fields';

const GRANTED: Values = { relation: 'other', sex: 'unknown', residence: 'unknown' };

const wholeOf = (values: Values, fields: object): string =>
  Object.keys(fields)
    .map((field) => values[field] || (labelOf(field) ? 'no' : (GRANTED[field] ?? '')))
    .join('\u0001');

export const wholePerson = (values: Values): string => wholeOf(values, PERSON_FIELDS);

/** In whatever order its people stand. */
export const wholeHousehold = (values: Values, people: readonly Values[]): string =>
  [wholeOf(values, HOUSEHOLD_FIELDS), ...people.map(wholePerson).sort()].join('\u0002');
