import { describe, expect, test } from 'vitest';
import { ownClock, serverClock, type DeviceClock } from './clocks';

const [SECOND_MS, DAY_MS] = [1_000, 86_400_000];

/** A computer whose clock can be set and whose timer stands still while it sleeps, and a server. */
function world(wrongByMs: number) {
  let serverMs = Date.parse('2020-02-04T18:00:00+08:00');
  let ownMs = serverMs + wrongByMs;
  let passedMs = 0;
  const own = { nowMs: () => ownMs, after: () => () => undefined };
  const pass = (ms: number): void => {
    serverMs += ms;
    ownMs += ms;
    passedMs += ms;
  };
  return {
    own,
    pass,
    timerMs: () => passedMs,
    server: () => serverMs,
    sleep: (ms: number): void => {
      pass(ms);
      passedMs -= ms;
    },
    setOwn: (byMs: number): void => void (ownMs += byMs),
    /** Asks the server, there and back again in `wayMs` each, with something happening on the way back. */
    ask: (clock: DeviceClock, wayMs = 0, meanwhile = (): void => undefined): number => {
      const measured = clock.measure();
      pass(wayMs);
      const saidMs = serverMs;
      meanwhile();
      pass(wayMs);
      return measured(saidMs);
    },
  };
}

describe('the clock of a phone', () => {
  test('stays its own, and says how far it is off', () => {
    const { own, ask, server } = world(2 * DAY_MS);
    const clock = ownClock(own);
    expect(ask(clock, 300)).toBe(-2 * DAY_MS);
    expect(clock.nowMs()).toBe(server() + 2 * DAY_MS);
    expect(clock.isSure()).toBe(true);
  });
});

describe('the clock of a page that works online', () => {
  test.each([-2_500, 0, 4 * 365])('is the server’s, with a computer %i days off', (days) => {
    const { own, ask, pass, server, timerMs } = world(days * DAY_MS);
    const clock = serverClock(own, timerMs);
    expect(clock.isSure()).toBe(false);
    expect(ask(clock, 300)).toBe(0);
    pass(DAY_MS);
    expect(clock.nowMs()).toBe(server());
    expect(clock.isSure()).toBe(true);
  });

  test('goes on as it went when the computer’s clock is set, and is asked for again', () => {
    const { own, ask, pass, server, setOwn, timerMs } = world(0);
    const clock = serverClock(own, timerMs);
    ask(clock);
    setOwn(-400 * DAY_MS);
    pass(5 * SECOND_MS);
    expect(clock.nowMs()).toBe(server());
    expect(clock.isSure()).toBe(false);
    ask(clock);
    expect([clock.nowMs(), clock.isSure()]).toEqual([server(), true]);
  });

  test('is not sure after a sleep, until the server has been asked', () => {
    const { own, ask, server, sleep, timerMs } = world(DAY_MS);
    const clock = serverClock(own, timerMs);
    ask(clock);
    sleep(8 * 3_600 * SECOND_MS);
    expect(clock.isSure()).toBe(false);
    ask(clock, 100);
    expect([clock.nowMs(), clock.isSure()]).toEqual([server(), true]);
  });

  test('is not sure of an answer that was slept over', () => {
    const { own, ask, sleep, timerMs } = world(0);
    const clock = serverClock(own, timerMs);
    ask(clock, 100, () => sleep(60 * SECOND_MS));
    expect(clock.isSure()).toBe(false);
  });

  test('nor of one long under way, as when the timer ran on in the sleep', () => {
    const { own, ask, pass, server, timerMs } = world(0);
    const clock = serverClock(own, timerMs);
    ask(clock, 100, () => pass(60 * SECOND_MS));
    expect(clock.isSure()).toBe(false);
    ask(clock, 100);
    expect([clock.nowMs(), clock.isSure()]).toEqual([server(), true]);
  });

  test('two questions at once do not mend it twice', () => {
    const { own, ask, server, timerMs } = world(0);
    const clock = serverClock(own, timerMs);
    ask(clock, 100, () => void ask(clock, 0));
    expect(clock.nowMs()).toBe(server());
  });

  test('counts in whole milliseconds', () => {
    const clock = serverClock({ nowMs: () => 5, after: () => () => undefined }, () => 0.4);
    expect(clock.nowMs()).toBe(5);
    clock.measure()(1_000);
    expect(clock.nowMs()).toBe(1_000);
  });
});
