/**
 * The way between phones and servers. A request may be lost, come late or twice; its answer may be
 * lost; a phone may be cut off for days. Everything crosses as text, so nobody shares an object.
 */
import type { Dice } from '@doorstep/scenario';
import type { Answer, Transport } from '@doorstep/sync';
import type { Request } from '../server/process';
import type { Session } from '../../../apps/server/src/api/endpoint';
import type { Life } from '../phone/disk';
import type { History } from './history';
import { never } from './never';
import type { Schedule } from './schedule';

/** Shares of requests that fare so; between 0 and 1. */
export interface NetworkWeather {
  requestLost: number;
  answerLost: number;
  repeated: number;
  late: number;
}

export const CALM: NetworkWeather = { requestLost: 0, answerLost: 0, repeated: 0, late: 0 };

export interface NetworkDeps {
  schedule: Schedule;
  history: History;
  /** A server that is up; undefined when none is. */
  server(): { answer(request: Request): Promise<Answer<unknown>> } | undefined;
  /** Told of every request as it reaches a server, and of every answer as it leaves. */
  onRequest(request: Request): void;
  onAnswer(request: Request, answer: Answer<unknown>): void;
}

/** Somebody at the other end of the network. */
export interface Caller {
  name: string;
  session: Session;
  dice: Dice;
  weather: NetworkWeather;
  cutOffUntilMs: number;
}

const TIMEOUT_MS = 60_000;
const LATENCY_MS_MAX = 400;
const LATE_MS_MAX = 6 * 3_600_000;
const OFFLINE: Answer<never> = { ok: false, failure: { status: 0, code: 'offline', message: '' } };

export class Network {
  constructor(private readonly deps: NetworkDeps) {}

  /** One request with all that may become of it. */
  async call(caller: Caller, request: Request): Promise<Answer<unknown>> {
    const { schedule, history } = this.deps;
    const { dice, weather, name } = caller;
    const text = JSON.stringify(request.body ?? null);
    const deliver = () =>
      this.deliver({ ...request, body: JSON.parse(text) as unknown }, dice.int(1, LATENCY_MS_MAX));
    if (caller.cutOffUntilMs > schedule.nowMs || dice.chance(weather.requestLost)) {
      if (caller.cutOffUntilMs <= schedule.nowMs) history.fault('request-lost', name);
      await schedule.sleep(dice.int(1, LATENCY_MS_MAX));
      return OFFLINE;
    }
    if (dice.chance(weather.late)) {
      history.fault('request-late', name);
      schedule.after(dice.int(1, LATE_MS_MAX), () => void deliver());
      await schedule.sleep(TIMEOUT_MS);
      return OFFLINE;
    }
    if (dice.chance(weather.repeated)) {
      history.fault('request-repeated', name);
      schedule.after(dice.int(1, LATE_MS_MAX), () => void deliver());
    }
    const answer = await this.inTime(deliver());
    await schedule.sleep(dice.int(1, LATENCY_MS_MAX));
    if (!dice.chance(weather.answerLost)) return answer;
    history.fault('answer-lost', name);
    return OFFLINE;
  }

  private async deliver(request: Request, latencyMs: number): Promise<Answer<unknown>> {
    await this.deps.schedule.sleep(latencyMs);
    this.deps.onRequest(request);
    const answer = (await this.deps.server()?.answer(request)) ?? OFFLINE;
    this.deps.onAnswer(request, answer);
    return answer.ok ? { ok: true, value: JSON.parse(JSON.stringify(answer.value)) } : answer;
  }

  private inTime(answer: Promise<Answer<unknown>>): Promise<Answer<unknown>> {
    return new Promise((resolve, reject) => {
      const cancel = this.deps.schedule.after(TIMEOUT_MS, () => resolve(OFFLINE));
      answer.then(resolve, reject).finally(cancel);
    });
  }
}

/** The transport of a program on a phone; a program that was killed hears nothing. */
export function transportOf(network: Network, caller: Caller, life: Life): Transport {
  const { session } = caller;
  const ask = async <T>(
    method: 'GET' | 'POST',
    path: string,
    params: Record<string, string>,
    more: { query?: Record<string, string>; body?: unknown } = {},
  ): Promise<Answer<T>> => {
    if (!life.isAlive) return never();
    const { query = {}, body } = more;
    const answer = await network.call(caller, { method, path, session, params, query, body });
    return life.isAlive ? (answer as Answer<T>) : never();
  };
  const after = (seq: number) => ({ query: { after: String(seq) } });
  return {
    push: (place, body) => ask('POST', '/api/ledgers/:place/entries', { place }, { body }),
    pull: (place, seq) => ask('GET', '/api/ledgers/:place/entries', { place }, after(seq)),
    keys: (place, seq) => ask('GET', '/api/ledgers/:place/keys', { place }, after(seq)),
    segments: (place) => ask('GET', '/api/ledgers/:place/segments', { place }),
    segment: (place, { k, lastChain }) =>
      ask('GET', '/api/ledgers/:place/segments/:segment', { place, segment: `${k}-${lastChain}` }),
    giveBack: (place, body) => ask('POST', '/api/ledgers/:place/restore', { place }, { body }),
    heads: () => () => undefined,
  };
}
