/** Short files, short functions. */
import ts from 'typescript';
import { isTest, type Finding, type Repository } from './repository';
import { isSource, lineOf, treeOf, walk } from './source';

const FILE_LINES_MAX = 500;
const FUNCTION_LINES_MAX = 70;
const MEASURED = /\.(ts|vue|sql|css|mjs|js)$/;

/** Files of more than 500 lines. */
export function fileLength({ files }: Repository): Finding[] {
  return files
    .filter(({ path }) => MEASURED.test(path))
    .map(({ path, text }) => ({ path, lines: text.replace(/\n$/, '').split('\n').length }))
    .filter(({ lines }) => lines > FILE_LINES_MAX)
    .map(({ path, lines }) => ({
      path,
      line: lines,
      rule: 'file-length',
      message: `${lines} lines, at most ${FILE_LINES_MAX}`,
    }));
}

/** Functions of more than 70 lines. The group `describe` makes of tests is no function. */
export function functionLength({ files }: Repository): Finding[] {
  return files
    .filter(({ path }) => isSource(path))
    .flatMap((file) => {
      const found: Finding[] = [];
      walk(treeOf(file), (node) => {
        if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) return;
        if (isTest(file.path) && isGroup(node)) return;
        const { line: last } = node.getSourceFile().getLineAndCharacterOfPosition(node.end);
        const lines = last + 2 - lineOf(node);
        if (lines <= FUNCTION_LINES_MAX) return;
        const message = `${lines} lines, at most ${FUNCTION_LINES_MAX}`;
        found.push({ path: file.path, line: lineOf(node), rule: 'function-length', message });
      });
      return found;
    });
}

function isGroup(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && /^describe\b/.test(node.parent.expression.getText());
}
