/** Asks why the figures of a sent report moved, one place after the other, so that the first reasons stand at once. */
import { WhySchema, type SentReport, type Why } from '@doorstep/sync';
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';
import { ask } from '../shell/ask';

/** The reasons by place one level below; grows until every place that moved is in it. */
export function useWhy(report: () => SentReport | undefined): ShallowRef<ReadonlyMap<string, Why>> {
  const whys = shallowRef<ReadonlyMap<string, Why>>(new Map());
  let newest = 0;

  async function explain({ place, brief, now }: SentReport): Promise<void> {
    const mine = ++newest;
    const moved = new Set(now.moved.map((one) => one.place));
    const found = new Map([...whys.value].filter(([within]) => moved.has(within)));
    for (const within of moved) {
      const path = `/api/briefs/${place}/${brief}/why`;
      const answer = await ask(path, { within }, WhySchema);
      if (mine !== newest) return;
      if (answer.ok) whys.value = new Map(found.set(within, answer.value));
    }
    if (moved.size === 0) whys.value = found;
  }

  watch(report, (now) => now && void explain(now), { immediate: true });
  onScopeDispose(() => (newest += 1));
  return whys;
}
