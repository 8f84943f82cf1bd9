/** `export`: a table as a file, the same rows and columns as on the screen, nobody's identity in it. */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as v from 'valibot';
import { dayOf, INSTANT, wallClock, ZONE, type PlaceCode } from '@doorstep/ledger';
import { tableCsv, tableXlsx, type TableFile } from '@doorstep/sheets';
import { GRAINS, isBack, TABLE_ROWS_MAX, type Grain } from '@doorstep/sync';
import {
  arrange,
  dayRows,
  dayTableColumns,
  fileOf,
  indicatorsFor,
  owedColumns,
  owedRows,
  placeRows,
  placeTableColumns,
  viewOf,
  type Column,
  type FileWords,
  type Telling,
} from '@doorstep/tables';
import { say, type Locale } from '@doorstep/words';
import { rounds } from '../brief';
import { openClock } from '../clock';
import { effects } from '../effects';
import { SaidError } from '../settings';
import { places, type Database } from '../store';
import { figures, grainBelow, standing, TooManyRows } from '../tables';
import { bringUpToDate, localeOf } from './brief';
import { required, type Command, type Option } from './command';
import { DAY_OPTION, fileOption, LANG_OPTION, PLACE_OPTION } from './options';

const TABLES = ['places', 'days', 'owed'] as const;
type Table = (typeof TABLES)[number];
const FORMATS = ['xlsx', 'csv'] as const;
const WRITE = { xlsx: tableXlsx, csv: tableCsv } as const;
const MINUTES = 16;

const choice = (about: Option['about'], values: readonly string[], isRequired = false): Option => ({
  about,
  schema: v.picklist(values),
  value: values.join('|'),
  required: isRequired,
});

/** What the file is asked to hold. */
interface Asked {
  db: Database;
  place: PlaceCode;
  table: Table;
  grain: Grain;
  from: string | undefined;
  to: string;
  knownAtMs: number | undefined;
  nowMs: number;
  columns: string[] | undefined;
  locale: Locale;
}

function found<T>(answer: T | undefined, { place }: Asked): T {
  if (answer === undefined) throw new SaidError('cli.unknownPlace', { place }, 1);
  return answer;
}

async function figuresOf(asked: Asked) {
  const { db, table, columns, ...query } = asked;
  const asksFor = { ...query, indicators: indicatorsFor(columns), daily: table === 'days' };
  const { head, rows } = found(await figures(db, asksFor), asked);
  const all = [];
  for await (const some of rows) all.push(...some);
  return { ...head, rows: all };
}

const standingOf = async (asked: Asked) =>
  found(await standing(asked.db, { ...asked, day: asked.to }), asked);

async function tellingOf({ db, place, locale }: Asked): Promise<Telling> {
  const named = new Map((await places.under(db, place)).map((row) => [row.code, row]));
  const concerning = await rounds(db, place);
  return {
    t: (what, params) => say(locale, what, params),
    placeName: (code) => {
      const row = named.get(code);
      return row ? say(locale, row) : code;
    },
    titles: new Map(concerning.map((one) => [one.round, one.title])),
  };
}

function wordsOf(asked: Asked, { t, placeName }: Telling, knownMs: number): FileWords {
  const { table, place, from, to } = asked;
  const name = t(`tables.${table}`);
  const all = table === 'days' ? t('tables.allDays', { to }) : t('desk.upToDay', { day: to });
  const period = from ? t('tables.fromTo', { from, to }) : all;
  const known = t('common.asOf', { time: wallClock(knownMs).slice(0, MINUTES) });
  return {
    name,
    title: [
      t('tables.titleOf', { place: placeName(place), table: name }),
      table === 'owed' ? known : `${period} · ${known}`,
    ],
    total: t('tables.total'),
    groupOf: (what, n) => t('tables.groupOf', { what, n }),
    zone: ZONE,
  };
}

/** The table as the screen first shows it, with the columns asked for. */
async function tableOf(asked: Asked): Promise<{ file: TableFile; rows: number }> {
  const { place, grain, table, columns, locale } = asked;
  const telling = await tellingOf(asked);
  const known = asked.knownAtMs ?? asked.nowMs;
  const made = <Row>(all: readonly Column<Row>[], rows: readonly Row[], knownMs = known) => {
    const arranged = arrange(all, rows, viewOf({ cols: columns?.join(',') }), locale);
    return { file: fileOf(arranged, wordsOf(asked, telling, knownMs)), rows: arranged.rows };
  };
  if (table === 'days') {
    const days = await figuresOf(asked);
    return made(dayTableColumns(place, grain, days.keys, telling), dayRows(days));
  }
  const stands = await standingOf(asked);
  if (table === 'owed')
    return made(owedColumns(place, grain, stands, telling), owedRows(stands), stands.asOfMs);
  const [round] = telling.titles.keys();
  const sums = await figuresOf(asked);
  const all = placeTableColumns(place, grain, sums.keys, telling, {
    round,
    isBack: isBack(stands),
  });
  return made(all, placeRows(sums, stands, round));
}

const said = (error: unknown): unknown =>
  error instanceof TooManyRows
    ? new SaidError('tables.tooManyRowsDetail', { max: TABLE_ROWS_MAX }, 1)
    : error;

export const exportCommand: Command = {
  name: 'export',
  about: 'tables.exportAbout',
  options: {
    place: { ...PLACE_OPTION, required: true },
    table: choice('tables.optionTable', TABLES, true),
    format: choice('tables.optionFormat', FORMATS, true),
    from: { ...DAY_OPTION, about: 'tables.optionFrom' },
    to: { ...DAY_OPTION, about: 'tables.optionUpTo' },
    known: {
      about: 'tables.optionKnown',
      schema: v.pipe(v.string(), v.regex(INSTANT)),
      value: 'INSTANT',
    },
    grain: choice('tables.optionGrain', GRAINS),
    columns: { about: 'tables.optionColumns', schema: v.string(), value: 'a,b,…' },
    lang: LANG_OPTION,
    file: { ...fileOption('tables.optionFile'), short: 'o' },
  },
  async run({ settings, options, locale: terminal, open }) {
    const { db } = await open();
    await bringUpToDate(db, settings);
    const nowMs = (await openClock(db, effects)).nowMs();
    const place = required(options, 'place');
    const format = required(options, 'format') as (typeof FORMATS)[number];
    const locale = localeOf(options.lang, terminal);
    const asked: Asked = {
      db,
      place,
      table: required(options, 'table') as Table,
      grain: (options.grain as Grain | undefined) ?? grainBelow(place),
      from: options.from,
      to: options.to ?? dayOf(nowMs),
      knownAtMs: options.known === undefined ? undefined : Date.parse(options.known),
      nowMs,
      columns: options.columns?.split(','),
      locale,
    };
    const made = await tableOf(asked).catch((error: unknown) => {
      throw said(error);
    });
    const file = options.file ?? `${place}-${asked.table}-${asked.to}.${format}`;
    await pipeline(Readable.from(WRITE[format](made.file)), createWriteStream(file));
    const written = { file, rows: made.rows };
    return { json: written, text: say(terminal, 'tables.written', { file, n: made.rows }) };
  },
};
