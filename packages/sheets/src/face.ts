/**
 * What the package promises: a village's own spreadsheet in, an understanding of it out.
 *
 * Invariants: only what is written is used; nothing is written anywhere; every fact can be traced
 * to its cell (`cellOf`); every row is either somebody, nobody for a reason, or a problem. Strings
 * that name people stay on the device that reads the file. Pure: no clock, no disk, no network.
 */

/** A calendar day, `YYYY-MM-DD`. */
export type Day = string;

export interface SheetFile {
  /** With its ending; only the bytes decide how it is read. */
  name: string;
  bytes: Uint8Array;
}

export interface Options {
  /** The reader's day: gives days without a year theirs, where the file itself has no date. */
  today: Day;
  /** Meanings picked by a person, by sheet name and column letter (for .csv the sheet is `''`). */
  meanings?: Record<string, Record<string, Meaning>>;
  /** Sheets, by name, that a person said are not to be read. */
  ignoredSheets?: string[];
  /** Called every few hundred rows; `share` goes from 0 to 1. */
  onProgress?: (progress: Progress) => void;
}

export interface Progress {
  sheet: string;
  rows: number;
  share: number;
}

/**
 * Reads the whole file. Synchronous, so meant for a worker or a command line. Throws `UnreadableFile`
 * when nothing can be read at all; everything else that is wrong is in `problems`.
 */
export type Understand = (file: SheetFile, options: Options) => Understanding;

/**
 * The rows that have problems, each with the reason and how to mend it beside it, as the bytes of
 * an .xlsx: mended there, `understand` reads it again and `Person.origin` tells where each row
 * stood in the first file. Undefined where there is no problem row. The file is read a second time.
 */
export type ProblemWorkbook = (
  file: SheetFile,
  understanding: Understanding,
  locale: 'zh' | 'ko-CN' | 'en',
) => Uint8Array | undefined;

export interface Understanding {
  format: 'xlsx' | 'xls' | 'csv';
  /** Only for .csv. */
  encoding?: 'utf-8' | 'utf-16' | 'gb18030';
  sheets: Sheet[];
  columns: Column[];
  households: Household[];
  people: Person[];
  /** Counts without names: a row that says a group has 45 households, 130 people. */
  counts: DeclaredCount[];
  problems: Problem[];
  stats: Stats;
}

export type SheetRole = 'register' | 'summary' | 'empty' | 'unknown' | 'hidden' | 'ignored';

export interface Sheet {
  index: number;
  /** As on its tab; `''` for .csv. */
  name: string;
  role: SheetRole;
  /** First and last row of the header, from 1; undefined where none was found. */
  header?: { first: number; last: number };
  /** A group that the sheet's name or title gives to everybody in it. */
  group?: string;
  /** The day the sheet itself states (填表日期, 截至…). */
  day?: Day;
  /** Rows with any value; of these, rows that are somebody. */
  rows: number;
  people: number;
  households: number;
  /** Rows with values that are nobody, by why: title, header, total, signature, note, section, numbered. */
  skipped: Partial<Record<NobodyReason, number>>;
}

export type NobodyReason =
  | 'title'
  | 'header'
  | 'total'
  | 'signature'
  | 'note'
  | 'section'
  | 'numbered'
  | 'nameless';

/** What a column can mean; its name for people is the message `sheets.meaning_<meaning>`. */
export const MEANINGS = [
  'serial',
  'householdNumber',
  'group',
  'door',
  'address',
  'registeredAddress',
  'householder',
  'name',
  'nameKorean',
  'member',
  'relation',
  'sex',
  'nation',
  'birthDate',
  'age',
  'idNumber',
  'phone',
  'residence',
  'declaredCount',
  'poor',
  'lowIncome',
  'fiveGuarantees',
  'disabled',
  'partyMember',
  'elderlyAlone',
  'chronic',
  'pregnant',
  'leftBehind',
  'tenant',
  'labels',
  'away',
  'atHome',
  'awayPlace',
  'returned',
  'returnedDay',
  'returnedFrom',
  'transport',
  'transportNumber',
  'temperature',
  'symptoms',
  'remarks',
  'householdCount',
  'peopleCount',
  'reason',
  'originSheet',
  'originRow',
  'other',
  'unknown',
] as const;

/**
 * `other` is understood and not needed (文化程度, 政治面貌, 填表人 …); `unknown` is not understood.
 * `member` is a name in a column of 家庭成员; `atHome` is `away` asked the other way round. `reason`, `originSheet` and `originRow` are columns of
 * a problem workbook.
 */
export type Meaning = (typeof MEANINGS)[number];

export interface Column {
  sheet: number;
  letter: string;
  /** The row from which on it means this; a sheet may change its columns further down. */
  fromRow: number;
  /** Header texts from top to bottom, joined by a space; `''` where there is none. */
  header: string;
  meaning: Meaning;
  /**
   * Columns that tell of the same person share a block: 0 for the first, 1 … for a second list
   * beside it or for 成员1, 成员2 … of one household per row.
   */
  block: number;
  /** `chosen` by a person, `sure` by its header, `likely` by part of its header, `guess` by its values. */
  sure: 'chosen' | 'sure' | 'likely' | 'guess' | 'none';
  /** Why, a message `sheets.why_<why>`. */
  why: 'chosen' | 'header' | 'headerPart' | 'values' | 'notUnderstood' | 'noHeader' | 'notNeeded';
  /** Up to five different values, as written. */
  samples: string[];
  /** Cells with a value below the header. */
  filled: number;
}

/** As in the ledger's register; `relationText` keeps what was written. */
export type Relation =
  | 'head'
  | 'spouse'
  | 'child'
  | 'parent'
  | 'sibling'
  | 'grandchild'
  | 'grandparent'
  | 'other';

export type Label =
  | 'poor'
  | 'low-income'
  | 'five-guarantees'
  | 'disabled'
  | 'party-member'
  | 'elderly-alone'
  | 'chronic'
  | 'pregnant'
  | 'child-left-behind'
  | 'tenant';

/** What was answered: true and false as written; a label nobody wrote about is not there. */
export type Labels = Readonly<Partial<Record<Label, boolean>>>;

export interface Household {
  index: number;
  sheet: number;
  /** Its first row. */
  row: number;
  block: number;
  number?: string;
  group?: string;
  door?: string;
  address?: string;
  /** The householder among `people`, by index there, where listed. */
  householder?: number;
  /** The householder's name where it is written, also when the householder is not listed. */
  householderName?: string;
  /** Labels that hold for a household (poor, low-income, five-guarantees, tenant). */
  labels: Labels;
  /** People it is said to have; may be more than are named. */
  declaredCount?: number;
  /** Indices into `people`, as they stand in the sheet. */
  people: number[];
}

export interface Person {
  index: number;
  /** Index into `households`. */
  household: number;
  sheet: number;
  row: number;
  block: number;
  name: string;
  /** Where the sheet has a column of its own for it. */
  nameKorean?: string;
  relation?: Relation;
  relationText?: string;
  /** Written, or else from a sound ID number. */
  sex?: 'female' | 'male';
  /** `YYYY-MM-DD`, or `YYYY-MM` or `YYYY` where no more is written. A sound ID number goes first. */
  birthDate?: string;
  age?: number;
  /** Upper case without spaces where sound; else as written. Use as an identity only if trusted. */
  idNumber?: string;
  /** `citizen`: 18 characters; `citizen15`: the older 15 digits; `other`: a passport and the like. */
  idKind?: 'citizen' | 'citizen15' | 'other' | 'unsound';
  idTrusted: boolean;
  /** The person, by index, who has the same ID number further up. */
  duplicateOf?: number;
  nation?: string;
  /** Mobiles as 11 digits, landlines with their hyphen, foreign ones with +. */
  phones: readonly string[];
  labels: Labels;
  /** Registered (户籍) and resident (常住) here: one, both, or from outside. */
  residence?: 'both' | 'registered' | 'resident' | 'outsider';
  /** False where written that the person is at home. */
  away?: boolean;
  awayPlace?: string;
  returned?: Returned;
  temperatureTenths?: number;
  symptoms?: string;
  /** Only where it is the person's own and not the household's. */
  address?: string;
  registeredAddress?: string;
  remarks?: string;
  /** Where the row stood in the first file, for rows of a problem workbook. */
  origin?: { sheet: string; row: number };
}

export interface Returned {
  day?: Day;
  from?: string;
  transport?: string;
  number?: string;
}

export interface DeclaredCount {
  sheet: number;
  row: number;
  group?: string;
  households?: number;
  people?: number;
}

/**
 * `error`: the row, or what the cell says, does not come in. `warning`: it comes in, flagged.
 * `note`: worth knowing.
 */
export type Severity = 'error' | 'warning' | 'note';

export interface Problem {
  sheet: number;
  row: number;
  /** The address in the original sheet (`C12`); for .csv the column letter and the line. */
  cell: string;
  code: ProblemCode;
  severity: Severity;
  /** Values of the message's named places; may name people. `value` is what is written there. */
  params: Record<string, string | number>;
  /** The person it is about, by index, if somebody came in. */
  person?: number;
}

/** Stable names; `problemText` says what and why, `mendText` how to mend it. */
export const PROBLEM_SEVERITIES = {
  /** Stored as a number: digits 16 to 18 are lost. */
  id_damaged: 'warning',
  id_check_digit: 'warning',
  /** Neither 15 nor 18 digits; `digits` says how many. */
  id_length: 'warning',
  /** A letter (O, l, I …) stands where a digit must. */
  id_letter: 'warning',
  id_birth_date: 'warning',
  /** Something else than a number of a person's papers. */
  id_unreadable: 'warning',
  /** The same number stands at `first` (`sheetName!A1`, or A1 in the same sheet). */
  id_duplicate: 'warning',
  sex_contradicts_id: 'warning',
  birth_contradicts_id: 'warning',
  age_contradicts_id: 'warning',
  /** Most ages of a column fit another year: said once, at its header. */
  ages_of_another_year: 'note',
  sex_unreadable: 'warning',
  phone_impossible: 'warning',
  date_unreadable: 'warning',
  /** 2020-02-30 and the like. */
  date_impossible: 'warning',
  /** A day of the lunar calendar is not converted. */
  date_lunar: 'warning',
  /** 1-2 of a door, a household or a group that a spreadsheet took for a day. */
  number_became_day: 'warning',
  age_unreadable: 'warning',
  count_unreadable: 'warning',
  /** More people are listed than the household is said to have. */
  count_too_small: 'warning',
  temperature_impossible: 'warning',
  /** Neither yes nor no. */
  answer_unreadable: 'warning',
  /** A row with an ID number, a phone … and no name is nobody until it has one. */
  name_missing: 'error',
  name_unreadable: 'error',
  /** One cell, several names. */
  names_in_one_cell: 'error',
  /** Neither number, householder nor a householder's row before it says whose household it is. */
  household_unclear: 'warning',
  /** A second householder in one household. */
  householder_twice: 'warning',
  /** The same household number, another householder's name. */
  householder_differs: 'warning',
  /** #REF!, #N/A … */
  cell_error: 'warning',
  /** A formula whose result was not kept in the file. */
  formula_without_value: 'warning',
  /** A hidden sheet with values was not read. */
  sheet_hidden: 'note',
  /** A sheet with values that is neither a register nor a summary. */
  sheet_not_understood: 'note',
  /** Nobody was found in the whole file. */
  nobody_found: 'error',
} as const satisfies Record<string, Severity>;

export type ProblemCode = keyof typeof PROBLEM_SEVERITIES;

export interface Stats {
  households: number;
  people: number;
  idsTrusted: number;
  rows: number;
  problems: Partial<Record<ProblemCode, number>>;
}

/** Stable names; `unreadableText` is the one sentence that says why and what to do. */
export const UNREADABLE_CODES = [
  'empty',
  'encrypted',
  'html',
  'word',
  'not_a_spreadsheet',
  'old_format',
  'other_spreadsheet',
  'damaged',
  'too_large',
  'too_many_rows',
  'unsafe',
] as const;
export type UnreadableCode = (typeof UNREADABLE_CODES)[number];

/** The file cannot be read at all; the message is its code, `unreadableText` says it to people. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
  constructor(
    readonly code: UnreadableCode,
    readonly params: Record<string, string | number> = {},
  ) {
    super(code);
  }
}
