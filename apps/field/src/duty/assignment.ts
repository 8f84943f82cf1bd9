/** Who walks a group from now on. */
import type { Draft } from '@doorstep/sync';

/** @param by who says so: whom it is about when nobody is to walk it */
export const assignment = (group: string, cadre: string | undefined, by: string): Draft => ({
  kind: 'group.assigned',
  body: cadre ? { group, cadre } : { group },
  subjects: [cadre ?? by],
});
