import { describe, expect, test } from 'vitest';
import {
  addresseesOf,
  cadresOnDuty,
  checkEntry,
  createFold,
  groupStandings,
  openReminders,
  remindersOf,
  type Entry,
  type Stored,
} from '../index';
import { entry, VILLAGE } from '../testing/entries';

const COUNTY = '222401';
const ROUND = 'r_round000';
const opened = entry('round.opened', [ROUND], {
  round: ROUND,
  title: { zh: '摸排', ko: '조사', en: 'Round' },
  opens: '2020-02-01',
  closes: '2020-02-01',
  scope: [VILLAGE],
});
const household = (id: string, group: string): Stored =>
  entry('household.registered', [id], { source: 'list', group, door: '1' });
const visit = (id: string, outcome: string): Stored =>
  entry('visit.recorded', [id], { household: id, outcome, round: ROUND });
const reminder = (id: string, more: object = {}, delivered = true): Stored =>
  entry(
    'reminder.sent',
    [id],
    {
      reminder: id,
      to: VILLAGE,
      about: 'visits',
      round: ROUND,
      owed: 2,
      dueAt: '2020-02-01T22:00:00+08:00',
      ...more,
    },
    delivered ? { by: 'system', delivered: { from: COUNTY, id: 'source' } } : {},
  );
const seen = (id: string, more: Partial<Entry> = {}): Stored =>
  entry('reminder.seen', [id], { reminder: id }, more);
const stationed = (cadre: string, role: string, more: object = {}): Stored =>
  entry('cadre.stationed', [cadre], { cadre, role, from: '2020-02-01', ...more });

function foldOf(...stored: Stored[]) {
  const fold = createFold(VILLAGE);
  fold.add(stored);
  return fold;
}
const open = (...stored: Stored[]): string[] =>
  openReminders(
    foldOf(opened, household('h_house001', '1'), household('h_house002', '2'), ...stored),
  ).map(({ id }) => id);

describe('a reminder', () => {
  test('goes to the one village it names, and is checked', () => {
    const { entry: sent } = reminder('rm_one0000', {}, false);
    expect(addresseesOf(sent)).toEqual([VILLAGE]);
    expect(checkEntry(sent)).toEqual({ ok: true });
    for (const more of [{ to: COUNTY }, { owed: 0 }, { dueAt: 'tonight' }, { about: 'weather' }])
      expect(checkEntry(reminder('rm_one0000', more, false).entry)).toMatchObject({ ok: false });
  });

  test('stays until it is seen or done; of one matter only the latest is shown', () => {
    const [first, second] = [reminder('rm_one0000'), reminder('rm_two0000')];
    expect(open(first, second)).toEqual(['rm_two0000']);
    expect(open(first, second, seen('rm_two0000'))).toEqual([]);
    expect(open(first, visit('h_house001', 'met'))).toEqual(['rm_one0000']);
    expect(open(first, visit('h_house001', 'met'), visit('h_house002', 'met'))).toEqual([]);
  });

  test('of another matter stands beside it; taken back it is gone', () => {
    const told = reminder('rm_two0000', { about: 'publicity', round: undefined });
    expect(open(reminder('rm_one0000'), told)).toEqual(['rm_one0000']);
    const sent = reminder('rm_one0000');
    const taken = entry(
      'entry.voided',
      ['rm_one0000'],
      { reason: 'mistake' },
      { replaces: sent.entry.id },
    );
    expect(open(sent, taken)).toEqual([]);
  });

  test('of one id the first stands: another does not take over that it was seen', () => {
    const first = reminder('rm_one0000');
    const other = reminder('rm_one0000', { owed: 99 });
    const fold = foldOf(opened, first, seen('rm_one0000'), other);
    expect(remindersOf(fold)).toHaveLength(1);
    expect(remindersOf(fold)[0]!.owed).not.toBe(99);
    expect(fold.place.findings).toMatchObject([{ code: 'sent-twice' }]);
  });

  test('was seen by whoever said so first, whatever their clock says', () => {
    const before = '2020-01-31T00:00:00+08:00';
    const fold = foldOf(
      reminder('rm_one0000'),
      seen('rm_one0000', { by: 'c_second00' }),
      seen('rm_one0000', { by: 'c_first000', at: before }),
    );
    expect(remindersOf(fold)[0]!.seen?.by).toBe('c_first000');
  });

  test('a village cannot remind itself, nor be shown what is for another', () => {
    const own = foldOf(opened, reminder('rm_one0000', {}, false));
    expect(own.place.findings).toMatchObject([{ code: 'not-delivered' }]);
    const astray = foldOf(opened, reminder('rm_one0000', { to: '222401101206' }));
    expect([remindersOf(own), remindersOf(astray)]).toEqual([[], []]);
  });
});

test('those on duty are listed, whoever leads first, with what stationed them', () => {
  const early = stationed('c_member00', 'team-member');
  const again = stationed('c_member00', 'grid-worker');
  const first = stationed('c_first000', 'first-secretary');
  const gone = stationed('c_gone0000', 'team-leader');
  const fold = foldOf(
    early,
    again,
    stationed('c_lead0000', 'team-member', { furtherRoles: ['team-leader'] }),
    first,
    gone,
    entry('cadre.withdrawn', ['c_gone0000'], { cadre: 'c_gone0000', day: '2020-02-01' }),
    entry('group.assigned', ['c_member00'], { group: '3', cadre: 'c_member00' }),
  );
  const found = cadresOnDuty(fold);
  expect(found.map(({ cadre, role }) => [cadre, role])).toEqual([
    ['c_first000', 'first-secretary'],
    ['c_lead0000', 'team-member'],
    ['c_member00', 'grid-worker'],
  ]);
  expect(found[0]!.stated).toEqual([first.entry.id]);
  expect(found[2]).toMatchObject({ groups: ['3'], stated: [early.entry.id, again.entry.id] });
});

test('groups say where their households stand, in walking order', () => {
  const fold = foldOf(
    opened,
    household('h_house001', '10'),
    household('h_house002', '2'),
    household('h_house003', '2'),
    visit('h_house002', 'met'),
    visit('h_house003', 'refused'),
  );
  expect(groupStandings(fold, ROUND)).toEqual([
    { group: '2', reached: 1, nobody: 0, refused: 1, untried: 0 },
    { group: '10', reached: 0, nobody: 0, refused: 0, untried: 1 },
  ]);
});
