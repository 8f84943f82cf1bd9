/** A browser killed around a save loses nothing it had confirmed; a save that never was is missed. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VILLAGE } from '../../e2e/village';
import { openJournal } from './journal';
import { PhoneCycles, unsentFault } from './phones';
import { Report } from './report';
import { openSite, type Site } from './site';

const options = { seed: 'test', from: 0, count: 2, onProgress: () => undefined };
const report = new Report('test');
let site: Site;
let cycles: PhoneCycles;

beforeAll(async () => {
  site = openSite();
  cycles = await PhoneCycles.open(site, options, report);
});
afterAll(() => site.remove());

test('killed around a save and opened again, it has what it confirmed', async () => {
  for (let cycle = 0; cycle < options.count; cycle++) await cycles.run(cycle);
  expect(report.wrong).toEqual([]);
  expect(report.toJSON().cycles).toEqual({ 'browser-killed': options.count });
});

test('a confirmed visit that is in no ledger is reported, though the ledger is sound', async () => {
  const lie = openJournal(join(cycles.journals, 'lie.ndjson'));
  const [kind, about] = ['visit.recorded', 'h_nobodyAtAll'];
  lie.write({ what: 'saved', place: VILLAGE, kind, about, isConfirmed: true });
  await cycles.compare(options.count);
  await cycles.close(options.count);
  expect(report.toJSON()).toMatchObject({
    missing: 1,
    phones: { verifiedSound: true },
    wrong: [{ part: 'phones', what: 'missing' }],
  });
});

test('on the phone a save is there whole, or not at all unless it was confirmed', () => {
  const cut = { entries: 2, isConfirmed: false };
  const confirmed = { entries: 2, isConfirmed: true };
  expect(unsentFault(3, 3, cut)).toBeUndefined();
  expect(unsentFault(5, 3, cut)).toBeUndefined();
  expect(unsentFault(5, 3, confirmed)).toBeUndefined();
  expect(unsentFault(4, 3, cut)?.what).toBe('missing');
  expect(unsentFault(2, 3, cut)?.what).toBe('missing');
  expect(unsentFault(3, 3, confirmed)?.what).toBe('missing');
  expect(unsentFault(6, 3, confirmed)?.what).toBe('duplicated');
});
