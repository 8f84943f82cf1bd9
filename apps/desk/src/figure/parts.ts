/** A figure's sums on a screen: now and, when an earlier instant was asked for, as known then. */
import { computed } from 'vue';
import { useAnswer } from '../shell/ask';
import { partsOf, type Selection } from './answers';

/** @returns `shown`: the figure that was opened, as known then when that was asked for */
export function useParts(selection: () => Selection) {
  const isNow = computed(() => selection().knownAtMs === undefined);
  const key = () => JSON.stringify(selection());
  const touches = (place: string) => place === selection().place;
  const { value: now, failure } = useAnswer(
    () => partsOf({ ...selection(), knownAtMs: undefined }),
    key,
    touches,
  );
  const { value: before } = useAnswer(
    () => (isNow.value ? undefined : partsOf(selection())),
    key,
    touches,
  );
  const shown = computed(() => (isNow.value ? now.value : before.value));
  return { now, shown, isNow, failure };
}
