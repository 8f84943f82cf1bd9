/** What was set aside, as the server tells it: `/api/quarantine`. */
import { EnvelopeSchema, REJECTIONS, type Answer } from '@doorstep/sync';
import { DEVICE_FINDINGS, isWithin, type Entry } from '@doorstep/ledger';
import { computed, type ComputedRef } from 'vue';
import * as v from 'valibot';
import { device } from '../shell/device';
import { ask, useAnswer } from '../shell/ask';

/** Every reason a row can have. */
export const CODES = [...DEVICE_FINDINGS, ...REJECTIONS] as const;
const VERDICTS = ['accepted', 'refused', 'noted'] as const;
export type Verdict = (typeof VERDICTS)[number];

const decision = v.object({
  verdict: v.picklist(VERDICTS),
  account: v.string(),
  at: v.string(),
});
const row = {
  id: v.string(),
  place: v.string(),
  code: v.string(),
  path: v.string(),
  kind: v.nullable(v.string()),
  alarming: v.boolean(),
  flag: v.boolean(),
  entry: v.string(),
  account: v.string(),
  device: v.string(),
  receivedAt: v.string(),
  decision: v.nullable(decision),
};
const AsideRowSchema = v.object(row);
export type AsideRow = v.InferOutput<typeof AsideRowSchema>;

export const AsideListSchema = v.object({
  rows: v.array(AsideRowSchema),
  more: v.nullable(v.string()),
});
const AsideSchema = v.object({
  ...row,
  of: v.string(),
  hindrance: v.nullable(v.object({ message: v.string() })),
  content: v.nullable(EnvelopeSchema as unknown as v.GenericSchema<unknown, Entry>),
});
export type Aside = v.InferOutput<typeof AsideSchema>;

const CountsSchema = v.object({
  places: v.array(v.object({ place: v.string(), open: v.number(), alarming: v.number() })),
});

export interface Waiting {
  open: number;
  alarming: number;
  /** Ledgers where something waits. */
  places: readonly { place: string; open: number; alarming: number }[];
}

/** How much waits for a decision within a place, kept in step with the server. */
export function useWaiting(place: () => string): ComputedRef<Waiting> {
  const { value } = useAnswer(
    () => ask('/api/quarantine/counts', { place: place() }, CountsSchema),
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
