import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { LOCALES } from '@doorstep/words';
import { formatFor } from '../../shell/format';
import { paperOf } from '../paper';
import { wordDocument } from './document';

const figure = { indicator: 'visits.met', measure: 'day' as const, value: 3, text: '3次' };
const text = {
  heading: '甲 & 乙 <日报>',
  known: '截至18:00。',
  paragraphs: [{ title: '一、', parts: ['当日', figure, '。'] }],
};
const change = {
  indicator: 'visits.met',
  measure: 'flow' as const,
  ...{ today: 1_234, yesterday: 1_447, change: -213, total: 9_000 },
};
const nothing = { ...change, today: 0, yesterday: 0, change: 0, total: 0 };

it.each(LOCALES)('says in Word what stands on the sheet: %s', (locale) => {
  const paper = paperOf(
    text,
    [change, nothing],
    locale,
    formatFor(locale, 'Asia/Shanghai', () => '2020-02-04'),
  );
  const parts = unzipSync(wordDocument(paper, locale));
  const xml = strFromU8(parts['word/document.xml']!);
  const said = [...xml.matchAll(/<w:t[ >][^<]*<\/w:t>/g)].map(([run]) =>
    run.replace(/<[^>]*>/g, '').replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code)),
  );
  const { heading, known, table, signatures } = paper;
  expect(said).toEqual([
    ...[heading, known, '一、', '当日3次。', table.title, ...table.head],
    ...[table.rows[0]!.name, '1,234', '1,447', '−213', '9,000'],
    ...signatures,
  ]);
});

it('names every part it is made of', () => {
  const paper = paperOf(
    text,
    [change],
    'zh',
    formatFor('zh', 'Asia/Shanghai', () => '2020-02-04'),
  );
  const parts = unzipSync(wordDocument(paper, 'zh'));
  const types = strFromU8(parts['[Content_Types].xml']!);
  for (const name of Object.keys(parts).filter((one) => !/rels$|^\[/.test(one)))
    expect(types).toContain(`PartName="/${name}"`);
});
