/**
 * Judges a healed world: everything has arrived everywhere, once. What is still missing must have been
 * lost with the only disk that held it.
 */
import { createFold, type TallyRow } from '@doorstep/ledger';
import type { Phone } from '../phone/phone';
import type { World } from '../world/world';
import { timesOf } from './checker';
import type { Category } from './findings';
import { deliveryFault } from './deliveries';
import { foldFaults, rollUpFaults } from './figures';
import { stable } from './stable';

export interface Unsettled {
  category: Category;
  rule: string;
  detail: string;
}

const sorted = (rows: readonly TallyRow[]): string =>
  rows
    .filter(({ n }) => n !== 0)
    .map((row) => stable(row))
    .sort()
    .join();

/** What a phone lacks, or holds otherwise than the ledger. */
function phoneFault({ world, phone }: { world: World; phone: Phone }): string | undefined {
  const tab = phone.tabs[0];
  if (!tab) return 'does not run';
  const status = tab.replica.status();
  if (!status.online || status.problem) return `online ${status.online}, ${status.problem ?? ''}`;
  if (status.unsent > 0) return `${status.unsent} unsent`;
  const { rows } = world.checker.copyOf(phone.place);
  const stored = tab.replica.stored();
  if (stored.length !== rows.length) return `${stored.length} of ${rows.length} entries`;
  const off = stored.find((one, i) => {
    const row = rows[i]!;
    return one.seq !== row.seq || one.chain !== row.chain;
  });
  return off && `another entry at ${off.seq}`;
}

/** What an incremental fold on a phone says otherwise than one made anew. */
function phoneFoldFault(phone: Phone): string | undefined {
  const tab = phone.tabs[0];
  if (!tab) return undefined;
  const anew = createFold(phone.place);
  anew.add(tab.replica.stored());
  if (sorted(tab.fold.tallies()) !== sorted(anew.tallies())) return 'tallies';
  const owed = (fold: typeof anew) =>
    fold
      .obligations()
      .map((one) => stable(one))
      .sort()
      .join();
  return owed(tab.fold) === owed(anew) ? undefined : 'obligations';
}

/** What is folded of a ledger against what it says, at any moment. */
function figureFaults({ checker, database, plan: { merges }, newestFold }: World, place: string) {
  return foldFaults(database, place, checker.copyOf(place).rows, { merges, newestFold });
}

/** Figures are right at every moment, up to where they are folded. */
export function judgeFigures(world: World): void {
  const { checker } = world;
  checker.observe();
  for (const place of checker.places())
    for (const { rule, detail } of figureFaults(world, place))
      checker.report('diverged', rule, detail);
}

/** What has not come together yet; empty when all has. */
export function unsettled(world: World): Unsettled[] {
  const { checker, phones, database } = world;
  checker.observe();
  const found: Unsettled[] = [];
  const diverged = (rule: string, detail: string): void =>
    void found.push({ category: 'diverged', rule, detail });
  for (const phone of phones) {
    const fault = phoneFault({ world, phone });
    if (fault) diverged('phones converge', `${phone.name} ${fault}`);
  }
  const places = checker.places();
  for (const place of places) {
    const { rows } = checker.copyOf(place);
    const { seq, version, cursor } = database.change((tables) => ({
      seq: tables.fold.get(place)?.seq ?? 0,
      version: tables.fold.get(place)?.foldVersion ?? 0,
      cursor: place.length < 12 ? (tables.delivery.get(place) ?? 0) : rows.length,
    }));
    if (rows.length > 0 && version !== world.newestFold)
      diverged('ledgers are folded', `${place} by ${version}`);
    if (seq !== rows.length) diverged('ledgers are folded', `${place} ${seq} of ${rows.length}`);
    if (cursor !== rows.length)
      diverged('offices are delivered', `${place} ${cursor} of ${rows.length}`);
    for (const { rule, detail } of figureFaults(world, place)) diverged(rule, detail);
  }
  for (const { rule, detail } of rollUpFaults(database, places)) diverged(rule, detail);
  return found;
}

/** The rest, once all has come together: nothing lost, nothing twice, names readable. */
export async function judge(world: World): Promise<void> {
  const { checker, phones, plan } = world;
  for (const phone of phones) {
    judgeContent(world, phone);
    const fault = phoneFoldFault(phone);
    if (fault)
      checker.report('diverged', 'a phone’s fold equals a refold', `${phone.name} ${fault}`);
  }
  judgeDeliveries(world);
  await judgeSaved(world);
  for (const [id, { place, seq }] of checker.promised) {
    if (!checker.copyOf(place).byId.has(id))
      checker.report('lost', 'what was acknowledged is there', `${place} ${seq} ${id}`);
  }
  judgeReturned(world);
  judgeFlags(world);
  const keys = new Set<string>();
  for (const { disk } of phones) for (const { k } of (await disk.held()).keys) keys.add(k);
  for (const phone of phones)
    if (plan.villages.includes(phone.place)) await judgeNames(world, phone, keys);
}

/** A phone holds what the ledger does, byte for byte. */
function judgeContent({ checker }: World, phone: Phone): void {
  const { rows } = checker.copyOf(phone.place);
  for (const { seq, entry } of phone.tabs[0]?.replica.stored() ?? []) {
    if (seq > 0 && stable(entry) === stable(JSON.parse(rows[seq - 1]?.content ?? '{}'))) continue;
    checker.report('diverged', 'phones hold what the ledger holds', `${phone.name} ${seq}`);
  }
}

function judgeDeliveries({ checker, plan }: World): void {
  const offices = checker.places().filter((place) => place.length < 12);
  for (const village of plan.villages) {
    for (const office of offices) {
      const [from, to] = [checker.copyOf(office).rows, checker.copyOf(village).rows];
      const fault = deliveryFault(office, from, village, to, (id) => checker.gone.has(id));
      if (fault)
        checker.report(
          fault.category,
          'deliveries arrive once',
          `${office} → ${village} ${fault.detail}`,
        );
    }
  }
}

/** Whatever a surviving disk holds is in the ledger, or rejected there. */
async function judgeSaved({ checker, phones }: World): Promise<void> {
  for (const phone of phones) {
    const { entries, outbox, rejected } = await phone.disk.held();
    const { byId } = checker.copyOf(phone.place);
    for (const { entry } of [...entries, ...outbox.map(({ stored }) => stored)]) {
      if (!byId.has(entry.id))
        checker.report('lost', 'what a disk holds arrives', `${phone.name} ${entry.id}`);
    }
    for (const { stored, code } of rejected) {
      const isExplained = checker.isRefusalExplained(stored.entry, code);
      if (!isExplained)
        checker.report(
          'unexplained',
          'only what may not stand is rejected',
          `${phone.name} ${code}`,
        );
    }
  }
}

/** What a restored database lost is back from the disks that held it, with its first receipt. */
function judgeReturned({ checker }: World): void {
  for (const [id, one] of checker.missing) {
    const row = checker.copyOf(one.place).byId.get(id);
    const { delivered } = JSON.parse(row?.content ?? '{}') as { delivered?: { id: string } };
    if (delivered && checker.missing.get(delivered.id)?.receipts.size === 0) continue;
    if (!row) checker.report('lost', 'what a disk gave back is there', `${one.place} ${id}`);
    else if (one.receipts.size > 0 && !one.receipts.has(timesOf(row)))
      checker.report(
        'diverged',
        'what comes back keeps its receipt',
        `${one.place} ${row.seq} ${id}`,
      );
  }
}

/** Only devices that were copied, or whose clock was off by months, are flagged. */
function judgeFlags({ checker, database, suspects }: World): void {
  const rows = database.change((tables) => tables.quarantine.all().map(([, row]) => row));
  for (const { code, device, sealed } of rows) {
    const name = device.split('/')[0]!;
    if (sealed === null && !suspects.has(`${code} ${name}`))
      checker.report('unexplained', 'nobody is flagged without a reason', `${code} ${device}`);
  }
}

const NAMES_JUDGED = 6;

/** Sealed parts open on every phone of their village, unless their key was destroyed. */
async function judgeNames(
  { checker }: World,
  phone: Phone,
  onDisks: ReadonlySet<string>,
): Promise<void> {
  const { replica } = phone.tabs[0] ?? {};
  if (!replica) return;
  const sealed = replica.stored().filter(({ entry }) => entry.sealed && entry.v === 1);
  for (const { entry } of sealed.slice(-NAMES_JUDGED)) {
    const opened = await replica.open(entry);
    for (const [subject, part] of Object.entries(opened)) {
      const key = entry.sealed![subject]!.k;
      if (part.ok || checker.erasedKeys.has(key) || checker.isKeyLost(key, onDisks)) continue;
      checker.report('lost', 'names stay readable', `${phone.name} ${entry.id} ${part.reason}`);
    }
  }
}
