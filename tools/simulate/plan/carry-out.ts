/** Carries a plan's steps out in a world: each as people and machines would, at the same time as others. */
import { dice, type Dice } from '@doorstep/scenario';
import { judgeFigures } from '../checker/judge';
import { StorageFailed } from '@doorstep/sync';
import { officeFacts } from '../facts/office';
import { villageFacts } from '../facts/village';
import type { Phone, Tab } from '../phone/phone';
import { markBackedUp, restoreBackup } from '../server/restore';
import type { World } from '../world/world';
import { attack } from './attack';
import type { Deed, Step } from './plan';

/** How long the database is away while its administrator restores it. */
const RESTORE_MS = 30_000;

function facts(world: World, phone: Phone, tab: Tab, count: number, own: Dice) {
  const seen = { stored: tab.replica.stored(), dice: own, nowMs: phone.nowMs() };
  const { villages, merges } = world.plan;
  if (phone.place.length === 12) return villageFacts(seen, count, merges);
  const within = villages.filter((code) => code.startsWith(phone.place));
  const areas = [phone.place, ...within, ...within.map((code) => code.slice(0, 9))];
  return officeFacts(seen, count, [...new Set(areas)]);
}

async function record(world: World, phone: Phone, tab: Tab, count: number, own: Dice) {
  try {
    const stored = await tab.replica.record(facts(world, phone, tab, count, own));
    world.checker.saved(
      phone,
      stored.map(({ entry }) => entry.id),
    );
    world.history.note(phone.name, `records ${stored.map(({ entry }) => entry.id).join(' ')}`);
  } catch (error) {
    if (!(error instanceof StorageFailed)) throw error;
    world.history.note(phone.name, 'could not save');
  }
}

async function sync(world: World, phone: Phone, tab: Tab): Promise<void> {
  const { head, unsent, problem, online } = await tab.replica.syncNow();
  world.history.note(phone.name, `synced: head ${head}, unsent ${unsent}, ${problem ?? online}`);
  if (problem === 'internal')
    world.checker.report('unexplained', 'programs do not fail', phone.name);
}

async function twoTabs(world: World, phone: Phone, count: number, own: Dice): Promise<void> {
  const [one, other] = [await phone.tab(), await phone.openTab()];
  world.history.fault('second-tab', phone.name);
  await Promise.all([
    record(world, phone, one, count, own.fork('one')),
    record(world, phone, other, count, own.fork('other')),
    sync(world, phone, one),
    sync(world, phone, other),
  ]);
}

function kill(world: World, phone: Phone): void {
  if (!phone.isRunning) return;
  if (phone.isWriting) world.history.fault('tail-lost', phone.name);
  world.history.fault('phone-killed', phone.name);
  phone.kill();
}

function clone(world: World, phone: Phone): void {
  const twin = world.addPhone(
    phone.place,
    `${phone.caller.session.account.slice(9)}x${world.phones.length}`,
    phone.caller.session,
  );
  twin.disk.copyFrom(phone.disk);
  world.suspects.add(`cloned ${phone.caller.session.device}`);
  world.history.fault('phone-cloned', phone.name);
}

/** Sets something for a while. */
function forAWhile(world: World, forMs: number, set: () => void, unset: () => void): void {
  set();
  world.schedule.after(forMs, unset);
}

const epochOf = ({ database }: World): string =>
  database.change((tables) => tables.setting.get('epoch') ?? '');

/** The database from its last backup; servers begin anew. */
async function restoreFromBackup(world: World): Promise<void> {
  const { machines, checker, history, database, phones, backup } = world;
  if (!backup) return;
  for (const machine of machines) machine.kill();
  const before = await checker.beforeRestore(phones);
  world.epochs += 1;
  const restore = world.restored ?? restoreBackup;
  const epoch = epochOf(world);
  restore(database, backup, `epoch-${world.epochs}`);
  if (epochOf(world) === epoch)
    checker.report('unexplained', 'a restored backup has a new epoch', epoch);
  checker.afterRestore(before);
  history.fault('restored-new-epoch', 'database');
  for (const machine of machines) machine.start();
}

/** The database as it was at an earlier instant, epoch and all; servers stay. */
async function restoreInPlace(world: World): Promise<void> {
  const { checker, history, database, phones, backup, databaseWeather, schedule } = world;
  if (!backup) return;
  databaseWeather.isAway = true;
  database.endAll();
  await schedule.sleep(RESTORE_MS);
  const before = await checker.beforeRestore(phones);
  database.restore(backup);
  checker.afterRestore(before);
  history.fault('restored-same-epoch', 'database');
  databaseWeather.isAway = false;
}

function eraseKey(world: World, village: number, own: Dice): void {
  const place = world.plan.villages[village]!;
  const erased = world.database.change((tables) => {
    const keys = tables.subjectKey.all().filter(([, row]) => row.place === place);
    if (keys.length === 0) return undefined;
    const [key, { k }] = own.pick(keys);
    tables.subjectKey.delete(key);
    tables.erasedKey.put(key, true);
    return k;
  });
  if (!erased) return;
  world.checker.erasedKeys.add(erased);
  world.history.fault('key-erased', place);
}

type Of<D extends Deed['do']> = Extract<Deed, { do: D }>;

async function ofPhone(world: World, deed: Deed & { phone: number }, own: Dice): Promise<void> {
  const phone = world.phones[deed.phone]!;
  const { history, checker, schedule } = world;
  if (deed.do === 'record') return record(world, phone, await phone.tab(), deed.facts, own);
  if (deed.do === 'sync') return sync(world, phone, await phone.tab());
  if (deed.do === 'two-tabs') return twoTabs(world, phone, deed.facts, own);
  if (deed.do === 'attack') return attack(world, phone, deed.attack, own);
  if (deed.do === 'clone') return clone(world, phone);
  if (deed.do === 'quota') phone.disk.refusals += deed.writes;
  if (deed.do === 'evict') {
    history.fault('store-evicted', phone.name);
    phone.evict();
    checker.evicted(phone);
  }
  if (deed.do === 'clock') {
    history.fault('clock-jumped', phone.name);
    phone.clockErrorMs = deed.errorMs;
    world.suspects.add(`clock-off ${phone.caller.session.device}`);
  }
  if (deed.do === 'cut-off') {
    history.fault('partition', phone.name);
    phone.caller.cutOffUntilMs = schedule.nowMs + deed.forMs;
  }
  if (deed.do === 'old-app') {
    history.fault('old-app', phone.name);
    world.setOldApp(phone, true);
  }
  if (deed.do === 'kill') {
    schedule.after(deed.afterMs, () => kill(world, phone));
    const tab = await phone.tab();
    await Promise.all([record(world, phone, tab, deed.facts, own), sync(world, phone, tab)]);
  }
}

function killServer(world: World, deed: Of<'kill-server'>): void {
  const { statement, nth, moment, backAfterMs } = deed;
  const machine = world.machines[deed.server]!;
  machine.doom({ statement, left: nth, moment });
  world.schedule.after(backAfterMs, () => machine.start());
}

async function ofServers(world: World, deed: Deed): Promise<void> {
  const { history, databaseWeather: weather, database } = world;
  if (deed.do === 'work') {
    const running = world.machines.filter(({ process }) => process);
    if (running.length > 1) history.fault('two-servers-one-place', `server ${deed.server}`);
    await Promise.all(running.map(({ process }) => process!.work()));
  }
  if (deed.do === 'kill-server') killServer(world, deed);
  if (deed.do === 'deploy') {
    const machine = world.machines[deed.server]!;
    history.fault('fold-version-deployed', machine.name);
    machine.kill();
    machine.foldVersion += 1;
    machine.start();
  }
  if (deed.do === 'database-away') {
    history.fault('database-away', 'database');
    forAWhile(
      world,
      deed.forMs,
      () => (weather.isAway = true),
      () => (weather.isAway = false),
    );
  }
  if (deed.do === 'database-restarts') {
    history.fault('database-restarted', 'database');
    const lost = database.crash(deed.lostMax);
    history.note('database', `lost ${lost} derivations`);
  }
  if (deed.do === 'database-full')
    forAWhile(
      world,
      deed.forMs,
      () => (weather.isFull = true),
      () => (weather.isFull = false),
    );
  if (deed.do === 'database-answers-lost') {
    const { share } = deed;
    forAWhile(
      world,
      deed.forMs,
      () => (weather.answersLost = share),
      () => (weather.answersLost = 0),
    );
  }
}

async function carryOut(world: World, { deed, name }: Step): Promise<void> {
  const own = dice(`simulate/${world.plan.seed}/${name}`);
  const { history, database, schedule, phones } = world;
  if ('phone' in deed) return ofPhone(world, deed, own);
  if (deed.do === 'network') {
    const { weather, forMs } = deed;
    for (const { caller } of phones) {
      caller.weather = weather;
      schedule.after(
        forMs,
        () => (caller.weather = { requestLost: 0, answerLost: 0, repeated: 0, late: 0 }),
      );
    }
    return;
  }
  if (deed.do === 'backup') {
    world.backup = database.snapshot();
    markBackedUp(database);
    judgeFigures(world);
    return history.note('backup', 'made');
  }
  if (deed.do === 'restore')
    return deed.sameEpoch ? restoreInPlace(world) : restoreFromBackup(world);
  if (deed.do === 'erase-key') return eraseKey(world, deed.village, own);
  return ofServers(world, deed);
}

/** Carries out every step at its time. What a step starts may last longer than the plan. */
export async function carryOutAll(world: World, startMs: number): Promise<void> {
  for (const step of world.plan.steps) {
    await world.schedule.until(startMs + step.atMs);
    world.history.note('plan', `${step.name}: ${step.deed.do}`);
    carryOut(world, step).catch((error: unknown) =>
      world.checker.report(
        'unexplained',
        'programs do not fail',
        `${step.deed.do} ${String(error)}`,
      ),
    );
  }
}
