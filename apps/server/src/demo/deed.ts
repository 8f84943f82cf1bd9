/** What somebody does at a moment: saved together on their phone, sent when it is next online. */
import type { Draft } from '@doorstep/sync';

export interface PlannedDraft extends Draft {
  /** Corrects or voids the last fact of an earlier deed of the same phone. */
  amends?: Deed;
}

export interface Deed {
  /** Of the village's day; unique within a phone, so that (author, time) tells it apart. */
  atMs: number;
  drafts: PlannedDraft[];
}

export interface PhonePlan {
  account: string;
  place: string;
  /** In order of time. */
  deeds: Deed[];
  /** Whether it is online at the end of a step. */
  isOnline: (stepMs: number) => boolean;
  /** How far its clock is ahead, ms. */
  aheadMs: number;
  /** How often an answer is lost on the way, so that the push is repeated. */
  lossShare: number;
}
