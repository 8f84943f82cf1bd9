/** What a store keeps beside ledgers and figures: cursors, keys, what was set aside, who looked. */
import { deepStrictEqual } from 'node:assert/strict';
import type { PlaceCode } from '@doorstep/ledger';
import type { AccessRow } from './access-log';
import { entry, RECEIVED, requestOf, type StoreCase } from './conformance-subject';
import type { QuarantineRow } from './quarantine';

const quarantined = (place: PlaceCode, entryId: string, digest: string): QuarantineRow => ({
  place,
  entryId,
  digest: Buffer.from(digest),
  code: 'schema',
  path: 'body',
  account: 'c_invented1',
  device: 'd_invented1',
  receivedAt: RECEIVED,
  offsetMs: 0,
  kind: 'visit.recorded',
  sealed: Buffer.from('sealed'),
});

export const KEEPING: StoreCase[] = [
  {
    name: 'moves a delivery cursor forward only, and knows which offices are behind',
    run: async ({ store, area, newId }) => {
      const { prefecture, villages } = await area();
      const isBehind = async () => (await store.delivery.behind()).includes(prefecture);
      deepStrictEqual([await store.delivery.cursor(prefecture), await isBehind()], [0, false]);
      const entries = [entry(prefecture, newId()), entry(prefecture, newId())];
      await store.ledger.push(requestOf(prefecture, entries));
      deepStrictEqual(await isBehind(), true);
      await store.delivery.advance(prefecture, 2);
      await store.delivery.advance(prefecture, 1);
      deepStrictEqual([await store.delivery.cursor(prefecture), await isBehind()], [2, false]);
      deepStrictEqual(
        (await store.delivery.villagesWithin(prefecture)).sort(),
        [...villages].sort(),
      );
      deepStrictEqual(await store.delivery.villagesWithin(villages[1]), [villages[1]]);
    },
  },
  {
    name: 'keeps the first key of a village',
    run: async ({ store, other, area }) => {
      const [place] = (await area()).villages;
      deepStrictEqual(await store.keys.village(place), undefined);
      const [a, b] = [Buffer.from('first'), Buffer.from('second')];
      const given = [await store.keys.addVillage(place, a), await other.keys.addVillage(place, b)];
      deepStrictEqual(
        given.map((one) => one.toString()),
        ['first', 'first'],
      );
      deepStrictEqual((await other.keys.village(place))?.toString(), 'first');
    },
  },
  {
    name: 'keeps the same rejected bytes once, others beside them',
    run: async ({ store, area, newId }) => {
      const [place] = (await area()).villages;
      const id = newId();
      const added = [];
      for (const digest of ['one', 'two', 'one'])
        added.push(await store.quarantine.add(quarantined(place, id, digest)));
      deepStrictEqual(added, [true, true, false]);
      const kept = await store.quarantine.list(place, 10);
      deepStrictEqual(kept.map(({ digest }) => digest.toString()).sort(), ['one', 'two']);
    },
  },
  {
    name: 'keeps a flag of a digest once, whichever entry it names',
    run: async ({ store, other, area, newId }) => {
      const [place, neighbour] = (await area()).villages;
      const flag = (at: PlaceCode): QuarantineRow => ({
        ...quarantined(at, newId(), 'device'),
        code: 'cloned',
        offsetMs: null,
        sealed: null,
      });
      const added = [
        await store.quarantine.add(flag(place)),
        await other.quarantine.add(flag(place)),
        await store.quarantine.add(flag(neighbour)),
      ];
      deepStrictEqual(added, [true, false, true]);
      deepStrictEqual((await other.quarantine.list(place, 10)).length, 1);
    },
  },
  {
    name: 'tells when within a time an account last did something to a place, in whatever order it came',
    run: async ({ store, other, area, newId }) => {
      const [place, neighbour] = (await area()).villages;
      const opened = { place, account: 'c_invented1', action: 'ledger-opened' };
      const log = async (hour: string, more: Partial<AccessRow> = {}): Promise<void> =>
        store.people.logAccess({
          ...{
            id: newId(),
            at: `2020-01-28T${hour}:00:00.000Z`,
            device: 'd_invented1',
            detail: '',
          },
          ...{ ...opened, ...more },
        });
      await log('04', { place: neighbour });
      await log('05', { account: 'c_invented2' });
      await log('06', { action: 'contact-opened' });
      const hour = (at: string): string => `2020-01-28T${at}:00:00.000Z`;
      const last = (from: string, to: string): Promise<string | undefined> =>
        other.people.lastAccess({ ...opened, after: hour(from), upTo: hour(to) });
      deepStrictEqual(await last('00', '23'), undefined);
      for (const at of ['02', '03', '01']) await log(at);
      deepStrictEqual(await last('00', '23'), hour('03'));
      deepStrictEqual(await last('00', '02'), hour('02'));
      deepStrictEqual([await last('02', '03'), await last('03', '23')], [hour('03'), undefined]);
    },
  },
  {
    name: 'keeps the first row of an id in a place’s log',
    run: async ({ store, area, newId }) => {
      const [place] = (await area()).villages;
      const opened = { place, account: 'c_invented1', action: 'ledger-opened' };
      const row = { ...opened, id: newId(), device: 'd_invented1', detail: '' };
      await store.people.logAccess({ ...row, at: RECEIVED });
      await store.people.logAccess({ ...row, at: '2020-01-29T00:00:00.000Z' });
      const within = { after: '2020-01-27T00:00:00.000Z', upTo: '2020-01-30T00:00:00.000Z' };
      deepStrictEqual(await store.people.lastAccess({ ...opened, ...within }), RECEIVED);
    },
  },
];
