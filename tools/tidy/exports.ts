/** Nothing lies about: every export is imported somewhere, every file is reached. */
import { posix } from 'node:path';
import ts from 'typescript';
import { importsOf, type Import } from './graph';
import { isTest, type Finding, type Repository, type RepositoryFile } from './repository';
import { isSource, lineOf, treeOf, walk } from './source';

/** Files that something outside the code starts or reads. */
const ROOT_NAMES = /^(main|cli|sw|index)\.ts$|\.config\.(ts|js|mjs)$|\.d\.ts$/;
const isRoot = (path: string): boolean =>
  ROOT_NAMES.test(posix.basename(path)) || isTest(path) || path.startsWith('tools/launch/');

interface Exported {
  name: string;
  line: number;
  /** A type belongs to what its file offers if that file speaks of it, or passes it on. */
  excused: boolean;
  /** Passed on from another module: its specifier and its name there. */
  source?: { specifier: string; name: string };
}

/** Exports that no other file imports, tests included. */
export function unusedExports(repository: Repository): Finding[] {
  const imports = importsOf(repository);
  const exported = new Map(
    repository.files
      .filter(({ path }) => isSource(path))
      .map((file) => [file.path, exportsOf(file)] as const),
  );
  const used = usedNames(imports, exported);
  return [...exported].flatMap(([path, all]) =>
    all
      .filter(({ name, excused }) => name !== '*' && !excused && !used.has(`${path}#${name}`))
      .filter(({ name }) => !(name === 'default' && isRoot(path)))
      .map(({ name, line }) => ({
        path,
        line,
        rule: 'unused-export',
        message: `nobody imports ${name}`,
      })),
  );
}

/** Source files that no other file imports and nothing outside starts. */
export function unusedFiles(repository: Repository): Finding[] {
  const reached = new Set(importsOf(repository).map(({ to }) => to));
  return repository.files
    .map(({ path }) => path)
    .filter((path) => isSource(path) && !isRoot(path) && !reached.has(path))
    .map((path) => ({ path, line: 1, rule: 'unused-file', message: 'nobody imports this file' }));
}

function usedNames(imports: Import[], exported: Map<string, Exported[]>): Set<string> {
  const used = new Set<string>();
  const targets = new Map(imports.map(({ from, specifier, to }) => [`${from}#${specifier}`, to]));
  const mark = (path: string, name: string): void => {
    if (used.has(`${path}#${name}`)) return;
    used.add(`${path}#${name}`);
    for (const own of exported.get(path) ?? []) {
      if (own.name !== name && own.name !== '*' && name !== '*') continue;
      if (name === '*') used.add(`${path}#${own.name}`);
      const target = own.source && targets.get(`${path}#${own.source.specifier}`);
      if (!own.source || !target) continue;
      mark(target, own.name === '*' ? name : own.source.name);
    }
  };
  for (const { to, names } of imports) if (to) for (const name of names) mark(to, name);
  return used;
}

function exportsOf(file: RepositoryFile): Exported[] {
  const tree = treeOf(file);
  const mentions = mentionsOf(tree);
  return tree.statements.flatMap((statement): Exported[] => {
    const line = lineOf(statement);
    if (ts.isExportDeclaration(statement)) return passedOn(statement, line);
    if (ts.isExportAssignment(statement)) return [{ name: 'default', line, excused: false }];
    const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
    const has = (kind: ts.SyntaxKind) => modifiers.some((modifier) => modifier.kind === kind);
    if (!has(ts.SyntaxKind.ExportKeyword)) return [];
    if (has(ts.SyntaxKind.DefaultKeyword)) return [{ name: 'default', line, excused: false }];
    const isType = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
    return declaredNames(statement).map((name) => ({
      name,
      line,
      excused: isType && (mentions.get(name) ?? 0) > 1,
    }));
  });
}

function passedOn(statement: ts.ExportDeclaration, line: number): Exported[] {
  const { moduleSpecifier, exportClause } = statement;
  const specifier =
    moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : undefined;
  const source = (name: string) => (specifier === undefined ? undefined : { specifier, name });
  if (!exportClause) return [{ name: '*', line, excused: false, source: source('*') }];
  if (ts.isNamespaceExport(exportClause)) {
    return [{ name: exportClause.name.text, line, excused: false, source: source('*') }];
  }
  return exportClause.elements.map(({ name, propertyName, isTypeOnly }) => ({
    name: name.text,
    line,
    excused: isTypeOnly || statement.isTypeOnly,
    source: source((propertyName ?? name).text),
  }));
}

function declaredNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    const names: string[] = [];
    for (const { name } of statement.declarationList.declarations) {
      walk(name, (node) => {
        if (ts.isIdentifier(node)) names.push(node.text);
      });
    }
    return names;
  }
  const { name } = statement as ts.DeclarationStatement;
  return name && ts.isIdentifier(name) ? [name.text] : [];
}

function mentionsOf(tree: ts.SourceFile): Map<string, number> {
  const mentions = new Map<string, number>();
  walk(tree, (node) => {
    if (ts.isIdentifier(node)) mentions.set(node.text, (mentions.get(node.text) ?? 0) + 1);
  });
  return mentions;
}
