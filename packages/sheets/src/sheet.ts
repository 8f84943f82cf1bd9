/**
 * One sheet: its first rows decide how it is read, then every row is taken as it comes and let go.
 * A sheet whose columns change further down is read on by its new header.
 */
import type { Column, Meaning, Sheet, SheetRole, Understanding } from './face';
import { isHeaderAgain, isSameHeader, groupIn } from './rows/nobody';
import { planOf, type Plan } from './header/columns';
import { detached, letterOf, type Row, type SheetSource } from './read/workbook';
import { habitsOf } from './rows/habits';
import { problemAt, type FileContext, type SheetContext } from './rows/sheet-context';
import { RowReader } from './rows/sheet-rows';
import { readCounts } from './rows/counts';
import { tidy } from './values/blank';
import { dayIn, dayWithin, monthWithin } from './values/day';

const SAMPLE_ROWS = 200;
const SAMPLES_MAX = 5;
const SAMPLE_CHARS_MAX = 40;
const TELL_EVERY_ROWS = 500;

interface Queue {
  next: () => Row | undefined;
  /** The next rows without taking them. */
  peek: (count: number) => Row[];
}

function queueOf(rows: Iterable<Row>): Queue {
  const iterator = rows[Symbol.iterator]();
  const ahead: Row[] = [];
  const pull = (): Row | undefined => {
    const { done, value } = iterator.next();
    return done ? undefined : value;
  };
  return {
    next: () => ahead.shift() ?? pull(),
    peek(count) {
      while (ahead.length < count) {
        const row = pull();
        if (!row) break;
        ahead.push(row);
      }
      return ahead.slice(0, count);
    },
  };
}

export interface SheetOptions {
  meanings: Record<string, Meaning>;
  isIgnored: boolean;
  onRows: (rows: number) => void;
}

/** Reads one sheet into the understanding. */
export function readSheet(source: SheetSource, context: FileContext, options: SheetOptions): void {
  const { understanding } = context;
  const sheet: Sheet = {
    index: understanding.sheets.length,
    name: source.name,
    role: 'empty',
    rows: 0,
    people: 0,
    households: 0,
    skipped: {},
  };
  understanding.sheets.push(sheet);
  if (options.isIgnored) {
    sheet.role = 'ignored';
    return;
  }
  const queue = queueOf(source.rows());
  const sample = queue.peek(source.hidden ? 1 : SAMPLE_ROWS);
  if (sample.length === 0) return;
  if (source.hidden) {
    sheet.role = 'hidden';
    understanding.problems.push(problemAt({ sheet }, 1, 0, 'sheet_hidden', { sheet: sheet.name }));
    return;
  }
  readRows(queue, sample, sheet, source, context, options);
}

function readRows(
  queue: Queue,
  sample: Row[],
  sheet: Sheet,
  source: SheetSource,
  file: FileContext,
  { meanings, onRows }: SheetOptions,
): void {
  const plan = planOf(sample, meanings);
  sheet.role = roleOf(plan);
  describe(sheet, plan, sample);
  const context: SheetContext = {
    ...file,
    sheet,
    plan,
    date1904: source.date1904,
    reference: referenceOf(sheet, plan, sample, file, source.date1904),
    ages: { checked: 0, contradicted: [] },
  };
  if (sheet.role === 'unknown') notUnderstood(context);
  let part = beginPart(context, sample);
  for (let row = queue.next(); row; row = queue.next()) {
    sheet.rows++;
    if (sheet.rows % TELL_EVERY_ROWS === 0) onRows(sheet.rows);
    if (part.plan.header && row.number <= part.plan.header.last) {
      if (row.number < part.plan.header.first) skip(sheet, 'title');
      else skip(sheet, 'header');
    } else if (sheet.role === 'register' && isHeaderAgain(row, part.plan)) {
      skip(sheet, 'header');
      if (isSameHeader(row, part.plan)) {
        passOverHeader(queue, sheet, part.plan);
        continue;
      }
      const ahead = [row, ...queue.peek(SAMPLE_ROWS / 4)];
      const plan = planOf(ahead, meanings);
      if (isSamePlan(plan, part.plan)) {
        part.plan = { ...part.plan, header: plan.header };
        continue;
      }
      part.end();
      const { section } = part;
      part = beginPart({ ...context, plan }, ahead);
      part.beginSection(section());
    } else part.read(row);
  }
  part.end();
  agesOfAnotherYear(context);
}

const skip = (sheet: Sheet, reason: 'title' | 'header'): void => {
  sheet.skipped[reason] = (sheet.skipped[reason] ?? 0) + 1;
};

/** Whether another header means the same: its groups may be called otherwise. */
const isSamePlan = (a: Plan, b: Plan): boolean => meaningsOf(a) === meaningsOf(b);
const meaningsOf = ({ columns }: Plan): string =>
  columns
    .filter(({ meaning }) => meaning !== 'unknown' && meaning !== 'other')
    .map(({ column, meaning, block }) => `${column} ${meaning} ${block}`)
    .join();

/** The further rows of a header that stands again. */
function passOverHeader(queue: Queue, sheet: Sheet, plan: Plan): void {
  const { first, last } = plan.header ?? { first: 0, last: 0 };
  for (let left = last - first; left > 0; left--) {
    const [next] = queue.peek(1);
    if (!next || !isSameHeader(next, plan)) return;
    queue.next();
    sheet.rows++;
    skip(sheet, 'header');
  }
}

function roleOf({ mode }: Plan): SheetRole {
  if (mode === 'counts') return 'summary';
  return mode === 'none' ? 'unknown' : 'register';
}

/** Begins to read rows by a plan: its columns are told, its samples gathered as rows come. */
function beginPart(context: SheetContext, sample: Row[]) {
  const { plan, sheet, understanding } = context;
  const columns = plan.columns.map((one): Column => {
    const { meaning, block, sure, why, header } = one;
    const fromRow = plan.header?.first ?? 1;
    const letter = letterOf(one.column);
    const told = { meaning, block, sure, why, header: detached(header) };
    return { sheet: sheet.index, letter, fromRow, ...told, samples: [], filled: 0 };
  });
  understanding.columns.push(...columns);
  const data = sample.filter(({ number }) => !plan.header || number > plan.header.last);
  const reader =
    sheet.role === 'register'
      ? new RowReader(
          context,
          plan.blocks.map((_, block) => habitsOf(data, plan, block)),
        )
      : undefined;
  return {
    plan,
    read(row: Row): void {
      if (sheet.role === 'summary') readCounts(row, context);
      if (reader?.read(row) === false) return;
      columns.forEach((column, at) => gather(column, row, plan.columns[at]!.column));
    },
    section: () => reader?.section,
    beginSection: (group: string | undefined) => reader?.beginSection(group),
    end: () => reader?.end(),
  };
}

function gather(column: Column, row: Row, at: number): void {
  const cell = row.cells[at];
  if (!cell || cell.origin || cell.text.trim() === '') return;
  column.filled++;
  if (column.samples.length >= SAMPLES_MAX) return;
  const sample = detached(tidy(cell.text).slice(0, SAMPLE_CHARS_MAX));
  if (!column.samples.includes(sample)) column.samples.push(sample);
}

/** What the sheet's name and the rows above its header tell of all below. */
function describe(sheet: Sheet, { header }: Plan, sample: Row[]): void {
  if (header) sheet.header = { first: header.first, last: header.last };
  const titles = titlesOf(header, sample);
  const named = [sheet.name, ...titles].map(groupIn).find((group) => group !== undefined);
  if (named) sheet.group = detached(named);
  const day = titles.map(dayWithin).find((one) => one !== undefined);
  if (day) sheet.day = day;
}

const titlesOf = (header: Plan['header'], sample: Row[]): string[] =>
  sample
    .filter(({ number }) => header && number < header.first)
    .flatMap((row) => row.cells.flatMap((cell) => (cell && !cell.origin ? [cell.text] : [])));

/** The day the sheet speaks on: its title's, the latest full day of a journey, the reader's. */
function referenceOf(
  sheet: Sheet,
  plan: Plan,
  sample: Row[],
  { understanding, today }: FileContext,
  date1904: boolean,
): string {
  if (sheet.day) return sheet.day;
  const month = titlesOf(plan.header, sample)
    .map(monthWithin)
    .find((one) => one !== undefined);
  const earlier = understanding.sheets.find(({ day }) => day)?.day;
  return month ?? latestJourney(plan, sample, today, date1904) ?? earlier ?? today;
}

/** A journey without a year is of the same months as those with one. */
const NEAR_MS = 90 * 86_400_000;

function latestJourney(
  plan: Plan,
  sample: Row[],
  today: string,
  date1904: boolean,
): string | undefined {
  const columns = plan.blocks.flatMap((block) => block.get('returnedDay') ?? []);
  const days = sample.flatMap((row) =>
    columns.flatMap((column) => {
      const cell = row.cells[column];
      const isFull = cell && (cell.kind === 'date' || /\d{4}\D\s*\d{1,2}\D\s*\d/.test(cell.text));
      const day = isFull ? dayIn(cell, today, date1904)?.day : undefined;
      return day && day <= today ? [day] : [];
    }),
  );
  const latest = days.sort().at(-1);
  if (!latest) return undefined;
  const after = new Date(Date.parse(latest) + NEAR_MS).toISOString().slice(0, 10);
  return after < today ? after : today;
}

function notUnderstood({ sheet, understanding }: SheetContext): void {
  const row = sheet.header?.first ?? 1;
  const problem = problemAt({ sheet }, row, 0, 'sheet_not_understood', { sheet: sheet.name });
  understanding.problems.push(problem);
}

const AGES_MIN = 10;

/** Where most ages do not fit, the list is of another year: one note instead of a problem a row. */
function agesOfAnotherYear({ ages, understanding, sheet, plan, reference }: SheetContext): void {
  const { checked, contradicted } = ages;
  if (checked < AGES_MIN || contradicted.length * 2 <= checked) return;
  const cells = new Set(contradicted.map(({ cell }) => cell));
  removeProblems(understanding, ({ code, sheet: at, cell }) => {
    return code === 'age_contradicts_id' && at === sheet.index && cells.has(cell);
  });
  const column = plan.columns.find(({ meaning }) => meaning === 'age')?.column ?? 0;
  const params = { count: contradicted.length, day: reference };
  const row = sheet.header?.last ?? 1;
  understanding.problems.push(problemAt({ sheet }, row, column, 'ages_of_another_year', params));
}

function removeProblems(
  understanding: Understanding,
  isGone: (problem: Understanding['problems'][number]) => boolean,
): void {
  understanding.problems = understanding.problems.filter((problem) => !isGone(problem));
}
