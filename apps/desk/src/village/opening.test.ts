import { codeWord } from '@doorstep/ui';
import { OPENING_REASONS } from '@doorstep/sync';
import { expect, test } from 'vitest';

test.each(OPENING_REASONS)('the reason %s has its word', (reason) => {
  expect(codeWord.opening(reason)).not.toBe('common.unknown');
});
