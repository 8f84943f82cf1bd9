/** A table day by day of a prefecture's villages, as the desk and the command line arrange it. */
import { addDays } from '@doorstep/ledger';
import type { FigureTable } from '@doorstep/sync';
import { arrange, dayRows, dayTableColumns, fileOf, viewOf, type Telling } from '@doorstep/tables';
import type { TableFile } from '@doorstep/sheets';
import { say } from '@doorstep/words';

const PREFECTURE = '2224';
const DAYS = 106;
const INDICATORS = [
  'register.households',
  'visits.visits',
  'visits.nobody_home',
  'visits.refused',
  'visits.person_times',
  'visits.households_reached',
  'visits.fevers',
  'publicity.times',
];

const telling: Telling = {
  t: (what, params) => say('zh', what, params),
  placeName: (code) => `${code.slice(6)}村`,
  titles: new Map(),
};

/** @param rows at least; whole villages */
export function tableOf(rows: number): { file: TableFile; rows: number } {
  const villages = Array.from(
    { length: Math.ceil(rows / DAYS) },
    (_, i) => `222401${String(101 + (i % 12))}${String(200 + i)}`,
  );
  const figures: FigureTable = {
    knownAtMs: Date.parse('2020-04-30T10:00:00Z'),
    from: '2020-01-26',
    to: addDays('2020-01-26', DAYS - 1),
    keys: INDICATORS.map((indicator) => ({ indicator, dims: '' })),
    rows: villages.flatMap((place, v) =>
      Array.from({ length: DAYS }, (_, d): FigureTable['rows'][number] => [
        place,
        addDays('2020-01-26', d),
        INDICATORS.map((_, i) => ((v * 31 + d * 17 + i * 7) % 97) * (i + 1)),
      ]),
    ),
  };
  const columns = dayTableColumns(PREFECTURE, 'village', figures.keys, telling);
  const cols = ['day', 'town', 'code', ...INDICATORS].join(',');
  const table = arrange(columns, dayRows(figures), viewOf({ cols }), 'zh');
  const words = {
    name: '逐日台账',
    title: ['延边朝鲜族自治州 · 逐日台账', '2020-01-26 – 2020-05-10'],
    total: '合计',
    groupOf: (what: string, n: number) => `${what}（${n}）`,
    zone: 'Asia/Shanghai',
  };
  return { file: fileOf(table, words), rows: table.rows };
}
