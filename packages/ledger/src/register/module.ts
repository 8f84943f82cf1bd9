/** The register's kinds and what each does to the state. */
import { kindOf } from '../core/module';
import type { DossierState, PlaceState } from '../state';
import * as apply from './apply';
import * as kinds from './kinds';

const dossier = kindOf<DossierState>();
const place = kindOf<PlaceState>();

export const registerDossierKinds = [
  dossier({
    kind: 'household.registered',
    v: 1,
    scope: 'dossier',
    schema: kinds.householdRegistered,
    subjects: ['h'],
    apply: apply.registerHousehold,
  }),
  dossier({
    kind: 'household.amended',
    v: 1,
    scope: 'dossier',
    schema: kinds.householdAmended,
    subjects: ['h'],
    apply: apply.amendHousehold,
  }),
  dossier({
    kind: 'household.left',
    v: 1,
    scope: 'dossier',
    schema: kinds.householdLeft,
    subjects: ['h'],
    apply: apply.leaveHousehold,
  }),
  dossier({
    kind: 'households.merged',
    v: 1,
    scope: 'dossier',
    schema: kinds.householdsMerged,
    subjects: ['h'],
    apply: apply.mergeHouseholds,
  }),
  dossier({
    kind: 'person.registered',
    v: 1,
    scope: 'dossier',
    schema: kinds.personRegistered,
    subjects: ['p', 'h'],
    apply: apply.registerPerson,
  }),
  dossier({
    kind: 'person.amended',
    v: 1,
    scope: 'dossier',
    schema: kinds.personAmended,
    subjects: ['p'],
    apply: apply.amendPerson,
  }),
  dossier({
    kind: 'person.moved',
    v: 1,
    scope: 'dossier',
    schema: kinds.personMoved,
    subjects: ['p', 'h'],
    apply: apply.movePerson,
  }),
  dossier({
    kind: 'person.left',
    v: 1,
    scope: 'dossier',
    schema: kinds.personLeft,
    subjects: ['p'],
    apply: apply.leavePerson,
  }),
  dossier({
    kind: 'person.whereabouts',
    v: 1,
    scope: 'dossier',
    schema: kinds.personWhereabouts,
    subjects: ['p'],
    apply: apply.locatePerson,
  }),
  dossier({
    kind: 'people.merged',
    v: 1,
    scope: 'dossier',
    schema: kinds.peopleMerged,
    subjects: ['p'],
    apply: apply.mergePeople,
  }),
];

export const registerPlaceKinds = [
  place({
    kind: 'register.counted',
    v: 1,
    scope: 'place',
    schema: kinds.registerCounted,
    subjects: ['v'],
    apply: apply.countRegister,
  }),
  place({
    kind: 'register.imported',
    v: 1,
    scope: 'place',
    schema: kinds.registerImported,
    subjects: ['i'],
    apply: apply.importRegister,
  }),
  place({
    kind: 'public-place.registered',
    v: 1,
    scope: 'place',
    schema: kinds.publicPlaceRegistered,
    subjects: ['b'],
    apply: apply.registerPublicPlace,
  }),
  place({
    kind: 'unit.registered',
    v: 1,
    scope: 'place',
    schema: kinds.unitRegistered,
    subjects: ['u'],
    apply: apply.registerUnit,
  }),
];
