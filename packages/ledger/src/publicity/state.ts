/** What was publicised in a place, and which languages every household has heard. */
import type { BroadcastBody } from './kinds';

export type SpokenLanguage = 'zh' | 'ko';

export interface Broadcast {
  /** Root id of the record. */
  id: string;
  by: string;
  timeMs: number;
  day: string;
  /** The message's subject (`m_…`): words of one's own are sealed under it. */
  message: string;
  body: BroadcastBody;
}

export interface PublicityPlace {
  /** In order of time. */
  broadcasts: Broadcast[];
  /** Languages that came over a loudspeaker to the whole village. */
  heard: Set<SpokenLanguage>;
  /** Pairs of broadcasts that look like one and are two. */
  apart: Set<string>;
}

export const createPublicityPlace = (): PublicityPlace => ({
  broadcasts: [],
  heard: new Set(),
  apart: new Set(),
});
