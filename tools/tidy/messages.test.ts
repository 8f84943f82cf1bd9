import { expect, it } from 'vitest';
import { incompleteMessages, unknownMessages, unusedMessages } from './messages';
import { repositoryOf } from './repository';

const WORDS = `export const visits = words({
  allWell: { zh: '都好', ko: '모두 무사', en: 'All well' },
  half: { zh: '半', ko: ' ', en: 'Half' },
  none: { zh: '无', en: 'A ' + 'long one' },
  stateOpen: { zh: '开', ko: '열림', en: 'Open' },
  mode_train: { zh: '火车', ko: '기차', en: 'Train' },
});`;

const repository = repositoryOf({
  'packages/words/src/visits.ts': WORDS,
  'apps/field/src/a.vue': `<template>\n  <p>{{ t('visits.allWell') }} {{ t('visits.gone') }}</p>\n</template>`,
  'apps/field/src/a.ts':
    "t(`visits.state${state}`); say(locale, 'visits.lost'); count('visits.total'); named('visits.mode');",
});

it('finds a message that lacks a language', () => {
  expect(incompleteMessages(repository).map(({ line, message }) => [line, message])).toEqual([
    [3, 'visits.half has no ko'],
    [4, 'visits.none has no ko'],
  ]);
});

it('finds a key that does not exist where a text is asked for, not in other strings', () => {
  const found = unknownMessages(repository).map(({ path, line, message }) => [path, line, message]);
  expect(found).toEqual([
    ['apps/field/src/a.vue', 2, 'no message visits.gone'],
    ['apps/field/src/a.ts', 1, 'no message visits.lost'],
  ]);
});

it('finds a message nothing uses; a composed key uses all it may become, a list all its codes', () => {
  expect(unusedMessages(repository).map(({ line, message }) => [line, message])).toEqual([
    [3, 'nothing uses visits.half'],
    [4, 'nothing uses visits.none'],
  ]);
});
