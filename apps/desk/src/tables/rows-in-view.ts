/**
 * The lines of a long table that are in view, and a few beyond: only these are drawn. All lines are
 * of one height, so that where a line stands needs no measuring. Before printing all are drawn.
 */
import { computed, onMounted, onScopeDispose, ref, type ComputedRef, type Ref } from 'vue';

export interface RowsInView {
  /** First line drawn, and the one after the last. */
  span: ComputedRef<{ first: number; end: number }>;
  /** Height of a line, px. */
  rowPx: Ref<number>;
  /** Takes in where the view stands. */
  scrolled: () => void;
  /** Brings a line into view. */
  reveal: (at: number) => void;
}

const BEYOND = 12;
/** Lines come and go in steps: laying out costs a slow computer as much for one line as for many. */
const STEP = 16;
const GUESS_PX = 40;

/**
 * @param scroller holds the table; its head and foot stay in view
 * @param length lines there are
 */
export function useRowsInView(
  scroller: Readonly<Ref<HTMLElement | null>>,
  length: () => number,
): RowsInView {
  const rowPx = ref(GUESS_PX);
  const firstSeen = ref(0);
  const seen = ref(0);
  const isWhole = ref(false);

  const measure = (): void => {
    const row = scroller.value?.querySelector<HTMLElement>('tbody tr[data-line]');
    rowPx.value = row?.offsetHeight || rowPx.value;
    seen.value = Math.ceil((scroller.value?.clientHeight ?? 0) / rowPx.value);
  };
  const scrolled = (): void => {
    const first = Math.floor((scroller.value?.scrollTop ?? 0) / rowPx.value);
    firstSeen.value = first - (first % STEP);
  };
  const span = computed(() => {
    if (isWhole.value) return { first: 0, end: length() };
    const first = Math.min(Math.max(0, firstSeen.value - BEYOND), Math.max(0, length() - 1));
    return { first, end: Math.min(length(), firstSeen.value + seen.value + STEP + BEYOND) };
  });
  const reveal = (at: number): void => {
    const view = scroller.value;
    if (!view) return;
    const headPx = view.querySelector('thead')?.offsetHeight ?? 0;
    const footPx = view.querySelector('tfoot')?.offsetHeight ?? 0;
    const topPx = at * rowPx.value;
    const bottomPx = topPx + rowPx.value + headPx + footPx - view.clientHeight;
    if (topPx < view.scrollTop) view.scrollTop = topPx;
    else if (bottomPx > view.scrollTop) view.scrollTop = bottomPx;
    scrolled();
  };

  const observer = new ResizeObserver(() => {
    measure();
    scrolled();
  });
  onMounted(() => scroller.value && observer.observe(scroller.value));
  const whole = (): void => void (isWhole.value = true);
  const parts = (): void => void (isWhole.value = false);
  addEventListener('beforeprint', whole);
  addEventListener('afterprint', parts);
  onScopeDispose(() => {
    observer.disconnect();
    removeEventListener('beforeprint', whole);
    removeEventListener('afterprint', parts);
  });
  return { span, rowPx, scrolled, reveal };
}
