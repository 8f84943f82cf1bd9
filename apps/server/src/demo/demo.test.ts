import { beforeAll, describe, expect, it } from 'vitest';
import {
  canonical,
  checkEntry,
  createFold,
  idCheckCharacter,
  instantOf,
  isPersonTime,
  type PersonVisited,
  type Stored,
} from '@doorstep/ledger';
import { steps } from './calendar';
import type { Deed, PlannedDraft } from './deed';
import { COUNTIES, PREFECTURE } from './office-plan';
import { plansOf } from './run';
import { demoServer } from './testing';
import { DONGXING, NANGOU } from './villages';

const SEED = 'tested';
const VILLAGES = 2;

const canonicalLedger = (stored: Stored[]): string[] =>
  stored.map(({ entry }) => canonical(entry)).sort();

/** A fact without what differs when another device records it. */
const factOf = ({ entry }: Stored): string => {
  const { kind, place, at, happened = '', by, subjects, body, delivered } = entry;
  return canonical({
    kind,
    place,
    at,
    happened,
    by,
    subjects,
    body,
    isDelivered: delivered !== undefined,
  });
};

const total = (stored: Stored[], indicator: string): number => {
  const fold = createFold(stored[0]!.entry.place);
  fold.add(stored);
  return fold.tallies().reduce((sum, row) => sum + (row.indicator === indicator ? row.n : 0), 0);
};

describe('the made demo', () => {
  const made = demoServer(SEED, VILLAGES);
  const ledgerOf = (place: string): Stored[] => made.server.ledger(place).stored;
  const all = (): Stored[] => [PREFECTURE, ...COUNTIES, DONGXING, NANGOU].flatMap(ledgerOf);

  beforeAll(async () => {
    expect(await made.make()).toBe(true);
  }, 120_000);

  it('holds Nangou as the source tells: 174 households, 375 people', () => {
    expect(total(ledgerOf(NANGOU), 'register.households')).toBe(174);
    expect(total(ledgerOf(NANGOU), 'register.people')).toBe(375);
  });

  it('knows the 658 doors of Dongxing, and not yet everybody behind them', () => {
    const stored = ledgerOf(DONGXING);
    expect(total(stored, 'register.households')).toBe(658);
    expect(total(stored, 'register.households_stated')).toBe(658);
    const fold = createFold(DONGXING);
    fold.add(stored);
    const states = [...fold.dossiers()].map((dossier) => dossier.state.register);
    expect(states.some(({ people }) => people.size === 0)).toBe(true);
  });

  it('is deep in the second round on the evening of 4 February, and not done', () => {
    const reached = total(ledgerOf(NANGOU), 'visits.round_reached');
    expect(reached).toBeGreaterThan(174 * 1.4);
    expect(reached).toBeLessThan(174 * 2);
  });

  it('says only what the kinds allow, and makes sense in the fold', () => {
    expect(all().filter(({ entry }) => !checkEntry(entry).ok)).toEqual([]);
    for (const place of [DONGXING, NANGOU]) {
      const fold = createFold(place);
      fold.add(ledgerOf(place));
      const found = [fold.place, ...fold.dossiers()].flatMap((sequence) => sequence.findings);
      expect(found.filter(({ code }) => code !== 'clock-ahead')).toEqual([]);
    }
  });

  it('has corrections, voids, visits entered later and entries of wrong clocks', () => {
    const entries = all().map(({ entry }) => entry);
    expect(
      entries.filter((one) => one.kind === 'visit.recorded' && one.replaces).length,
    ).toBeGreaterThan(3);
    expect(entries.filter((one) => one.kind === 'entry.voided').length).toBeGreaterThan(3);
    expect(entries.filter((one) => one.happened).length).toBeGreaterThan(3);
    expect(all().some(({ offsetMs }) => Math.abs(offsetMs) > 10_000)).toBe(true);
  });

  it('states nobody outside a sealed part', () => {
    const { offices, phones } = plansOf(SEED, VILLAGES);
    const drafts = [...offices, ...phones].flatMap(({ deeds }) =>
      deeds.flatMap((deed) => deed.drafts),
    );
    const identities = drafts.flatMap(({ identities }) => Object.values(identities ?? {}));
    const secrets = new Set(identities.flatMap((one) => Object.values(one) as string[]));
    expect(secrets.size).toBeGreaterThan(2_000);
    const texts = all()
      .map(({ entry }) => JSON.stringify({ ...entry, sealed: undefined }))
      .join('\n');
    expect([...secrets].filter((secret) => texts.includes(secret))).toEqual([]);
  });
});

describe('making the demo', () => {
  const untilMs = instantOf('2020-01-26', '15:00');

  it('makes the same entries from the same seed, byte for byte, and others from another', async () => {
    const [first, again, other] = [demoServer('a', 1), demoServer('a', 1), demoServer('b', 1)];
    for (const one of [first, again, other]) await one.make(untilMs);
    const entriesOf = (one: typeof first): string[] =>
      canonicalLedger(one.server.ledger(DONGXING).stored);
    expect(entriesOf(first).length).toBeGreaterThan(1_000);
    expect(entriesOf(again)).toEqual(entriesOf(first));
    expect(entriesOf(other)).not.toEqual(entriesOf(first));
  });

  it('goes on after it was killed, and records nothing twice', async () => {
    const [whole, broken] = [demoServer('c', 1), demoServer('c', 1)];
    const endMs = instantOf('2020-01-27', '13:00');
    await whole.make(endMs);
    await broken.make(untilMs);
    await broken.make(endMs);
    const factsOf = (one: typeof whole): string[] =>
      one.server.ledger(DONGXING).stored.map(factOf).sort();
    expect(factsOf(broken)).toEqual(factsOf(whole));
  });
});

describe('the plans', () => {
  it('are for twenty villages in all eight counties, with two team members each on the whole', () => {
    const { phones, offices } = plansOf(SEED, 20);
    const places = [...new Set(phones.map(({ place }) => place))];
    expect(places).toHaveLength(20);
    expect(places.every((place) => Number(place.slice(9)) >= 200)).toBe(true);
    expect([...new Set(places.map((place) => place.slice(0, 6)))].sort()).toEqual(
      [...COUNTIES].sort(),
    );
    expect(offices.map(({ place }) => place)).toEqual([PREFECTURE, ...COUNTIES]);
    const roles = phones.flatMap(({ deeds }) =>
      deeds.flatMap(({ drafts }) => drafts.map(({ body }) => body['role'])),
    );
    expect(roles.filter((role) => role === 'first-secretary')).toHaveLength(20);
    expect(roles.filter((role) => role === 'team-member')).toHaveLength(40);
  });

  /** What stands in the end: a correction takes the place of what it names, a void leaves nothing. */
  const inForce = (deeds: Deed[], valueOf: (draft: PlannedDraft) => number): number =>
    deeds.reduce((sum, { drafts }) => {
      const last = drafts.at(-1)!;
      const before = last.amends?.drafts.at(-1);
      return sum + valueOf(last) - (before ? valueOf(before) : 0);
    }, 0);
  const personTimesOf = ({ kind, body }: PlannedDraft): number =>
    kind === 'visit.recorded'
      ? (body['people'] as never as PersonVisited[]).filter(isPersonTime).length
      : 0;
  const timesOf = ({ kind, body }: PlannedDraft): number =>
    kind === 'broadcast.made' ? Number(body['times']) : 0;

  it.each(['doorstep', 'a', 'b', 'c'])(
    'come to what the source tells of 189 villages (F56, F58), and it all arrives: seed %s',
    (seed) => {
      const { phones } = plansOf(seed, 189);
      for (const { deeds, isOnline } of phones) {
        const untilMs = Math.max(...steps().filter(isOnline));
        expect(deeds.filter(({ atMs }) => atMs > untilMs)).toEqual([]);
      }
      const all = phones.flatMap(({ deeds }) => deeds);
      const personTimes = inForce(all, personTimesOf);
      expect(personTimes).toBeGreaterThanOrEqual(71_000);
      expect(personTimes).toBeLessThan(72_000);
      expect(inForce(all, timesOf)).toBe(12_500);
    },
    30_000,
  );

  it('grow to the prefecture: 189 first secretaries and 375 team members', () => {
    const { phones } = plansOf(SEED, 189);
    const roles = phones.flatMap(({ deeds }) =>
      deeds.flatMap(({ drafts }) => drafts.map(({ body }) => body['role'])),
    );
    expect(roles.filter((role) => role === 'first-secretary')).toHaveLength(189);
    expect(roles.filter((role) => role === 'team-member')).toHaveLength(375);
  });

  it('give ID numbers a sound check digit and an area that belongs to nobody', () => {
    const { phones } = plansOf(SEED, VILLAGES);
    const drafts = phones.flatMap(({ deeds }) => deeds.flatMap((deed) => deed.drafts));
    const numbers = drafts.flatMap(({ identities }) =>
      Object.values(identities ?? {}).flatMap((one) => one.idNumber ?? []),
    );
    expect(numbers.length).toBeGreaterThan(500);
    for (const number of numbers) expect(number).toMatch(/^59\d{15}[\dX]$/);
    expect(
      numbers.filter((number) => idCheckCharacter(number.slice(0, 17)) !== number[17]),
    ).toEqual([]);
  });
});
