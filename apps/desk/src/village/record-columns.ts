/**
 * Every record of a village as a table: when, what, at whose door, in which words, by whom. Without
 * anybody's name, whoever looks: what is seen may be saved as a file. Pure.
 */
import {
  dayOf,
  findHousehold,
  findPerson,
  type RecordRow,
  type VillageFold,
} from '@doorstep/ledger';
import { codeWord, kindWord, recordLines, type LineDeps } from '@doorstep/ui';
import type { Column } from '@doorstep/tables';
import { doorText, labelsOf, shortId } from '../records/people';

export interface RecordDeps extends Pick<LineDeps, 't' | 'locale' | 'today' | 'questionSetOf'> {
  fold: VillageFold;
  zone: string;
}

const NO_NAMES = new Map();
const JOIN = ' · ';

const householdIn = ({ subjects }: RecordRow): string | undefined =>
  subjects.find((one) => one.startsWith('h_'));

/** What a record says, without names; each is put into words once. */
function saying(deps: RecordDeps): (row: RecordRow) => string {
  const { fold, t } = deps;
  const labels = labelsOf({ ...deps, names: NO_NAMES });
  const person = (id: string): string => {
    const found = findPerson(fold, id);
    const known = found && [t(codeWord.sex(found.sex)), found.birthYear].filter(Boolean).join(' ');
    return known || t('common.person');
  };
  const nameOf = (id: string): string => (id.startsWith('p_') ? person(id) : labels.subject(id));
  const known = new WeakMap<RecordRow, string>();
  return (row) => {
    let said = known.get(row);
    if (said === undefined) {
      const lines = recordLines(row.inForce, { ...deps, nameOf });
      said = lines.map(({ label, text }) => (text ? `${label}: ${text}` : label)).join(JOIN);
      known.set(row, said);
    }
    return said;
  };
}

type RecordColumn = Column<RecordRow>;

const text = { kind: 'text' } as const;
const choice = { ...text, isChoice: true } as const;

function whenAndWhat({ t, zone }: RecordDeps): RecordColumn[] {
  return [
    {
      id: 'time',
      label: t('tables.recordTime'),
      kind: 'moment',
      value: ({ timeMs }) => timeMs,
      isFixed: true,
    },
    {
      id: 'day',
      label: t('desk.day'),
      kind: 'day',
      value: ({ timeMs }) => dayOf(timeMs, zone),
      isExtra: true,
    },
    {
      ...choice,
      id: 'kind',
      label: t('tables.recordKind'),
      value: ({ kind }) => kind,
      say: (kind) => t(kindWord(kind)),
    },
  ];
}

function atWhoseDoor(deps: RecordDeps): RecordColumn[] {
  const { fold, t } = deps;
  const household = (row: RecordRow) => findHousehold(fold, householdIn(row) ?? '');
  return [
    {
      ...choice,
      id: 'group',
      label: t('register.group'),
      value: (row) => household(row)?.group ?? '',
      say: (group) => (group ? t('register.groupNamed', { group }) : '—'),
      isExtra: true,
    },
    {
      ...text,
      id: 'household',
      label: t('common.household'),
      value: (row) => {
        const found = household(row);
        return (found && doorText(found, t)) || undefined;
      },
      groups: true,
    },
    {
      ...text,
      id: 'said',
      label: t('tables.said'),
      value: saying(deps),
      isLong: true,
      isUnordered: true,
    },
  ];
}

function byWhom({ fold, t }: RecordDeps): RecordColumn[] {
  const { cadres } = fold.place.state.duty;
  return [
    {
      ...choice,
      id: 'role',
      label: t('tables.recordedBy'),
      value: ({ first: { by } }) => (by === 'system' ? by : (cadres.get(by)?.role ?? '')),
      say: (role) => {
        if (role === 'system') return t('field.system');
        return t(role ? codeWord.role(role) : 'desk.account');
      },
    },
    {
      ...text,
      id: 'by',
      label: t('tables.accountNumber'),
      value: ({ first }) => shortId(first.by),
      isExtra: true,
      groups: true,
    },
  ];
}

const stateAndIds = ({ t }: RecordDeps): RecordColumn[] => [
  {
    ...choice,
    id: 'state',
    label: t('tables.state'),
    value: ({ state }) => state,
    say: (state) => t(`tables.state_${state as RecordRow['state']}`),
  },
  {
    ...choice,
    id: 'later',
    label: t('tables.later'),
    value: ({ enteredLater }) => (enteredLater ? 'yes' : 'no'),
    say: (code) => t(code === 'yes' ? 'common.yes' : 'common.no'),
    isExtra: true,
  },
  { ...text, id: 'record', label: t('tables.recordId'), value: ({ id }) => id, isExtra: true },
  {
    ...text,
    id: 'householdId',
    label: t('tables.householdId'),
    value: householdIn,
    isExtra: true,
  },
];

export const recordColumns = (deps: RecordDeps): RecordColumn[] => [
  ...whenAndWhat(deps),
  ...atWhoseDoor(deps),
  ...byWhom(deps),
  ...stateAndIds(deps),
];
