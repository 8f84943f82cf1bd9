import { expect, it } from 'vitest';
import { CHAIN_START, checkEntry, createFold, firstBroken } from '@doorstep/ledger';
import { unseal, importSubjectKey } from '@doorstep/sync';
import { generateLedger } from './ledger';

const cryptography = crypto.subtle;

it('generates a ledger of the asked length: chained, sound, with amendments and late entries', async () => {
  const { stored, village, keys } = await generateLedger('one', {
    households: 40,
    entries: 900,
    cryptography,
  });
  expect(stored).toHaveLength(900);
  expect(firstBroken(CHAIN_START, 0, village.place, stored)).toBe(-1);
  expect(stored.filter(({ entry }) => !checkEntry(entry).ok)).toEqual([]);
  expect(stored.some(({ entry }) => entry.happened)).toBe(true);
  expect(stored.some(({ entry }) => entry.kind === 'entry.voided')).toBe(true);
  expect(stored.some(({ entry }) => entry.kind === 'visit.recorded' && entry.replaces)).toBe(true);
  const fold = createFold(village.place);
  fold.add(stored);
  expect(
    [...fold.dossiers()].reduce((sum, { state }) => sum + state.register.households.size, 0),
  ).toBe(40);

  const [subject = '', sealed] = Object.entries(stored[0]!.entry.sealed!)[0]!;
  const key = keys.find(({ k }) => k === sealed.k)!;
  const opened = await unseal(cryptography, subject, sealed, {
    ...key,
    cryptoKey: await importSubjectKey(cryptography, key),
  });
  expect(opened).toEqual({ ok: true, identity: village.households[0]!.identity });
});

it('is the same for the same seed', async () => {
  const [a, again, b] = await Promise.all(
    ['x', 'x', 'y'].map((seed) =>
      generateLedger(seed, { households: 8, entries: 120, cryptography }),
    ),
  );
  expect(again).toEqual(a);
  expect(b!.stored).not.toEqual(a!.stored);
});
