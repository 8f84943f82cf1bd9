/** What putting figures of places into a table needs to know of them. */
import { ancestorsOf, levelOf, type PlaceCode } from '@doorstep/ledger';
import type { Grain } from '@doorstep/sync';
import type { MessageKey, Params, Text } from '@doorstep/words';
import type { Column } from '../table';

export interface Telling {
  t: (what: MessageKey | Text, params?: Params) => string;
  placeName: (code: PlaceCode) => string;
  /** Titles of rounds. */
  titles: ReadonlyMap<string, Text>;
}

/** The levels between an area and the level of its rows, highest first. */
const between = (area: PlaceCode, grain: Grain): Grain[] => {
  const levels: Grain[] = ['prefecture', 'county', 'town', 'village'];
  const top = levels.indexOf(levelOf(area) as Grain);
  return levels.slice(top + 1, Math.max(top + 1, levels.indexOf(grain)));
};

const LEVEL_WORD = {
  prefecture: 'tables.level_prefecture',
  county: 'tables.level_county',
  town: 'tables.level_town',
  village: 'tables.level_village',
} as const satisfies Record<Grain, MessageKey>;

export const levelWord = (level: Grain): MessageKey => LEVEL_WORD[level];

/** Where a row belongs: the place, what it lies in, its code. */
export function placeColumns<Row extends { place: PlaceCode }>(
  area: PlaceCode,
  grain: Grain,
  { t, placeName }: Telling,
): Column<Row>[] {
  const above = between(area, grain).map((level): Column<Row> => ({
    id: level,
    label: t(LEVEL_WORD[level]),
    kind: 'text',
    value: ({ place }) =>
      [place, ...ancestorsOf(place)].find((code) => levelOf(code) === level) ?? undefined,
    say: placeName,
    isChoice: true,
    isExtra: level !== 'town',
  }));
  return [
    {
      id: 'place',
      label: t('desk.place'),
      kind: 'text',
      value: ({ place }) => place,
      say: placeName,
      isFixed: true,
      groups: true,
    },
    ...above,
    {
      id: 'code',
      label: t('tables.code'),
      kind: 'text',
      value: ({ place }) => place,
      isExtra: true,
    },
  ];
}
