/**
 * What the launcher calls to make the demo, and what it hands over.
 * The demo's phones and offices use the public API and nothing else; the server's clock is the only
 * record of how far the demo has come, so a killed one goes on from there.
 */
import type { PlaceCode, Role } from '@doorstep/ledger';

/** For whom a one-time link is made: what `mintLink` of the command line takes. */
export interface Seat {
  account: string;
  place: PlaceCode;
  scope: 'village' | 'office';
}

/** Somebody to sign in as. No name: the place and the role say who it is. */
export interface DemoSeat extends Seat {
  role: Role;
  apps: ('field' | 'desk')[];
}

export interface DemoOptions {
  /** Where the API listens, e.g. `http://127.0.0.1:8080`. */
  baseUrl: string;
  /** Makes a one-time link like everyone's and answers its token. */
  mintLink: (seat: Seat) => Promise<string>;
  /** The server's clock. `stepTo` holds it at an instant, never earlier than where it stands. */
  clock: { nowMs: () => number; stepTo: (instantMs: number) => Promise<void> };
  seed: string;
  /** The chosen ones first (`villages.ts`). */
  villages: number;
  /** 0 to 1, growing. */
  onProgress?: (fraction: number) => void;
  /** Ends the demo early, between two steps; the next start goes on from there. */
  signal?: AbortSignal;
}

/**
 * Makes the ten days, or what is missing of them.
 * @returns true when they are complete, false when `signal` ended it before
 * @throws Error when the server refuses what the demo sends
 */
export type MakeDemo = (options: DemoOptions) => Promise<boolean>;

/** The people whose links are printed, the same for the same seed; they exist before the demo is made. */
export type DemoSeats = (seed: string) => DemoSeat[];
