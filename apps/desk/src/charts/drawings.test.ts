import { describe, expect, it } from 'vitest';
import { barsDrawing } from './bars';
import { behind, coverageDaysDrawing, coverageDrawing, type CoverageLine } from './coverage';
import { daysDrawing } from './days';
import type { Step } from './series';

const ROOM = { widthPx: 700, heightPx: 224, emPx: 16, font: 'sans-serif' };
type Drawn = {
  series: { data: unknown[]; endLabel?: { show: boolean; offset: [number, number] } }[];
  yAxis: { data: string[] };
};
const drawn = ({ option }: { option: unknown }): Drawn => option as Drawn;

const days = (isOpen: (step: Step) => boolean, widthPx = ROOM.widthPx) =>
  daysDrawing(
    {
      steps: [
        { first: '2020-02-03', last: '2020-02-03', n: 5 },
        { first: '2020-02-04', last: '2020-02-04', n: 2 },
      ],
      label: ({ last }) => last,
      tip: ({ n }) => [String(n)],
      count: String,
      isOpen,
    },
    { ...ROOM, widthPx },
  );

describe('days', () => {
  it('draw in outline what is not over', () => {
    const [whole, open] = drawn(days(({ last }) => last === '2020-02-04')).series[0]!.data;
    expect(open).toMatchObject({ value: 2, itemStyle: { borderType: 'dashed' } });
    expect(whole).not.toHaveProperty('itemStyle.borderType');
  });
  it('say of a point what it counts', () => {
    expect(days(() => false).tip(1)).toEqual(['2']);
  });
  it('write figures at the bars where there is room, otherwise at the axis', () => {
    expect(days(() => false).option).toHaveProperty('series[0].label.show', true);
    expect(days(() => false, 60).option).toHaveProperty('series[0].label.show', false);
    expect(days(() => false).option).toHaveProperty('yAxis.axisLabel.show', false);
  });
});

describe('places', () => {
  const bar = (name: string, isChosen = false) => ({
    place: name,
    name,
    n: 1,
    text: '1',
    isChosen,
  });
  it('set the chosen one apart from its neighbours', () => {
    const [a, b] = drawn(barsDrawing([bar('A', true), bar('B')], ROOM)).series[0]!.data;
    expect(a).not.toHaveProperty(
      'itemStyle.color',
      (b as { itemStyle: { color: string } }).itemStyle.color,
    );
  });
  it('show not heard from by a hatch, not done empty, and nothing of what is not', () => {
    const part = {
      place: 'A',
      name: 'A',
      reached: 0.5,
      notDone: 0,
      unheard: 0.5,
      text: '',
      tip: [],
    };
    const { option } = coverageDrawing([part], ROOM);
    expect(drawn({ option }).series.map(({ data }) => data[0])).toEqual([0.5, null, 0.5, 0]);
    expect(option).toHaveProperty('series[2].itemStyle.decal');
    expect(option).not.toHaveProperty('series[1].itemStyle.decal');
  });
});

describe('growth', () => {
  const line = (name: string, last: number, isWhole = false): CoverageLine => ({
    place: name,
    name,
    shares: [0, last, null],
    isWhole,
  });
  const lines = [
    line('all', 0.6, true),
    line('a', 0.9),
    line('b', 0.2),
    line('c', 1),
    line('d', 0.4),
    line('e', 0.5),
  ];
  it('names the area and the three places furthest behind', () => {
    expect(behind(lines).map(({ name }) => name)).toEqual(['b', 'd', 'e']);
    const { option } = coverageDaysDrawing(
      { lines, labels: ['1', '2', '3'], percent: String, tip: () => [] },
      ROOM,
    );
    expect(drawn({ option }).series.filter(({ endLabel }) => endLabel!.show)).toHaveLength(4);
  });
  it('sets names apart that would stand on each other', () => {
    const close = [line('all', 0.5, true), line('a', 0.49), line('b', 0.1)];
    const { option } = coverageDaysDrawing(
      { lines: close, labels: ['1', '2', '3'], percent: String, tip: () => [] },
      ROOM,
    );
    const offsetOf = (at: number) => drawn({ option }).series[at]!.endLabel!.offset[1];
    expect(offsetOf(0)).toBeLessThan(0);
    expect(offsetOf(1)).toBeGreaterThan(0);
    expect(offsetOf(2)).toBe(0);
  });
});
