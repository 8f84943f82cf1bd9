/** All rules of the house. */
import { arrows, circles } from './arrows';
import { undeclaredDependencies, unusedDependencies } from './dependencies';
import { unusedExports, unusedFiles } from './exports';
import { fileLength, functionLength } from './lengths';
import { blobs, hostPaths, marks } from './marks';
import { incompleteMessages, unknownMessages, unusedMessages } from './messages';
import type { Finding, Repository, Rule } from './repository';
import { textInCode, textInTemplates } from './texts';

const RULES: Rule[] = [
  fileLength,
  functionLength,
  arrows,
  circles,
  unusedExports,
  unusedFiles,
  undeclaredDependencies,
  unusedDependencies,
  incompleteMessages,
  unknownMessages,
  unusedMessages,
  textInCode,
  textInTemplates,
  marks,
  hostPaths,
  blobs,
];

/** What every rule finds, by path and line. */
export function findingsOf(repository: Repository): Finding[] {
  return RULES.flatMap((rule) => rule(repository)).sort(
    (a, b) => a.path.localeCompare(b.path) || a.line - b.line,
  );
}
