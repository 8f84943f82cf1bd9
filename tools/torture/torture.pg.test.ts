/** A few cycles of torture find nothing; a lie in a journal or a row taken out is found. */
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openJournal } from './journal';
import { LedgerCycles } from './ledgers';
import { Report } from './report';
import { openSite, type Site } from './site';

const options = {
  seed: 'test',
  from: 0,
  faults: ['everything-killed', 'postmaster-killed', 'server-terminated'] as const,
  onProgress: () => undefined,
};

let site: Site;
let cycles: LedgerCycles;

beforeAll(async () => {
  site = openSite();
  cycles = new LedgerCycles(site, options, new Report('test'));
  await cycles.product.start();
});
afterAll(() => site.remove());

/** What a new look at everything finds. */
async function look(): Promise<Report> {
  const report = new Report('test');
  const again = cycles.reportingTo(report);
  await again.compare();
  await again.verify();
  return report;
}

test('killed and terminated in the middle of pushes, it loses nothing', async () => {
  for (const cycle of options.faults.keys()) await cycles.run(cycle);
  const report = await look();
  expect(report.wrong).toEqual([]);
  const { acknowledged, ledgers } = report.toJSON();
  expect(acknowledged).toBeGreaterThan(30);
  expect(ledgers).toMatchObject({ acknowledged, verifiedSound: true });
});

test('a receipt nobody ever gave is reported missing', async () => {
  const lie = openJournal(join(cycles.journals, 'lie.ndjson'));
  const id = '01900000-0000-7000-8000-000000000000';
  const receivedAt = '2020-01-28T01:12:06.000Z';
  const place = '222401101205';
  lie.write({ what: 'receipt', place, id, seq: 1, receivedAt, offsetMs: 0, keyIds: [] });
  expect((await look()).toJSON()).toMatchObject({
    missing: 1,
    ledgers: { verifiedSound: true },
    wrong: [{ what: 'missing' }],
  });
});

test('a row deleted behind its back is reported, and how to look again', async () => {
  const client = new pg.Client({ connectionString: cycles.product.databaseUrl() });
  await client.connect();
  await client.query('delete from entry where seq = 2 and place = (select min(place) from entry)');
  await client.end();
  const report = await look();
  const said = report.wrong.map(({ what }) => what);
  expect(said).toEqual(expect.arrayContaining(['missing', 'gap', 'chain', 'unsound']));
  expect(report.toJSON().ledgers).toMatchObject({ verifiedSound: false });
});
