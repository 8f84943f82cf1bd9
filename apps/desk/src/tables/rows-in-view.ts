/**
 * The lines of a long table that are in view, and a few beyond: only these are drawn. All lines are
 * of one height, so that where a line stands needs no measuring. Before printing all are drawn.
 */
import { computed, onMounted, onScopeDispose, ref, type ComputedRef, type Ref } from 'vue';

/** The first of some lines, and the one after the last. */
export interface Span {
  first: number;
  end: number;
}

export interface RowsInView {
  /** The lines drawn, from a step to a step or the end. */
  span: ComputedRef<Span>;
  /** Height of a line, px. */
  rowPx: Ref<number>;
  /** Takes in where the view stands. */
  scrolled: () => void;
  /** Brings a line into view. */
  reveal: (at: number) => void;
}

/** Lines drawn beyond those in view, at least. */
const BEYOND = 8;
/** Lines come and go in steps: laying out costs a slow computer as much for one line as for many. */
const STEP = 16;
const GUESS_PX = 40;

/** The steps some lines consist of. */
export function stepsOf({ first, end }: Span): Span[] {
  const steps: Span[] = [];
  for (let from = first; from < end; from += STEP)
    steps.push({ first: from, end: Math.min(from + STEP, end) });
  return steps;
}

/** The first line of a step. */
const stepBefore = (line: number): number => line - (line % STEP);

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
    firstSeen.value = stepBefore(first);
  };
  const span = computed(() => {
    if (isWhole.value) return { first: 0, end: length() };
    const first = Math.min(Math.max(0, firstSeen.value - BEYOND), Math.max(0, length() - 1));
    const end = stepBefore(firstSeen.value + STEP + seen.value + BEYOND + STEP - 1);
    return { first: stepBefore(first), end: Math.min(length(), end) };
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
