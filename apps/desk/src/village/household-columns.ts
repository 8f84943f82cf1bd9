/** The households as the list shows them, for a file: who heads one is seen, not saved. Pure. */
import type { HouseholdRow } from '@doorstep/ledger';
import type { Column } from '@doorstep/tables';
import { codeWord, type Say } from '@doorstep/ui';
import type { Labels } from '../records/people';
import { peopleOf } from './households';

export interface HouseholdDeps {
  t: Say;
  labels: Labels;
  /** The words for somebody who recorded or walks a group, without a name. */
  cadre: (id: string) => string;
}

/** The labels of a household and of its people, each once. */
export const labelsIn = (row: HouseholdRow, t: Say): string[] =>
  [...new Set([...row.labels, ...row.people.flatMap((one) => one.labels)])].map((code) =>
    t(codeWord.label(code)),
  );

export const isFlagged = (row: HouseholdRow): boolean =>
  row.people.some((one) => one.flags.length > 0);

export function householdColumns({ t, labels, cadre }: HouseholdDeps): Column<HouseholdRow>[] {
  const text = { kind: 'text' } as const;
  return [
    { ...text, id: 'group', label: t('register.group'), value: ({ group }) => group || undefined },
    { ...text, id: 'door', label: t('register.door'), value: ({ door }) => door || undefined },
    {
      ...text,
      id: 'head',
      label: t('register.relation_head'),
      value: ({ people: [first] }) => first && labels.person(first.id),
      isIdentity: true,
    },
    { id: 'people', label: t('register.people'), kind: 'number', value: peopleOf, adds: true },
    {
      ...text,
      id: 'standing',
      label: t('desk.standing'),
      value: ({ standing }) => t(codeWord.standing(standing)),
    },
    {
      ...text,
      id: 'flagged',
      label: t('desk.flagged'),
      value: (row) => (isFlagged(row) ? t('common.yes') : undefined),
    },
    {
      id: 'visited',
      label: t('desk.lastVisit'),
      kind: 'moment',
      value: ({ lastVisit }) => lastVisit?.timeMs,
    },
    {
      ...text,
      id: 'responsible',
      label: t('desk.responsible'),
      value: ({ responsible }) => responsible && cadre(responsible),
    },
    {
      ...text,
      id: 'labels',
      label: t('register.labels'),
      value: (row) => labelsIn(row, t).join(' · ') || undefined,
    },
    { ...text, id: 'householdId', label: t('tables.householdId'), value: ({ id }) => id },
  ];
}
