import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { NODE_OPTIONS } from './node-options';

test('`npm start` gives the server its options', () => {
  const file = new URL('../../../package.json', import.meta.url);
  const { scripts } = JSON.parse(readFileSync(file, 'utf8')) as { scripts: { start: string } };
  expect(scripts.start).toBe(['node', ...NODE_OPTIONS, 'tools/launch/start.mjs'].join(' '));
});
