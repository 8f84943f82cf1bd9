/**
 * What is written beside a sound ID number and does not agree with it. Neither is preferred: the
 * fact stays out and the cell is reported. Ages are counted in several ways and from several days,
 * so only what no way of counting gives is a contradiction.
 */
import type { IdNumber } from '../values/id-number';
import type { BlockReader, Facts } from './person';
import { problemAt, type Found } from './sheet-context';

interface Written {
  sex?: Found;
  birth?: Found;
  age?: Found;
}

/** By the traditional count a child is one at birth and older by one at each new year. */
const AGE_OVER_MAX = 2;
const AGE_UNDER_MAX = 1;

/** Takes sex and birth date from a sound number where nothing is written; reports where they differ. */
export function checkAgainstId(
  reader: BlockReader,
  facts: Facts,
  id: IdNumber,
  written: Written,
): void {
  if (id.sex) {
    const differs = facts.sex !== undefined && facts.sex !== id.sex;
    if (differs) {
      reader.report(written.sex!.column, 'sex_contradicts_id', { value: written.sex!.cell.text });
    }
    facts.sex = differs ? undefined : id.sex;
  }
  if (!id.birthDate) return;
  const differs = facts.birthDate !== undefined && !id.birthDate.startsWith(facts.birthDate);
  if (differs) {
    const value = written.birth!.cell.text;
    reader.report(written.birth!.column, 'birth_contradicts_id', { value, stated: id.birthDate });
  }
  facts.birthDate = differs ? undefined : id.birthDate;
  if (facts.age !== undefined && written.age)
    checkAge(reader, facts.age, id.birthDate, written.age);
}

function checkAge(reader: BlockReader, age: number, birthDate: string, { column }: Found): void {
  const { context, row } = reader;
  const at = context.reference;
  const passed = at.slice(5) >= birthDate.slice(5) ? 0 : 1;
  const years = Number(at.slice(0, 4)) - Number(birthDate.slice(0, 4)) - passed;
  context.ages.checked++;
  if (age <= years + AGE_OVER_MAX && age >= years - AGE_UNDER_MAX) return;
  const params = { value: age, stated: years };
  const problem = problemAt(context, row.number, column, 'age_contradicts_id', params);
  reader.problems.push(problem);
  context.ages.contradicted.push(problem);
}
