/** What "all well" asserts of somebody: asked after, at home, no symptoms; no temperature taken. */
import type { PersonVisited } from './kinds';

export const wellPerson = (person: string): PersonVisited => ({
  person,
  asked: true,
  presence: 'home',
  symptoms: [],
});
