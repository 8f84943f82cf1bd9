/** Labels are the same few for thousands of people: one object for all who have the same. */
import type { Labels } from '../face';

const KNOWN_MAX = 1_000;
const known = new Map<string, Labels>();

/** One object for all who have the same labels. */
export function sharedLabels(labels: Labels): Labels {
  const name = JSON.stringify(labels);
  const same = known.get(name) ?? Object.freeze(labels);
  if (known.size < KNOWN_MAX) known.set(name, same);
  return same;
}
