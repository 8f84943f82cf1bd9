/** Every package that is imported is declared where it is imported, and none is declared in vain. */
import { isBuiltin } from 'node:module';
import { importsOf, workspaceOf, workspacesOf, type Workspace } from './graph';
import { isTest, type Finding, type Repository } from './repository';

/** Packages that are there because another one asks for them beside it. */
const COMPANIONS: Record<string, string> = {
  'workbox-build': 'vite-plugin-pwa',
  'workbox-window': 'vite-plugin-pwa',
};

/** Modules that a build tool makes up. */
const isVirtual = (name: string): boolean => name.startsWith('virtual:');

/** Tests and a workspace's own settings may also use what the root declares for developing. */
const mayUseRoot = (path: string): boolean => isTest(path) || /\.config\.(ts|mjs)$/.test(path);

const declaredBy = ({ manifest }: Workspace): Set<string> =>
  new Set([
    manifest.name,
    ...Object.keys(manifest.dependencies ?? {}),
    ...Object.keys(manifest.devDependencies ?? {}),
    ...Object.keys(manifest.optionalDependencies ?? {}),
    ...Object.keys(manifest.peerDependencies ?? {}),
  ]);

/** Imports of a package that the importing workspace does not declare. */
export function undeclaredDependencies(repository: Repository): Finding[] {
  const workspaces = workspacesOf(repository);
  const root = workspaces.find(({ folder }) => folder === '');
  const ours = workspaces.map(({ manifest }) => manifest.name);
  return importsOf(repository).flatMap(({ from, line, packageName }) => {
    if (!packageName || isBuiltin(packageName) || isVirtual(packageName)) return [];
    const workspace = workspaceOf(from, workspaces);
    if (!workspace) return [];
    const declared = declaredBy(workspace);
    if (workspace === root) ours.forEach((name) => declared.add(name));
    if (root && mayUseRoot(from)) [...declaredBy(root), ...ours].forEach((n) => declared.add(n));
    if (declared.has(packageName)) return [];
    const message = `${packageName} is not declared in ${workspace.folder || '.'}/package.json`;
    return [{ path: from, line, rule: 'undeclared-dependency', message }];
  });
}

/**
 * Declared packages that nothing in the workspace names. Optional ones are looked for at run time;
 * those of the root serve the whole repository, types serve the package they describe.
 */
export function unusedDependencies(repository: Repository): Finding[] {
  const workspaces = workspacesOf(repository);
  return workspaces.flatMap((workspace) => {
    const path = `${workspace.folder ? `${workspace.folder}/` : ''}package.json`;
    const { dependencies = {}, devDependencies = {} } = workspace.manifest;
    const mentions = mentionsIn(repository, workspace, workspaces);
    return Object.keys({ ...dependencies, ...devDependencies })
      .filter((name) => !mentions(name) && !mentions(COMPANIONS[name] ?? name))
      .map((name) => ({
        path,
        line: lineOfKey(repository, path, name),
        rule: 'unused-dependency',
        message: `nothing uses ${name}`,
      }));
  });
}

function mentionsIn(repository: Repository, own: Workspace, all: Workspace[]) {
  const texts = repository.files
    .filter(({ path }) => /\.(ts|mjs|js|vue|css|html)$/.test(path))
    .filter(({ path }) => path.startsWith('tools/launch/') || isWithin(path, own, all))
    .map(({ text }) => text)
    .join('\n');
  const scripts = Object.values(own.manifest.scripts ?? {}).join('\n');
  return (name: string): boolean => {
    const described = name.replace(/^@types\//, '');
    const escaped = described.replace(/[/.@-]/g, '\\$&');
    const quoted = new RegExp(`['"\`](node:)?${escaped}(['"\`/])`);
    if (described === 'node') return /['"]node:/.test(texts);
    return quoted.test(texts) || new RegExp(`(^|\\s)${escaped}(\\s|$)`, 'm').test(scripts);
  };
}

const isWithin = (path: string, own: Workspace, all: Workspace[]): boolean =>
  own.folder === '' || workspaceOf(path, all) === own;

function lineOfKey({ files }: Repository, path: string, name: string): number {
  const lines = files.find((file) => file.path === path)?.text.split('\n') ?? [];
  return lines.findIndex((line) => line.includes(`"${name}":`)) + 1;
}
