import { say } from '@doorstep/words';
import { expect, test } from 'vitest';
import { accessOffice, accessRuns, accessText } from './access-words';
import type { Say } from './use-words';

const t: Say = (what, params) => (typeof what === 'string' ? say('en', what, params) : what.en);

test('a row says what was done, why, and from which office', () => {
  const row = { action: 'ledger-opened', detail: '222401 complaint' };
  expect(accessText(row, t)).toBe('Opened this village’s ledger (A complaint)');
  expect(accessOffice(row, t)).toBe(accessOffice({ detail: '222401' }, t));
});

test('what repeats itself is told once, with how often; nothing in between is hidden', () => {
  const look = { account: 'c_official', action: 'contact-opened', detail: '222401' };
  const other = { ...look, action: 'ledger-opened', detail: '222401 complaint' };
  const runs = accessRuns([look, look, other, look]);
  expect(runs.map(({ action, times }) => [action, times])).toEqual([
    ['contact-opened', 2],
    ['ledger-opened', 1],
    ['contact-opened', 1],
  ]);
  expect(accessText(runs[0]!, t)).toContain('2 times');
  expect(accessText(runs[2]!, t)).not.toContain('times');
});

test('what has no word of its own is said in general', () => {
  expect(accessText({ action: 'of-a-newer-version', detail: '' }, t)).toBe('Something else');
});
