/** Answers that say where a ledger stands, signed, and what follows a seq. */
import { headText } from '@doorstep/ledger';
import { PAGE_BYTES, PAGE_ENTRIES, signedEnd, type Head } from '@doorstep/sync';
import type { ledger } from '../store';
import { JsonText, type Server } from './endpoint';

export const signed = (server: Server, head: ledger.LedgerHead): Head => ({
  ...head,
  signature: server.keys.sign(headText(head)),
});

/** `{…fields, "tail": […]}` without parsing what the database holds as text. */
export async function withTail(
  server: Server,
  head: ledger.LedgerHead,
  after: number,
  fields: object,
): Promise<JsonText> {
  const { place, epoch } = head;
  const request = { after, upTo: head.head, limit: PAGE_ENTRIES, bytesMax: PAGE_BYTES };
  const page = await server.store.ledger.page(place, request);
  const ends = page.ends.map((one) => signedEnd(place, epoch, one, server.keys.sign));
  const front = JSON.stringify({ ...signed(server, head), ends, ...fields }).slice(0, -1);
  return new JsonText(`${front},"tail":${page.json}}`);
}
