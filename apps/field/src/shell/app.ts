/** What every screen shares: the village that is open, saving with undo, going in and out. */
import {
  inject,
  shallowReactive,
  shallowRef,
  type App,
  type InjectionKey,
  type ShallowRef,
} from 'vue';
import type { Device } from '@doorstep/device';
import type { Draft, Session } from '@doorstep/sync';
import type { Stored } from '@doorstep/ledger';
import { openVillage, type Village } from '../village/village';

/** The last thing saved, for as long as it can be undone with one tap. */
export interface Undoable {
  what: string;
  saved: Stored[];
}

export interface FieldApp {
  device: Device;
  /** This phone's own clock, ms. */
  nowMs: () => number;
  village: ShallowRef<Village | undefined>;
  undoable: { last: Undoable | undefined };
  /** Where the way in stands: a village may be opening, or this browser cannot keep one. */
  state: ShallowRef<'out' | 'opening' | 'in' | 'failed'>;
  /** Opens the village of somebody who signed in. */
  enter(session: Session, offsetMs?: number): Promise<void>;
  /** Signs out and wipes; refuses while something is unsent, unless a person gave it up. */
  leave(evenUnsent: boolean): Promise<'done' | 'unsent'>;
}

const KEY: InjectionKey<FieldApp> = Symbol('field');

export function createFieldApp(device: Device, nowMs: () => number): FieldApp {
  const village = shallowRef<Village>();
  const state = shallowRef<'out' | 'opening' | 'in' | 'failed'>('out');
  const undoable = shallowReactive<FieldApp['undoable']>({ last: undefined });
  const enter = async (session: Session, offsetMs?: number): Promise<void> => {
    await village.value?.close();
    undoable.last = undefined;
    state.value = 'opening';
    try {
      village.value = await openVillage({ device, nowMs, offsetMs }, session);
      state.value = 'in';
      await village.value.replica();
    } catch (error) {
      state.value = 'failed';
      throw error;
    }
  };
  const leave = async (evenUnsent: boolean): Promise<'done' | 'unsent'> => {
    const open = village.value;
    if (!open) return 'done';
    await open.close();
    const outcome = await device.signOut(open.session, { evenUnsent });
    if (outcome === 'unsent') await enter(open.session);
    else {
      state.value = 'out';
      village.value = undefined;
    }
    return outcome;
  };
  return { device, nowMs, village, state, undoable, enter, leave };
}

export const provideFieldApp = (root: App, app: FieldApp): App => root.provide(KEY, app);

/** @throws outside the app */
export function useFieldApp(): FieldApp {
  const app = inject(KEY);
  if (!app) throw new Error('no app provided');
  return app;
}

/** @throws before somebody signed in */
export function useVillage(): Village {
  const village = useFieldApp().village.value;
  if (!village) throw new Error('no village is open');
  return village;
}

/** Saves facts as one deed that can be undone until the next one. */
export function useRecorder(): (drafts: Draft[], what: string) => Promise<Stored[]> {
  const { undoable } = useFieldApp();
  const village = useVillage();
  return async (drafts, what) => {
    const saved = await village.record(drafts);
    undoable.last = { what, saved };
    return saved;
  };
}

/** The drafts that take back what was saved, latest first. */
export const undoDrafts = (saved: readonly Stored[]): Draft[] =>
  [...saved].reverse().map(({ entry }) => ({
    kind: 'entry.voided',
    body: { reason: 'undone' },
    subjects: entry.subjects,
    replaces: entry.id,
  }));
