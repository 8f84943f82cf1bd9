/** A network that loses, repeats and delays, as told. */
import type { Answer, Transport } from '../ports';
import type { MemoryServer } from './memory-server';
import type { Push } from '../wire';

export type Fault = 'none' | 'request-lost' | 'answer-lost' | 'duplicated' | 'delayed' | 'busy';

const OFFLINE: Answer<never> = { ok: false, failure: { status: 0, code: 'offline', message: '' } };
const BUSY: Answer<never> = {
  ok: false,
  failure: { status: 429, code: 'busy', message: '', retryAfterMs: 2_000 },
};

/** Reaches `server` through the faults given by `nextFault`, one a call. */
export function faultyTransport(server: MemoryServer, nextFault: () => Fault): Transport {
  const honest = server.transport();
  const delayed: { place: string; push: Push }[] = [];
  const arrive = (): void => {
    for (const { place, push } of delayed.splice(0)) server.push(place, push);
  };
  const through = async <T>(
    call: () => Promise<Answer<T>>,
    delay: () => void,
  ): Promise<Answer<T>> => {
    const fault = nextFault();
    if (fault === 'request-lost') return OFFLINE;
    if (fault === 'busy') return BUSY;
    if (fault === 'delayed') {
      delay();
      return OFFLINE;
    }
    const answer = await call();
    arrive();
    if (fault === 'answer-lost') return OFFLINE;
    return fault === 'duplicated' ? call() : answer;
  };
  const promptly = <T>(call: () => Promise<Answer<T>>): Promise<Answer<T>> =>
    through(call, () => undefined);
  return {
    push: (place, push) => {
      const sent = structuredClone(push);
      return through(
        () => honest.push(place, sent),
        () => delayed.push({ place, push: sent }),
      );
    },
    pull: (place, afterSeq) => promptly(() => honest.pull(place, afterSeq)),
    keys: (place, afterSeq) => promptly(() => honest.keys(place, afterSeq)),
    segments: (place) => promptly(() => honest.segments(place)),
    segment: (place, segment) => promptly(() => honest.segment(place, segment)),
    giveBack: (place, lost) => {
      const sent = structuredClone(lost);
      return promptly(() => honest.giveBack(place, sent));
    },
    heads: honest.heads,
  };
}
