/** What comes to be set aside in a village: a forged author, a taken id, a broken form, a copied phone. */
import type { Entry } from '@doorstep/ledger';
import { Caller } from './caller';
import type { RunningServer } from './server';
import { COUNTY, VILLAGE, type PreparedVillage } from './village';

const NEIGHBOUR = '222401101206';
const newEntryId = (): string => crypto.randomUUID().replace(/^(.{14})./, '$17');

interface Listed {
  rows: { id: string; code: string; kind: string | null }[];
}

/** Ids of what is set aside then: a forged visit that waits, and a broken one that was refused. */
export async function setAside(
  server: RunningServer,
  { official }: Pick<PreparedVillage, 'official'>,
  visit: Entry,
): Promise<{ open: string; settled: string }> {
  const stranger = await Caller.signIn(await server.link('field', VILLAGE));
  const { account: by, device } = stranger.session;
  const mine = (changes: Partial<Entry>): Entry => {
    const { replaces: _, ...fact } = visit;
    return { ...fact, id: newEntryId(), by, device: `${device}/1`, n: 1, ...changes };
  };
  await stranger.pushAside([
    mine({ by: visit.by, device: visit.device }),
    mine({ id: visit.id, body: { ...visit.body, outcome: 'refused', people: [] } }),
    mine({ body: { outcome: 'flew' } }),
    mine({ kind: 'never.heard', by: visit.by }),
    mine({ place: NEIGHBOUR }),
  ]);
  await stranger.push([mine({}), mine({})], []);
  await stranger.close();
  const rows = async (): Promise<Listed['rows']> =>
    (await official.get<Listed>(`/api/quarantine?place=${COUNTY}`)).rows;
  // The copy is flagged by the fold, a moment after the push.
  while (!(await rows()).some(({ code }) => code === 'cloned')) await new Promise(setImmediate);
  const idOf = (all: Listed['rows'], code: string): string =>
    all.find((row) => row.code === code && row.kind === visit.kind)!.id;
  const all = await rows();
  const settled = idOf(all, 'schema');
  await official.post(`/api/quarantine/${VILLAGE}/${settled}/settle`, { verdict: 'refused' });
  return { open: idOf(all, 'foreign-author'), settled };
}
