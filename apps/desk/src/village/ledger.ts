/**
 * A ledger opened at the desk: pulled, verified and folded in this browser, live from then on.
 * Our own place's ledger is kept on this device like a phone's, because it may be written to; one
 * looked at from above stays in memory and is gone when the page is.
 */
import type { DeviceReplica } from '@doorstep/device';
import { createFold, type PlaceCode, type VillageFold } from '@doorstep/ledger';
import type { Identity, SyncStatus } from '@doorstep/sync';
import { onScopeDispose, shallowRef, triggerRef, watch, type ShallowRef } from 'vue';
import { device } from '../shell/device';
import { session } from '../shell/session';
import { askReason, forgetOpenings, isReasonAsked, permitted } from './opening';

export interface OpenLedger {
  place: PlaceCode;
  replica: DeviceReplica;
  /** Triggers after every change of the entries. */
  fold: ShallowRef<VillageFold>;
  status: ShallowRef<SyncStatus>;
  /** By subject; empty for an office, which holds no keys. */
  names: ShallowRef<ReadonlyMap<string, Identity>>;
  close(): Promise<void>;
}

/** Ledgers stay open for a while, so that going back costs nothing. */
const OPEN_MAX = 4;
const opened = new Map<PlaceCode, Promise<OpenLedger>>();

async function open(place: PlaceCode): Promise<OpenLedger> {
  const own = session().place === place;
  const replica = await device.openReplica({
    place,
    session: session(),
    keep: own ? 'device' : 'memory',
    // Dated by the server's own clock.
    offsetMs: 0,
  });
  const fold = createFold(place, session().zone);
  fold.add(replica.stored());
  const stopAsking = watch(
    () => isReasonAsked(place),
    (isAsked) => !isAsked && void replica.syncNow(),
  );
  const ledger: OpenLedger = {
    place,
    replica,
    fold: shallowRef(fold),
    status: shallowRef(replica.status()),
    names: shallowRef(new Map()),
    close: () => {
      stopAsking();
      return replica.close();
    },
  };
  const readNames = async (): Promise<void> => {
    if (own && session().scope === 'village') ledger.names.value = await replica.identities();
  };
  replica.subscribe(({ removed, added }) => {
    fold.remove(removed);
    fold.add(added);
    triggerRef(ledger.fold);
    void readNames();
  });
  replica.watch((status) => {
    // Keys come after the entries they open, and change none of them.
    const hasEnded = ledger.status.value.phase === 'syncing' && status.phase !== 'syncing';
    ledger.status.value = status;
    if (!hasEnded) return;
    if (status.problem === 'reason-asked') askReason(place);
    void readNames();
  });
  void readNames();
  void replica.syncNow();
  return ledger;
}

async function closeOldest(): Promise<void> {
  const [place, oldest] = [...opened][0] ?? [];
  if (place === undefined || opened.size <= OPEN_MAX) return;
  opened.delete(place);
  await (await oldest)?.close();
}

/** The ledger of a place, opened once. */
function openLedger(place: PlaceCode): Promise<OpenLedger> {
  const found = opened.get(place) ?? open(place);
  opened.delete(place);
  opened.set(place, found);
  found.catch(() => opened.delete(place));
  void closeOldest();
  return found;
}

/** Closes every ledger: at sign-out. */
export async function closeLedgers(): Promise<void> {
  forgetOpenings();
  const all = [...opened.values()];
  opened.clear();
  for (const one of await Promise.allSettled(all)) {
    if (one.status === 'fulfilled') await one.value.close();
  }
}

/** The ledger a page shows; absent while it is being opened, and when `place` is undefined. */
export function useLedger(place: () => PlaceCode | undefined): ShallowRef<OpenLedger | undefined> {
  const shown = shallowRef<OpenLedger>();
  let gone = false;
  onScopeDispose(() => (gone = true));
  watch(
    place,
    async (wanted) => {
      shown.value = undefined;
      if (wanted === undefined) return;
      await permitted(wanted);
      if (gone || place() !== wanted) return;
      const ledger = await openLedger(wanted);
      if (!gone && place() === wanted) shown.value = ledger;
    },
    { immediate: true },
  );
  return shown;
}

/** The fold as it stood at an instant: of the entries received before it. */
export function foldKnownAt(ledger: OpenLedger, knownAtMs: number | undefined): VillageFold {
  if (knownAtMs === undefined) return ledger.fold.value;
  const fold = createFold(ledger.place, session().zone);
  fold.add(ledger.replica.stored().filter((one) => Date.parse(one.receivedAt) < knownAtMs));
  return fold;
}
