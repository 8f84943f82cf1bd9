/** Which places are ticked: as few codes as possible, each meaning everything within it. Pure. */
import { ancestorsOf, isWithin, type PlaceCode } from '@doorstep/ledger';

export type Scope = readonly PlaceCode[];
type ChildrenOf = (code: PlaceCode) => readonly PlaceCode[];

export type Tick = 'all' | 'part' | 'none';

/** Whether everything, something or nothing within a place is ticked. */
export function tickOf(scope: Scope, code: PlaceCode): Tick {
  if (scope.some((ticked) => isWithin(code, ticked))) return 'all';
  return scope.some((ticked) => isWithin(ticked, code)) ? 'part' : 'none';
}

/** Everything within `from` except what is within `without`. */
function rest(from: PlaceCode, without: PlaceCode, childrenOf: ChildrenOf): PlaceCode[] {
  if (from === without) return [];
  return childrenOf(from).flatMap((child) =>
    isWithin(without, child) ? rest(child, without, childrenOf) : [child],
  );
}

/** A place whose children are all ticked is ticked itself. */
function gathered(scope: Scope, code: PlaceCode, childrenOf: ChildrenOf): Scope {
  for (const above of ancestorsOf(code)) {
    const children = childrenOf(above);
    if (children.length === 0 || !children.every((child) => scope.includes(child))) return scope;
    scope = [...scope.filter((one) => !isWithin(one, above)), above];
  }
  return scope;
}

/** Ticks a place with everything within it, or unticks it. */
export function toggled(scope: Scope, code: PlaceCode, childrenOf: ChildrenOf): PlaceCode[] {
  const outside = scope.filter((ticked) => !isWithin(ticked, code));
  if (tickOf(scope, code) !== 'all')
    return [...gathered([...outside, code], code, childrenOf)].sort();
  const above = outside.find((ticked) => isWithin(code, ticked));
  if (above === undefined) return [...outside].sort();
  return [...outside.filter((one) => one !== above), ...rest(above, code, childrenOf)].sort();
}
