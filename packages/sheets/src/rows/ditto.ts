/** 同上 and its like: the value of the cell above, as if it stood there. */
import type { Meaning } from '../face';
import type { Plan } from '../header/columns';
import type { Row } from '../read/workbook';
import { CONVEYED } from './sheet-context';

const DITTO = /^(?:同上|上同|仝上?|[〃″"]|''|상동|동상|우와같음|위와같음)$/;
/** Nobody has these of somebody else. */
const OWN: ReadonlySet<Meaning> = new Set<Meaning>(['name', 'nameKorean', 'member', 'idNumber']);

/** Puts the values of the row above where this row only points at them. */
export function resolveDittos(row: Row, above: Row | undefined, { columns }: Plan): void {
  for (const { column, meaning } of columns) {
    const over = above?.cells[column];
    const text = row.cells[column]?.text.replace(/\s/g, '') ?? '';
    if (!over || OWN.has(meaning) || !DITTO.test(text)) continue;
    const origin = over.origin ?? { row: above!.number, column };
    row.cells[column] = CONVEYED.has(meaning) ? { ...over, origin } : over;
  }
}
