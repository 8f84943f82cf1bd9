import { expect, test } from 'vitest';
import type { Role } from './kinds';
import { keepsRegister, leadersOf } from './lead';
import { createDutyPlace, type DutyPlace } from './state';

function staffed(
  ...cadres: [id: string, role: Role, more?: Role[], withdrawn?: string][]
): DutyPlace {
  const duty = createDutyPlace();
  for (const [id, role, furtherRoles = [], withdrawn] of cadres)
    duty.cadres.set(id, { id, role, furtherRoles, unit: '', from: '2020-01-28', withdrawn });
  return duty;
}

test('a leader keeps the register, by first or further role; others do not', () => {
  const duty = staffed(
    ['c_1', 'first-secretary'],
    ['c_2', 'team-member', ['team-leader']],
    ['c_3', 'team-member'],
  );
  expect(leadersOf(duty).map(({ id }) => id)).toEqual(['c_1', 'c_2']);
  expect(['c_1', 'c_2', 'c_3'].map((id) => keepsRegister(duty, id))).toEqual([true, true, false]);
});

test('nobody is kept from it where no leader is known, or of whom nothing is', () => {
  expect(keepsRegister(staffed(['c_3', 'team-member']), 'c_3')).toBe(true);
  const gone = staffed(['c_1', 'first-secretary', [], '2020-02-01'], ['c_3', 'team-member']);
  expect(keepsRegister(gone, 'c_3')).toBe(true);
  expect(keepsRegister(staffed(['c_1', 'first-secretary']), 'c_9')).toBe(true);
});
