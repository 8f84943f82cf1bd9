/**
 * What the offices do: the prefecture publishes the question set and opens and closes the rounds of
 * the demo's villages; every county states its official. An office's desk is always online.
 */
import { instantOf, TEN_CLEAR } from '@doorstep/ledger';
import type { Dice } from '@doorstep/scenario';
import type { Draft } from '@doorstep/sync';
import { FIRST_DAY, SECOND_ROUND_DAY, STARTS_MS } from './calendar';
import { officialOf, stationedDraft } from './cadres';
import type { Deed, PhonePlan } from './deed';

export const PREFECTURE = '2224';
export const COUNTIES = [
  '222401',
  '222402',
  '222403',
  '222404',
  '222405',
  '222406',
  '222424',
  '222426',
];

/** Ids the villages' visits speak of. */
export interface Orders {
  questionSet: { id: string; version: number };
  firstRound: string;
  secondRound: string;
}

export function ordersOf(dice: Dice): Orders {
  const own = dice.fork('orders');
  return {
    questionSet: { id: own.id('q'), version: TEN_CLEAR.version },
    firstRound: own.id('r'),
    secondRound: own.id('r'),
  };
}

const FIRST_TITLE = {
  zh: '第一轮逐户摸排',
  ko: '제1차 집집마다 조사',
  en: 'First round, door to door',
};
const SECOND_TITLE = {
  zh: '第二轮逐户摸排',
  ko: '제2차 집집마다 조사',
  en: 'Second round, door to door',
};

function ofPrefecture({ questionSet, firstRound, secondRound }: Orders, scope: string[]): Deed[] {
  const round = (id: string, kind: string, body: object): Draft => ({
    kind,
    subjects: [id],
    body: { round: id, ...body, scope },
  });
  const published: Draft = {
    kind: 'question-set.published',
    subjects: [questionSet.id],
    body: { ...TEN_CLEAR, questionSet: questionSet.id, scope } as never,
  };
  const opened = (id: string, title: object, opens: string, closes: string): Draft =>
    round(id, 'round.opened', { title, questionSet, opens, closes });
  return [
    { atMs: STARTS_MS + 4 * 60_000, drafts: [published] },
    {
      atMs: STARTS_MS + 9 * 60_000,
      drafts: [opened(firstRound, FIRST_TITLE, FIRST_DAY, '2020-01-31')],
    },
    { atMs: instantOf('2020-01-31', '21:56'), drafts: [round(firstRound, 'round.closed', {})] },
    {
      atMs: instantOf(SECOND_ROUND_DAY, '07:12'),
      drafts: [opened(secondRound, SECOND_TITLE, SECOND_ROUND_DAY, '2020-02-05')],
    },
  ];
}

/** The plans of the prefecture and the counties; `scope`: the villages the rounds are for. */
export function officePlans(dice: Dice, orders: Orders, scope: string[]): PhonePlan[] {
  return [PREFECTURE, ...COUNTIES].map((office) => {
    const official = officialOf(dice, office);
    const stated: Deed = { atMs: STARTS_MS + 60_000, drafts: [stationedDraft(official)] };
    const deeds = office === PREFECTURE ? [stated, ...ofPrefecture(orders, scope)] : [stated];
    return {
      account: official.account,
      place: office,
      deeds,
      isOnline: () => true,
      aheadMs: 0,
      lossShare: 0,
    };
  });
}
