/** Reminders of offices: in the office's own ledger as sent, in the village's as received. */
import type { Reminded } from './kinds';

export interface Reminder {
  id: string;
  /** The office that sent it, and the village it is for. */
  from: string;
  to: string;
  about: Reminded;
  round: string | undefined;
  /** Households owed when it was sent. */
  owed: number;
  dueAtMs: number;
  sentMs: number;
}

export interface Seen {
  by: string;
  timeMs: number;
}

export interface ContactPlace {
  reminders: Map<string, Reminder>;
  /** By reminder: who said first that it was seen. */
  seen: Map<string, Seen>;
}

export const createContactPlace = (): ContactPlace => ({ reminders: new Map(), seen: new Map() });
