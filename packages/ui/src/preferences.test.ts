import { nextTick } from 'vue';
import { describe, expect, it } from 'vitest';
import { createPreferences } from './preferences';

function home(stored: string | null, languages = ['zh-CN']) {
  const kept = new Map<string, string>(stored === null ? [] : [['doorstep.preferences', stored]]);
  const properties = new Map<string, string>();
  const root = {
    lang: '',
    dataset: {} as Record<string, string>,
    style: { setProperty: (name: string, value: string) => properties.set(name, value) },
  };
  return {
    root,
    properties,
    kept,
    languages,
    storage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    },
  };
}

const create = (h: ReturnType<typeof home>) =>
  createPreferences({ ...h, root: h.root as unknown as HTMLElement });

describe('preferences', () => {
  it('begin with the browser’s language and the system’s theme', () => {
    const h = home(null, ['ko-KR', 'en']);
    expect(create(h).chosen).toEqual({ locale: 'ko-CN', theme: 'auto', textScale: 1 });
    expect(h.root).toMatchObject({ lang: 'ko-CN', dataset: {} });
  });

  it('are kept, and shown on the root', async () => {
    const h = home(null);
    create(h).choose({ theme: 'dark', textScale: 2 });
    await nextTick();
    expect(h.root.dataset.theme).toBe('dark');
    expect(h.properties.get('--text-scale')).toBe('2');
    expect(h.root.dataset.text).toBe('large');
    expect(create(h).chosen).toEqual({ locale: 'zh', theme: 'dark', textScale: 2 });
  });

  it.each(['{', 'null', '{"locale":"xx","theme":7,"textScale":40}'])(
    'fall back where storage holds %s',
    (stored) => {
      expect(create(home(stored)).chosen).toEqual({ locale: 'zh', theme: 'auto', textScale: 1 });
    },
  );
});
