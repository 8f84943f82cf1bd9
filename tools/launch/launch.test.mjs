/** The launchers in small checkouts of their own: what they install, pass on and leave alone. */
import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser } from './browser.mjs';
import { ROOT } from './prepare.mjs';

let checkout = '';
const write = (path, text) => {
  mkdirSync(dirname(join(checkout, path)), { recursive: true });
  writeFileSync(join(checkout, path), text);
};
const writePackages = (version) => {
  const local = { name: 'local', version };
  const root = {
    name: 'small',
    version: '1.0.0',
    type: 'module',
    dependencies: { local: 'file:local' },
  };
  const packages = {
    '': root,
    local: { version },
    'node_modules/local': { resolved: 'local', link: true },
  };
  write('local/package.json', JSON.stringify(local));
  write('package.json', JSON.stringify(root));
  write('package-lock.json', JSON.stringify({ ...root, lockfileVersion: 3, packages }));
};
const run = (name, ...args) =>
  spawnSync(process.execPath, [join(checkout, 'tools/launch', name), ...args], {
    cwd: checkout,
    encoding: 'utf8',
  });

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'launch-'));
  cpSync(join(ROOT, 'tools/launch'), join(checkout, 'tools/launch'), { recursive: true });
  writePackages('1.0.0');
});
afterEach(() => rmSync(checkout, { recursive: true }));

/** A checkout in which everything is installed already. */
function installed() {
  mkdirSync(join(checkout, 'node_modules'));
  symlinkSync(join(ROOT, 'node_modules/tsx'), join(checkout, 'node_modules/tsx'), 'dir');
  write('node_modules/.package-lock.json', '{}');
}

describe('prepare', () => {
  const prepare = () => {
    write('tools/launch/only.mjs', "import { prepare } from './prepare.mjs';\nprepare();");
    return run('only.mjs');
  };

  it('installs once, speaks on stderr only, and again when the lockfile has changed', () => {
    const first = prepare();
    expect([first.status, first.stdout]).toEqual([0, '']);
    expect(first.stderr).toContain('Packages installed');
    expect(existsSync(join(checkout, 'node_modules/local/package.json'))).toBe(true);
    expect(prepare().stderr).toBe('');
    writePackages('1.0.1');
    expect(prepare().stderr).toContain('Packages installed');
    expect(prepare().stderr).toBe('');
  });

  it('says what to do when it cannot install', () => {
    write('package-lock.json', 'broken');
    write('package.json', 'broken');
    const { status, stderr } = prepare();
    expect(status).toBe(1);
    expect(stderr).toContain('could not be installed');
  });
});

describe('doorstep', () => {
  it('leaves arguments, output and exit code to the command', () => {
    installed();
    write(
      'apps/server/src/cli.ts',
      'const code: number = 3;\nconsole.log(process.argv.slice(2).join());\nprocess.exitCode = code;',
    );
    const { status, stdout } = run('doorstep.mjs', 'brief', '--json');
    expect([status, stdout]).toEqual([3, 'brief,--json\n']);
  });
});

describe('start', () => {
  const SERVER = `
    process.on('SIGTERM', () => { console.log('stopping'); process.exit(5); });
    setInterval(() => {}, 1_000);
    console.log('ready');`;

  it('stops as if signalled when the parent npm gave it is gone', async () => {
    installed();
    write('apps/server/src/main.ts', SERVER);
    write('tools/launch/pages.mjs', 'export function buildPages() {}');
    const shell = spawn('sh', ['-c', `"${process.execPath}" tools/launch/start.mjs; true`], {
      cwd: checkout,
      env: { ...process.env, npm_lifecycle_event: 'start' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const said = [];
    for await (const chunk of shell.stdout) {
      said.push(String(chunk).trim());
      if (said.at(-1) === 'ready') shell.kill('SIGKILL');
    }
    expect(said).toEqual(['ready', 'stopping']);
  });
});

describe('findBrowser', () => {
  it('prefers the one that is named, if it runs', () => {
    const program = (name, exitCode) => {
      write(name, `#!/bin/sh\nexit ${exitCode}\n`);
      spawnSync('chmod', ['+x', join(checkout, name)]);
      return join(checkout, name);
    };
    const { CHROMIUM, PATH } = process.env;
    try {
      process.env.PATH = `${checkout}:${PATH}`;
      const onPath = program('chromium', 0);
      process.env.CHROMIUM = program('named', 0);
      expect(findBrowser()).toBe(join(checkout, 'named'));
      program('named', 1);
      expect(findBrowser()).toBe(onPath);
      process.env.CHROMIUM = join(checkout, 'missing');
      expect(findBrowser()).toBe(onPath);
    } finally {
      process.env.PATH = PATH;
      if (CHROMIUM === undefined) delete process.env.CHROMIUM;
      else process.env.CHROMIUM = CHROMIUM;
    }
  });
});
