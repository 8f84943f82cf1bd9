/**
 * Saving what was told: recorded in the village's ledger as held on this page, and at the server
 * before anybody is told that it is saved. Until then it is on this page only, and says so.
 */
import type { Draft } from '@doorstep/sync';
import {
  computed,
  onScopeDispose,
  shallowRef,
  watch,
  type ComputedRef,
  type ShallowRef,
} from 'vue';
import type { OpenLedger } from '../village/ledger';

export type SendState =
  | { phase: 'ready' | 'sending' }
  | { phase: 'saved' | 'waiting'; n: number }
  | { phase: 'rejected'; why: string };

export interface Sending {
  state: ShallowRef<SendState>;
  /** Something is on this page only. */
  isOnPage: ComputedRef<boolean>;
  send(ledger: OpenLedger, drafts: Draft[]): Promise<void>;
}

function outcomeOf({ replica }: OpenLedger, ids: readonly string[]): SendState {
  const refused = replica.rejected().find(({ stored }) => ids.includes(stored.entry.id));
  if (refused) return { phase: 'rejected', why: refused.message };
  const waiting = ids.filter((id) => replica.stateOf(id) === 'onPhone').length;
  return waiting > 0 ? { phase: 'waiting', n: waiting } : { phase: 'saved', n: ids.length };
}

export function useSending(): Sending {
  const state = shallowRef<SendState>({ phase: 'ready' });
  const sent = shallowRef<{ ledger: OpenLedger; ids: string[] }>();
  const isOnPage = computed(() => ['sending', 'waiting'].includes(state.value.phase));
  watch(
    () => sent.value?.ledger.status.value,
    () => {
      if (sent.value && state.value.phase === 'waiting')
        state.value = outcomeOf(sent.value.ledger, sent.value.ids);
    },
  );
  const warn = (event: BeforeUnloadEvent): void => {
    if (isOnPage.value) event.preventDefault();
  };
  window.addEventListener('beforeunload', warn);
  onScopeDispose(() => window.removeEventListener('beforeunload', warn));
  return {
    state,
    isOnPage,
    send: async (ledger, drafts) => {
      state.value = { phase: 'sending' };
      const stored = await ledger.replica.record(drafts);
      const ids = stored.map(({ entry }) => entry.id);
      await ledger.replica.syncNow();
      state.value = outcomeOf(ledger, ids);
      sent.value = { ledger, ids };
    },
  };
}
