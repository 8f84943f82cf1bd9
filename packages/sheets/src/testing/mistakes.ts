/** Mistakes as people and spreadsheets make them, and what may still be known beside each. */
import type { ProblemCode } from '../face';
import { idCheckCharacter } from '@doorstep/ledger';
import type { Dice } from './dice';
import type { Villager } from './village';
import type { Cell } from './workbook';
import type { Expected, Field, Hand, Written } from './written';

type Spoil = (hand: Hand, villager: Villager, written: Written) => void;

/** An ID number that is not believed takes with it what only it told. */
function unsoundId(
  { fields }: Hand,
  expected: Expected,
  birthWritten: string,
  sex: 'female' | 'male',
): void {
  expected.idTrusted = false;
  delete expected.idNumber;
  if (!fields.has('sex')) delete expected.sex;
  else expected.sex = sex;
  if (!fields.has('birthDate')) delete expected.birthDate;
  else expected.birthDate = birthWritten;
}

const badId =
  (code: ProblemCode, spoiled: (hand: Hand, id: string) => Cell): Spoil =>
  (hand, villager, written) => {
    if (!written.expected!.idNumber) return;
    written.cells.idNumber = spoiled(hand, villager.id);
    unsoundId(hand, written.expected!, villager.birthDate, villager.sex);
    written.mistakes.push({ field: 'idNumber', code });
  };

const otherCheck = (seventeen: string, dice: Dice): string =>
  dice.pick([...'0123456789X'].filter((char) => char !== idCheckCharacter(seventeen)));
const replaced = (id: string, at: number, char: string): string =>
  id.slice(0, at) + char + id.slice(at + 1);
const damaged = (id: string): string => `${id.slice(0, 15)}000`;
const isCheckedBySight = (id: string): boolean => idCheckCharacter(id.slice(0, 17)) === id[17];

const SPOILS: [Field, Spoil][] = [
  [
    'idNumber',
    badId('id_damaged', ({ dice }, id) =>
      dice.chance(0.7) || isCheckedBySight(damaged(id)) ? { digits: damaged(id) } : damaged(id),
    ),
  ],
  [
    'idNumber',
    badId('id_check_digit', ({ dice }, id) => {
      const wrong = id.slice(0, 17) + otherCheck(id.slice(0, 17), dice);
      return wrong.endsWith('000')
        ? id.slice(0, 17) + (idCheckCharacter(id.slice(0, 17)) === '1' ? '2' : '1')
        : wrong;
    }),
  ],
  [
    'idNumber',
    badId('id_length', ({ dice }, id) =>
      dice.chance(0.7) ? replaced(id, dice.int(0, 16), '') : replaced(id, 5, '00'),
    ),
  ],
  [
    'idNumber',
    badId('id_letter', (_, id) =>
      id.slice(0, 17).includes('0')
        ? id.slice(0, 17).replace('0', 'O') + id[17]
        : replaced(id, 3, 'I'),
    ),
  ],
  [
    'idNumber',
    badId('id_birth_date', ({ dice }, id) => {
      const seventeen =
        id.slice(0, 10) + dice.pick(['1301', '0230', '0931', '0000']) + id.slice(14, 17);
      return seventeen + idCheckCharacter(seventeen);
    }),
  ],
  [
    'idNumber',
    (hand, _, written) => {
      const first = hand.written.at(-1);
      if (
        !first ||
        !written.expected!.idNumber ||
        hand.fields.has('sex') ||
        hand.fields.has('birthDate') ||
        hand.fields.has('age')
      )
        return;
      written.cells.idNumber = first.id;
      Object.assign(written.expected!, {
        idNumber: first.id,
        idTrusted: false,
        sex: Number(first.id[16]) % 2 === 0 ? 'female' : 'male',
        birthDate: `${first.id.slice(6, 10)}-${first.id.slice(10, 12)}-${first.id.slice(12, 14)}`,
      });
      written.mistakes.push({ field: 'idNumber', code: 'id_duplicate' });
    },
  ],
  [
    'sex',
    (hand, villager, { cells, expected, mistakes }) => {
      if (!expected!.idNumber || expected!.idNumber.startsWith('M')) return;
      cells.sex =
        hand.language === 'ko'
          ? villager.sex === 'male'
            ? '녀'
            : '남'
          : villager.sex === 'male'
            ? '女'
            : '男';
      expected!.sex = undefined;
      mistakes.push({ field: 'sex', code: 'sex_contradicts_id' });
    },
  ],
  [
    'sex',
    ({ fields }, _, { cells, expected, mistakes }) => {
      cells.sex = '里';
      if (!expected!.idNumber || expected!.idNumber.startsWith('M') || !fields.has('idNumber'))
        expected!.sex = undefined;
      mistakes.push({ field: 'sex', code: 'sex_unreadable' });
    },
  ],
  [
    'birthDate',
    (_, villager, { cells, expected, mistakes }) => {
      if (!expected!.idNumber || expected!.idNumber.startsWith('M')) return;
      cells.birthDate = `${Number(villager.birthDate.slice(0, 4)) - 1}-05-06`;
      expected!.birthDate = undefined;
      mistakes.push({ field: 'birthDate', code: 'birth_contradicts_id' });
    },
  ],
  [
    'age',
    (_, villager, { cells, expected, mistakes }) => {
      if (!expected!.idNumber || expected!.idNumber.startsWith('M')) return;
      cells.age = expected!.age = 2020 - Number(villager.birthDate.slice(0, 4)) + 11;
      mistakes.push({ field: 'age', code: 'age_contradicts_id' });
    },
  ],
  [
    'phone',
    ({ dice }, { phone }, { cells, expected, mistakes }) => {
      cells.phone = dice.pick([
        phone.slice(0, 10),
        `${phone}1`,
        '12345',
        Number(phone.slice(0, 9)),
        '1.54E+10',
        replaced(phone, 1, '2'),
      ]);
      expected!.phones = [];
      mistakes.push({ field: 'phone', code: 'phone_impossible' });
    },
  ],
  [
    'returnedDay',
    ({ dice, isCsv }, { trip }, { cells, expected, mistakes }) => {
      if (!trip) return;
      const [cell, code] = dice.pick<[Cell, ProblemCode]>([
        ['正月初五', 'date_lunar'],
        ['腊月二十八', 'date_lunar'],
        ['除夕', 'date_lunar'],
        ['2020-2-30', 'date_impossible'],
        ['2020年13月5日', 'date_impossible'],
        ['前几天', 'date_unreadable'],
        [isCsv ? '昨天' : 1.2, 'date_unreadable'],
      ]);
      cells.returnedDay = cell;
      const { day: _day, ...rest } = expected!.returned!;
      expected!.returned = Object.keys(rest).length > 0 ? rest : undefined;
      mistakes.push({ field: 'returnedDay', code });
    },
  ],
  [
    'temperature',
    (_, __, { cells, expected, mistakes }) => {
      cells.temperature = '63.5';
      expected!.temperatureTenths = undefined;
      mistakes.push({ field: 'temperature', code: 'temperature_impossible' });
    },
  ],
  [
    'poor',
    (_, __, { cells, expected, mistakes }) => {
      cells.poor = '2组';
      expected!.poor = undefined;
      mistakes.push({ field: 'poor', code: 'answer_unreadable' });
    },
  ],
  [
    'name',
    (_, villager, written) => {
      if (villager.relation === 'head' || !written.expected!.idNumber) return;
      written.cells.name = '';
      written.expected = undefined;
      written.mistakes = [{ field: 'name', code: 'name_missing' }];
    },
  ],
  [
    'name',
    ({ dice }, villager, written) => {
      if (villager.relation === 'head') return;
      written.cells.name = dice.pick([
        `${villager.name}、李四海`,
        `${villager.name}/王小明`,
        '12345',
      ]);
      written.expected = undefined;
      written.mistakes = [
        {
          field: 'name',
          code: written.cells.name === '12345' ? 'name_unreadable' : 'names_in_one_cell',
        },
      ];
    },
  ],
  [
    'idNumber',
    (hand, villager, written) => {
      if (hand.isCsv || !written.expected!.idNumber) return;
      written.cells.idNumber = { error: '#N/A' };
      unsoundId(hand, written.expected!, villager.birthDate, villager.sex);
      written.mistakes.push({ field: 'idNumber', code: 'cell_error' });
    },
  ],
];

/** Now and then makes a mistake in what was written of somebody. */
export function spoil(hand: Hand, villager: Villager, written: Written): void {
  if (hand.dice.chance(hand.mistakeShare)) {
    const possible = SPOILS.filter(([field]) => hand.fields.has(field));
    const [, make] = hand.dice.pick(possible);
    make(hand, villager, written);
  }
  const isSound = written.expected?.idTrusted && written.expected.idNumber?.length !== 9;
  if (isSound) hand.written.push({ id: villager.id, name: villager.name });
}
