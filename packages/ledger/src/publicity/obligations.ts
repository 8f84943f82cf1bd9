/**
 * Every household is to be told in a language it speaks (F20: every household, every person; old
 * people in Korean villages did not follow Chinese broadcasts). A visit tells it, or a loudspeaker
 * that the whole village hears. Not a figure: it reads the household's and the place's entries.
 */
import type { Obligation } from '../core/obligation';
import { dayOf, instantOf } from '../core/time';
import type { Person } from '../register/state';
import type { DossierState, PlaceState } from '../state';
import { DUTY_ENDS } from '../visits/obligations';
import { languagesOf } from './apply';
import type { SpokenLanguage } from './state';

/** The language a household has still to be told in; `either` where one of the two is enough. */
export type Untold = SpokenLanguage | 'both' | 'either';

/** What household is told at its door, by household. */
function toldAtDoors({ visits }: DossierState): Map<string, Set<SpokenLanguage>> {
  const told = new Map<string, Set<SpokenLanguage>>();
  for (const { household, body } of visits.visits) {
    if (body.outcome !== 'met' || !body.told?.length || !body.language) continue;
    const languages = told.get(household) ?? new Set();
    for (const one of languagesOf(body.language)) languages.add(one);
    told.set(household, languages);
  }
  return told;
}

/** Who can be told here, by household: those who have not left and are not known to be away. */
function speakersOf({ register }: DossierState): Map<string, Person[]> {
  const speakers = new Map<string, Person[]>();
  for (const person of register.people.values()) {
    const isHere = !person.left && register.whereabouts.get(person.id)?.presence !== 'away';
    if (!isHere || person.language === 'unknown') continue;
    const others = speakers.get(person.household);
    if (others) others.push(person);
    else speakers.set(person.household, [person]);
  }
  return speakers;
}

function untoldIn(people: readonly Person[], has: (one: SpokenLanguage) => boolean) {
  const lacks = (one: SpokenLanguage): boolean =>
    !has(one) && people.some(({ language }) => language === one);
  const [zh, ko] = [lacks('zh'), lacks('ko')];
  if (zh || ko) return zh && ko ? 'both' : zh ? 'zh' : 'ko';
  const isUntold = people.length > 0 && !has('zh') && !has('ko');
  return isUntold ? 'either' : undefined;
}

/** One for each household that has not been told in its language; due on the day it was registered. */
export function publicityObligations(
  dossier: DossierState,
  place: PlaceState,
  zone: string,
): Obligation[] {
  const { heard } = place.publicity;
  if (heard.size === 2) return [];
  const told = toldAtDoors(dossier);
  const speakers = speakersOf(dossier);
  const owed: Obligation[] = [];
  for (const { id, group, door, left, registeredMs } of dossier.register.households.values()) {
    const has = (one: SpokenLanguage): boolean =>
      heard.has(one) || (told.get(id)?.has(one) ?? false);
    const about: Untold | undefined = left ? undefined : untoldIn(speakers.get(id) ?? [], has);
    if (!about) continue;
    owed.push({
      module: 'publicity',
      kind: 'tell',
      subject: id,
      dueAtMs: instantOf(dayOf(registeredMs, zone), DUTY_ENDS, zone),
      about,
      responsible: place.duty.groups.get(group),
      group,
      door,
    });
  }
  return owed;
}
