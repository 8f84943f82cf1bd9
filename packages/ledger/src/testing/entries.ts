/** Entries for tests of the modules: invented, numbered and dated one after the other. */
import type { Entry, Stored } from '../index';

export const VILLAGE = '222401101205';
let n = 0;

/** An entry of VILLAGE as stored: the next one, a second after the last. */
export function entry(
  kind: string,
  subjects: string[],
  body: unknown,
  more: Partial<Entry> = {},
): Stored {
  n += 1;
  return {
    seq: n,
    receivedAt: '2020-02-01T12:00:00.000Z',
    offsetMs: 0,
    chain: '',
    entry: {
      id: `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`,
      kind,
      v: 1,
      place: VILLAGE,
      at: new Date(Date.parse('2020-02-01T01:00:00Z') + n * 1000).toISOString(),
      by: 'c_cadre00',
      device: 'd_device0/1',
      n,
      subjects,
      body: body as Entry['body'],
      ...more,
    },
  };
}
