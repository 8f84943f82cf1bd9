/** What describing a record needs on this phone: names, question texts, and where each version is. */
import { computed, shallowRef, watch, type ComputedRef } from 'vue';
import type { Entry, Version } from '@doorstep/ledger';
import type { EntryState, Replica } from '@doorstep/sync';
import type { LineDeps } from '@doorstep/ui';
import { useVillage } from '../shell/app';
import { useSpeech } from '../shell/speech';

export function useLineDeps(): ComputedRef<LineDeps> {
  const village = useVillage();
  const { t, locale, nameOf, household } = useSpeech();
  return computed(() => {
    const { questionSets } = village.fold.value.place.state.visits;
    const rows = new Map(village.rows.value.map((row) => [row.id, row]));
    return {
      t,
      locale: locale.value,
      today: village.today.value,
      nameOf: (id) => {
        const row = rows.get(id);
        return row ? household(row) : nameOf(id);
      },
      questionSetOf: ({ id, version }) => questionSets.get(`${id}@${version}`),
    };
  });
}

const RANK: Record<EntryState, number> = { rejected: 0, onPhone: 1, committed: 2, backedUp: 3 };

/** Where a record is: no further than its least safe version. */
export function useEntryState(): (versions: readonly Version[]) => EntryState {
  const village = useVillage();
  const replica = shallowRef<Replica>();
  watch(
    village.isCaughtUp,
    async (isCaughtUp) => isCaughtUp && (replica.value = await village.replica()),
    {
      immediate: true,
    },
  );
  const order = (state: EntryState): number => RANK[state];
  return (versions) => {
    void village.status.value;
    const states = versions.map(({ entry }) => replica.value?.stateOf(entry.id) ?? 'onPhone');
    return states.reduce(
      (least, state) => (order(state) < order(least) ? state : least),
      'backedUp' as EntryState,
    );
  };
}

/** Whom an entry is about, by name: its household where it names one, otherwise its people. */
export function useSubjectNames(): (entry: Entry) => string {
  const deps = useLineDeps();
  return ({ subjects }) => {
    const household = subjects.find((one) => one.startsWith('h_'));
    const whom = household ? [household] : subjects;
    return whom
      .map((one) => deps.value.nameOf(one))
      .filter(Boolean)
      .join(' · ');
  };
}
