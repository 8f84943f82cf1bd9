import { describe, expect, it } from 'vitest';
import { spell } from './spell';

describe('spelling', () => {
  it('reads surnames as surnames', async () => {
    const spelled = await spell(['刘焕', '单试', '仇试', '朴试', 'Anna', '김시험']);
    expect([...spelled].map(([name, { initials }]) => `${name} ${initials}`)).toEqual([
      '刘焕 lh',
      '单试 ss',
      '仇试 qs',
      '朴试 ps',
    ]);
    expect(spelled.get('刘焕')!.full).toBe('liuhuan');
  });
});
