import { describe, expect, it } from 'vitest';
import { LOCALES, hasText, localeOf, messages, say, text, type MessageKey } from './index';

const placesOf = (pattern: string) => (pattern.match(/\{\w+\}/g) ?? []).sort();

describe('say', () => {
  it('answers in each language', () => {
    expect(LOCALES.map((locale) => say(locale, 'common.save'))).toEqual(['保存', '저장', 'Save']);
  });
  it('fills named places and leaves one without a value to be seen', () => {
    expect(say('en', 'common.asOf', { time: '16:40' })).toBe('As of 16:40');
    expect(say('en', 'common.asOf')).toBe('As of {time}');
  });
  it('puts a value in as it is, whatever it looks like', () => {
    expect(say('en', 'common.asOf', { time: '$& {time}' })).toBe('As of $& {time}');
  });
  it('takes three texts that came as data', () => {
    expect(say('ko-CN', { zh: '发热', ko: '발열', en: 'Fever' })).toBe('발열');
  });
  it('refuses a key that does not exist', () => {
    expect(() => text('common.nothing' as MessageKey)).toThrow('common.nothing');
    expect(['common.save', 'common.toString', 'none.save', ''].map(hasText)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('every message', () => {
  const keys = Object.entries(messages.zh).flatMap(([module, all]) =>
    Object.keys(all).map((key) => `${module}.${key}` as MessageKey),
  );
  it.each(keys)('%s has the same places in three languages', (key) => {
    const { zh, ko, en } = text(key);
    expect([placesOf(ko), placesOf(en)]).toEqual([placesOf(zh), placesOf(zh)]);
  });
});

describe('the report', () => {
  it.each(LOCALES)('never counts visits to households in the words of households: %s', (locale) => {
    for (const [times, households] of [
      ['brief.householdTimes', 'brief.households'],
      ['brief.householdTimesOne', 'brief.householdsOne'],
    ] as const)
      expect(say(locale, times, { n: 1 })).not.toBe(say(locale, households, { n: 1 }));
  });
});

describe('localeOf', () => {
  it.each([
    [undefined, 'zh'],
    ['', 'zh'],
    ['zh-Hans-CN,zh;q=0.9', 'zh'],
    ['ko-KR,ko;q=0.9,en;q=0.8', 'ko-CN'],
    ['en;q=0.5, ko-CN', 'ko-CN'],
    ['fr, en;q=0.4', 'en'],
    ['fr', 'en'],
    ['*', 'zh'],
    ['ko;q=0, en;q=0.1', 'en'],
    [';;;q=x', 'en'],
  ])('%s → %s', (header, locale) => {
    expect(localeOf(header)).toBe(locale);
  });
});

describe('Korean', () => {
  const SEOUL = /폐렴|노인|연합|유입|노무|누계|유언|유행병|연락|여행|여성|연령/;
  /** A door's number is 12호; households are counted in 세대. */
  const DOORS = /^register\.doorNamed$/;
  const written = Object.entries(messages['ko-CN']).flatMap(([module, all]) =>
    Object.entries(all).map(([key, ko]) => ({ key: `${module}.${key}`, ko })),
  );
  it('keeps the spelling of Yanbian', () => {
    expect(written.filter(({ ko }) => SEOUL.test(ko))).toEqual([]);
  });
  it('says one word for one thing, as the glossary has it', () => {
    const OTHERS = /이동경로|못 만남|미방문|기초등록부|[^가-힣]호수|\}호/;
    const others = written.filter(({ key, ko }) => OTHERS.test(` ${ko}`) && !DOORS.test(key));
    expect(others).toEqual([]);
  });
});
