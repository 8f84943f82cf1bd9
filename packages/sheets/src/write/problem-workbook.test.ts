import { LOCALES } from '@doorstep/words';
import { describe, expect, it } from 'vitest';
import { meaningOf } from '../header/meaning';
import { MEANINGS, meaningText, problemWorkbook, understand } from '../index';
import { inventId, inventPhone } from '../testing/invent';
import { writeXlsx } from '../testing/workbook';

const TODAY = { today: '2020-02-20' };
const damaged = `${inventId('1970-01-01', 11).slice(0, 15)}000`;
const file = {
  name: 'a.xlsx',
  bytes: writeXlsx([
    {
      name: '二组',
      rows: [
        ['户主', '姓名', '与户主关系', '身份证号码', '联系电话', '返乡时间'],
        ['金哲', '金哲', '户主', inventId('1965-03-12', 11), inventPhone(1), { day: '2020-01-22' }],
        ['', '李英', '妻', { digits: damaged }, '12345', '正月初三'],
        ['朴顺', '朴顺', '户主', inventId('1950-07-08', 44), '', ''],
        ['', '', '子', inventId('1990-07-08', 31), '', ''],
      ],
    },
  ]),
};

describe('a workbook of the rows that have problems', () => {
  it.each(LOCALES)(
    'is read again, with the same problems and where each row stood (%s)',
    (locale) => {
      const found = understand(file, TODAY);
      const bytes = problemWorkbook(file, found, locale)!;
      const again = understand({ name: 'b.xlsx', bytes }, TODAY);
      expect(again.problems.map(({ code }) => code).sort()).toEqual(
        found.problems.map(({ code }) => code).sort(),
      );
      expect(
        again.people.map(({ name, origin, relation }) => ({ name, origin, relation })),
      ).toEqual([{ name: '李英', origin: { sheet: '二组', row: 3 }, relation: 'spouse' }]);
      expect(again.households[0]).toMatchObject({ householderName: '金哲', group: '二组' });
    },
  );

  it('is none where there is no problem', () => {
    const sound = { name: 'a.csv', bytes: new TextEncoder().encode('姓名,电话\n金哲,\n') };
    expect(problemWorkbook(sound, understand(sound, TODAY), 'zh')).toBeUndefined();
  });

  it('names its columns so that they mean the same when read', () => {
    const wrong = LOCALES.flatMap((locale) =>
      MEANINGS.filter((meaning) => meaning !== 'other' && meaning !== 'unknown')
        .map((meaning) => ({ meaning, text: meaningText(meaning, locale) }))
        .filter(({ meaning, text }) => meaningOf([text]).meaning !== meaning)
        .map(({ meaning, text }) => `${meaning}: ${text} → ${meaningOf([text]).meaning}`),
    );
    expect(wrong).toEqual([]);
  });
});
