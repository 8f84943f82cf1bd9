/** Parsing: the syntax tree of a `.ts`, `.mjs`, `.js` or `.vue` file, positions as in the file. */
import ts from 'typescript';
import type { RepositoryFile } from './repository';

const trees = new WeakMap<RepositoryFile, ts.SourceFile>();

export const isSource = (path: string): boolean => /\.(ts|mjs|js|vue)$/.test(path);

/** The syntax tree of a source file, made once. */
export function treeOf(file: RepositoryFile): ts.SourceFile {
  const known = trees.get(file);
  if (known) return known;
  const text = file.path.endsWith('.vue') ? scriptsOf(file.text) : file.text;
  const tree = ts.createSourceFile(file.path, text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TS);
  trees.set(file, tree);
  return tree;
}

/** The line, from 1, on which a node begins. */
export function lineOf(node: ts.Node): number {
  const tree = node.getSourceFile();
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}

/** Calls `visit` for a node and everything within it. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** A component's text with everything but its scripts blanked out. */
function scriptsOf(text: string): string {
  let scripts = '';
  let end = 0;
  for (const match of text.matchAll(/(<script[^>]*>)([\s\S]*?)<\/script>/g)) {
    const start = match.index + (match[1] ?? '').length;
    scripts += blank(text.slice(end, start)) + (match[2] ?? '');
    end = start + (match[2] ?? '').length;
  }
  return scripts + blank(text.slice(end));
}

/** A component's text with everything but its template blanked out, comments too. */
export function templateOf(text: string): string {
  const start = text.search(/^<template/m);
  const end = text.lastIndexOf('</template>');
  if (start < 0 || end < 0) return blank(text);
  const template = text.slice(start, end).replace(/<!--[\s\S]*?-->/g, blank);
  return blank(text.slice(0, start)) + template + blank(text.slice(end));
}

/** Spaces for everything but line ends. */
export function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
