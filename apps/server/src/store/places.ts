/** The tree of places: loaded from a CSV file, kept in a small table. */
import * as v from 'valibot';
import { ancestorsOf, levelOf, type Level, type PlaceCode } from '@doorstep/ledger';
import type { Database, Queries } from './database';

export interface PlaceRow {
  code: PlaceCode;
  level: Level;
  /** The place above; null at the top of the tree. */
  parent: PlaceCode | null;
  zh: string;
  ko: string;
  en: string;
}

const HEADER = 'code,level,parent,zh,ko,en';
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(80));
const RowSchema = v.strictObject({
  code: v.pipe(v.string(), v.regex(/^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/)),
  level: v.picklist(['province', 'prefecture', 'county', 'town', 'village']),
  parent: v.nullable(v.string()),
  zh: name,
  ko: name,
  en: name,
});

/**
 * Parses `code,level,parent,zh,ko,en` lines; an empty ko or en name is the Chinese one.
 * @throws Error naming the line when a row is malformed or its parent is not the place above it
 */
export function parsePlaces(csv: string): PlaceRow[] {
  const [header, ...lines] = csv.trim().split(/\r?\n/);
  if (header !== HEADER) throw new Error(`places: the first line must be ${HEADER}`);
  const found: PlaceRow[] = [];
  const codes = new Set<string>();
  for (const [i, line] of lines.entries()) {
    const row = parseLine(line, i + 2);
    if (row.parent !== null && !codes.has(row.parent))
      throw new Error(`places: line ${i + 2}: its parent must stand above it`);
    codes.add(row.code);
    found.push(row);
  }
  return found;
}

function parseLine(line: string, number: number): PlaceRow {
  const [code, level, parent, zh, ko, en, ...more] = line.split(',');
  const parsed = v.safeParse(RowSchema, {
    code,
    level,
    parent: parent || null,
    zh,
    ko: ko || zh,
    en: en || zh,
  });
  if (!parsed.success || more.length > 0)
    throw new Error(`places: line ${number} is not ${HEADER}`);
  const row = parsed.output;
  const above = row.parent === null || ancestorsOf(row.code)[0] === row.parent;
  if (!above || levelOf(row.code) !== row.level)
    throw new Error(`places: line ${number}: level or parent does not fit the code`);
  return row;
}

/** Adds and renames places; never removes one. */
export async function importPlaces(db: Database, rows: readonly PlaceRow[]): Promise<void> {
  await db.query(
    `insert into place (code, level, parent, name_zh, name_ko, name_en)
     select code, level, parent, zh, ko, en
       from json_to_recordset($1::json) as p(code text, level text, parent text, zh text, ko text, en text)
     on conflict (code) do update
       set level = excluded.level, parent = excluded.parent,
           name_zh = excluded.name_zh, name_ko = excluded.name_ko, name_en = excluded.name_en`,
    [JSON.stringify(rows)],
  );
}

const SELECT = 'select code, level, parent, name_zh as zh, name_ko as ko, name_en as en from place';

export async function find(db: Queries, code: PlaceCode): Promise<PlaceRow | undefined> {
  const [row] = await db.query<PlaceRow>(`${SELECT} where code = $1`, [code]);
  return row;
}

/** Those of the given places that are in the table. */
export async function findAll(db: Queries, codes: readonly PlaceCode[]): Promise<PlaceRow[]> {
  return db.query<PlaceRow>(`${SELECT} where code = any($1)`, [codes]);
}

/** The place itself and everything within it, ordered by code: parents before their children. */
export async function under(db: Queries, code: PlaceCode): Promise<PlaceRow[]> {
  return db.query<PlaceRow>(`${SELECT} where starts_with(code, $1) order by code`, [code]);
}

/** A place and those one level below it, ordered by code. */
export async function withChildren(db: Queries, code: PlaceCode): Promise<PlaceRow[]> {
  return db.query<PlaceRow>(`${SELECT} where code = $1 or parent = $1 order by code`, [code]);
}

/** The counties of a province. */
export async function countiesIn(db: Queries, province: PlaceCode): Promise<string[]> {
  const rows = await db.query<{ code: PlaceCode }>(
    `select c.code from place p join place c on c.parent = p.code where p.parent = $1 and c.level = 'county'`,
    [province],
  );
  return rows.map(({ code }) => code);
}
