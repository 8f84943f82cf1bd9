/** The kinds of duty and what each does to the state. */
import { kindOf } from '../core/module';
import type { PlaceState } from '../state';
import * as apply from './apply';
import * as kinds from './kinds';

const place = kindOf<PlaceState>();

export const dutyPlaceKinds = [
  place({
    kind: 'cadre.stationed',
    v: 1,
    scope: 'place',
    schema: kinds.cadreStationed,
    subjects: ['c'],
    apply: apply.stationCadre,
  }),
  place({
    kind: 'cadre.withdrawn',
    v: 1,
    scope: 'place',
    schema: kinds.cadreWithdrawn,
    subjects: ['c'],
    apply: apply.withdrawCadre,
  }),
  place({
    kind: 'group.assigned',
    v: 1,
    scope: 'place',
    schema: kinds.groupAssigned,
    subjects: [],
    apply: apply.assignGroup,
  }),
];
