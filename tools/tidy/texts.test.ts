import { describe, expect, it } from 'vitest';
import { repositoryOf } from './repository';
import { textInCode, textInTemplates } from './texts';

const found = (rule: typeof textInCode, path: string, text: string) =>
  rule(repositoryOf({ [path]: text })).map(({ line, message }) => [line, message]);

describe('text in code', () => {
  it('finds Chinese and Korean strings and templates, not comments', () => {
    const text = "// 注释\nconst a = '保存';\nconst b = `${a}저장`;";
    expect(found(textInCode, 'apps/desk/src/a.ts', text)).toEqual([
      [2, '"保存" belongs to packages/words'],
      [3, '"저장" belongs to packages/words'],
    ]);
  });
  it.each(['packages/words/src/a.ts', 'apps/server/src/demo/names.ts', 'apps/desk/src/a.test.ts'])(
    'leaves %s alone',
    (path) => expect(found(textInCode, path, "const a = '保存';")).toEqual([]),
  );
});

describe('text in templates', () => {
  const inTemplate = (html: string) =>
    found(textInTemplates, 'apps/field/src/a.vue', `<template>\n${html}\n</template>`);

  it('finds words of any language between tags', () => {
    expect(inTemplate('<p>Save now</p>\n<p>保存</p>')).toEqual([
      [2, '"Save now" belongs to packages/words'],
      [3, '"保存" belongs to packages/words'],
    ]);
  });
  it('finds words in attributes that are shown', () => {
    expect(inTemplate('<img alt="a door" class="wide-door">')).toEqual([
      [2, '"a door" belongs to packages/words'],
    ]);
  });
  it('finds Chinese inside an expression', () => {
    expect(inTemplate(`<p :title="a ? '是' : x">{{ a > b ? 'x' : '否' }}</p>`)).toHaveLength(2);
  });
  it('leaves messages, symbols, handlers and comments alone', () => {
    const html = `<!-- 门 door -->\n<p @click="() => go('x')" :title="t('a.b')">{{ t('a.b') }} · ℃ — 1</p>`;
    expect(inTemplate(html)).toEqual([]);
  });
});
