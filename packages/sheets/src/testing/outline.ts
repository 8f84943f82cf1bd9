/** What was understood in a few words, for tests to compare. */
import { understand, type SheetFile, type Understanding } from '../index';
import { csvText, writeXlsx, type Cell, type SheetToWrite } from './workbook';

const TODAY = '2020-02-20';

/** A household a line: `number group: name relation, …`. */
export const outline = ({ households, people }: Understanding): string[] =>
  households.map(({ number, group, people: members }) => {
    const told = members.map((index) => {
      const { name, relation } = people[index]!;
      return relation ? `${name} ${relation}` : name;
    });
    return `${[number, group].filter(Boolean).join(' ')}: ${told.join(', ')}`;
  });

/** A problem a line: `cell code`. */
export const problemsOf = ({ problems }: Understanding): string[] =>
  problems.map(({ cell, code }) => `${cell} ${code}`);

const fileOf = (name: string, bytes: Uint8Array): SheetFile => ({ name, bytes });

/** Understands sheets as an .xlsx. */
export const readXlsx = (...sheets: SheetToWrite[]): Understanding =>
  understand(fileOf('a.xlsx', writeXlsx(sheets)), { today: TODAY });

/** Understands rows as a .csv of an encoding. */
export const readCsv = (
  rows: Cell[][],
  encode: (text: string) => Uint8Array = (text) => new TextEncoder().encode(text),
): Understanding => understand(fileOf('a.csv', encode(csvText(rows, ','))), { today: TODAY });

/** A row written as one text, its cells divided by bars. */
export const cells = (text: string): string[] => text.split('|');
