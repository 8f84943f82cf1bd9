import { expect, test } from 'vitest';
import { handClock } from '@doorstep/sync/testing';
import { createEvents } from './events';

/** An event stream held in the hand. */
class Stream extends EventTarget {
  readonly CLOSED = 2;
  readyState = 1;

  send(type: string, data: string): void {
    this.dispatchEvent(new MessageEvent(type, { data }));
  }

  fail(): void {
    this.readyState = this.CLOSED;
    this.dispatchEvent(new Event('error'));
  }

  close(): void {
    this.readyState = this.CLOSED;
  }
}

function events() {
  const streams: Stream[] = [];
  const clock = handClock(0);
  const connect = (): EventSource => {
    streams.push(new Stream());
    return streams.at(-1) as unknown as EventSource;
  };
  return { streams, clock, events: createEvents(connect, clock) };
}

test('one stream for all who listen, closed when nobody does', () => {
  const { events: heard, streams } = events();
  expect(streams).toHaveLength(0);
  const stops = [
    heard.onHead(() => undefined),
    heard.onRollup(() => undefined),
    heard.onOpen(() => undefined),
  ];
  expect(streams).toHaveLength(1);
  stops.slice(1).forEach((stop) => stop());
  expect(streams[0]!.readyState).toBe(1);
  stops[0]!();
  expect(streams[0]!.readyState).toBe(2);
  heard.onHead(() => undefined);
  expect(streams).toHaveLength(2);
});

test('passes on what is well formed and nothing else', () => {
  const { events: heard, streams } = events();
  const got: unknown[] = [];
  heard.onHead((head) => got.push(head));
  heard.onRollup((rollup) => got.push(rollup));
  for (const data of ['{"place":"222401101205","head":3}', '{"place":"x","head":3}', 'no json'])
    streams[0]!.send('head', data);
  streams[0]!.send('rollup', '{"places":["2224"]}');
  expect(got).toEqual([{ place: '222401101205', head: 3 }, { places: ['2224'] }]);
});

test('a refused stream is asked for again after a while, unless nobody listens any more', () => {
  const { events: heard, streams, clock } = events();
  const opened: number[] = [];
  const stops = [heard.onHead(() => undefined), heard.onOpen(() => opened.push(streams.length))];
  streams[0]!.fail();
  clock.advance(4_999);
  expect(streams).toHaveLength(1);
  clock.advance(1);
  expect(streams).toHaveLength(2);
  streams[1]!.send('open', '');
  expect(opened).toEqual([2]);
  streams[1]!.fail();
  stops.forEach((stop) => stop());
  clock.advance(60_000);
  expect(streams).toHaveLength(2);
});
