/** The broadcast being entered: as last time, the correction of one, or the mending of one sent back. */
import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { lastBroadcast, recordNamed, type BroadcastBody, type Entry } from '@doorstep/ledger';
import type { Draft } from '@doorstep/sync';
import { inPlaceOf, useMending } from '../me/mending';
import { useVillage } from '../shell/app';
import type { Village } from '../village/village';
import { sealedPartsOf, type Instead } from '../visits/use-visit';
import { broadcastDraft, broadcastForm, type BroadcastForm } from './form';

export interface BroadcastEntry {
  form: ShallowRef<BroadcastForm>;
  /** The true time when it is entered later. */
  happenedMs: Ref<number | undefined>;
  /** Whether what is entered differs from what was proposed. */
  isTouched: () => boolean;
  save(what: string): Promise<unknown>;
}

const messageOf = ({ subjects }: Entry): string => subjects.find((one) => one.startsWith('m_'))!;

function lastOf({ fold, session }: Village): Entry | undefined {
  const last = lastBroadcast(fold.value, session.account);
  return last && recordNamed(fold.value, last.id)?.inForce;
}

export function useBroadcast({ corrects, mends }: Instead): BroadcastEntry {
  const village = useVillage();
  const { entry, put } = useMending(mends, 'm_');
  const corrected = corrects ? recordNamed(village.fold.value, corrects)?.inForce : undefined;
  const form = shallowRef(broadcastForm(undefined));
  const happenedMs = ref<number>();
  const proposed = shallowRef(form.value);
  const isTouched = (): boolean => JSON.stringify(form.value) !== JSON.stringify(proposed.value);
  const propose = (given: BroadcastForm): void => {
    form.value = proposed.value = given;
  };
  watch(
    entry,
    async (mended) => {
      const start = mended ?? corrected ?? lastOf(village);
      if (!start) return;
      const body = start.body as unknown as BroadcastBody;
      propose(broadcastForm(body));
      if (mended || corrected)
        happenedMs.value = start.happened ? Date.parse(start.happened) : undefined;
      if (!body.ownWords) return;
      const sealed = await sealedPartsOf(village, start);
      if (!isTouched()) propose(broadcastForm(body, sealed.get(messageOf(start))));
    },
    { immediate: true },
  );
  const draft = async (): Promise<Draft> => {
    const start = entry.value ?? corrected;
    const message = start ? messageOf(start) : (await village.replica()).newSubject('m');
    const said = broadcastDraft(form.value, message);
    const timed = happenedMs.value === undefined ? said : { ...said, happenedMs: happenedMs.value };
    return corrected ? inPlaceOf({ replaces: corrected.id }, timed) : timed;
  };
  return { form, happenedMs, isTouched, save: async (what) => put(await draft(), what) };
}
