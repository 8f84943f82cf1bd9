import { say, type Locale } from '@doorstep/words';
import { describe, expect, it } from 'vitest';
import { dimsText } from './dims-text';

const titles = new Map([['r_aaaaaa', { zh: '第一轮', ko: '제1차', en: 'First round' }]]);
const inLanguage = (locale: Locale) => ({
  titles,
  t: (what: Parameters<typeof say>[1], params?: Parameters<typeof say>[2]) =>
    say(locale, what, params),
});

describe('dims in words', () => {
  it('names a round by its title, and one not known as a round', () => {
    expect(dimsText('round=r_aaaaaa', inLanguage('en'))).toBe('First round');
    expect(dimsText('round=r_bbbbbb', inLanguage('en'))).toBe('A round');
  });
  it('says codes in the language', () => {
    expect(dimsText('item=mask', inLanguage('zh'))).toBe('口罩');
    expect(dimsText('item=mask&language=ko', inLanguage('en'))).toBe('Mask · Korean');
  });
  it('says of a broadcast to whom, how and in what', () => {
    const dims = 'audience=everybody&channel=group-chat&language=both';
    expect(dimsText(dims, inLanguage('zh'))).toBe('村民和外来人员 · 微信群 · 汉语和朝鲜语');
  });
  it('leaves what it does not know', () => {
    expect(dimsText('shape=round', inLanguage('en'))).toBe('round');
  });
});
