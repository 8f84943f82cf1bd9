/** Places compared: bars from the most to the least, each with its name and its figure. Pure. */
import { INK, baseOf, categories, textIn, type Drawing, type Room } from './drawing';

export interface Bar {
  place: string;
  name: string;
  /** Length of the bar. */
  n: number;
  /** The figure as written at its end. */
  text: string;
  /** The place the page is about, among its neighbours. */
  isChosen: boolean;
}

/** Lines of text such a chart takes. */
export const linesOf = (bars: readonly unknown[]): number => Math.max(1, bars.length) * 1.9 + 0.5;

/** Names at the left, the first at the top; a name that is too long ends in an ellipsis. */
export function nameAxis(room: Room, names: readonly string[]) {
  const width = Math.min(room.widthPx * 0.34, room.emPx * 9);
  return {
    ...categories(room, names),
    inverse: true,
    axisLabel: { ...textIn(room, INK.ink), width, overflow: 'truncate' as const, interval: 0 },
  };
}

export function barsDrawing(bars: readonly Bar[], room: Room): Drawing {
  const base = baseOf(room);
  const isAmong = bars.some(({ isChosen }) => isChosen);
  const most = Math.max(0, ...bars.map(({ text }) => text.length));
  return {
    option: {
      ...base,
      grid: { ...base.grid, top: 0, right: Math.round(most * room.emPx * 0.62) + 8 },
      xAxis: { type: 'value', min: 0, show: false },
      yAxis: nameAxis(
        room,
        bars.map(({ name }) => name),
      ),
      series: [
        {
          type: 'bar',
          barWidth: '62%',
          data: bars.map(({ n, isChosen }) => ({
            value: n,
            itemStyle: { color: isAmong && !isChosen ? INK.axis : INK.accent },
          })),
          emphasis: { disabled: true },
          label: {
            ...textIn(room, INK.ink),
            show: true,
            position: 'right',
            formatter: ({ dataIndex }) => bars[dataIndex]!.text,
          },
        },
      ],
    },
    tip: (index) => [bars[index]!.name, bars[index]!.text],
  };
}
