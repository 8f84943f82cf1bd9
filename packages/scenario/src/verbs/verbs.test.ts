import { expect, it } from 'vitest';
import { coverageOf, householdRows } from '@doorstep/ledger';
import { createWorld } from './index';

it('screens a village from door to door, offline, and its figures follow', async () => {
  const world = createWorld('three households');
  const office = await world.office();
  const village = await world.village({ households: 3, people: 6 });
  const [first, second, third] = village.households;
  const cadre = await village.cadre();
  cadre.round = await office.opensRound([village.place]);
  cadre.phone.goesOffline();
  const well = await cadre.visits(first!).allWell();
  await cadre.visits(second!).fever(second!.people[0]!, 378);
  await cadre.visits(third!).nobodyHome();
  expect(village.counts('visits.visits')).toBe(0);

  await cadre.phone.comesOnline();
  const atHome = (people: { away?: object }[]): number => people.filter((one) => !one.away).length;
  expect(village.counts('visits.person_times')).toBe(
    atHome(first!.people) + atHome(second!.people),
  );
  expect(village.counts('visits.fevers')).toBe(1);
  expect(coverageOf(householdRows(village.fold(), cadre.round))).toMatchObject({
    reached: 2,
    nobody: 1,
  });

  await cadre.voids(well);
  expect(village.counts('visits.person_times')).toBe(atHome(second!.people));
});

it('corrects a reading, refuses, tells everybody and closes', async () => {
  const world = createWorld('a correction');
  const office = await world.office();
  const village = await world.village({ households: 2 });
  const [first, second] = village.households;
  const cadre = await village.cadre();
  cadre.round = await office.opensRound([village.place]);
  const visit = await cadre.visits(first!).fever(first!.people[0]!, 385);
  await cadre.corrects(visit, {
    people: [{ person: first!.people[0]!.id, asked: true, temperature: 365, flags: [] }],
  });
  await cadre.visits(second!).refused();
  const untold = village
    .fold()
    .obligations()
    .filter(({ kind }) => kind === 'tell');
  expect(untold.map(({ subject }) => subject).sort()).toEqual([first!.id, second!.id].sort());
  await cadre.broadcasts('both', 3);
  await office.closesRound(cadre.round, [village.place]);
  expect(village.counts('visits.fevers')).toBe(0);
  expect(village.counts('visits.refused')).toBe(1);
  expect(village.counts('publicity.times')).toBe(3);
  expect(village.fold().obligations()).toEqual([]);
});
