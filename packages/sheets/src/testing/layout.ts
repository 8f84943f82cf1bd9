/** How a generated workbook is laid out, and in whose hand it is written: drawn by chance. */
import type { Dice } from './dice';
import type { HeaderKey } from './headers';
import type { Language } from './village';
import type { Field, Hand } from './written';

export type Style = 'none' | 'repeated' | 'first' | 'merged';

export interface Layout {
  language: Language;
  isCsv: boolean;
  bySheet: boolean;
  shape: 'list' | 'beside';
  holder: Style;
  number: Style;
  serial: 'none' | 'person' | 'household' | 'restart';
  group: 'none' | 'column' | 'first' | 'section' | 'sheet';
  place: { key: 'door' | 'address' | undefined; style: Style };
  count: Style;
  hasRelation: boolean;
  fields: Field[];
  titles: number;
  headerRows: 'one' | 'merged' | 'spread';
  hasTotals: boolean;
  hasSignature: boolean;
  blankBetween: boolean;
  repeatEvery: number;
  emptyRows: number;
}

export const TRIP: Field[] = ['returnedDay', 'returnedFrom', 'transport', 'transportNumber'];
const OPTIONAL: Field[] = [
  'sex',
  'nation',
  'idNumber',
  'phone',
  'birthDate',
  'age',
  'poor',
  'away',
  'awayPlace',
  ...TRIP,
  'temperature',
  'chronic',
  'partyMember',
  'education',
  'plate',
  'income',
];

/** A layout by chance. */
export function chooseLayout(dice: Dice): Layout {
  const isCsv = dice.chance(0.25);
  const styles: Style[] = isCsv ? ['repeated', 'first'] : ['repeated', 'first', 'merged'];
  const shape = dice.chance(0.08) ? 'beside' : 'list';
  const bySheet = !isCsv && shape === 'list' && dice.chance(0.35);
  const holder = dice.chance(0.6) ? dice.pick(styles) : 'none';
  const number = shape === 'list' && dice.chance(0.35) ? dice.pick(styles) : 'none';
  const isTold = holder !== 'none' || number !== 'none';
  const fields = OPTIONAL.filter((field) =>
    dice.chance(field === 'idNumber' ? 0.9 : field === 'phone' ? 0.8 : 0.4),
  );
  if (dice.chance(0.5)) fields.push('remarks');
  return {
    language: dice.chance(0.15) ? 'ko' : 'zh',
    isCsv,
    bySheet,
    shape,
    holder,
    number,
    serial: dice.pick(['none', 'person', 'household', 'restart'] as const),
    group: bySheet
      ? 'sheet'
      : shape === 'beside'
        ? 'none'
        : dice.pick(['none', 'column', 'first', 'section'] as const),
    place: { key: dice.pick([undefined, 'door', 'address'] as const), style: dice.pick(styles) },
    count: dice.chance(0.3) ? dice.pick(styles) : 'none',
    hasRelation: !isTold || dice.chance(0.75),
    fields:
      shape === 'beside'
        ? fields.filter((one) => ['idNumber', 'phone', 'sex'].includes(one))
        : fields,
    titles: dice.int(0, 3),
    headerRows:
      isCsv || shape === 'beside' ? 'one' : dice.pick(['one', 'merged', 'spread'] as const),
    hasTotals: dice.chance(0.4),
    hasSignature: dice.chance(0.4),
    blankBetween: dice.chance(0.15),
    repeatEvery: dice.chance(0.15) ? dice.int(5, 15) : 0,
    emptyRows: dice.chance(0.25) ? dice.int(1, 15) : 0,
  };
}

/** The columns of a layout in their order. */
export function columnsOf(dice: Dice, layout: Layout): HeaderKey[] {
  const lead: HeaderKey[] = [];
  if (layout.serial !== 'none') lead.push('serial');
  if (layout.number !== 'none') lead.push('householdNumber');
  if (layout.group === 'column' || layout.group === 'first') lead.push('group');
  const who: HeaderKey[] = [];
  if (layout.holder !== 'none') who.push('householder');
  who.push('name');
  if (layout.hasRelation) who.push('relation');
  const rest: HeaderKey[] = layout.fields.filter(
    (field) => !TRIP.includes(field) && field !== 'remarks',
  );
  if (layout.place.key) rest.push(layout.place.key);
  if (layout.count !== 'none') rest.push('declaredCount');
  const trip = TRIP.filter((field) => layout.fields.includes(field));
  const last: HeaderKey[] = layout.fields.includes('remarks') ? ['remarks'] : [];
  const middle = dice.chance(0.3)
    ? dice.shuffle([...who, ...rest])
    : [...who, ...dice.shuffle(rest)];
  return [...lead, ...middle, ...trip, ...last];
}

/** Names of groups in one form. */
export function groupsOf(dice: Dice, layout: Layout): string[] {
  const count = layout.group === 'none' ? 1 : dice.int(1, 3);
  const forms =
    layout.language === 'ko'
      ? [(n: number) => `${n}조`]
      : [
          (n: number) => `${n}组`,
          (n: number) => `第${'一二三四'[n - 1]}村民小组`,
          (n: number) => `${'一二三四'[n - 1]}组`,
          (n: number) => ['东沟屯', '西沟屯', '南甸屯', '北山屯'][n - 1]!,
        ];
  const form = dice.pick(forms);
  return Array.from({ length: count }, (_, at) => form(at + 1));
}

/** A hand by chance: how it writes days, numbers, yes and no, and how often it errs. */
export function handOf(dice: Dice, layout: Layout, date1904: boolean): Hand {
  const answers: [string, string][] =
    layout.language === 'ko'
      ? [
          ['예', '아니'],
          ['있음', '없음'],
        ]
      : [
          ['是', '否'],
          ['√', ''],
          ['√', '×'],
          ['有', '无'],
          ['Y', 'N'],
          ['是', ''],
        ];
  const [yes, no] = dice.pick(answers);
  return {
    dice,
    language: layout.language,
    fields: new Set<Field>([
      ...layout.fields,
      'name',
      ...(layout.hasRelation ? ['relation' as const] : []),
    ]),
    isCsv: layout.isCsv,
    date1904,
    yes,
    no,
    idStyle: dice.pick(['plain', 'plain', 'apostrophe', 'spaced', 'fullWidth', 'mixed'] as const),
    dayStyle: dice.pick([
      'cell',
      'chineseCell',
      'serial',
      'dash',
      'dot',
      'chinese',
      'noYear',
      'compact',
      'mixed',
    ] as const),
    mistakeShare: dice.pick([0, 0.03, 0.1]),
    written: [],
  };
}
