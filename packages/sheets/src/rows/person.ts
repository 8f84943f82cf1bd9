/** One person out of one block of a row: every cell read for what it says, every doubt reported. */
import type { Label, Labels, Meaning, Problem, ProblemCode } from '../face';
import { detached, type Row } from '../read/workbook';
import { awayOf, answerOf, labelAnswer, labelsIn, residenceOf, sexOf } from '../values/answer';
import { saysNothing, tidy } from '../values/blank';
import { dayIn, type ReadDay } from '../values/day';
import { ageOf, temperatureIn } from '../values/figure';
import { idNumberOf, type IdNumber } from '../values/id-number';
import { phonesIn } from '../values/phone';
import { relationOf } from '../values/relation';
import { checkAgainstId } from './contradiction';
import { sharedLabels } from './labels';
import { cellsOf, problemAt, type Draft, type Found, type SheetContext } from './sheet-context';

export type Facts = Draft['person'];

/** A label's own column. */
const LABEL_COLUMNS: [Meaning, Label][] = [
  ['poor', 'poor'],
  ['lowIncome', 'low-income'],
  ['fiveGuarantees', 'five-guarantees'],
  ['disabled', 'disabled'],
  ['partyMember', 'party-member'],
  ['elderlyAlone', 'elderly-alone'],
  ['chronic', 'chronic'],
  ['pregnant', 'pregnant'],
  ['leftBehind', 'child-left-behind'],
  ['tenant', 'tenant'],
];
const NO_LABELS: Labels = Object.freeze({});
const NO_PHONES: readonly string[] = Object.freeze([]);
const NO_JOURNEY = /^(?:未|没|无|不|否|在家|在村|本地|长期在|常年在|一直|집에|안|못)[^\d]*$/;

/** Reads cells of one block of one row. */
export function createBlockReader(context: SheetContext, row: Row, block: number) {
  const { plan } = context;
  const problems: Problem[] = [];
  const find = (meaning: Meaning): Found[] =>
    cellsOf(row, plan, block, meaning).filter((found) => !isBroken(found));

  function report(column: number, code: ProblemCode, params: Problem['params'] = {}): void {
    problems.push(problemAt(context, row.number, column, code, params));
  }
  function isBroken({ cell, column }: Found): boolean {
    const isError = cell.kind === 'error' || cell.kind === 'no-value';
    if (
      isError &&
      !problems.some(
        ({ cell: at }) => at === problemAt(context, row.number, column, 'cell_error').cell,
      )
    ) {
      if (cell.kind === 'error') report(column, 'cell_error', { value: cell.text });
      else report(column, 'formula_without_value');
    }
    return isError;
  }
  function text(meaning: Meaning): string | undefined {
    const parts = find(meaning).map(({ cell }) => tidy(cell.text));
    const said = parts.filter((part) => !saysNothing(part));
    return said.length > 0 ? detached(said.join('; ')) : undefined;
  }
  return { context, row, problems, find, text, report };
}

export type BlockReader = ReturnType<typeof createBlockReader>;

/** Everything a block says of somebody whose name is already read. */
export function draftOf(
  reader: BlockReader,
  block: number,
  name: string,
  note: string | undefined,
): Draft {
  const { context, row, problems } = reader;
  const facts = nameOnly(context.sheet.index, row.number, block, detached(name));
  readRelation(reader, block, facts, note);
  const id = readId(reader, facts);
  readSexAndBirth(reader, facts, id);
  readContact(reader, facts);
  readLabels(reader, facts);
  readWhereabouts(reader, facts);
  readHealth(reader, facts);
  readOrigin(reader, facts);
  const remarks = [
    note && !facts.relationText?.includes(note) ? note : undefined,
    reader.text('remarks'),
  ];
  const said = remarks.filter((one) => one !== undefined).join('; ');
  if (said) facts.remarks = detached(said);
  const key = id?.key === facts.idNumber ? facts.idNumber : id?.key;
  return { person: facts, key, problems };
}

/**
 * Somebody of whom only the name is known. Every fact has its place from the start: thousands are
 * kept, and an object that grows by one fact after the other takes several times the room.
 */
function nameOnly(sheet: number, row: number, block: number, name: string): Facts {
  return {
    index: -1,
    household: -1,
    sheet,
    row,
    block,
    name,
    nameKorean: undefined,
    relation: undefined,
    relationText: undefined,
    sex: undefined,
    birthDate: undefined,
    age: undefined,
    idNumber: undefined,
    idKind: undefined,
    idTrusted: false,
    duplicateOf: undefined,
    nation: undefined,
    phones: NO_PHONES,
    labels: NO_LABELS,
    residence: undefined,
    away: undefined,
    awayPlace: undefined,
    returned: undefined,
    temperatureTenths: undefined,
    symptoms: undefined,
    address: undefined,
    registeredAddress: undefined,
    remarks: undefined,
    origin: undefined,
  };
}

/** A householder of whom only the name is written. */
export const headOnly = (sheet: number, row: number, block: number, name: string): Facts => ({
  ...nameOnly(sheet, row, block, name),
  relation: 'head',
});

function readRelation(
  { context, text }: BlockReader,
  block: number,
  facts: Facts,
  note: string | undefined,
): void {
  const stated = context.plan.columns.find((one) => one.block === block && one.relation)?.relation;
  const isHeadByNote = note !== undefined && /^(?:户主|本人|세대주|호주)$/.test(note);
  const written = text('relation') ?? stated ?? (isHeadByNote ? note : undefined);
  // 否 in a column of 是否户主 says nothing of what the person is.
  if (!written || answerOf(written) === false) return;
  facts.relationText = written;
  facts.relation = relationOf(written);
}

function readId({ context, find, report }: BlockReader, facts: Facts): IdNumber | undefined {
  for (const { cell, column } of find('idNumber')) {
    const id = idNumberOf(cell, context.today);
    if (!id) continue;
    facts.idNumber = detached(id.idNumber);
    facts.idKind = id.idKind;
    facts.idTrusted = id.idKind !== 'unsound';
    if (id.problem) {
      report(column, id.problem.code, { value: tidy(cell.text), ...id.problem.params });
    }
    return id;
  }
  return undefined;
}

function readSexAndBirth(reader: BlockReader, facts: Facts, id: IdNumber | undefined): void {
  const [sex] = reader.find('sex');
  if (sex && !saysNothing(sex.cell.text)) {
    facts.sex = sexOf(sex.cell.text);
    if (!facts.sex) reader.report(sex.column, 'sex_unreadable', { value: tidy(sex.cell.text) });
  }
  const [birth] = reader.find('birthDate');
  const read = birth && dayIn(birth.cell, reader.context.today, reader.context.date1904);
  if (read?.problem) reportDay(reader, birth!, read);
  facts.birthDate = read?.day ?? read?.partial;
  const [age] = reader.find('age');
  if (age && !saysNothing(age.cell.text)) {
    facts.age = ageOf(age.cell.text);
    if (facts.age === undefined) {
      reader.report(age.column, 'age_unreadable', { value: tidy(age.cell.text) });
    }
  }
  if (id) checkAgainstId(reader, facts, id, { sex, birth, age });
}

const reportDay = (reader: BlockReader, { cell, column }: Found, { problem }: ReadDay): void =>
  reader.report(column, problem!, { value: tidy(cell.text) });

function readContact(reader: BlockReader, facts: Facts): void {
  facts.nation = reader.text('nation');
  facts.nameKorean = reader.text('nameKorean');
  facts.registeredAddress = reader.text('registeredAddress');
  const phones: string[] = [];
  for (const { cell, column } of reader.find('phone')) {
    const read = phonesIn(cell.text);
    phones.push(...read.phones);
    if (read.impossible) {
      reader.report(column, 'phone_impossible', { value: tidy(read.impossible) });
    }
  }
  if (phones.length > 0) facts.phones = [...new Set(phones)].map(detached);
}

function readLabels(reader: BlockReader, facts: Facts): void {
  const labels: Partial<Record<Label, boolean>> = {};
  for (const label of labelsIn(reader.text('labels') ?? '')) labels[label] = true;
  for (const [meaning, label] of LABEL_COLUMNS) {
    for (const { cell, column } of reader.find(meaning)) {
      const answer = labelAnswer(label, tidy(cell.text));
      if (answer === 'unreadable') {
        reader.report(column, 'answer_unreadable', { value: tidy(cell.text) });
      } else if (answer !== 'unknown') labels[label] = answer;
      if (meaning === 'poor') for (const also of labelsIn(cell.text)) labels[also] ??= true;
    }
  }
  if (Object.keys(labels).length > 0) facts.labels = sharedLabels(labels);
  for (const { cell, column } of reader.find('residence')) {
    const header = reader.context.plan.columns.find((one) => one.column === column)?.header ?? '';
    const residence = residenceOf(tidy(cell.text), header);
    if (residence !== 'unreadable') facts.residence = residence;
    else reader.report(column, 'answer_unreadable', { value: tidy(cell.text) });
  }
}

function readWhereabouts(reader: BlockReader, facts: Facts): void {
  for (const meaning of ['away', 'atHome'] as const) {
    for (const { cell, column } of reader.find(meaning)) {
      const text = tidy(cell.text);
      const answer = meaning === 'away' ? awayOf(text) : atHome(text);
      if (answer === 'unreadable') reader.report(column, 'answer_unreadable', { value: text });
      else if (answer !== 'unknown') facts.away = answer;
    }
  }
  facts.awayPlace = reader.text('awayPlace');
  readReturn(reader, facts);
}

const atHome = (text: string) => {
  const answer = answerOf(text);
  if (typeof answer === 'boolean') return !answer;
  return answer === 'unknown' ? answer : awayOf(text);
};

function readReturn(reader: BlockReader, facts: Facts): void {
  const journey = (meaning: Meaning): string | undefined => {
    const text = reader.text(meaning);
    return text && !NO_JOURNEY.test(text) ? text : undefined;
  };
  const [when] = reader.find('returnedDay');
  const isSaid = when && !saysNothing(when.cell.text) && !NO_JOURNEY.test(when.cell.text.trim());
  const { reference, date1904 } = reader.context;
  const read = isSaid ? dayIn(when.cell, reference, date1904) : undefined;
  if (read && !read.day) reportDay(reader, when!, { problem: 'date_unreadable', ...read });
  const transport = splitTransport(journey('transport'), journey('transportNumber'));
  const returned = { day: read?.day, from: journey('returnedFrom'), ...transport };
  if (Object.values(returned).some((one) => one !== undefined)) facts.returned = returned;
  for (const { cell, column } of reader.find('returned')) {
    const text = tidy(cell.text);
    const answer = answerOf(text);
    if (answer === true) facts.returned ??= {};
    if (answer === 'unreadable') reader.report(column, 'answer_unreadable', { value: text });
  }
}

/** 火车K1567 in one cell: the train's number apart from the word. */
function splitTransport(transport: string | undefined, number: string | undefined) {
  const within = number ? undefined : /[A-Z]{0,2}\d{2,5}(?:次)?/i.exec(transport ?? '')?.[0];
  if (!within) return { transport, number };
  const word = transport!.replace(within, '').replace(/[\s,，、()（）:：/]+/g, '');
  return { transport: word || undefined, number: within };
}

function readHealth(reader: BlockReader, facts: Facts): void {
  for (const meaning of ['temperature', 'symptoms'] as const) {
    for (const { cell, column } of reader.find(meaning)) {
      const text = tidy(cell.text);
      if (saysNothing(text)) continue;
      const read =
        meaning === 'temperature' || /\d\d[.度]\d|℃/.test(text) ? temperatureIn(text) : undefined;
      if (read?.tenths) facts.temperatureTenths ??= read.tenths;
      if (read?.isImpossible) reader.report(column, 'temperature_impossible', { value: text });
      const words = text
        .replace(/\d{2}(?:[.度]\d)?\s*(?:℃|°C|度)?/g, '')
        .replace(/^[\s,，、/;；]+|[\s,，、/;；]+$/g, '');
      if (words && !saysNothing(words) && !/^(?:正常|体温正常|정상)$/.test(words))
        facts.symptoms ??= detached(words);
    }
  }
}

function readOrigin(reader: BlockReader, facts: Facts): void {
  const row = Number(reader.text('originRow'));
  if (row > 0) facts.origin = { sheet: reader.text('originSheet') ?? '', row };
}
