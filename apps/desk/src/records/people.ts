/**
 * What somebody or something is called on this screen: by name where this sign-in holds the keys,
 * otherwise by what is known without names: group and door, sex and birth year, role. Pure.
 */
import {
  findHousehold,
  findPerson,
  type Entry,
  type HouseholdRow,
  type PersonRow,
  type VillageFold,
} from '@doorstep/ledger';
import type { Identity } from '@doorstep/sync';
import { broadcastText, codeWord, enteredText, type Say } from '@doorstep/ui';
import type { Locale } from '@doorstep/words';

export interface Labels {
  household: (id: string) => string;
  person: (id: string) => string;
  /** Who recorded something or walks a group. */
  cadre: (id: string) => string;
  /** Who recorded an entry; one an office wrote down says which, and who told it. */
  writer: (entry: Pick<Entry, 'by' | 'body'>) => string;
  /** Any subject, by its prefix. */
  subject: (id: string) => string;
}

const SHORT = 6;
/** The last characters of an id: enough to tell two apart on one screen. */
export const shortId = (id: string): string => id.slice(-SHORT);

function nameIn(identity: Identity | undefined, locale: Locale): string | undefined {
  return locale === 'ko-CN' ? (identity?.nameKo ?? identity?.name) : identity?.name;
}

export interface LabelDeps {
  fold: VillageFold;
  /** Empty where names may not be read. */
  names: ReadonlyMap<string, Identity>;
  t: Say;
  locale: Locale;
}

/** 3组 12号: what walking order goes by. */
export function doorText({ group, door }: Pick<HouseholdRow, 'group' | 'door'>, t: Say): string {
  const parts = [
    group && t('register.groupNamed', { group }),
    door && t('register.doorNamed', { door }),
  ];
  return parts.filter(Boolean).join(' ');
}

export function labelsOf({ fold, names, t, locale }: LabelDeps): Labels {
  const household = (id: string): string => {
    const row = findHousehold(fold, id);
    const head = row?.people.find((one) => one.relation === 'head');
    const name = head && nameIn(names.get(head.id), locale);
    const text = [row && doorText(row, t), name].filter(Boolean).join(' ');
    return text || `${t('common.household')} ${shortId(id)}`;
  };
  const nameless = (row: PersonRow): string =>
    [t(codeWord.sex(row.sex)), row.birthYear, `· ${shortId(row.id)}`].filter(Boolean).join(' ');
  const person = (id: string): string => {
    const row = findPerson(fold, id);
    return (
      nameIn(names.get(id), locale) ??
      (row ? nameless(row) : `${t('common.person')} ${shortId(id)}`)
    );
  };
  const cadre = (id: string): string => {
    if (id === 'system') return t('field.system');
    const known = fold.place.state.duty.cadres.get(id);
    const role = known ? t(codeWord.role(known.role)) : t('desk.account');
    return nameIn(names.get(id), locale) ?? `${role} · ${shortId(id)}`;
  };
  const writer: Labels['writer'] = (entry) =>
    enteredText(entry, { t, author: cadre }) ?? cadre(entry.by);
  const message = (id: string): string => {
    const broadcast = fold.place.state.publicity.broadcasts.find((one) => one.message === id);
    return broadcast ? broadcastText(broadcast.body, t) : shortId(id);
  };
  const subject = (id: string): string => {
    if (id.startsWith('m_')) return message(id);
    if (id.startsWith('h_')) return household(id);
    if (id.startsWith('p_')) return person(id);
    return id.startsWith('c_') ? cadre(id) : shortId(id);
  };
  return { household, person, cadre, writer, subject };
}
