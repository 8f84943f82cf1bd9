/** What a chart is made of, and how all of ours look. Colours are the tokens themselves: they follow the theme, and paper. */
import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { GridComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';

export type ChartOption = ComposeOption<BarSeriesOption | LineSeriesOption | GridComponentOption>;

/** The room a chart is drawn in. */
export interface Room {
  widthPx: number;
  heightPx: number;
  /** The size of body text: everything written scales with it. */
  emPx: number;
  /** The page's own fonts. */
  font: string;
}

export interface Drawing {
  option: ChartOption;
  /** What is said of a point of the axis, a line each. */
  tip: (index: number) => readonly string[];
}

export const INK = {
  ink: 'var(--ink)',
  soft: 'var(--ink-soft)',
  line: 'var(--line)',
  axis: 'var(--line-strong)',
  faint: 'var(--ink-faint)',
  accent: 'var(--accent)',
  accentSoft: 'var(--accent-soft)',
  attention: 'var(--attention)',
  surface: 'var(--surface)',
} as const;

/** Hatched: of whom nothing was heard. */
export const HATCH = {
  symbol: 'rect',
  color: INK.attention,
  dashArrayX: [1, 0],
  dashArrayY: [2, 4],
  rotation: -Math.PI / 4,
};

/** Text of a chart, a little smaller than that around it. */
export const textIn = ({ font, emPx }: Room, color: string = INK.soft) => ({
  fontFamily: font,
  fontSize: Math.round(emPx * 0.8125),
  color,
});

/** What every chart shares; nothing moves by itself. */
export const baseOf = (room: Room): ChartOption => ({
  animation: false,
  textStyle: textIn(room),
  grid: {
    left: 0,
    right: 0,
    top: Math.round(room.emPx * 1.5),
    bottom: 0,
    outerBoundsMode: 'same',
    outerBoundsContain: 'axisLabel',
  },
});

/** An axis of names or days. */
export const categories = (room: Room, data: readonly string[]) => ({
  type: 'category' as const,
  data: [...data],
  axisTick: { show: false },
  axisLine: { lineStyle: { color: INK.axis } },
  axisLabel: textIn(room),
});

/** An axis of figures: quiet lines, the figures themselves stand at the bars. */
export const values = (room: Room, write: (n: number) => string) => ({
  type: 'value' as const,
  min: 0,
  minInterval: 1,
  splitNumber: 3,
  splitLine: { lineStyle: { color: INK.line } },
  axisLabel: { ...textIn(room), formatter: write },
});
