import { describe, expect, it } from 'vitest';
import { say, type Locale } from '@doorstep/words';
import type { Entry } from '@doorstep/ledger';
import { recordLines, whereaboutsText, type LineDeps, type AskedSet } from './record-lines';

const deps = (locale: Locale, names: Record<string, string> = {}): LineDeps => ({
  locale,
  today: '2020-02-04',
  t: (what, params) => say(locale, what, params),
  nameOf: (id) => names[id],
});

const visit: Pick<Entry, 'kind' | 'body'> = {
  kind: 'visit.recorded',
  body: {
    household: 'h_aaaaaa',
    outcome: 'met',
    people: [
      { person: 'p_aaaaaa', asked: true, presence: 'home', symptoms: [] },
      {
        person: 'p_bbbbbb',
        temperature: 378,
        flags: ['fever'],
        trips: [{ mode: 'train', number: 'K7368', day: '2020-01-22', carriage: '5' }],
      },
      { person: 'p_cccccc', presence: 'away', whereabouts: { region: '42' } },
    ],
    told: ['no-rumours'],
    language: 'ko',
    handed: [{ item: 'mask', quantity: 2 }],
    needs: ['medicine'],
  },
};

describe('what a record says', () => {
  it('is said person by person, then what was told, handed out and needed', () => {
    const lines = recordLines(visit, deps('en', { p_aaaaaa: 'One', p_bbbbbb: 'Two' }));
    expect(lines.map(({ label, text }) => `${label}: ${text}`)).toEqual([
      'Visit: Met',
      'One: At home · No symptoms',
      'Two: 37.8 ℃ · Train K7368 · 22 Jan · Carriage 5 · ⚑ Fever',
      'Person: Away · Hubei',
      'Told: Don’t believe rumours · Korean',
      'Handed out: Mask ×2',
      'Needs: Medicine',
    ]);
    expect(lines.filter((line) => line.attention)).toHaveLength(1);
  });

  it('says of a broadcast how, in what, to whom and what', () => {
    const body = {
      channel: 'leaflet',
      language: 'both',
      audience: ['villagers', 'outsiders'],
      messages: ['basic-knowledge'],
      ownWords: true,
      times: 1,
      copies: 120,
    };
    const lines = recordLines({ kind: 'broadcast.made', body }, deps('zh'));
    expect(lines.map(({ label, text }) => `${label}: ${text}`)).toEqual([
      '渠道: 宣传手册、传单',
      '语言: 汉语和朝鲜语',
      '对象: 村民 · 外来人员',
      '内容: 疫情防控常识 · 另有自拟内容',
      '次数: 1次',
      '份数: 120份',
    ]);
  });

  it('is said in Chinese and Korean', () => {
    expect(recordLines(visit, deps('zh'))[3]).toMatchObject({ label: '人', text: '外出 · 湖北省' });
    expect(recordLines(visit, deps('ko-CN'))[2]!.text).toContain(
      '기차 K7368 · 1월 22일 · 차바곤(차칸) 5',
    );
  });

  it('tells where somebody is from where they came back', () => {
    const where = { region: '42', since: '2020-01-12' };
    expect(whereaboutsText('away', where, deps('en'))).toBe('Away · Hubei · Since 12 Jan');
    expect(whereaboutsText('home', where, deps('en'))).toBe(
      'At home · Back from Hubei · Back since 12 Jan',
    );
  });

  it('says the year of a day in another year', () => {
    const where = { region: '42', since: '2017-04-01', expectedBack: '2020-02-20' };
    expect(whereaboutsText('away', where, deps('zh'))).toBe(
      '外出 · 湖北省 · 何时离开 2017年4月1日 · 预计返回 2月20日',
    );
    const trips = [{ mode: 'train', number: 'K7368', day: '2019-12-30' }];
    const people = [{ person: 'p_aaaaaa', trips }];
    const body = { ...visit.body, people };
    const lines = recordLines({ kind: 'visit.recorded', body }, deps('en'));
    expect(lines[1]!.text).toBe('Train K7368 · 30 Dec 2019');
    const round = { kind: 'round.opened', body: { closes: '2021-01-02' } };
    expect(recordLines(round, deps('ko-CN'))[0]!.label).toContain('2021년 1월 2일');
  });

  it('uses the words of the question set where they are known', () => {
    const body: Entry['body'] = {
      household: 'h_aaaaaa',
      outcome: 'met',
      people: [],
      questionSet: { id: 'q_aaaaaa', version: 1 },
      answers: {
        coal: { value: true },
        wood: { none: 'refused' },
        from: { value: 'south' },
      },
      flags: ['from'],
    };
    const text = (en: string) => ({ zh: '煤', ko: '석탄', en });
    const set: AskedSet = {
      questions: [
        { id: 'coal', of: 'household', type: 'yes-no', text: text('Coal') },
        {
          id: 'from',
          of: 'household',
          type: 'choice',
          text: text('From'),
          options: [{ id: 'south', text: text('the south') }],
        },
      ],
      flags: [
        {
          id: 'from',
          of: 'household',
          when: { question: 'from', is: 'south' },
          text: text('Southerner'),
        },
      ],
    };
    const asked = { ...deps('en'), questionSetOf: () => set };
    const lines = recordLines({ kind: 'visit.recorded', body }, asked);
    expect(lines[1]!.text).toBe('Coal: Yes · wood: Refused · From: the south · ⚑ Southerner');
  });

  it('says register facts by their words and skips what it does not know', () => {
    const body = {
      group: '3',
      door: '12',
      labels: ['poor', 'low-income'],
      source: 'door',
      novelty: 'x',
    };
    expect(recordLines({ kind: 'household.registered', body }, deps('en'))).toEqual([
      { label: 'Group', text: '3' },
      { label: 'Door', text: '12' },
      { label: 'Labels', text: 'Registered poor household · Low-income household' },
      { label: 'Source', text: 'Found at the door' },
    ]);
  });

  it('never shows an id where a name is not known', () => {
    const said = JSON.stringify(recordLines(visit, deps('en')));
    expect(said).not.toContain('p_');
  });
});
