/** The kinds of publicity and what each does to the state. */
import { kindOf } from '../core/module';
import type { PlaceState } from '../state';
import * as apply from './apply';
import * as kinds from './kinds';

const place = kindOf<PlaceState>();

export const publicityPlaceKinds = [
  place({
    kind: 'broadcast.made',
    v: 1,
    scope: 'place',
    schema: kinds.broadcastMade,
    subjects: ['m'],
    apply: apply.makeBroadcast,
  }),
  place({
    kind: 'broadcast.told-apart',
    v: 1,
    scope: 'place',
    schema: kinds.broadcastsToldApart,
    subjects: ['m'],
    apply: apply.tellBroadcastsApart,
  }),
];
