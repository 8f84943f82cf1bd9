import type { Rejected, VillageGap } from '@doorstep/sync';
import { expect, test } from 'vitest';
import { againFromMs, askedByMs, mattersOf, refusedOf, reminderDraft, toldOf } from './reminding';

const ZONE = 'Asia/Shanghai';
const at = (time: string): number => Date.parse(`2020-02-01T${time}:00+08:00`);
const GAP = {
  rounds: [
    { round: 'r_round000', dueAtMs: at('22:00'), missing: 12, groups: [] },
    { round: 'r_done0000', dueAtMs: at('22:00'), missing: 0, groups: [] },
  ],
  untold: 3,
  untoldDueAtMs: at('08:00'),
} as unknown as VillageGap;
const sent = (id: string, from: string, time: string) => ({
  id,
  from,
  about: 'visits' as const,
  round: 'r_round000',
  owed: 12,
  dueAtMs: at('22:00'),
  sentMs: at(time),
});

test('what is owed can be reminded of, what is done cannot', () => {
  expect(mattersOf(GAP).map(({ about, owed }) => [about, owed])).toEqual([
    ['visits', 12],
    ['publicity', 3],
  ]);
});

test('it is asked for by its own time, or once that is over by the next end of duty', () => {
  expect(askedByMs(at('22:00'), at('18:05'), ZONE)).toBe(at('22:00'));
  expect(askedByMs(at('08:00'), at('18:05'), ZONE)).toBe(at('22:00'));
  expect(askedByMs(at('08:00'), at('22:00'), ZONE)).toBe(at('22:00') + 86_400_000);
});

test('the same office reminds of the same matter once an hour, whatever others do', () => {
  const [matter] = mattersOf(GAP);
  const told = toldOf(
    matter!,
    [sent('rm_one0000', '222401', '18:05')],
    [
      { ...sent('rm_two0000', '2224', '18:10'), to: '222401101205' },
      { ...sent('rm_one0000', '222401', '18:05'), to: '222401101205' },
    ],
  );
  expect(told.map(({ id, isOnTheWay }) => [id, isOnTheWay])).toEqual([
    ['rm_two0000', true],
    ['rm_one0000', false],
  ]);
  expect(againFromMs(told, '222401', at('18:30'))).toBe(at('19:05'));
  expect(againFromMs(told, '222401', at('19:05'))).toBeUndefined();
  const later = told.map((one) => ({ ...one, sentMs: one.sentMs + 400 }));
  expect(againFromMs(later, '222401', at('19:05'))).toBe(at('19:06'));
  expect(againFromMs(told, '22', at('18:30'))).toBeUndefined();
});

test('what the server did not take is told where it was sent from, and only there', () => {
  const refused = (kind: string, to: string) =>
    ({ stored: { entry: { kind, body: { to } } }, message: 'too soon' }) as unknown as Rejected;
  const here = refused('reminder.sent', '222401101205');
  const all = [refused('reminder.sent', '222401101206'), here, refused('brief.sent', '')];
  expect(refusedOf(all, '222401101205')).toEqual([here]);
});

test('a reminder says how many and by when', () => {
  const seat = { id: 'rm_three00', to: '222401101205', nowMs: at('18:05'), zone: ZONE };
  expect(reminderDraft(mattersOf(GAP)[0]!, seat)).toEqual({
    kind: 'reminder.sent',
    subjects: ['rm_three00'],
    body: {
      reminder: 'rm_three00',
      to: '222401101205',
      about: 'visits',
      round: 'r_round000',
      owed: 12,
      dueAt: '2020-02-01T22:00:00.000+08:00',
    },
  });
});
