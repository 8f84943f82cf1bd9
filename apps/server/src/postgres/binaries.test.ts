import { mkdir, mkdtemp, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findBinaries, linkLibraries, MAJOR_VERSION_MIN } from './binaries';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorstep-binaries-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A package with one library whose symlink belongs into `within`. */
async function packageWith(within: string): Promise<string> {
  const root = join(folder, 'package');
  await mkdir(join(root, 'native', 'lib'), { recursive: true });
  await writeFile(join(root, 'native', 'lib', 'libx.so.1.2'), 'library');
  const links = [{ source: 'native/lib/libx.so.1.2', target: `native/${within}/libx.so.1` }];
  await writeFile(join(root, 'native', 'pg-symlinks.json'), JSON.stringify(links));
  return root;
}

test('programs recent enough are found', async () => {
  expect((await findBinaries(join(folder, 'links'))).majorVersion).toBeGreaterThanOrEqual(
    MAJOR_VERSION_MIN,
  );
});

test('data of a version nobody has is a clear error', async () => {
  await expect(findBinaries(join(folder, 'links'), 9)).rejects.toMatchObject({
    code: 'wrong-version',
  });
});

test('missing symlinks are made in the package', async () => {
  const root = await packageWith('lib');
  expect(await linkLibraries(root, join(folder, 'links'))).toEqual({});
  expect(await readFile(join(root, 'native', 'lib', 'libx.so.1'), 'utf8')).toBe('library');
  expect(await linkLibraries(root, join(folder, 'links'))).toEqual({});
});

test('when the package cannot be written they are made beside the data and named to the programs', async () => {
  const root = await packageWith('missing');
  const links = join(folder, 'links');
  const environment = await linkLibraries(root, links);
  expect(Object.values(environment).join()).toContain(links);
  expect(await readlink(join(links, 'libx.so.1'))).toBe(join(root, 'native', 'lib', 'libx.so.1.2'));
});
