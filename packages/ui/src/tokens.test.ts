import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');

/** `--name: light-dark(#light, #dark)` as name → [light, dark]. */
const colours = new Map(
  [...css.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name, light, dark]) => [name!, [light!, dark!] as const],
  ),
);

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [bright, dim] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (bright! + 0.05) / (dim! + 0.05);
}

const GROUNDS = ['paper', 'surface', 'surface-sunk'];
const on = (names: string[], grounds: string[], least: number) =>
  names.flatMap((name) => grounds.map((ground) => [name, ground, least] as const));

describe('contrast', () => {
  it.each([
    ...on(['ink', 'ink-soft'], GROUNDS, 7),
    ...on(['ink'], ['accent-soft', 'attention-soft', 'danger-soft'], 7),
    ...on(['ink-faint', 'accent', 'accent-strong', 'attention', 'danger', 'focus'], GROUNDS, 4.5),
    ['accent', 'accent-soft', 4.5] as const,
    ['accent-strong', 'accent-soft', 7] as const,
    ['attention', 'attention-soft', 4.5] as const,
    ['danger', 'danger-soft', 4.5] as const,
    ['on-accent', 'accent', 7] as const,
    ['on-danger', 'danger', 7] as const,
    ...on(['line-strong'], GROUNDS, 3),
  ])('%s on %s is at least %d in light and dark', (name, ground, least) => {
    const [front, back] = [colours.get(name)!, colours.get(ground)!];
    expect(contrast(front[0], back[0])).toBeGreaterThanOrEqual(least);
    expect(contrast(front[1], back[1])).toBeGreaterThanOrEqual(least);
  });
});
