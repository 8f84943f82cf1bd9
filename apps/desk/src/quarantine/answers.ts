/** What was set aside, as the server tells it: `/api/quarantine`. */
import {
  AsideCountsSchema,
  AsideSchema,
  REJECTIONS,
  type Answer,
  type Aside,
  type Verdict,
} from '@doorstep/sync';
import { DEVICE_FINDINGS, isWithin } from '@doorstep/ledger';
import { computed, type ComputedRef } from 'vue';
import { device } from '../shell/device';
import { ask, useAnswer } from '../shell/ask';

/** Every reason a row can have. */
export const CODES = [...DEVICE_FINDINGS, ...REJECTIONS] as const;
export interface Waiting {
  open: number;
  alarming: number;
  /** Ledgers where something waits. */
  places: readonly { place: string; open: number; alarming: number }[];
}

/** How much waits for a decision within a place, kept in step with the server. */
export function useWaiting(place: () => string): ComputedRef<Waiting> {
  const { value } = useAnswer(
    () => ask('/api/quarantine/counts', { place: place() }, AsideCountsSchema),
    place,
    (moved) => isWithin(moved, place()),
  );
  return computed(() => {
    const places = value.value?.places ?? [];
    return {
      open: places.reduce((sum, one) => sum + one.open, 0),
      alarming: places.reduce((sum, one) => sum + one.alarming, 0),
      places,
    };
  });
}

const addressOf = (place: string, id: string): string => `/api/quarantine/${place}/${id}`;

export const askAside = (place: string, id: string): Promise<Answer<Aside>> =>
  ask(addressOf(place, id), {}, AsideSchema);

/** Writes a person's decision; answers how it stands then. */
export const settle = (place: string, id: string, verdict: Verdict): Promise<Answer<Aside>> =>
  device.http.request(`${addressOf(place, id)}/settle`, AsideSchema, { verdict });
