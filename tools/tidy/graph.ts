/** Who imports what: every import of every source file, resolved to a file or a package. */
import { posix } from 'node:path';
import ts from 'typescript';
import type { Repository, RepositoryFile } from './repository';
import { isSource, lineOf, treeOf, walk } from './source';

export interface Import {
  from: string;
  line: number;
  specifier: string;
  /** The file it means, when that is one of ours. */
  to?: string;
  /** The package it means, when it is no file given by a relative path. */
  packageName?: string;
  /** Imported names (`default` too); `*` for all of them. */
  names: string[];
  kind: 'import' | 'type' | 'export' | 'lazy';
}

/** A package of this repository. */
export interface Workspace {
  folder: string;
  manifest: {
    name: string;
    exports?: Record<string, string>;
    scripts?: Record<string, string>;
    dependencies?: Record<string, string>;
    devDependencies?: Record<string, string>;
    optionalDependencies?: Record<string, string>;
    peerDependencies?: Record<string, string>;
  };
}

/** Every package.json with its folder; the root's folder is the empty string. */
export function workspacesOf(repository: Repository): Workspace[] {
  return repository.files
    .filter(({ path }) => posix.basename(path) === 'package.json')
    .map(({ path, text }) => ({
      folder: path === 'package.json' ? '' : posix.dirname(path),
      manifest: JSON.parse(text) as Workspace['manifest'],
    }));
}

/** The workspace a file belongs to: the one with the longest folder that holds it. */
export function workspaceOf(path: string, workspaces: Workspace[]): Workspace | undefined {
  return workspaces
    .filter(({ folder }) => folder === '' || path.startsWith(`${folder}/`))
    .sort((a, b) => b.folder.length - a.folder.length)[0];
}

/** Every import in the repository. */
export function importsOf(repository: Repository): Import[] {
  const paths = new Set(repository.files.map(({ path }) => path));
  const workspaces = workspacesOf(repository);
  return repository.files
    .filter(({ path }) => isSource(path))
    .flatMap((file) => importsIn(file).map((found) => resolve(found, paths, workspaces)));
}

function importsIn(file: RepositoryFile): Import[] {
  const found: Import[] = [];
  const add = (node: ts.Node, at: ts.Node | undefined, names: string[], kind: Import['kind']) => {
    if (!at || !ts.isStringLiteralLike(at)) return;
    found.push({ from: file.path, line: lineOf(node), specifier: at.text, names, kind });
  };
  walk(treeOf(file), (node) => {
    if (ts.isImportDeclaration(node)) {
      const kind = isTypeOnly(node.importClause) ? 'type' : 'import';
      add(node, node.moduleSpecifier, namesOf(node.importClause), kind);
    } else if (ts.isExportDeclaration(node)) {
      add(node, node.moduleSpecifier, [], 'export');
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node, node.argument.literal, ['*'], 'type');
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node, node.arguments[0], ['*'], 'lazy');
    } else if (ts.isNewExpression(node) && node.expression.getText() === 'URL') {
      const given = node.arguments?.[0];
      if (given && ts.isStringLiteralLike(given) && given.text.startsWith('.')) {
        add(node, given, ['*'], 'lazy');
      }
    }
  });
  return found;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { name, namedBindings } = clause;
  if (name || !namedBindings || !ts.isNamedImports(namedBindings)) return false;
  return namedBindings.elements.every((element) => element.isTypeOnly);
}

function namesOf(clause: ts.ImportClause | undefined): string[] {
  const names = clause?.name ? ['default'] : [];
  const bindings = clause?.namedBindings;
  if (!bindings) return names;
  if (ts.isNamespaceImport(bindings)) return [...names, '*'];
  return [
    ...names,
    ...bindings.elements.map(({ name, propertyName }) => (propertyName ?? name).text),
  ];
}

function resolve(found: Import, paths: Set<string>, workspaces: Workspace[]): Import {
  const specifier = found.specifier.replace(/\?.*$/, '');
  if (specifier.startsWith('.')) {
    return { ...found, to: fileAt(posix.join(posix.dirname(found.from), specifier), paths) };
  }
  const parts = specifier.split('/');
  const packageName = parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
  const own = workspaces.find(({ manifest }) => manifest.name === packageName);
  const exported = own?.manifest.exports?.[`.${specifier.slice(packageName.length)}`];
  const to = own && exported ? posix.join(own.folder, exported) : undefined;
  return { ...found, packageName, to };
}

function fileAt(path: string, paths: Set<string>): string | undefined {
  return ['', '.ts', '.vue', '.mjs', '/index.ts']
    .map((ending) => path + ending)
    .find((candidate) => paths.has(candidate));
}
