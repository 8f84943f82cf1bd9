import { expect, test } from 'vitest';
import { isPassing, retried, Unavailable } from './retry';

const failure = (code: string, message = 'failed'): Error =>
  Object.assign(new Error(message), { code });
const quick = { attemptsMax: 3, random: () => 0 };

/** Fails with the given errors in turn, then succeeds. */
function failing(errors: Error[]) {
  const calls = { count: 0 };
  const work = async () => {
    calls.count += 1;
    const error = errors[calls.count - 1];
    if (error) throw error;
    return 'done';
  };
  return { calls, work };
}

test.each([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  '57P01',
  '57P03',
  '08006',
  '53300',
  '53100',
  '53200',
  '58030',
  '40001',
  '40P01',
  'XX000',
])('%s passes: the work is done again', async (code) => {
  const { work, calls } = failing([failure(code), failure(code)]);
  expect(await retried(quick, work)).toBe('done');
  expect(calls.count).toBe(3);
});

test('errors of the driver without a code pass too', () => {
  expect(isPassing(new Error('Connection terminated unexpectedly'))).toBe(true);
  expect(isPassing(new Error('timeout exceeded when trying to connect'))).toBe(true);
});

test.each(['42601', '23505', '22P02'])('%s does not pass: it is thrown at once', async (code) => {
  const { work, calls } = failing([failure(code), failure(code)]);
  await expect(retried(quick, work)).rejects.toMatchObject({ code });
  expect(calls.count).toBe(1);
});

test('a database that stays away is Unavailable; a conflict that stays is itself', async () => {
  const gone = failing(Array.from({ length: 9 }, () => failure('ECONNREFUSED')));
  await expect(retried(quick, gone.work)).rejects.toBeInstanceOf(Unavailable);
  expect(gone.calls.count).toBe(3);
  const full = failing(Array.from({ length: 9 }, () => failure('53100')));
  await expect(retried(quick, full.work)).rejects.toThrow('the database cannot be reached: failed');
  const conflict = failing(Array.from({ length: 9 }, () => failure('40001')));
  await expect(retried(quick, conflict.work)).rejects.toMatchObject({ code: '40001' });
});
