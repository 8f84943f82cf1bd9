import { expect, it } from 'vitest';
import type { Entry, Stored } from '@doorstep/ledger';
import type { Rejected } from '@doorstep/sync';
import { refusedReports } from './refused';

const refused = (id: string, kind: string, body: Entry['body'], message = ''): Rejected => ({
  stored: { entry: { id, kind, body, subjects: [String(body['brief'])] } } as unknown as Stored,
  ...{ code: 'sent-meanwhile', message, rejectedAtMs: 0 },
});
const [brief, day, knownAtMs] = ['br_first000', '2020-02-04', 1_580_810_400_000];

it('names a refused report with all of it, and what to ask for to have it anew', () => {
  const part = refused('a', 'brief.basis', { brief, part: 0 });
  const sent = refused('b', 'brief.sent', { brief, day, knownAtMs }, 'another was sent');
  const other = refused('c', 'reminder.sent', { reminder: 'rm_first000' });
  expect(refusedReports([part, other, sent])).toEqual([
    { brief, why: 'another was sent', asked: { day, knownAtMs: undefined }, ids: ['a', 'b'] },
  ]);
});

it('asks for what was known at the hour it was made for', () => {
  const body = { brief, day, knownAtMs, heardBefore: 439_114 };
  expect(refusedReports([refused('b', 'brief.sent', body)])).toMatchObject([
    { asked: { day, knownAtMs } },
  ]);
});
