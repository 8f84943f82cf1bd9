/** Somebody with a session who sends what may not stand. */
import type { Entry } from '@doorstep/ledger';
import type { Dice } from '@doorstep/scenario';
import { stable } from '../checker/stable';
import type { Phone } from '../phone/phone';
import type { World } from '../world/world';
import type { Attack } from './plan';

function madeUp(world: World, phone: Phone, own: Dice): Entry {
  const { account, device } = phone.caller.session;
  const hex = Buffer.from(own.bytes(16)).toString('hex');
  return {
    id: `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`,
    kind: 'visit.recorded',
    v: 1,
    place: phone.place,
    at: new Date(world.schedule.nowMs).toISOString(),
    by: account,
    device: `${device}/1`,
    n: own.int(1, 1_000_000),
    subjects: ['h_house00'],
    body: { household: 'h_house00', outcome: 'nobody' },
  };
}

/** An entry of this account that the ledger holds, with another content. */
function reused(world: World, phone: Phone, own: Dice): Entry | undefined {
  const committed = world.checker
    .copyOf(phone.place)
    .rows.map(({ content }) => JSON.parse(content) as Entry)
    .filter(({ by }) => by === phone.caller.session.account);
  if (committed.length === 0) return undefined;
  const entry = own.pick(committed);
  return { ...entry, subjects: [...entry.subjects, 'h_house90'].slice(-200) };
}

/** An entry that may not stand, and the ledger it is sent to. */
function forgery(world: World, phone: Phone, kind: Attack, own: Dice) {
  const { place } = phone;
  const entry = madeUp(world, phone, own);
  if (kind === 'id-reused') return { place, entry: reused(world, phone, own) };
  if (kind === 'foreign-village') {
    const other = own.pick(world.plan.villages.filter((code) => code !== place));
    return { place: own.chance(0.5) ? place : other, entry: { ...entry, place: other } };
  }
  if (own.chance(0.5)) return { place, entry: { ...entry, by: 'c_somebody' } };
  const delivered = { from: '2224', id: entry.id };
  return { place, entry: { ...entry, by: 'system', device: 'system/0', n: 0, delivered } };
}

/** Sends one forgery over the network as it is; nobody saved it anywhere. */
export async function attack(world: World, phone: Phone, kind: Attack, own: Dice): Promise<void> {
  const { history, network, schedule, checker } = world;
  const { place, entry } = forgery(world, phone, kind, own);
  if (!entry) return;
  history.fault(kind, phone.name);
  checker.forged.add(stable(entry));
  await network.call(phone.caller, {
    method: 'POST',
    path: '/api/ledgers/:place/entries',
    session: phone.caller.session,
    params: { place },
    query: {},
    body: { entries: [entry], keys: [], after: 0, sentAtMs: schedule.nowMs },
  });
}
