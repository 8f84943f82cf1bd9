/**
 * How far a round is: by place what is reached, not done and not heard from; by day how it grew.
 * What nobody was heard of is hatched, what is known not to be done is empty. Pure.
 */
import type { Ranked } from '../overview/rank';
import { nameAxis } from './bars';
import { HATCH, INK, baseOf, categories, textIn, type Drawing, type Room } from './drawing';
import { spread } from './spread';

export interface CoveragePart {
  place: string;
  name: string;
  /** Shares of the households of the round, 0…1, together 1. */
  reached: number;
  notDone: number;
  unheard: number;
  text: string;
  tip: readonly string[];
}

/** The shares of a place; undefined when the round concerns nobody there. */
export function sharesOf({ coverage, unheard }: Ranked) {
  const { reached, households } = coverage;
  if (households === 0) return undefined;
  return {
    reached: reached / households,
    notDone: (households - reached - unheard) / households,
    unheard: unheard / households,
  };
}

const PARTS = [
  ['reached', { color: INK.accent }],
  ['notDone', { color: INK.surface, borderColor: INK.axis, borderWidth: 1 }],
  ['unheard', { color: INK.surface, borderColor: INK.attention, borderWidth: 1, decal: HATCH }],
] as const satisfies readonly (readonly [keyof CoveragePart, object])[];

export function coverageDrawing(parts: readonly CoveragePart[], room: Room): Drawing {
  const base = baseOf(room);
  const most = Math.max(0, ...parts.map(({ text }) => text.length));
  return {
    option: {
      ...base,
      grid: { ...base.grid, top: 0, right: Math.round(most * room.emPx * 0.62) + 8 },
      xAxis: { type: 'value', min: 0, max: 1, show: false },
      yAxis: nameAxis(
        room,
        parts.map(({ name }) => name),
      ),
      series: [
        ...PARTS.map(([part, itemStyle]) => ({
          type: 'bar' as const,
          stack: 'all',
          barWidth: '62%',
          itemStyle,
          // A bar of no length would still have its outline.
          data: parts.map((one) => one[part] || null),
          emphasis: { disabled: true },
        })),
        {
          type: 'bar' as const,
          stack: 'all',
          data: parts.map(() => 0),
          label: {
            ...textIn(room, INK.ink),
            show: true,
            position: 'right' as const,
            formatter: ({ dataIndex }: { dataIndex: number }) => parts[dataIndex]!.text,
          },
        },
      ],
    },
    tip: (index) => parts[index]!.tip,
  };
}

export interface CoverageLine {
  place: string;
  name: string;
  /** Share reached by the end of each day, 0…1; null where the day has not come. */
  shares: readonly (number | null)[];
  /** Of the area itself: the bold line. */
  isWhole: boolean;
}

export interface CoverageDays {
  lines: readonly CoverageLine[];
  labels: readonly string[];
  percent: (share: number) => string;
  tip: (index: number) => readonly string[];
}

/** Places behind are told apart by their dashes, not by colour. */
const DASHES = ['solid', 'dashed', 'dotted'] as const;

export const lastShare = ({ shares }: CoverageLine): number =>
  shares.reduce<number>((last, share) => share ?? last, 0);

/** The places furthest behind, which the chart names: at most three. */
export const behind = (lines: readonly CoverageLine[]): CoverageLine[] =>
  lines
    .filter((line) => !line.isWhole && lastShare(line) < 1)
    .sort((a, b) => lastShare(a) - lastShare(b))
    .slice(0, DASHES.length);

/** Above the lines, of the days below them, of a name with its line above the next. */
const [TOP_EM, AXIS_EM, NAME_EM] = [0.6, 1.5, 1.05];

function styleOf(line: CoverageLine, named: readonly CoverageLine[]) {
  if (line.isWhole) return { color: INK.accent, width: 3, type: 'solid' } as const;
  const rank = named.indexOf(line);
  if (rank < 0) return { color: INK.line, width: 1, type: 'solid' } as const;
  return { color: INK.attention, width: 1.5, type: DASHES[rank]! } as const;
}

/** The names stand at the ends of the lines; days still to come leave room for them. */
function marginFor(nameWidth: number, lines: readonly CoverageLine[], room: Room): number {
  const shares = lines[0]?.shares ?? [];
  const toCome = shares.filter((share) => share === null).length;
  const free = (toCome / Math.max(1, shares.length)) * (room.widthPx - nameWidth);
  return Math.round(Math.max(room.emPx, nameWidth + room.emPx - free));
}

/** How far each name stands from the end of its line, so that none stands on another. */
function shiftsOf(lines: readonly CoverageLine[], { heightPx, emPx }: Room): number[] {
  const plotPx = heightPx - (TOP_EM + AXIS_EM) * emPx;
  const ends = lines.map((line) => (1 - lastShare(line)) * plotPx);
  return spread(ends, NAME_EM * emPx, plotPx).map((y, i) => Math.round(y - ends[i]!));
}

export function coverageDaysDrawing(
  { lines, labels, percent, tip }: CoverageDays,
  room: Room,
): Drawing {
  const named = behind(lines);
  const isNamed = (line: CoverageLine): boolean => line.isWhole || named.includes(line);
  const names = lines.filter(isNamed).map(({ name }) => name.length);
  const nameWidth = Math.min(room.widthPx * 0.3, Math.max(0, ...names) * room.emPx * 0.85);
  const right = marginFor(nameWidth, lines, room);
  const base = baseOf(room);
  const ordered = [...lines].sort((a, b) => Number(isNamed(a)) - Number(isNamed(b)));
  const shown = ordered.filter(isNamed);
  const shifts = shiftsOf(shown, room);
  return {
    option: {
      ...base,
      grid: { ...base.grid, top: Math.round(room.emPx * TOP_EM), right },
      xAxis: { ...categories(room, labels), boundaryGap: false },
      yAxis: {
        type: 'value',
        min: 0,
        max: 1,
        interval: 0.25,
        splitLine: { lineStyle: { color: INK.line } },
        axisLabel: { ...textIn(room), formatter: percent },
      },
      series: ordered.map((line) => {
        const lineStyle = styleOf(line, named);
        return {
          type: 'line' as const,
          data: [...line.shares],
          symbol: isNamed(line) ? 'circle' : 'none',
          symbolSize: room.emPx * (line.isWhole ? 0.4 : 0.3),
          itemStyle: { color: lineStyle.color },
          lineStyle,
          emphasis: { disabled: true },
          endLabel: {
            ...textIn(room, line.isWhole ? INK.ink : INK.attention),
            show: isNamed(line),
            width: nameWidth,
            overflow: 'truncate' as const,
            formatter: line.name,
            offset: [0, shifts[shown.indexOf(line)] ?? 0],
          },
        };
      }),
    },
    tip,
  };
}
