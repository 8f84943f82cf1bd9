import type * as v from 'valibot';
import type { Context, Fact } from '../core/module';
import type { PlaceState } from '../state';
import type * as kinds from './kinds';
import type { Cadre } from './state';

type Body<S extends v.GenericSchema> = Fact<v.InferOutput<S>>;

/** Village-stationed cadres are first secretaries and team members by primary role (F15, F16). */
function count(cadre: Cadre, n: 1 | -1, day: string, context: Context): void {
  if (cadre.role === 'first-secretary')
    context.emit('duty.first_secretaries', cadre.id, n, '', day);
  else if (cadre.role === 'team-member') context.emit('duty.team_members', cadre.id, n, '', day);
  else return;
  context.emit('duty.cadres', cadre.id, n, '', day);
}

export function stationCadre(
  state: PlaceState,
  fact: Body<typeof kinds.cadreStationed>,
  context: Context,
): void {
  const { cadre: id, role, furtherRoles = [], unit, from } = fact.body;
  const before = state.duty.cadres.get(id);
  if (before && !before.withdrawn) count(before, -1, from, context);
  const cadre: Cadre = { id, role, furtherRoles, unit: unit ?? '', from, withdrawn: undefined };
  state.duty.cadres.set(id, cadre);
  count(cadre, 1, from, context);
}

export function withdrawCadre(
  state: PlaceState,
  fact: Body<typeof kinds.cadreWithdrawn>,
  context: Context,
): void {
  const cadre = state.duty.cadres.get(fact.body.cadre);
  if (!cadre) return context.finding('unknown-cadre', fact.body.cadre);
  if (cadre.withdrawn) return;
  cadre.withdrawn = fact.body.day;
  count(cadre, -1, fact.body.day, context);
  for (const [group, id] of state.duty.groups) if (id === cadre.id) state.duty.groups.delete(group);
}

export function assignGroup(state: PlaceState, fact: Body<typeof kinds.groupAssigned>): void {
  const { group, cadre } = fact.body;
  if (cadre) state.duty.groups.set(group, cadre);
  else state.duty.groups.delete(group);
}
