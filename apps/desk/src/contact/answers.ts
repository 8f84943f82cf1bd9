/** What the desk asks about one village: where it stands, and whom to call there. */
import {
  cadreIdentity,
  ContactsSchema,
  WorstSchema,
  type Answer,
  type VillageGap,
} from '@doorstep/sync';
import type { CadreIdentity, SealedContact, Worst } from '@doorstep/sync';
import type { PlaceCode } from '@doorstep/ledger';
import { computed, type ComputedRef } from 'vue';
import { ask, useAnswer, type Shown } from '../shell/ask';
import { today } from '../shell/session';

/** Somebody on duty, opened in this browser and kept nowhere. */
export interface Contact extends Omit<SealedContact, 'sealed' | 'keys'> {
  identity: CadreIdentity;
}

/** Those on duty in a village, whoever leads first. Each asking is written into the village's log. */
export async function askContacts(place: PlaceCode): Promise<Answer<Contact[]>> {
  const answer = await ask('/api/contacts', { place }, ContactsSchema);
  if (!answer.ok) return answer;
  const people = answer.value.people.map(async ({ sealed, keys, ...one }): Promise<Contact> => ({
    ...one,
    identity: await cadreIdentity(crypto.subtle, { cadre: one.cadre, sealed, keys }),
  }));
  return { ok: true, value: await Promise.all(people) };
}

/** Where a village stands now; undefined until the answer came and where nothing is known of it. */
export function useGap(place: () => PlaceCode): {
  shown: Shown<Worst>;
  gap: ComputedRef<VillageGap | undefined>;
} {
  const shown = useAnswer(
    () => ask('/api/worst', { place: place(), day: today() }, WorstSchema),
    place,
    (moved) => moved === place(),
  );
  return { shown, gap: computed(() => shown.value.value?.rows[0]) };
}
