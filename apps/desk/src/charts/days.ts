/** A figure by day or week as bars: today's, which is not over, is drawn in outline. Pure. */
import { INK, baseOf, categories, textIn, values, type Drawing, type Room } from './drawing';
import type { Step } from './series';

export interface DaysChart {
  steps: readonly Step[];
  /** Under a bar. */
  label: (step: Step) => string;
  /** The same in full, with its figure. */
  tip: (step: Step) => readonly string[];
  count: (n: number) => string;
  /** Whether more of it may still become known. */
  isOpen: (step: Step) => boolean;
}

const OUTLINE = {
  color: INK.accentSoft,
  borderColor: INK.accent,
  borderWidth: 1.5,
  borderType: 'dashed',
} as const;
const LABEL_WIDTH_EM = 2.6;

export function daysDrawing({ steps, label, tip, count, isOpen }: DaysChart, room: Room): Drawing {
  const isRoomy = room.widthPx / Math.max(1, steps.length) > LABEL_WIDTH_EM * room.emPx;
  const axis = values(room, count);
  // Where every bar bears its figure, the axis would say the same again.
  const quiet = { axisLabel: { show: false }, splitLine: { show: false } };
  return {
    option: {
      ...baseOf(room),
      xAxis: categories(room, steps.map(label)),
      yAxis: isRoomy ? { ...axis, ...quiet } : axis,
      series: [
        {
          type: 'bar',
          barCategoryGap: '30%',
          barMaxWidth: room.emPx * 4,
          data: steps.map((step) => ({
            value: step.n,
            itemStyle: isOpen(step) && step.n > 0 ? OUTLINE : { color: INK.accent },
          })),
          emphasis: { disabled: true },
          label: {
            ...textIn(room, INK.ink),
            show: isRoomy,
            position: 'top',
            formatter: ({ dataIndex }) => count(steps[dataIndex]!.n),
          },
        },
      ],
    },
    tip: (index) => tip(steps[index]!),
  };
}
