/**
 * Every message is there in three languages, every key that is asked for exists, none is idle.
 * A key counts as used wherever `module.key` stands in a text, or begins a composed one
 * (`module.${…}`, `module.key${…}`; `module.list` for every `module.list_code`).
 */
import { posix } from 'node:path';
import ts from 'typescript';
import { isTest, lineAt, type Finding, type Repository } from './repository';
import { lineOf, treeOf, walk } from './source';

const FOLDER = 'packages/words/src/';
const LANGUAGES = ['zh', 'ko', 'en'];

interface Message {
  module: string;
  key: string;
  path: string;
  line: number;
  texts: Record<string, string>;
}

/** Messages that lack a language. */
export function incompleteMessages(repository: Repository): Finding[] {
  return messagesOf(repository).flatMap(({ module, key, path, line, texts }) =>
    LANGUAGES.filter((language) => !texts[language]?.trim()).map((language) => ({
      path,
      line,
      rule: 'message-incomplete',
      message: `${module}.${key} has no ${language}`,
    })),
  );
}

/** Keys that are asked for by `t`, `say` or `text` and do not exist. */
export function unknownMessages(repository: Repository): Finding[] {
  const messages = messagesOf(repository);
  const known = new Set(messages.map(({ module, key }) => `${module}.${key}`));
  const asked = /(?<![\w.])(?:\$?t|say|text)\((?:[\w.]+,\s*)?['"](\w+\.\w+)['"]/g;
  return consumersOf(repository).flatMap(({ path, text }) =>
    [...text.matchAll(asked)]
      .filter(([, key = '']) => !known.has(key) && !isTest(path))
      .map((match) => ({
        path,
        line: lineAt(text, match.index),
        rule: 'message-unknown',
        message: `no message ${match[1]}`,
      })),
  );
}

/** Messages that nothing uses. */
export function unusedMessages(repository: Repository): Finding[] {
  const messages = messagesOf(repository);
  const modules = [...new Set(messages.map(({ module }) => module))].join('|');
  if (modules === '') return [];
  const named = new Set<string>();
  const begun = new Set<string>();
  const mention = new RegExp(`(?<![\\w.])(?:${modules})\\.\\w*(\\$\\{)?`, 'g');
  for (const { text } of consumersOf(repository)) {
    for (const [found, composed] of text.matchAll(mention)) {
      if (composed) begun.add(found.slice(0, -2));
      else named.add(found).add(`${found}_`);
    }
  }
  return messages
    .filter(({ module, key }) => {
      const name = `${module}.${key}`;
      const list = name.slice(0, name.indexOf('_') + 1);
      return (
        !named.has(name) && !named.has(list) && ![...begun].some((start) => name.startsWith(start))
      );
    })
    .map(({ module, key, path, line }) => ({
      path,
      line,
      rule: 'message-unused',
      message: `nothing uses ${module}.${key}`,
    }));
}

function consumersOf({ files }: Repository) {
  return files.filter(({ path }) => /\.(ts|vue)$/.test(path) && !path.startsWith(FOLDER));
}

/** The arguments of every `export const module = words({ key: { zh, ko, en } })`. */
function messagesOf({ files }: Repository): Message[] {
  const messages: Message[] = [];
  for (const file of files) {
    if (posix.dirname(file.path) + '/' !== FOLDER || isTest(file.path)) continue;
    walk(treeOf(file), (node) => {
      if (!ts.isVariableDeclaration(node) || !node.initializer) return;
      const call = node.initializer;
      if (!ts.isCallExpression(call) || call.expression.getText() !== 'words') return;
      for (const [key, value] of propertiesOf(call.arguments[0])) {
        const texts = Object.fromEntries(
          propertiesOf(value).map(([language, text]) => [language, textOf(text)]),
        );
        const line = lineOf(value);
        messages.push({ module: node.name.getText(), key, path: file.path, line, texts });
      }
    });
  }
  return messages;
}

function propertiesOf(node: ts.Node | undefined): [string, ts.Expression][] {
  if (!node || !ts.isObjectLiteralExpression(node)) return [];
  return node.properties
    .filter((property) => ts.isPropertyAssignment(property))
    .map(({ name, initializer }) => [name.getText().replace(/['"]/g, ''), initializer]);
}

/** The text of a literal, also of several joined by `+`. */
function textOf(node: ts.Expression): string {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isBinaryExpression(node)) return textOf(node.left) + textOf(node.right);
  return '';
}
