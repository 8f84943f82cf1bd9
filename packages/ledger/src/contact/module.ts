/** The kinds of contact and what each does to the state. */
import { kindOf } from '../core/module';
import type { PlaceState } from '../state';
import * as apply from './apply';
import * as kinds from './kinds';

const place = kindOf<PlaceState>();

export const contactPlaceKinds = [
  place({
    kind: 'reminder.sent',
    v: 1,
    scope: 'place',
    schema: kinds.reminderSent,
    subjects: ['rm'],
    addressees: (b) => [b.to],
    apply: apply.sendReminder,
  }),
  place({
    kind: 'reminder.seen',
    v: 1,
    scope: 'place',
    schema: kinds.reminderSeen,
    subjects: ['rm'],
    apply: apply.seeReminder,
  }),
];
