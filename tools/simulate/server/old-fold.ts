/** The fold of an earlier version of the house: it does not know all kinds there are now. */
import { DEFINITION, PlaceFold, type VillageFold } from '@doorstep/ledger';

const UNKNOWN_THEN = new Set(['cadre.stationed', 'register.counted', 'visit.recorded']);

const before = <K>(kinds: ReadonlyMap<string, K>): Map<string, K> =>
  new Map([...kinds].filter(([kind]) => !UNKNOWN_THEN.has(kind)));

const EARLIER = {
  ...DEFINITION,
  dossierKinds: before(DEFINITION.dossierKinds),
  placeKinds: before(DEFINITION.placeKinds),
};

export const createOldFold = (code: string): VillageFold => new PlaceFold(EARLIER, code);
