/**
 * The village on this phone: ledger, fold, household list and names behind one face for the screens.
 *
 *   snapshot ──► rows, names, rounds          the list stands at once
 *   ledger ────► fold, in pieces, behind it   then every change folds as it comes
 *
 * Reading is synchronous. Nothing here waits for the network.
 */
import { computed, shallowRef, triggerRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import {
  createFold,
  dayOf,
  questionSetOf,
  roundInForce,
  type QuestionSet,
  type Round,
  type Stored,
  type VillageFold,
} from '@doorstep/ledger';
import type { Device, DeviceReplica } from '@doorstep/device';
import type { Text } from '@doorstep/words';
import type { Draft, Identity, Rejected, ReplicaChange, Session, SyncStatus } from '@doorstep/sync';
import { KnownNames } from './known-names';
import type { Spelling } from './names';
import { askPlaceName } from './place-name';
import { allRows, entriesAbout, rowsAfter, type Row } from './rows';
import { isOfPlace, readSnapshot, SNAPSHOT, writeSnapshot } from './snapshot';

export interface Village {
  readonly session: Session;
  /** The village's name, once the server told it. */
  readonly name: ShallowRef<Text | undefined>;
  readonly fold: ShallowRef<VillageFold>;
  /** Households in walking order, standing as of the round in force. */
  readonly rows: ShallowRef<readonly Row[]>;
  readonly identities: ShallowRef<ReadonlyMap<string, Identity>>;
  readonly spellings: ShallowRef<ReadonlyMap<string, Spelling>>;
  readonly round: ComputedRef<Round | undefined>;
  readonly questionSet: ComputedRef<QuestionSet | undefined>;
  readonly status: ShallowRef<SyncStatus | undefined>;
  readonly rejected: ShallowRef<readonly Rejected[]>;
  /** Entries only this phone holds, as recorded. */
  readonly unsent: ShallowRef<readonly Stored[]>;
  /** The village's day, and its time by the server's clock, ms; renewed every minute. */
  readonly today: Ref<string>;
  nowMs(): number;
  /** Whether the whole ledger is folded: histories are complete. */
  readonly isCaughtUp: Ref<boolean>;
  /** The ledger itself; waits until it is loaded. */
  replica(): Promise<DeviceReplica>;
  /** Saves facts; they are on this phone when it resolves. @throws StorageFailed, NotCanonical */
  record(drafts: Draft[]): Promise<Stored[]>;
  /** Records a fact in place of one that was sent back. */
  mend(id: string, draft: Draft): Promise<Stored>;
  /** Gives up a fact that was sent back. */
  discard(id: string): Promise<void>;
  close(): Promise<void>;
}

export interface VillageDeps {
  device: Device;
  /** This phone's own clock, ms. */
  nowMs: () => number;
  /** When the server was just asked. */
  offsetMs?: number | undefined;
}

const PIECE = 1_000;
const MINUTE_MS = 60_000;
const SNAPSHOT_DELAY_MS = 1_500;

const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Opens the village of a session; resolves as soon as there is something to show. */
export async function openVillage(deps: VillageDeps, session: Session): Promise<Village> {
  const home = new Home(deps, session);
  await home.start();
  return home;
}

class Home implements Village {
  readonly fold: ShallowRef<VillageFold>;
  readonly name = shallowRef<Text>();
  readonly rows = shallowRef<readonly Row[]>([]);
  readonly status = shallowRef<SyncStatus>();
  readonly rejected = shallowRef<readonly Rejected[]>([]);
  readonly unsent = shallowRef<readonly Stored[]>([]);
  readonly today: Ref<string>;
  readonly isCaughtUp = shallowRef(false);
  readonly round = computed(() => roundInForce(this.fold.value, this.today.value));
  readonly questionSet = computed(() => questionSetOf(this.fold.value, this.round.value));
  private names = new KnownNames(new Map(), new Map());
  private offsetMs: number;
  private foldedRound: string | undefined;
  /** The ledger on this phone, as soon as it is read; `opening` also waits until it is folded. */
  private reading: Promise<DeviceReplica> | undefined;
  private opening: Promise<DeviceReplica> | undefined;
  private opened: DeviceReplica | undefined;
  /** Entries are being folded in pieces; changes wait their turn. */
  private isFolding = true;
  private readonly heldBack: ReplicaChange[] = [];
  private readonly minute: ReturnType<typeof setInterval>;
  private saving: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly deps: VillageDeps,
    readonly session: Session,
  ) {
    this.fold = shallowRef(createFold(session.place, session.zone));
    this.offsetMs = deps.offsetMs ?? 0;
    this.today = shallowRef(dayOf(this.nowMs(), session.zone));
    this.minute = setInterval(() => this.lookAtClock(), MINUTE_MS);
  }

  get identities() {
    return this.names.identities;
  }

  get spellings() {
    return this.names.spellings;
  }

  nowMs(): number {
    return this.deps.nowMs() + this.offsetMs;
  }

  /** Shows the snapshot when there is one; otherwise the ledger, once it is folded. */
  async start(): Promise<void> {
    const { device } = this.deps;
    const snapshot = readSnapshot(await device.peekSnapshot(this.session, SNAPSHOT));
    if (snapshot) {
      this.offsetMs = this.deps.offsetMs ?? snapshot.offsetMs;
      this.names = new KnownNames(snapshot.identities, snapshot.spellings);
      this.fold.value.add(snapshot.placeEntries);
      this.rows.value = snapshot.rows;
      this.name.value = snapshot.name;
      this.lookAtClock();
    }
    this.reading = this.read(snapshot !== undefined);
    this.opening = this.load(this.reading, snapshot?.head);
    if (!snapshot) await this.opening;
  }

  replica(): Promise<DeviceReplica> {
    return this.opening!;
  }

  async record(drafts: Draft[]): Promise<Stored[]> {
    const replica = await this.reading!;
    const saved = await replica.record(drafts);
    await this.names.settle();
    return saved;
  }

  async mend(id: string, draft: Draft): Promise<Stored> {
    const replica = await this.replica();
    const mended = await replica.mend(id, draft);
    this.lookAtOutbox(replica);
    await this.names.settle();
    return mended;
  }

  async discard(id: string): Promise<void> {
    const replica = await this.replica();
    await replica.discard(id);
    this.lookAtOutbox(replica);
  }

  async close(): Promise<void> {
    clearInterval(this.minute);
    clearTimeout(this.saving);
    await this.opened?.close();
  }

  private async read(hasList: boolean): Promise<DeviceReplica> {
    const { device, offsetMs } = this.deps;
    const { session } = this;
    // The list is drawn first.
    if (hasList) await breathe();
    const { place } = session;
    const replica = await device.openReplica({ place, session, keep: 'device', offsetMs });
    replica.subscribe((change) => this.take(change, replica));
    replica.watch((status) => this.hear(status, replica));
    this.hear(replica.status(), replica);
    return replica;
  }

  private async load(
    reading: Promise<DeviceReplica>,
    knownHead: number | undefined,
  ): Promise<DeviceReplica> {
    const replica = await reading;
    await this.foldInPieces(replica.stored());
    this.opened = replica;
    this.refold();
    this.isCaughtUp.value = true;
    this.takeHeldBack(replica);
    void this.names.attach(replica, knownHead).then(() => this.saveSoon(replica));
    void this.askServer(replica);
    return replica;
  }

  /** What a start from memory does not know: how far the clock is off, what the village is called. */
  private async askServer(replica: DeviceReplica): Promise<void> {
    const { device, offsetMs } = this.deps;
    if (offsetMs === undefined) {
      const measured = (await device.currentSession())?.offsetMs;
      if (measured !== undefined) await replica.noteOffset(measured);
    }
    this.name.value ??= await askPlaceName(device, this.session.place);
    this.saveSoon(replica);
  }

  /** Folds, and lets the screens move between the pieces. */
  private async foldInPieces(stored: readonly Stored[]): Promise<void> {
    this.isFolding = true;
    for (let from = 0; from < stored.length; from += PIECE) {
      this.fold.value.add(stored.slice(from, from + PIECE));
      await breathe();
    }
    this.isFolding = false;
  }

  private takeHeldBack(replica: DeviceReplica): void {
    for (const change of this.heldBack.splice(0)) this.take(change, replica);
  }

  private take(change: ReplicaChange, replica: DeviceReplica): void {
    if (this.isFolding) {
      this.heldBack.push(change);
      this.takeAhead(change, replica);
    } else if (change.added.length > PIECE) {
      void this.takeLarge(change, replica);
    } else {
      this.fold.value.remove(change.removed);
      this.fold.value.add(change.added);
      this.renew(change, replica);
    }
  }

  private async takeLarge(change: ReplicaChange, replica: DeviceReplica): Promise<void> {
    this.fold.value.remove(change.removed);
    await this.foldInPieces(change.added);
    this.renew(change, replica);
    this.takeHeldBack(replica);
    // The round, and with it the keys, may have come to its end while this was folded.
    if (!this.isFolding) this.hear(replica.status(), replica);
  }

  /** Renews what a folded change touched. */
  private renew(change: ReplicaChange, replica: DeviceReplica): void {
    this.lookAtOutbox(replica);
    const isWhole =
      change.removed.length > 0 || change.added.length > PIECE || change.added.some(isOfPlace);
    if (isWhole) this.refold();
    else this.renewRows(change.added, this.foldedRound);
    this.names.note(change.added);
    // A first sync shows names with the first households; the rest come when it is over.
    if (this.identities.value.size === 0) void this.names.settle();
    this.saveSoon(replica);
  }

  /**
   * What is recorded here before the ledger is folded shows at once: all that is about the same
   * households is folded ahead of the rest.
   */
  private takeAhead({ added }: ReplicaChange, replica: DeviceReplica): void {
    if (added.some((one) => one.seq > 0 || isOfPlace(one))) return;
    this.fold.value.add(entriesAbout(replica.stored(), added));
    this.renewRows(added, this.round.value?.round);
  }

  private renewRows(added: readonly Stored[], round: string | undefined): void {
    const subjects = new Set(added.flatMap(({ entry }) => entry.subjects));
    this.rows.value = rowsAfter(this.rows.value, this.fold.value, round, subjects);
    triggerRef(this.fold);
  }

  private refold(): void {
    triggerRef(this.fold);
    this.foldedRound = this.round.value?.round;
    this.rows.value = allRows(this.fold.value, this.foldedRound);
  }

  private hear(status: SyncStatus, replica: DeviceReplica): void {
    this.status.value = status;
    this.lookAtOutbox(replica);
    this.offsetMs = status.offsetMs;
    this.lookAtClock();
    if (status.phase !== 'syncing' && this.opened)
      void this.names.retry().then((isNews) => isNews && this.saveSoon(replica));
  }

  private lookAtOutbox(replica: DeviceReplica): void {
    this.rejected.value = [...replica.rejected()];
    const stored = replica.stored();
    this.unsent.value = stored.slice(stored.findLastIndex(({ seq }) => seq > 0) + 1);
  }

  private lookAtClock(): void {
    this.today.value = dayOf(this.nowMs(), this.session.zone);
    if (this.opened && this.round.value?.round !== this.foldedRound) this.refold();
  }

  private saveSoon(replica: DeviceReplica): void {
    clearTimeout(this.saving);
    this.saving = setTimeout(() => void this.save(replica), SNAPSHOT_DELAY_MS);
  }

  private async save(replica: DeviceReplica): Promise<void> {
    const snapshot = writeSnapshot({
      rows: [...this.rows.value],
      identities: new Map(this.identities.value),
      spellings: new Map(this.spellings.value),
      placeEntries: replica.stored().filter((one) => one.seq > 0 && isOfPlace(one)),
      offsetMs: this.offsetMs,
      head: replica.status().head,
      name: this.name.value,
    });
    await replica.saveSnapshot(SNAPSHOT, snapshot);
  }
}
