/** One row a place and matter: what was owed, of which round, by when; what is known as of now only says so. */
import { levelOf } from '@doorstep/ledger';
import { isBack, type Grain, type Owed, type Standing } from '@doorstep/sync';
import { codeWord } from '@doorstep/ui/plain';
import { hasText } from '@doorstep/words';
import type { Column } from '../table';
import { placeColumns, type Telling } from './telling';

/** What is open and not done yet; a place all of whose work is done owes nothing. */
export const owedRows = ({ owed }: Standing): Owed[] => owed.filter(({ count }) => count > 0);

/** The matter in words: a round's title, a language. */
function aboutText(about: string, { t, titles }: Telling): string {
  if (about === '') return '—';
  const title = titles.get(about);
  if (title) return t(title);
  return about.startsWith('r_') ? t('desk.roundUnnamed') : t(codeWord.untold(about));
}

export function owedColumns(
  area: string,
  grain: Grain,
  standing: Pick<Standing, 'asOfMs' | 'nowMs'>,
  telling: Telling,
): Column<Owed>[] {
  const { t } = telling;
  const word = (list: string, code: string): string => {
    const key = `tables.${list}_${code.replaceAll('-', '_')}`;
    return hasText(key) ? t(key) : code;
  };
  const choice = { kind: 'text', isChoice: true } as const;
  return [
    ...placeColumns<Owed>(area, grain, telling),
    {
      ...choice,
      id: 'module',
      label: t('tables.module'),
      value: ({ module }) => module,
      say: (code) => word('module', code),
    },
    {
      ...choice,
      id: 'kind',
      label: t('tables.kind'),
      value: ({ kind }) => kind,
      say: (code) =>
        code !== 'reach' && isBack(standing)
          ? t('tables.ofNow', { what: word('owed', code) })
          : word('owed', code),
    },
    {
      ...choice,
      id: 'about',
      label: t('tables.about'),
      value: ({ about }) => about,
      say: (about) => aboutText(about, telling),
    },
    { id: 'dueAt', label: t('tables.dueAt'), kind: 'moment', value: ({ dueAtMs }) => dueAtMs },
    {
      ...choice,
      id: 'late',
      label: t('tables.late'),
      value: ({ dueAtMs }) => (dueAtMs <= standing.asOfMs ? 'late' : 'open'),
      say: (code) => t(code === 'late' ? 'tables.late_late' : 'tables.late_open'),
    },
    {
      id: 'level',
      label: t('tables.level'),
      ...choice,
      value: ({ place }) => levelOf(place),
      say: (level) => t(`tables.level_${level as Grain}`),
      isExtra: true,
    },
    {
      id: 'count',
      label: t('tables.count'),
      kind: 'number',
      value: ({ count }) => count,
      adds: true,
    },
  ];
}
