/** Spells Chinese names in pinyin. The dictionary is large and loaded only when a new name appears. */
import type { Spelling } from './names';

const HAN = /\p{Script=Han}/u;

/** The spellings of names that contain Chinese characters. */
export async function spell(names: readonly string[]): Promise<Map<string, Spelling>> {
  const chinese = names.filter((name) => HAN.test(name));
  if (chinese.length === 0) return new Map();
  const { pinyin } = await import('pinyin-pro');
  const spelled = chinese.map((name): [string, Spelling] => {
    const syllables = pinyin(name, { toneType: 'none', surname: 'head', type: 'array', v: true });
    const full = syllables.join('').toLowerCase();
    return [
      name,
      {
        initials: syllables
          .map((one) => one[0] ?? '')
          .join('')
          .toLowerCase(),
        full,
      },
    ];
  });
  return new Map(spelled);
}
