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
  /** Opens the village of somebody who signed in. */
  enter(session: Session, offsetMs?: number): Promise<void>;
  /** Leaves the village; the device has forgotten it. */
  leave(): Promise<void>;
}

const KEY: InjectionKey<FieldApp> = Symbol('field');

export function createFieldApp(device: Device, nowMs: () => number): FieldApp {
  const village = shallowRef<Village>();
  const undoable = shallowReactive<FieldApp['undoable']>({ last: undefined });
  return {
    device,
    nowMs,
    village,
    undoable,
    enter: async (session, offsetMs) => {
      await village.value?.close();
      undoable.last = undefined;
      village.value = await openVillage({ device, nowMs, offsetMs }, session);
    },
    leave: async () => {
      undoable.last = undefined;
      await village.value?.close();
      village.value = undefined;
    },
  };
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
  [...saved]
    .reverse()
    .map(({ entry }) => ({
      kind: 'entry.voided',
      body: { reason: 'undone' },
      subjects: entry.subjects,
      replaces: entry.id,
    }));
