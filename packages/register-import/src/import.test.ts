/** Lists taken in, again, amended, asked about, raced for and taken back, through a real replica. */
import { describe, expect, it } from 'vitest';
import { householdRows, type VillageFold, createFold } from '@doorstep/ledger';
import { inventId } from '@doorstep/sheets/testing';
import type { Replica } from '@doorstep/sync';
import { faultyTransport, testVillage } from '@doorstep/sync/testing';
import {
  agree,
  compare,
  readKnown,
  undoDrafts,
  undoOf,
  type Agreed,
  type Difference,
  type Outcome,
} from './index';
import { understandingOf, type TestHousehold } from './testing';

const OFFLINE = Promise.resolve({
  ok: false as const,
  failure: { status: 0, code: 'offline', message: '' },
});
/** Each time another file, so that nothing is known by the file alone. */
let files = 0;
const fileOf = () => ({
  name: '底册.xlsx',
  sha256: String((files += 1)).padStart(64, '0'),
  columns: ['name'],
});

const take = (
  replica: Replica,
  list: TestHousehold[],
  more: Partial<Agreed> = {},
): Promise<Outcome> =>
  agree(replica, {
    understanding: understandingOf(list),
    file: fileOf(),
    answers: {},
    leavings: {},
    seen: undefined,
    ...more,
  });

async function differenceOf(
  replica: Replica,
  list: TestHousehold[],
  answers: Agreed['answers'] = {},
): Promise<Difference> {
  return compare({ understanding: understandingOf(list) }, await readKnown(replica), answers);
}

function foldOf(replica: Replica): VillageFold {
  const fold = createFold(replica.place);
  fold.add(replica.stored());
  return fold;
}

/** Whole drafts of v1: two households, three people. */
const KIM: TestHousehold = {
  number: '1',
  group: '1',
  door: '3',
  labels: { poor: true },
  people: [
    {
      name: '试验甲',
      relation: 'head',
      sex: 'male',
      birthDate: '1950-03-01',
      idNumber: inventId('1950-03-01', 11),
      phones: ['13000000001', '0433-0000000'],
      residence: 'both',
    },
    { name: '试验乙', relation: 'spouse', birthDate: '1953', away: true, awayPlace: '延吉' },
  ],
};
const LEE: TestHousehold = {
  number: '2',
  group: '1',
  people: [{ name: '试验丙', relation: 'head', remarks: '独居' }],
};

async function phoneWith(...list: TestHousehold[]) {
  const village = testVillage();
  const phone = await village.phone(1).start();
  await take(phone.replica, list);
  return { ...village, replica: phone.replica };
}

describe('the first list', () => {
  it('registers every household with its people, names sealed', async () => {
    const { replica } = await phoneWith(KIM, LEE);
    const rows = householdRows(foldOf(replica));
    expect(
      rows.map(({ group, door, labels, source, people }) => [
        group,
        door,
        labels,
        source,
        people.length,
      ]),
    ).toEqual([
      ['1', '', [], 'list', 1],
      ['1', '3', ['poor'], 'list', 2],
    ]);
    const [kim] = rows[1]!.people;
    expect(kim).toMatchObject({
      relation: 'head',
      sex: 'male',
      birthYear: 1950,
      residence: 'both',
    });
    expect(await replica.identity(kim!.id)).toMatchObject({
      name: '试验甲',
      idNumber: inventId('1950-03-01', 11),
      phone: '13000000001',
      phoneOther: '0433-0000000',
    });
    expect(rows[1]!.people[1]!.whereabouts).toMatchObject({ presence: 'away' });
    expect(await replica.identity(rows[1]!.id)).toEqual({ householdNumber: '1' });
    expect(JSON.stringify(replica.stored())).not.toMatch(/试验|13000000001|底册|延吉/);
  });

  it('is one act that says how much of it there is', async () => {
    const { replica, server } = await phoneWith(KIM, LEE);
    const { imports } = await readKnown(replica);
    expect(imports).toMatchObject([
      { households: 2, people: 3, householdsAdded: 2, peopleAdded: 3, entries: 6, arrived: 6 },
    ]);
    expect(server.ledger(replica.place).stored).toHaveLength(7);
  });

  it('counts every row as new where nothing is known', async () => {
    const { replica } = await testVillage().phone(1).start();
    const { totals } = await differenceOf(replica, [KIM, LEE]);
    expect(totals).toEqual({
      households: { new: 2, amended: 0, unchanged: 0, asked: 0 },
      people: { new: 3, amended: 0, unchanged: 0, asked: 0 },
    });
  });

  it('keeps an unsound number apart from what is trusted', async () => {
    const unsound = { name: '试验丁', idNumber: '110105195003010000', idTrusted: false };
    const { replica } = await phoneWith({ people: [unsound] });
    const id = householdRows(foldOf(replica))[0]!.people[0]!.id;
    expect(await replica.identity(id)).toEqual({ name: '试验丁', idUnsound: '110105195003010000' });
  });
});

describe('a newer list', () => {
  it('amends field by field and adds; the same again writes nothing', async () => {
    const { replica } = await phoneWith(KIM, LEE);
    expect(await take(replica, [KIM, LEE])).toMatchObject({ outcome: 'nothing' });
    const [head, spouse] = KIM.people;
    const changed = {
      ...KIM,
      labels: { poor: false },
      people: [{ ...head!, phones: ['13000000009'] }, spouse!],
    };
    const baby = { name: '试验戊', relation: 'child' as const, birthDate: '2020-01-02' };
    const list = [changed, { ...LEE, people: [...LEE.people, baby] }];
    const difference = await differenceOf(replica, list);
    expect(difference.households.map(({ state, changes }) => [state, changes])).toEqual([
      ['amended', [{ field: 'label.poor', before: 'yes', after: 'no' }]],
      ['unchanged', []],
    ]);
    expect(difference.households[0]!.people[0]).toMatchObject({
      state: 'amended',
      changes: [{ field: 'phone', before: '13000000001', after: '13000000009' }],
    });
    expect(difference.households[1]!.people.map(({ state }) => state)).toEqual([
      'unchanged',
      'new',
    ]);
    await take(replica, list, { seen: difference });
    const rows = householdRows(foldOf(replica));
    expect(rows.map(({ labels, people }) => [labels, people.length])).toEqual([
      [[], 2],
      [[], 2],
    ]);
    expect(await take(replica, list)).toMatchObject({ outcome: 'nothing' });
  });

  it('is nothing when the very file is in already, whatever became of the register', async () => {
    const { replica } = await testVillage().phone(1).start();
    const file = fileOf();
    await take(replica, [KIM, LEE], { file });
    const lee = householdRows(foldOf(replica))[0]!;
    await replica.record([
      { kind: 'household.amended', subjects: [lee.id], body: { group: '7', door: '7' } },
    ]);
    await take(replica, [{ ...KIM, door: '9' }]);
    expect(await take(replica, [KIM, LEE], { file })).toMatchObject({ outcome: 'nothing' });
  });

  it('does not overrule with its old word what was mended at the door', async () => {
    const { replica } = await phoneWith(KIM, LEE);
    const lee = householdRows(foldOf(replica))[0]!;
    await replica.record([
      {
        kind: 'person.amended',
        subjects: [lee.people[0]!.id],
        body: { person: lee.people[0]!.id },
        identities: { [lee.people[0]!.id]: { name: '试验炳', note: '' } },
      },
      { kind: 'household.amended', subjects: [lee.id], body: { group: '2' } },
    ]);
    expect(await take(replica, [KIM, LEE])).toMatchObject({ outcome: 'nothing' });
    const moved = await differenceOf(replica, [KIM, { ...LEE, group: '3' }]);
    expect(moved.households[1]!.changes).toEqual([{ field: 'group', before: '2', after: '3' }]);
  });

  it('knows a person again by the sound number in another household, also in its older form', async () => {
    const { replica } = await phoneWith(KIM, LEE);
    const [head, spouse] = KIM.people;
    const old = `${head!.idNumber!.slice(0, 6)}${head!.idNumber!.slice(8, 17)}`;
    const list = [
      { ...KIM, people: [{ ...spouse!, relation: 'head' as const }] },
      { ...LEE, people: [...LEE.people, { ...head!, relation: 'other' as const, idNumber: old }] },
    ];
    const difference = await differenceOf(replica, list);
    const moved = difference.households[1]!.people[1]!;
    expect(moved).toMatchObject({ state: 'amended' });
    expect(moved.movesFrom).toBeDefined();
    expect(difference.missing).toEqual([]);
    await take(replica, list);
    const rows = householdRows(foldOf(replica));
    expect(rows.map(({ people }) => people.length)).toEqual([2, 1]);
    expect(await take(replica, list)).toMatchObject({ outcome: 'nothing' });
  });

  it('never removes: who is no longer listed is asked about', async () => {
    const { replica } = await phoneWith(KIM, LEE);
    const list = [{ ...KIM, people: [KIM.people[0]!] }];
    const difference = await differenceOf(replica, list);
    expect(difference.missing.map(({ kind }) => kind)).toEqual(['household', 'person']);
    await take(replica, list);
    expect(householdRows(foldOf(replica)).map(({ people }) => people.length)).toEqual([1, 2]);
    const gone = difference.missing[1]!.name;
    await take(replica, list, { leavings: { [gone]: 'moved' } });
    expect(householdRows(foldOf(replica)).map(({ people }) => people.length)).toEqual([1, 1]);
    expect(await take(replica, [KIM, LEE])).toMatchObject({ outcome: 'nothing' });
  });

  it('of one group, or of mended rows only, says nothing of the others', async () => {
    const other = { group: '2', people: [{ name: '试验己' }] };
    const { replica } = await phoneWith(KIM, LEE, other);
    expect((await differenceOf(replica, [other])).missing).toEqual([]);
    const mended = { ...KIM, people: [{ ...KIM.people[0]!, origin: { sheet: '1组', row: 4 } }] };
    expect((await differenceOf(replica, [mended])).missing).toEqual([]);
  });

  it('asks where a name is the same and a number is not, and leaves the row out until answered', async () => {
    const { replica } = await phoneWith(KIM, LEE);
    const [head, spouse] = KIM.people;
    const idNumber = inventId('1950-03-01', 13);
    const list = [{ ...KIM, people: [{ ...head!, idNumber }, spouse!] }, LEE];
    const difference = await differenceOf(replica, list);
    const [question] = difference.questions;
    expect(question).toMatchObject({ kind: 'sameName', listed: 0 });
    expect(difference.totals.people).toMatchObject({ asked: 1, unchanged: 2 });
    expect(difference.missing).toEqual([]);
    expect(await take(replica, list)).toMatchObject({ outcome: 'nothing' });
    const same = await differenceOf(replica, list, { [question!.key]: 'same' });
    expect(same.households[0]!.people[0]!.changes).toMatchObject([{ field: 'idNumber' }]);
    const other = await differenceOf(replica, list, { [question!.key]: 'other' });
    expect(other.totals.people).toMatchObject({ new: 1, asked: 0 });
    expect(other.missing).toHaveLength(1);
  });

  it('asks when a number is another household’s and nobody is the same', async () => {
    const { replica } = await phoneWith(KIM, LEE);
    const list = [KIM, { ...LEE, people: [{ name: '试验庚', relation: 'head' as const }] }];
    const difference = await differenceOf(replica, list);
    expect(difference.questions).toMatchObject([{ kind: 'household', listed: 1 }]);
    expect(difference.households[1]).toMatchObject({
      state: 'asked',
      people: [{ state: 'asked' }],
    });
    expect(difference.missing).toEqual([]);
  });

  it('finds every household again when all are numbered anew', async () => {
    const { replica } = await phoneWith(KIM, LEE);
    const first = { number: '1', group: '1', people: [{ name: '试验辛' }] };
    const list = [first, { ...KIM, number: '2' }, { ...LEE, number: '3' }];
    const difference = await differenceOf(replica, list);
    expect(difference.households.map(({ state }) => state)).toEqual(['new', 'amended', 'amended']);
    expect(difference.questions).toEqual([]);
  });

  it('holds for people who were found to be one', async () => {
    const twice = {
      ...LEE,
      people: [...LEE.people, { name: '试验丙', relation: 'other' as const }],
    };
    const { replica } = await phoneWith(KIM, twice);
    const people = householdRows(foldOf(replica))[0]!.people.map(({ id }) => id);
    await replica.record([{ kind: 'people.merged', subjects: people, body: { people } }]);
    expect(await take(replica, [KIM, twice])).toMatchObject({ outcome: 'nothing' });
  });
});

describe('counts without names', () => {
  const counts = [
    { sheet: 0, row: 3, group: '1', households: 45, people: 130 },
    { sheet: 0, row: 4, group: '2', households: 30 },
  ];
  it('are added up and recorded once', async () => {
    const { replica } = await testVillage().phone(1).start();
    const agreed = {
      understanding: { ...understandingOf([]), counts },
      file: fileOf(),
      answers: {},
      leavings: {},
      seen: undefined,
    };
    expect(await agree(replica, agreed)).toMatchObject({ outcome: 'recorded' });
    expect(foldOf(replica).place.state.register.counted.registered).toMatchObject({
      households: 75,
      people: 130,
    });
    expect(await agree(replica, agreed)).toMatchObject({ outcome: 'nothing' });
  });
});

describe('two who import at once', () => {
  it('bring everybody in once; who was second sees what is left', async () => {
    const { phone, server } = testVillage();
    const first = await phone(1).start();
    const second = await phone(2).start();
    const outcomes = await Promise.all([
      take(first.replica, [KIM, LEE]),
      take(second.replica, [KIM, LEE]),
    ]);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['nothing', 'recorded']);
    expect(server.ledger(first.replica.place).stored).toHaveLength(7);
  });

  it('are shown another difference when it is no longer the one agreed to', async () => {
    const { phone } = testVillage();
    const first = await phone(1).start();
    const second = await phone(2).start();
    const seen = await differenceOf(second.replica, [KIM, LEE]);
    await take(first.replica, [KIM]);
    const outcome = await take(second.replica, [KIM, LEE], { seen });
    expect(outcome).toMatchObject({
      outcome: 'moved',
      difference: { totals: { households: { new: 1, unchanged: 1 } } },
    });
  });

  it('wait for the rest of the other import', async () => {
    const { phone, server } = testVillage();
    const first = await phone(1).start();
    const honest = server.transport();
    let pushes = 0;
    const push: typeof honest.push = (place, sent) => {
      pushes += 1;
      return pushes > 1 ? OFFLINE : honest.push(place, sent);
    };
    await first.startOver({ ...honest, push });
    const many = Array.from({ length: 501 }, (_, i): TestHousehold => ({
      number: String(i),
      people: [{ name: `试验${i}` }],
    }));
    await take(first.replica, many);
    expect(first.replica.status().unsent).toBeGreaterThan(0);
    const second = await phone(2).start();
    expect(await take(second.replica, [LEE])).toMatchObject({ outcome: 'arriving' });
    await first.startOver(honest);
    await first.replica.syncNow();
    expect(await take(second.replica, many)).toMatchObject({ outcome: 'nothing' });
  });

  it('works without a network, and goes out later', async () => {
    const { phone, server } = testVillage();
    const away = await phone(1, {
      transport: faultyTransport(server, () => 'request-lost'),
    }).start();
    expect(await take(away.replica, [KIM, LEE])).toMatchObject({ outcome: 'recorded' });
    await away.startOver(server.transport());
    await away.replica.syncNow();
    expect(server.ledger(away.replica.place).stored).toHaveLength(7);
  });
});

describe('taking back', () => {
  const registerOf = (replica: Replica) => householdRows(foldOf(replica));

  it('restores the register, and the list can be taken in anew', async () => {
    const { replica } = await phoneWith(KIM);
    const before = registerOf(replica);
    const list = [{ ...KIM, door: '4', people: [KIM.people[0]!, { name: '试验壬' }] }, LEE];
    await take(replica, list);
    const [latest] = (await readKnown(replica)).imports;
    await replica.record(undoDrafts(undoOf(replica.stored(), latest!.import), []));
    expect(registerOf(replica)).toEqual(before);
    expect((await readKnown(replica)).imports).toHaveLength(1);
    expect(await take(replica, list)).toMatchObject({ outcome: 'recorded' });
  });

  it('asks about a household that was visited since, and keeps it', async () => {
    const { replica } = await phoneWith(KIM, LEE);
    const [lee] = registerOf(replica);
    const body = { household: lee!.id, outcome: 'nobody' };
    await replica.record([{ kind: 'visit.recorded', subjects: [lee!.id], body }]);
    const [one] = (await readKnown(replica)).imports;
    const undo = undoOf(replica.stored(), one!.import);
    expect([...undo.touched.keys()]).toEqual([lee!.id]);
    await replica.record(undoDrafts(undo, []));
    expect(registerOf(replica).map(({ id, people }) => [id, people.length])).toEqual([
      [lee!.id, 1],
    ]);
    await replica.record(undoDrafts(undoOf(replica.stored(), one!.import), [lee!.id]));
    expect(registerOf(replica)).toEqual([]);
  });
});
