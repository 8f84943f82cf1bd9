/** What a journey starts from: a village with its register, and a round its county has opened. */
import { addDays, dayOf, TEN_CLEAR } from '@doorstep/ledger';
import {
  dice,
  inventVillage,
  registrationDrafts,
  type InventedHousehold,
  type InventedVillage,
} from '@doorstep/scenario';
import { Caller } from './caller';
import type { RunningServer } from './server';

/** 延吉市 › 依兰镇 › 东兴村. */
export const VILLAGE = '222401101205';
export const TOWN = '222401101';
export const COUNTY = '222401';
const NAME = '东兴村';
const ENTRIES_PER_PUSH = 500;

export interface PreparedVillage extends InventedVillage {
  round: string;
  /** The questions asked in it. */
  questionSet: { id: string; version: number };
  /** The day the round was opened. */
  today: string;
  /** Someone of the village without a screen: says what the ledger really holds. */
  secretary: Caller;
  official: Caller;
}

async function delivered(secretary: Caller, round: string): Promise<void> {
  for (;;) {
    const ledger = await secretary.pull();
    if (ledger.some(({ entry }) => entry.subjects.includes(round))) return;
  }
}

/** The office publishes the ten-clear questions and opens a round with them; the village has got it. */
export async function openRound(
  official: Caller,
  secretary: Caller,
  today: string,
  scope = [VILLAGE],
): Promise<Pick<PreparedVillage, 'round' | 'questionSet'>> {
  const [set, round] = [official.replica.newSubject('q'), official.replica.newSubject('r')];
  const title = { zh: '逐户摸排', ko: '집집마다 조사', en: 'Door to door' };
  const questionSet = { id: set, version: TEN_CLEAR.version };
  const opened = {
    round,
    title,
    questionSet,
    opens: today,
    closes: addDays(today, 2),
    scope,
  };
  await official.record([
    {
      kind: 'question-set.published',
      subjects: [set],
      body: { ...TEN_CLEAR, questionSet: set, scope } as never,
    },
    { kind: 'round.opened', subjects: [round], body: opened },
  ]);
  await delivered(secretary, round);
  return { round, questionSet };
}

/** Registers invented households and opens a round; `change` may plant something in them first. */
export async function prepareVillage(
  server: RunningServer,
  options: { seed: string; households: number; groups: number },
  change: (households: InventedHousehold[]) => void = () => undefined,
): Promise<PreparedVillage> {
  const { seed, households, groups } = options;
  const invented = inventVillage(dice(seed), {
    place: VILLAGE,
    name: NAME,
    households,
    groups,
    koreanShare: 0.5,
  });
  change(invented.households);
  const official = await Caller.signIn(await server.link('desk', COUNTY));
  const secretary = await Caller.signIn(await server.link('field', VILLAGE));
  const drafts = invented.households.flatMap((one) => registrationDrafts(one));
  for (let from = 0; from < drafts.length; from += ENTRIES_PER_PUSH)
    await secretary.record(drafts.slice(from, from + ENTRIES_PER_PUSH));
  const today = dayOf(official.session.serverTimeMs, official.session.zone);
  const opened = await openRound(official, secretary, today);
  return { ...invented, ...opened, today, secretary, official };
}
