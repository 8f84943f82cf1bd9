/** A village's own spreadsheet in, an understanding of it out. */
import {
  UnreadableFile,
  type Options,
  type ProblemCode,
  type SheetFile,
  type Understand,
  type Understanding,
} from './face';
import { openWorkbook } from './read/open';
import { problemAt, type FileContext } from './rows/sheet-context';
import { readSheet } from './sheet';

/** See `Understand`. */
export const understand: Understand = (file: SheetFile, options: Options): Understanding => {
  const workbook = openWorkbook(file);
  const understanding: Understanding = {
    format: workbook.format,
    ...(workbook.encoding && { encoding: workbook.encoding }),
    sheets: [],
    columns: [],
    households: [],
    people: [],
    counts: [],
    problems: [],
    stats: { households: 0, people: 0, idsTrusted: 0, rows: 0, problems: {} },
  };
  const context: FileContext = { understanding, today: options.today, personByKey: new Map() };
  const total = workbook.sheets.length;
  workbook.sheets.forEach((source, at) => {
    const tell = (rows: number, share: number) =>
      options.onProgress?.({ sheet: source.name, rows, share: (at + share) / total });
    readSheet(source, context, {
      meanings: options.meanings?.[source.name] ?? {},
      isIgnored: options.ignoredSheets?.includes(source.name) ?? false,
      onRows: (rows) => tell(rows, source.share()),
    });
    tell(understanding.sheets[at]!.rows, 1);
  });
  finish(understanding);
  return understanding;
};

function finish(understanding: Understanding): void {
  const { households, people, sheets, problems } = understanding;
  if (sheets.every(({ role }) => role === 'empty')) throw new UnreadableFile('empty');
  countTooSmall(understanding);
  if (people.length === 0 && households.length === 0 && understanding.counts.length === 0) {
    const sheet = sheets.find(({ role }) => role !== 'empty') ?? sheets[0];
    if (sheet) problems.push(problemAt({ sheet }, 1, 0, 'nobody_found'));
  }
  problems.sort((a, b) => a.sheet - b.sheet || a.row - b.row);
  const codes: Partial<Record<ProblemCode, number>> = {};
  for (const { code } of problems) codes[code] = (codes[code] ?? 0) + 1;
  understanding.stats = {
    households: households.length,
    people: people.length,
    idsTrusted: people.filter(({ idTrusted }) => idTrusted).length,
    rows: sheets.reduce((sum, { rows }) => sum + rows, 0),
    problems: codes,
  };
}

function countTooSmall({ households, columns, sheets, problems }: Understanding): void {
  for (const { sheet, row, block, declaredCount, people } of households) {
    if (declaredCount === undefined || people.length <= declaredCount) continue;
    const column = columns
      .filter(
        (one) =>
          one.sheet === sheet &&
          one.block === block &&
          one.meaning === 'declaredCount' &&
          one.fromRow <= row,
      )
      .at(-1);
    if (!column) continue;
    const params = { value: declaredCount, listed: people.length };
    const problem = problemAt({ sheet: sheets[sheet]! }, row, 0, 'count_too_small', params);
    problems.push({ ...problem, cell: `${column.letter}${row}` });
  }
}
