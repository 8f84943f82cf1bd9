/** A visit our office entered that is to be corrected: what it says now, ready to be said otherwise. */
import {
  enteredFor,
  findHousehold,
  recordNamed,
  type HouseholdRow,
  type VillageFold,
  type VisitBody,
} from '@doorstep/ledger';
import { toldOf, type Call, type Told } from './told';

export interface Correction {
  row: HouseholdRow;
  told: Told;
  call: Call;
}

/** @returns undefined when there is no such record, or none that this office may correct */
export function correctionOf(
  fold: VillageFold,
  id: string | undefined,
  office: string,
): Correction | undefined {
  const record = id === undefined ? undefined : recordNamed(fold, id);
  if (!record || record.voided || record.kind !== 'visit.recorded') return undefined;
  const { inForce } = record;
  const entered = enteredFor(inForce);
  const body = inForce.body as unknown as VisitBody;
  const row = findHousehold(fold, body.household, body.round);
  if (entered?.office !== office || !row) return undefined;
  const happenedMs = inForce.happened === undefined ? undefined : Date.parse(inForce.happened);
  const replaces = { id: inForce.id, subjects: inForce.subjects };
  return {
    row,
    told: toldOf(body),
    call: { ...entered, round: body.round, happenedMs, replaces },
  };
}
