import { CATALOGUE } from '@doorstep/ledger';
import { hasText, LOCALES, say } from '@doorstep/words';
import { expect, it } from 'vitest';
import { definitionWord, nameWord, totalWord } from './indicator-words';

const EVER = 'visits.households_reached';
const IN_ROUND = 'visits.round_reached';

it.each(CATALOGUE.map(({ id }) => id))(
  '%s has a name, a definition and a word for all of it',
  (id) => {
    expect(
      [nameWord(id), definitionWord(id), totalWord(id)].filter((key) => !hasText(key)),
    ).toEqual([]);
  },
);

it.each(LOCALES)(
  'who is reached for the first time is not who is reached in the round: %s',
  (locale) => {
    const inRound = say(locale, nameWord(IN_ROUND));
    expect(inRound).not.toContain(say(locale, nameWord(EVER)));
    expect(inRound).not.toContain(say(locale, totalWord(EVER)));
    expect(say(locale, totalWord(EVER))).not.toBe(say(locale, totalWord('visits.visits')));
  },
);
