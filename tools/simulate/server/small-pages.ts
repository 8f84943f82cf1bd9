/** Pages of a few entries, so that a short ledger is read in as many steps as a long one. */
import type { ServerStore } from '../../../apps/server/src/store';

export const smallPages = (store: ServerStore, entriesMax: number): ServerStore => ({
  ...store,
  ledger: {
    ...store.ledger,
    page: (place, request) =>
      store.ledger.page(place, { ...request, limit: Math.min(request.limit, entriesMax) }),
  },
});
