import { describe, expect, it } from 'vitest';
import { understand, type Person, type Understanding } from '../index';
import { disorder, type Disorder } from './disorder';
import type { Expected, ExpectedHousehold } from './written';

const SEEDS = 1_000;
const TODAY = '2020-02-20';

function projected(person: Person): Expected {
  const { name, relation, sex, birthDate, idNumber, idTrusted, phones, away, awayPlace } = person;
  const { returned, temperatureTenths, nation, age, labels, idKind } = person;
  return {
    name,
    relation,
    sex,
    birthDate,
    idTrusted,
    phones,
    away,
    awayPlace,
    returned: returned && (JSON.parse(JSON.stringify(returned)) as Person['returned']),
    temperatureTenths,
    nation,
    age,
    idNumber: idKind === 'unsound' ? undefined : idNumber,
    poor: labels.poor,
    chronic: labels.chronic,
    partyMember: labels['party-member'],
  };
}

const canonical = (households: ExpectedHousehold[]): string[] =>
  households
    .map(({ people, ...rest }) =>
      JSON.stringify({
        ...sorted(rest),
        people: people.map(sorted),
      }),
    )
    .sort();

const sorted = (value: object) =>
  Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => a.localeCompare(b)),
  );

function understood({ households, people }: Understanding): ExpectedHousehold[] {
  return households.map((one) => ({
    number: one.number,
    group: one.group,
    householderName: one.householderName,
    declaredCount: one.declaredCount,
    people: one.people.map((index) => projected(people[index]!)),
  }));
}

const placeOf = ({ sheet, cell, code }: { sheet: string; cell: string; code: string }): string =>
  `${sheet}!${cell} ${code}`;

function compare({ file, households, mistakes }: Disorder) {
  const found = understand(file, { today: TODAY });
  const notes = found.problems.filter(({ severity }) => severity !== 'note');
  const reported = new Set(
    notes.map((one) => placeOf({ ...one, sheet: found.sheets[one.sheet]!.name })),
  );
  const planted = new Set(mistakes.map(placeOf));
  return {
    truth: canonical(households),
    understood: canonical(understood(found)),
    missed: [...planted].filter((one) => !reported.has(one)),
    falseAlarms: [...reported].filter((one) => !planted.has(one)),
  };
}

describe('a thousand workbooks in disorder', () => {
  const alarms = { cells: 0, count: 0 };

  it.each(Array.from({ length: SEEDS / 50 }, (_, n) => n * 50))(
    'are understood exactly, every mistake at its cell (seeds from %i)',
    (from) => {
      for (let seed = from; seed < from + 50; seed++) {
        const made = disorder(seed);
        const { truth, understood: got, missed, falseAlarms } = compare(made);
        const where = `seed ${seed} ${JSON.stringify(made.traits)}`;
        expect(got, where).toEqual(truth);
        expect(missed, where).toEqual([]);
        alarms.cells += made.cleanCells;
        alarms.count += falseAlarms.length;
      }
    },
  );

  it('raise no more than one false alarm in a thousand clean cells', () => {
    expect(alarms.cells).toBeGreaterThan(100_000);
    expect(alarms.count / alarms.cells).toBeLessThanOrEqual(0.001);
  });
});
