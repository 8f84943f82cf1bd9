/** What a figure is narrowed to, in words: `round=r_…` is that round's title. Pure. */
import type { Text } from '@doorstep/words';
import { codeWord } from './code-words';
import type { Say } from './use-words';

export interface DimsDeps {
  t: Say;
  /** Titles of rounds. */
  titles: ReadonlyMap<string, Text>;
}

function dimText(name: string, value: string, { t, titles }: DimsDeps): string {
  if (name === 'round') {
    const title = titles.get(value);
    return title ? t(title) : t('desk.roundUnnamed');
  }
  if (name === 'language') return t(codeWord.language(value));
  if (name === 'channel') return t(codeWord.channel(value));
  if (name === 'audience') return t(codeWord.audience(value));
  if (name === 'item') return t(codeWord.item(value));
  if (name === 'need') return t(codeWord.need(value));
  return name === 'basis' ? t(codeWord.basis(value)) : value;
}

/** @param dims `name=value` pairs joined by `&` */
export function dimsText(dims: string, deps: DimsDeps): string {
  return dims
    .split('&')
    .map((pair) => {
      const [name = '', value = ''] = pair.split('=');
      return dimText(name, value, deps);
    })
    .join(' · ');
}
