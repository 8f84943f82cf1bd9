/** What must not be in the repository at all. */
import { lineAt, type Finding, type Repository } from './repository';

const BLOB_BYTES_MAX = 600 * 1024;
const TEXT = /\.(ts|vue|sql|css|mjs|js|json|md|html)$/;

/** This folder names what it forbids. */
const isTidy = (path: string): boolean => path.startsWith('tools/tidy/');

/** Work that was put off, and tests that do not run. */
const MARKS = /\b(?:TODO|FIXME|XXX|HACK)\b|\.(?:skip|only|todo)\(/g;
const HOST_PATHS = /(?<=^|[\s'"`(=:])\/(?:root|work|home)\//gm;

const each = ({ files }: Repository, pattern: RegExp, rule: string, why: string): Finding[] =>
  files
    .filter(({ path }) => TEXT.test(path) && !isTidy(path) && path !== 'package-lock.json')
    .flatMap(({ path, text }) =>
      [...text.matchAll(pattern)].map((match) => ({
        path,
        line: lineAt(text, match.index),
        rule,
        message: `${match[0]} ${why}`,
      })),
    );

/** Marks of unfinished work and tests left out or run alone. */
export const marks = (repository: Repository): Finding[] =>
  each(repository, MARKS, 'mark', 'is not for keeps');

/** Paths that exist on one machine only. */
export const hostPaths = (repository: Repository): Finding[] =>
  each(repository, HOST_PATHS, 'host-path', 'is a path of one machine');

/** Files too large to be kept in version control. */
export function blobs({ files }: Repository): Finding[] {
  return files
    .filter(({ bytes }) => bytes > BLOB_BYTES_MAX)
    .map(({ path, bytes }) => ({
      path,
      line: 1,
      rule: 'blob',
      message: `${Math.round(bytes / 1024)} KiB, at most ${BLOB_BYTES_MAX / 1024}`,
    }));
}
