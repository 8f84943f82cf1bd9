/** The households found for what is typed, from keys made once for each row and each change of the names. */
import { computed, ref, type ComputedRef, type Ref } from 'vue';
import { useVillage } from '../shell/app';
import { search, searchKey, type Match, type SearchKey } from '../village/names';
import type { Row } from '../village/rows';

export function useSearch(): { typed: Ref<string>; matches: ComputedRef<Match[]> } {
  const village = useVillage();
  const typed = ref('');
  const keyOf = computed(() => {
    const known = new WeakMap<Row, SearchKey>();
    const [identities, spellings] = [village.identities.value, village.spellings.value];
    return (row: Row): SearchKey => {
      const key = known.get(row) ?? searchKey(row, identities, spellings);
      known.set(row, key);
      return key;
    };
  });
  const keys = computed(() => village.rows.value.map(keyOf.value));
  return { typed, matches: computed(() => search(keys.value, typed.value)) };
}
