/** The households found for what is typed, from keys made once per change of the list or the names. */
import { computed, ref, type ComputedRef, type Ref } from 'vue';
import { useVillage } from '../shell/app';
import { search, searchKey, type Match } from '../village/names';

export function useSearch(): { typed: Ref<string>; matches: ComputedRef<Match[]> } {
  const village = useVillage();
  const typed = ref('');
  const keys = computed(() =>
    village.rows.value.map((row) =>
      searchKey(row, village.identities.value, village.spellings.value),
    ),
  );
  return { typed, matches: computed(() => search(keys.value, typed.value)) };
}
