/** A server with one village of 658 households and 20,000 entries, whose names are really sealed. */
import { dayOf } from '@doorstep/ledger';
import { generateLedger, type GeneratedLedger } from '@doorstep/scenario';
import { Caller } from '../../e2e/caller';
import { startServer, type RunningServer } from '../../e2e/server';
import { COUNTY, openRound, VILLAGE } from '../../e2e/village';

export const HOUSEHOLDS = 658;
export const ENTRIES = 20_000;
const PER_PUSH = 500;

/** Puts the generated ledger on the server and opens a round. */
async function fill(server: RunningServer, { stored, keys }: GeneratedLedger): Promise<void> {
  const secretary = await Caller.signIn(await server.link('field', VILLAGE));
  const keyById = new Map(keys.map((key) => [key.k, key]));
  for (let from = 0; from < stored.length; from += PER_PUSH) {
    const entries = stored.slice(from, from + PER_PUSH).map(({ entry }) => entry);
    const used = new Set(
      entries.flatMap(({ sealed = {} }) => Object.values(sealed).map(({ k }) => k)),
    );
    await secretary.push(
      entries,
      [...used].map((k) => keyById.get(k)!),
    );
  }
  const official = await Caller.signIn(await server.link('desk', COUNTY));
  const { serverTimeMs, zone } = official.session;
  await openRound(official, secretary, dayOf(serverTimeMs, zone));
  await Promise.all([secretary.close(), official.close()]);
}

/** Starts it; `remove` it afterwards. */
export async function startFilledServer(): Promise<{
  server: RunningServer;
  generated: GeneratedLedger;
}> {
  const generated = await generateLedger('bench', {
    place: VILLAGE,
    households: HOUSEHOLDS,
    entries: ENTRIES,
    cryptography: crypto.subtle,
  });
  const server = await startServer();
  await fill(server, generated);
  return { server, generated };
}
