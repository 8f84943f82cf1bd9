/** The kinds of rounds, question sets and visits, and what each does to the state. */
import { kindOf } from '../core/module';
import type { DossierState, PlaceState } from '../state';
import * as apply from './apply';
import * as kinds from './kinds';

const dossier = kindOf<DossierState>();
const place = kindOf<PlaceState>();

export const visitDossierKinds = [
  dossier({
    kind: 'visit.recorded',
    v: 1,
    scope: 'dossier',
    schema: kinds.visitRecorded,
    subjects: ['h'],
    frequent: true,
    apply: apply.recordVisit,
  }),
  dossier({
    kind: 'visit.told-apart',
    v: 1,
    scope: 'dossier',
    schema: kinds.visitsToldApart,
    subjects: ['h'],
    apply: apply.tellApart,
  }),
];

export const visitPlaceKinds = [
  place({
    kind: 'question-set.published',
    v: 1,
    scope: 'place',
    schema: kinds.questionSetPublished,
    subjects: ['q'],
    addressees: (b) => b.scope,
    apply: apply.publishQuestionSet,
  }),
  place({
    kind: 'round.opened',
    v: 1,
    scope: 'place',
    schema: kinds.roundOpened,
    subjects: ['r'],
    addressees: (b) => b.scope,
    apply: apply.openRound,
  }),
  place({
    kind: 'round.closed',
    v: 1,
    scope: 'place',
    schema: kinds.roundClosed,
    subjects: ['r'],
    addressees: (b) => b.scope,
    apply: apply.closeRound,
  }),
];
