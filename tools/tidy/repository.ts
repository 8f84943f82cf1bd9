/**
 * The repository as the rules see it: a list of files with their text. Rules are pure functions of
 * it, so that a test gives them a handful of small files.
 */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface RepositoryFile {
  /** From the root, with forward slashes. */
  path: string;
  text: string;
  bytes: number;
}

export interface Repository {
  files: RepositoryFile[];
}

export interface Finding {
  path: string;
  /** From 1. */
  line: number;
  rule: string;
  message: string;
}

export type Rule = (repository: Repository) => Finding[];

/** Not ours, or made by running: neither is kept in version control. */
const NOT_OURS = new Set(['node_modules', 'dist', 'coverage', 'bench-out']);
const isKept = (name: string) => !NOT_OURS.has(name) && (!name.startsWith('.') || name === '.ci');

/** Reads every kept file under a folder. */
export function readRepository(root: string): Repository {
  const pathsIn = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => isKept(entry.name) && !entry.isSymbolicLink())
      .flatMap((entry) => {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        return entry.isDirectory() ? pathsIn(path) : [path];
      });
  const read = (path: string): RepositoryFile => {
    const bytes = statSync(join(root, path)).size;
    return { path, text: readFileSync(join(root, path), 'utf8'), bytes };
  };
  return { files: pathsIn('').map(read) };
}

/** A repository of these texts by path. */
export function repositoryOf(texts: Record<string, string>): Repository {
  const files = Object.entries(texts).map(([path, text]) => ({
    path,
    text,
    bytes: Buffer.byteLength(text),
  }));
  return { files };
}

/** The line, from 1, of a position in a text. */
export function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}

/** Tests and what only tests use. */
export const isTest = (path: string): boolean =>
  /\.(test|conformance)\.(ts|mjs)$|(^|\/)testing(\/|\.ts$)/.test(path);
