/** What the server's main thread and the folder's thread say to each other. */
import type { PlaceCode } from '@doorstep/ledger';

/** How the thread is started. */
export interface ThreadData {
  databaseUrl: string;
  /** Holds the master key; needed to re-wrap keys of what is delivered. */
  dataFolder: string;
}

export type ToFolder = { wake: PlaceCode[] } | { stop: true };

export type FromFolder =
  | { heads: { place: PlaceCode; head: number }[] }
  | { rollup: PlaceCode[] }
  /** Codes and places only. */
  | { trouble: { work: string; place: PlaceCode; reason: string } };
