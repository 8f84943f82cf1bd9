/** The kinds of reports and what each does to the state. */
import { kindOf } from '../core/module';
import type { PlaceState } from '../state';
import * as apply from './apply';
import * as kinds from './kinds';

const place = kindOf<PlaceState>();

export const reportPlaceKinds = [
  place({
    kind: 'brief.basis',
    v: 1,
    scope: 'place',
    offices: true,
    schema: kinds.briefBasis,
    subjects: ['br'],
    apply: apply.keepBasis,
  }),
  place({
    kind: 'brief.sent',
    v: 1,
    scope: 'place',
    offices: true,
    schema: kinds.briefSent,
    subjects: ['br'],
    apply: apply.sendBrief,
  }),
];
