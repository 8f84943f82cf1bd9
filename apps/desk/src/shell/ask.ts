/**
 * Questions to the server, and their answers on a screen: asked for anew when what they depend on
 * changes, and again when the server says that something moved; then the last answer stays visible
 * meanwhile. One question at a time; only the answer to the newest counts.
 */
import type { Answer, Failure } from '@doorstep/sync';
import type { GenericSchema } from 'valibot';
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';
import { device } from './device';

/** Even when nothing moves, "as of" and what is overdue do. */
const REFRESH_MS = 60_000;

type Query = Record<string, string | number | undefined>;

/** Asks the server; never throws. */
export function ask<T>(
  path: string,
  query: Query,
  schema: GenericSchema<unknown, T>,
): Promise<Answer<T>> {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) search.set(name, String(value));
  return device.http.request(`${path}?${search.toString()}`, schema);
}

export interface Shown<T> {
  /** Absent until the first answer came. */
  value: ShallowRef<T | undefined>;
  /** Why the newest question has no answer. */
  failure: ShallowRef<Failure | undefined>;
}

/**
 * @param question asks; called again whenever needed; undefined when there is nothing to ask
 * @param dependsOn its change forgets the answer and asks anew
 * @param touches whether a place's news concern this answer
 * @param news what the answer is made of: sums, or the entries of a ledger
 * @param refreshMs how often it is asked anew when nothing moves
 */
export function useAnswer<T>(
  question: () => Promise<Answer<T>> | undefined,
  dependsOn: () => string,
  touches: (place: string) => boolean,
  news: 'sums' | 'entries' = 'sums',
  refreshMs = REFRESH_MS,
): Shown<T> {
  const value = shallowRef<T>();
  const failure = shallowRef<Failure>();
  let newest = 0;
  let isAsking = false;
  let isStale = false;

  async function load(): Promise<void> {
    const mine = ++newest;
    const asked = question();
    isAsking = asked !== undefined;
    if (!asked) return;
    const answer = await asked;
    if (mine !== newest) return;
    isAsking = false;
    failure.value = answer.ok ? undefined : answer.failure;
    if (answer.ok) value.value = answer.value;
    if (!isStale) return;
    isStale = false;
    await load();
  }
  const refresh = (): void => {
    if (isAsking) isStale = true;
    else void load();
  };

  watch(
    dependsOn,
    () => {
      value.value = undefined;
      isStale = false;
      void load();
    },
    { immediate: true },
  );
  const stops = [
    news === 'sums'
      ? device.events.onRollup(({ places }) => places.some(touches) && refresh())
      : device.events.onHead(({ place }) => touches(place) && refresh()),
    device.events.onOpen(refresh),
  ];
  const timer = setInterval(refresh, refreshMs);
  onScopeDispose(() => {
    newest += 1;
    clearInterval(timer);
    for (const stop of stops) stop();
  });
  return { value, failure };
}
