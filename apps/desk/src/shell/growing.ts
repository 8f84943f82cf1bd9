/** A long list drawn piece by piece as the reader comes near its end, and whole before printing. */
import { computed, onScopeDispose, ref, useTemplateRef, watch, type ComputedRef } from 'vue';

const STEP = 120;

/** The rows to draw; the component ends with `<div ref="sentinel" />`. */
export function useGrowing<T>(rows: () => readonly T[]): ComputedRef<readonly T[]> {
  const length = ref(STEP);
  const sentinel = useTemplateRef<HTMLElement>('sentinel');
  const shown = computed(() => rows().slice(0, length.value));
  const grow = (): void => {
    if (length.value < rows().length) length.value += STEP;
  };
  const observer = new IntersectionObserver(
    (seen) => {
      if (!seen.some((one) => one.isIntersecting)) return;
      grow();
      if (!sentinel.value) return;
      observer.unobserve(sentinel.value);
      observer.observe(sentinel.value);
    },
    { rootMargin: '1200px' },
  );
  watch(sentinel, (now, before) => {
    if (before) observer.unobserve(before);
    if (now) observer.observe(now);
  });
  const all = (): void => {
    length.value = Infinity;
  };
  addEventListener('beforeprint', all);
  onScopeDispose(() => {
    observer.disconnect();
    removeEventListener('beforeprint', all);
  });
  return shown;
}
