import { say } from '@doorstep/words';
import { expect, test } from 'vitest';
import { accessOffice, accessText } from './access-words';
import type { Say } from './use-words';

const t: Say = (what, params) => (typeof what === 'string' ? say('en', what, params) : what.en);

test('a row says what was done, why, and from which office', () => {
  const row = { action: 'ledger-opened', detail: '222401 complaint' };
  expect(accessText(row, t)).toBe('Opened this village’s ledger (A complaint)');
  expect(accessOffice(row, t)).toBe(accessOffice({ detail: '222401' }, t));
});

test('what has no word of its own is said in general', () => {
  expect(accessText({ action: 'of-a-newer-version', detail: '' }, t)).toBe('Something else');
});
