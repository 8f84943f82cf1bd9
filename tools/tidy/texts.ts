/** Text for people stands in `packages/words`, not in the code that shows it. */
import ts from 'typescript';
import { blank, isSource, lineOf, templateOf, treeOf, walk } from './source';
import { isTest, lineAt, type Finding, type Repository } from './repository';

const CODE = /^(apps\/|packages\/(ui|device|sync)\/)/;

/** Invented names of the demo's people, data files, and the name under which a phone installs. */
const EXEMPT = /^apps\/server\/(src\/demo|data)\/|\/vite\.config\.ts$/;

const HAN_OR_HANGUL = /[\p{Script=Han}\p{Script=Hangul}]/u;
const SHOWN_ATTRIBUTE = /\s(?:title|label|placeholder|alt|aria-label|description)="([^"]*)"/g;
const TAG = /<(?:[^<>"']|"[^"]*"|'[^']*')+>/g;

const finding = (path: string, line: number, text: string): Finding => ({
  path,
  line,
  rule: 'text',
  message: `"${text.trim().slice(0, 30)}" belongs to packages/words`,
});

const codeOf = ({ files }: Repository) =>
  files.filter(({ path }) => CODE.test(path) && !EXEMPT.test(path) && !isTest(path));

/** Chinese or Korean in the strings of the apps' code. */
export function textInCode(repository: Repository): Finding[] {
  return codeOf(repository)
    .filter(({ path }) => isSource(path))
    .flatMap((file) => {
      const found: Finding[] = [];
      walk(treeOf(file), (node) => {
        const isText = ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node);
        if (!isText || !HAN_OR_HANGUL.test(node.text)) return;
        found.push(finding(file.path, lineOf(node), node.text));
      });
      return found;
    });
}

/** Words of any language in a component's template: between tags or in an attribute that is shown. */
export function textInTemplates(repository: Repository): Finding[] {
  return codeOf(repository)
    .filter(({ path }) => path.endsWith('.vue'))
    .flatMap(({ path, text }) => {
      const template = templateOf(text);
      const between = template.replace(TAG, blank).replace(/\{\{[\s\S]*?\}\}/g, blank);
      const shown = [...between.matchAll(/\p{L}{2,}[^\n]*/gu)].map((match) =>
        finding(path, lineAt(text, match.index), match[0]),
      );
      const attributes = [...template.matchAll(SHOWN_ATTRIBUTE)]
        .filter(([, value = '']) => /\p{L}{2,}/u.test(value))
        .map((match) => finding(path, lineAt(text, match.index + 1), match[1] ?? ''));
      const bound = [...template.matchAll(new RegExp(HAN_OR_HANGUL, 'gu'))]
        .filter(({ index }) => between[index] === ' ' && !isInAttribute(attributes, text, index))
        .map((match) => finding(path, lineAt(text, match.index), match[0]));
      return [...shown, ...attributes, ...bound];
    });
}

const isInAttribute = (attributes: Finding[], text: string, index: number): boolean =>
  attributes.some(({ line }) => line === lineAt(text, index));
