import { expect, test } from 'vitest';
import { checkEntry, type BriefText, type Entry } from '@doorstep/ledger';
import { sendingDrafts, type DraftBrief } from './index';
import { ENTRY_BYTES } from './wire';

const FIGURES = 24;
/** As long as a report gets: twenty villages by name in its last paragraph. */
const text: BriefText = {
  heading: '延边朝鲜族自治州疫情防控工作日报（2020年2月4日，第2报）',
  known: '数据截至2月4日18:00。',
  paragraphs: Array.from({ length: 5 }, (_, i) => ({
    title: `${i}、发现情况`,
    parts: [
      ...Array.from({ length: 12 }, () => ({
        indicator: 'visits.people_with_symptoms',
        measure: 'total' as const,
        value: 1_234_567,
        text: '1,234,567 person-times more than the day before',
      })),
      '东兴村（最近2月3日20:30）、'.repeat(20),
    ],
  })),
};
const draftOf = (ledgers: number): DraftBrief => ({
  head: 3,
  day: '2020-02-04',
  knownAtMs: 1_580_810_400_000,
  number: 1,
  figures: Array.from({ length: FIGURES }, () => ({
    ...{ indicator: 'visits.people_with_symptoms', total: 1_234_567, day: 12_345, before: 12_345 },
  })),
  missing: { asOfMs: 1_580_810_400_000, due: 1, overdue: 1, untold: 1 },
  texts: { zh: text, ko: text, en: text },
  vouched: 'A'.repeat(88),
  ledgers: Array.from({ length: ledgers }, (_, i) => ({
    place: String(222_401_101_000 + i),
    seq: 20_000 + i,
    figures: Array.from({ length: FIGURES * 3 }, () => 12_345),
  })),
});

test.each([0, 1, 189, 2_000])('a report of %i ledgers fits into its entries', (count) => {
  const draft = draftOf(count);
  const drafts = sendingDrafts(draft, 'br_report000');
  for (const one of drafts) {
    const entry = { id: '0190aaaa-0000-7000-8000-000000000001', v: 1, ...one } as unknown as Entry;
    expect(Buffer.byteLength(JSON.stringify(entry))).toBeLessThan(ENTRY_BYTES);
    const place = { place: '2224', at: '2020-02-04T18:00:00+08:00', by: 'c_official0' };
    expect(checkEntry({ ...entry, ...place })).toEqual({ ok: true });
  }
  const bodies = drafts.map(({ body }) => body as Record<string, unknown>);
  expect(bodies.flatMap(({ ledgers = [] }) => ledgers)).toEqual(draft.ledgers);
  expect(bodies.at(-1)).toMatchObject({ brief: 'br_report000', parts: drafts.length - 1 });
});
