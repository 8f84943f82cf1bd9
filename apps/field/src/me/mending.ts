/**
 * Mending what was sent back: the form it was made with opens filled, and what is saved takes its
 * place under a new id. Kinds without a form are resent as they are, or given up.
 */
import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import type { RouteLocationRaw } from 'vue-router';
import type { Entry, Stored } from '@doorstep/ledger';
import type { Draft } from '@doorstep/sync';
import type { Said } from '../register/said';
import { useRecorder, useVillage } from '../shell/app';
import type { Row } from '../village/rows';
import { sealedPartsOf } from '../visits/use-visit';

/** Kinds that are mended in a sheet right where they are listed. */
export const SHEET_KINDS = [
  'group.assigned',
  'person.whereabouts',
  'person.left',
  'household.left',
] as const;

const subjectOf = ({ subjects }: Entry, prefix: string): string | undefined =>
  subjects.find((one) => one.startsWith(prefix));

/** The screen a record is mended on; undefined where there is none. */
export function mendingScreen(entry: Entry, rows: readonly Row[]): RouteLocationRaw | undefined {
  const query = { mends: entry.id };
  const [household, person] = [subjectOf(entry, 'h_'), subjectOf(entry, 'p_')];
  switch (entry.kind) {
    case 'visit.recorded':
      if (!rows.some((row) => row.id === household)) return undefined;
      return { name: 'visit', params: { household: household! }, query };
    case 'household.registered':
    case 'household.amended':
      return household && { name: 'editHousehold', params: { household }, query };
    case 'person.registered':
      return household && { name: 'addPerson', params: { household }, query };
    case 'person.amended':
      return person && { name: 'editPerson', params: { person }, query };
    case 'broadcast.made':
      return { name: 'broadcast', query };
    default:
      return undefined;
  }
}

/** The draft that says the same once more: its times, and what it was to replace, stay. */
export const inPlaceOf = (
  { replaces, happened }: Pick<Entry, 'replaces' | 'happened'>,
  draft: Draft,
): Draft => ({
  ...draft,
  ...(replaces !== undefined && { replaces }),
  ...(happened !== undefined && { happenedMs: Date.parse(happened) }),
});

export interface Mending {
  /** What was sent back; undefined when a form is opened for something new, and until it is loaded. */
  entry: ShallowRef<Entry | undefined>;
  /** Whether the form can be shown: nothing is to be mended, or it is there. */
  isReady: ComputedRef<boolean>;
  /** What it says of the form's subject; its sealed part comes a moment later. */
  said: ComputedRef<Said | undefined>;
  /** Records a draft, or saves it in place of what was sent back. */
  put(draft: Draft, what: string): Promise<Stored | Stored[]>;
}

/** @param mends id of the record sent back, if the form is opened for one */
export function useMending(mends: string | undefined, prefix: 'h_' | 'p_' | 'm_'): Mending {
  const village = useVillage();
  const record = useRecorder();
  const find = (): Entry | undefined =>
    village.rejected.value.find(({ stored }) => stored.entry.id === mends)?.stored.entry;
  const entry = shallowRef(find());
  if (mends && !entry.value) void village.replica().then(() => (entry.value = find()));
  const identity = shallowRef<Said['identity']>({});
  watch(
    entry,
    async (found) => {
      const parts = found && (await sealedPartsOf(village, found));
      identity.value = parts?.get(subjectOf(found!, prefix) ?? '') ?? {};
    },
    { immediate: true },
  );
  return {
    entry,
    isReady: computed(() => mends === undefined || entry.value !== undefined),
    said: computed(() => entry.value && { body: entry.value.body, identity: identity.value }),
    put: (draft, what) =>
      entry.value
        ? village.mend(entry.value.id, inPlaceOf(entry.value, draft))
        : record([draft], what),
  };
}
