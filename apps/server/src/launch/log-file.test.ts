/** A log that cannot be written: a file opened for reading refuses lines as a full disk does. */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { logTo, openLogFile } from './log-file';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'doorstep-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('lines are in the file once they are flushed', () => {
  const { log, flush } = openLogFile(folder, () => expect.unreachable());
  log.info('first');
  log.info('second');
  flush();
  expect(readFileSync(join(folder, 'log', 'server.log'), 'utf8')).toMatch(/first[^]*second/);
});

test('a log that cannot be written says so once and stops nobody', async () => {
  const path = join(folder, 'closed');
  writeFileSync(path, '');
  const fd = openSync(path, 'r');
  const said: string[] = [];
  const { log } = await new Promise<ReturnType<typeof logTo>>((resolve) => {
    const file = logTo(fd, (code) => {
      said.push(code);
      resolve(file);
    });
    file.log.info('x'.repeat(10_000));
  });
  for (let i = 0; i < 300; i++) log.info('y'.repeat(10_000));
  await new Promise((resolve) => setImmediate(resolve));
  expect(said).toEqual(['EBADF']);
  closeSync(fd);
});
