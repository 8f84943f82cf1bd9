/**
 * A generator of disorder: a workbook by seed as some village might have it, with the truth of what
 * stands in it and every mistake planted, by sheet, cell and code. A grammar: how the sheets are cut,
 * what stands above the header, how it is built, how households are marked, what lies between rows.
 */
import type { ProblemCode, SheetFile } from '../face';
import { letterOf } from '../read/workbook';
import { createDice, type Dice } from './dice';
import { encodeGb18030 } from './gb18030';
import { headerOf, type HeaderKey } from './headers';
import { TRIP, chooseLayout, columnsOf, groupsOf, handOf, type Layout, type Style } from './layout';
import { spoil } from './mistakes';
import { inventVillage, type House } from './village';
import { csvText, writeXlsx, type Cell, type SheetToWrite } from './workbook';
import { write, type ExpectedHousehold, type Field, type Hand } from './written';

export interface Disorder {
  seed: number;
  file: SheetFile;
  /** What the workbook is like, for whoever looks into a failure. */
  traits: Record<string, unknown>;
  households: ExpectedHousehold[];
  mistakes: { sheet: string; cell: string; code: ProblemCode }[];
  cleanCells: number;
}

/** A sheet while it is written. */
class Page {
  readonly rows: Cell[][] = [];
  readonly merges: string[] = [];
  constructor(readonly name: string) {}

  add(cells: Cell[]): number {
    this.rows.push(cells);
    return this.rows.length;
  }

  merge(top: number, left: number, bottom: number, right: number): void {
    if (top === bottom && left === right) return;
    this.merges.push(`${letterOf(left)}${top}:${letterOf(right)}${bottom}`);
  }
}

class Writer {
  readonly pages: Page[] = [];
  readonly households: ExpectedHousehold[] = [];
  readonly mistakes: Disorder['mistakes'] = [];
  cleanCells = 0;
  private readonly headers: Map<HeaderKey, string>;
  private serial = 0;

  constructor(
    private readonly dice: Dice,
    private readonly layout: Layout,
    private readonly columns: HeaderKey[],
    private readonly hand: Hand,
  ) {
    this.headers = new Map(columns.map((key) => [key, headerOf(dice, layout.language, key)]));
  }

  page(name: string, title: string): Page {
    const page = new Page(name);
    this.pages.push(page);
    this.titles(page, title);
    this.header(page);
    return page;
  }

  private titles(page: Page, title: string): void {
    const { titles, language } = this.layout;
    const width = Math.max(2, this.columns.length);
    const lines: Cell[][] = [
      [title],
      [language === 'ko' ? '작성일: 2020년 2월 10일' : '填表日期：2020年2月10日'],
      [
        language === 'ko' ? '단위: 동광촌' : '填报单位（盖章）：东光村村民委员会',
        '',
        language === 'ko' ? '책임자: 모모' : '负责人：某某',
      ],
    ];
    for (const line of lines.slice(0, titles)) {
      const row = page.add(line);
      if (line.length === 1 && this.dice.chance(0.7)) page.merge(row, 0, row, width - 1);
      if (this.dice.chance(0.1)) page.add([]);
    }
  }

  private header(page: Page): void {
    const { headerRows } = this.layout;
    const names = this.columns.map((key) => this.headers.get(key)!);
    const trip = this.columns.flatMap((key, at) => (TRIP.includes(key as Field) ? [at] : []));
    if (headerRows === 'one' || trip.length < 2) {
      this.addHeader(page, names);
      return;
    }
    const parent =
      this.layout.language === 'ko'
        ? '귀향정황'
        : this.dice.pick(['返乡情况', '返乡人员情况', '外出返乡情况']);
    const isSpread = headerRows === 'spread';
    const upper = names.map((name, at) =>
      trip.includes(at) ? (at === trip[0] ? parent : '') : name,
    );
    const top = page.add(upper);
    const bottom = page.add(names.map((name, at) => (trip.includes(at) ? name : '')));
    page.merge(top, trip[0]!, top, trip.at(-1)!);
    names.forEach((_, at) => {
      if (!trip.includes(at) && !isSpread) page.merge(top, at, bottom, at);
    });
  }

  private addHeader(page: Page, names: string[]): void {
    const isTwice = this.layout.shape === 'beside';
    page.add(isTwice ? [...names, ...names] : names);
  }

  group(page: Page, houses: House[], group: string): void {
    const { layout, dice } = this;
    if (layout.group === 'section') {
      const row = page.add([
        layout.language === 'ko'
          ? group
          : dice.pick([group, group, `${group}（共${houses.length}户）`]),
      ]);
      page.merge(row, 0, row, Math.max(1, this.columns.length - 1));
    }
    if (layout.shape === 'beside') this.beside(page, houses);
    else houses.forEach((house, at) => this.house(page, house, at === 0));
    if (layout.hasTotals) {
      const people = houses.reduce((sum, house) => sum + house.people.length, 0);
      const words = layout.language === 'ko' ? ['합계', '소계'] : ['合计', '小计', '总计', '合 计'];
      page.add(
        dice.chance(0.5) ? [dice.pick(words), '', people] : ['', dice.pick(words), `${people}人`],
      );
    }
  }

  foot(page: Page): void {
    const { layout, dice } = this;
    for (let at = 1; at <= layout.emptyRows; at++) {
      page.add(layout.serial === 'person' ? [this.serial + at] : ['', '']);
    }
    if (!layout.hasSignature) return;
    page.add([]);
    const lines: Cell[][] =
      layout.language === 'ko'
        ? [['작성자: 김모모', '', '심사자: 리모모'], ['비고: 사실대로 쓸것']]
        : [
            ['填表人：', '张某某', '审核人：', '李某某', '填表日期：2020年2月10日'],
            ['填表人：张某某', '', '', '审核人：李某某'],
            ['制表人', '张某某', '', '负责人（签字）：', '李某某'],
            ['注：本表由村民小组长填写，一式两份。'],
            ['', '村主任：', '王某某', '联系电话：', '0433-2861234'],
          ];
    page.add(dice.pick(lines));
  }

  private blankRow(): Cell[] {
    return this.columns.map(() => '');
  }

  private house(page: Page, house: House, isFirstOfGroup: boolean): void {
    const { layout } = this;
    if (layout.blankBetween && page.rows.length > 8 && this.dice.chance(0.5)) page.add([]);
    const rows = this.peopleRows(house);
    const top = page.rows.length + 1;
    rows.cells.forEach((cells, at) => {
      if (layout.repeatEvery > 0 && at === 0 && page.rows.length % layout.repeatEvery === 0)
        this.header(page);
      this.householdCells(cells, house, at, isFirstOfGroup);
      const row = page.add(cells);
      this.cleanCells += cells.filter((cell) => cell !== '').length;
      for (const { field, code } of rows.mistakes[at]!) {
        const cell = `${letterOf(this.columns.indexOf(field))}${row}`;
        this.mistakes.push({ sheet: page.name, cell, code });
        this.cleanCells--;
      }
    });
    const bottom = page.rows.length;
    const first = bottom - rows.cells.length + 1;
    if (bottom - first + 1 > 1 && first >= top) this.mergeHousehold(page, first, bottom);
    this.households.push(this.expected(house, rows.people));
  }

  private expected(house: House, people: ExpectedHousehold['people']): ExpectedHousehold {
    const { layout } = this;
    const isTold = layout.holder !== 'none' || people.some(({ relation }) => relation === 'head');
    return {
      number: layout.number === 'none' ? undefined : house.number,
      group: layout.group === 'none' ? undefined : house.group,
      householderName: isTold ? house.people[0]!.name : undefined,
      declaredCount: layout.count === 'none' ? undefined : house.people.length,
      people,
    };
  }

  private peopleRows(house: House) {
    const cells: Cell[][] = [];
    const people: ExpectedHousehold['people'] = [];
    const mistakes: { field: Field; code: ProblemCode }[][] = [];
    for (const villager of house.people) {
      const written = write(this.hand, villager, house);
      spoil(this.hand, villager, written);
      cells.push(this.columns.map((key) => written.cells[key as Field] ?? ''));
      mistakes.push(written.mistakes);
      if (!written.expected) continue;
      const isHead = villager.relation === 'head' && this.layout.holder !== 'none';
      if (isHead) written.expected.relation = 'head';
      people.push(written.expected);
    }
    return { cells, people, mistakes };
  }

  private householdCells(cells: Cell[], house: House, at: number, isFirstOfGroup: boolean): void {
    const { layout } = this;
    const set = (key: HeaderKey, style: Style, value: Cell): void => {
      const column = this.columns.indexOf(key);
      if (column >= 0) cells[column] = style === 'repeated' || at === 0 ? value : '';
    };
    if (at === 0 && layout.serial === 'household') this.serial++;
    if (layout.serial === 'person') this.serial++;
    const serial = {
      none: '',
      person: this.serial,
      household: at === 0 ? this.serial : '',
      restart: at + 1,
    };
    set('serial', 'repeated', serial[layout.serial]);
    set('householder', layout.holder, house.people[0]!.name);
    set(
      'householdNumber',
      layout.number,
      this.dice.chance(0.5) ? house.number : Number(house.number),
    );
    set(
      'group',
      layout.group === 'first' && !isFirstOfGroup
        ? 'none'
        : layout.group === 'first'
          ? 'first'
          : 'repeated',
      layout.group === 'first' && !isFirstOfGroup ? '' : house.group,
    );
    if (layout.place.key)
      set(
        layout.place.key,
        layout.place.style,
        layout.place.key === 'door' ? house.door : house.address,
      );
    set('declaredCount', layout.count, house.people.length);
  }

  private mergeHousehold(page: Page, top: number, bottom: number): void {
    const { layout } = this;
    const merged: [HeaderKey | undefined, boolean][] = [
      ['householder', layout.holder === 'merged'],
      ['householdNumber', layout.number === 'merged'],
      [layout.place.key, layout.place.style === 'merged'],
      ['declaredCount', layout.count === 'merged'],
      ['serial', layout.serial === 'household' && layout.holder === 'merged'],
    ];
    for (const [key, isMerged] of merged) {
      const column = key ? this.columns.indexOf(key) : -1;
      if (isMerged && column >= 0) page.merge(top, column, bottom, column);
    }
  }

  /** Two lists side by side: the first half of the households left, the rest right. */
  private beside(page: Page, houses: House[]): void {
    const half = Math.ceil(houses.length / 2);
    const sides = [houses.slice(0, half), houses.slice(half)].map((side) => {
      const lines: { cells: Cell[]; mistakes: { field: Field; code: ProblemCode }[] }[] = [];
      for (const house of side) {
        const rows = this.peopleRows(house);
        rows.cells.forEach((cells, at) => {
          this.householdCells(cells, house, at, false);
          lines.push({ cells, mistakes: rows.mistakes[at]! });
        });
        this.households.push(this.expected(house, rows.people));
      }
      return lines;
    });
    const height = Math.max(...sides.map(({ length }) => length));
    for (let at = 0; at < height; at++) {
      const cells = sides.flatMap((lines) => lines[at]?.cells ?? this.blankRow());
      const row = page.add(cells);
      this.cleanCells += cells.filter((cell) => cell !== '').length;
      sides.forEach((lines, side) => {
        for (const { field, code } of lines[at]?.mistakes ?? []) {
          const column = this.columns.indexOf(field) + side * this.columns.length;
          this.mistakes.push({ sheet: page.name, cell: `${letterOf(column)}${row}`, code });
        }
      });
    }
  }
}

/** Sheets beside the registers: a summary, an empty one, a hidden one. */
function otherSheets(dice: Dice, houses: House[], groups: string[]): SheetToWrite[] {
  const sheets: SheetToWrite[] = [];
  if (dice.chance(0.5)) {
    const rows: Cell[][] = [['汇总表'], ['组别', '户数', '人口']];
    for (const group of groups) {
      const own = houses.filter((house) => house.group === group);
      rows.push([group, own.length, own.reduce((sum, house) => sum + house.people.length, 0)]);
    }
    rows.push(['合计', { formula: 'SUM(B3:B4)', value: houses.length }, '']);
    sheets.push({ name: '汇总', rows });
  }
  if (dice.chance(0.5)) sheets.push({ name: 'Sheet3', rows: [] });
  if (dice.chance(0.2)) sheets.push({ name: '字典', rows: [['男'], ['女']], isHidden: true });
  return sheets;
}

/** The workbook of a seed. */
export function disorder(seed: number): Disorder {
  const dice = createDice(seed);
  const layout = chooseLayout(dice);
  const date1904 = !layout.isCsv && dice.chance(0.1);
  const groups = groupsOf(dice, layout);
  const houses = inventVillage(dice, layout.language, groups);
  const columns = columnsOf(dice, layout);
  const hand = handOf(dice, layout, date1904);
  const writer = new Writer(dice, layout, columns, hand);
  const title =
    layout.language === 'ko'
      ? '동광촌 주민명부'
      : dice.pick([
          '东光村户籍人口花名册',
          '新型冠状病毒感染的肺炎疫情排查表',
          '东光村村民信息登记台账',
        ]);
  const single = layout.bySheet ? undefined : writer.page(layout.isCsv ? '' : 'Sheet1', title);
  for (const group of groups) {
    const page = single ?? writer.page(group, title);
    writer.group(
      page,
      houses.filter((house) => house.group === group),
      group,
    );
    if (!single) writer.foot(page);
  }
  if (single) writer.foot(single);
  const others = layout.isCsv ? [] : otherSheets(dice, houses, groups);
  const sheets = [...writer.pages, ...others];
  const { households, mistakes, cleanCells } = writer;
  const traits = { ...layout, columns, day: hand.dayStyle, id: hand.idStyle, date1904 };
  if (layout.isCsv) countLines(sheets[0]!.rows, mistakes);
  const bytes = layout.isCsv
    ? csvBytes(dice, sheets[0]!)
    : writeXlsx(sheets, { date1904, texts: dice.pick(['shared', 'inline'] as const) });
  const name = layout.isCsv ? 'a.csv' : 'a.xlsx';
  return { seed, file: { name, bytes }, traits, households, mistakes, cleanCells };
}

function csvBytes(dice: Dice, { rows }: { rows: (Cell[] | undefined)[] }): Uint8Array {
  const text = csvText(rows, dice.pick([',', ',', ';', '\t']), dice.pick(['\r\n', '\n']));
  const encoding = dice.pick(['utf-8', 'bom', 'gb18030'] as const);
  if (encoding === 'gb18030') return encodeGb18030(text);
  return new TextEncoder().encode(encoding === 'bom' ? `\ufeff${text}` : text);
}

/** In text a row begins on a line, and line ends within cells above push it down. */
function countLines(rows: (Cell[] | undefined)[], mistakes: Disorder['mistakes']): void {
  let line = 1;
  const lineOf = rows.map((cells = []) => {
    const at = line;
    const ends = cells.map((cell) => (typeof cell === 'string' ? cell.split('\n').length - 1 : 0));
    line += 1 + ends.reduce((sum, n) => sum + n, 0);
    return at;
  });
  for (const mistake of mistakes) {
    mistake.cell = mistake.cell.replace(/\d+$/, (row) => String(lineOf[Number(row) - 1]));
  }
}
