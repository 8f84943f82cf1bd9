/** The view of a table as the address bar carries it. */
import { queryOf, viewOf, type Filter, type TableView } from '@doorstep/tables';
import { computed, type ComputedRef } from 'vue';
import { useRoute, useRouter, type LocationQueryRaw } from 'vue-router';

export interface TableAddress {
  view: ComputedRef<TableView>;
  change: (part: Partial<TableView>) => void;
  /** Chooses of a column; what chooses nothing is taken away. */
  filter: (id: string, filter: Filter) => void;
  /** Descending first where numbers are, then the other way, then as the table comes. */
  sort: (id: string, isNumber: boolean) => void;
}

export function useTableAddress(): TableAddress {
  const route = useRoute();
  const router = useRouter();
  const view = computed(() => viewOf(route.query));
  const change = (part: Partial<TableView>): void => {
    const query = queryOf({ ...view.value, ...part }, route.query) as LocationQueryRaw;
    void router.replace({ query, hash: route.hash });
  };
  return {
    view,
    change,
    filter(id, filter) {
      const filters = new Map(view.value.filters);
      if (filter.oneOf.length > 0 || filter.min || filter.max) filters.set(id, filter);
      else filters.delete(id);
      change({ filters });
    },
    sort(id, isNumber) {
      const now = view.value.sort;
      if (now?.id !== id) return change({ sort: { id, descending: isNumber } });
      const isTurned = now.descending !== isNumber;
      change({ sort: isTurned ? undefined : { id, descending: !now.descending } });
    },
  };
}
