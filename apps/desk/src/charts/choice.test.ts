import { describe, expect, it } from 'vitest';
import { choiceOf } from './choice';

const DAY = '2020-02-04';
const choice = (query: Record<string, string> = {}) => choiceOf((name) => query[name], DAY);

describe('what the address chooses', () => {
  it('is person-times of the last fourteen days when it says nothing', () => {
    expect(choice()).toEqual({
      indicator: 'visits.person_times',
      measure: 'flow',
      span: '14',
      from: '2020-01-22',
      grain: 'day',
      perHundred: false,
    });
  });
  it('is a figure, a span, a grain, a rate', () => {
    const asked = choice({ figure: 'register.people', span: '30', by: 'week', per: '100' });
    expect(asked).toMatchObject({ indicator: 'register.people', measure: 'stock', grain: 'week' });
    expect(asked).toMatchObject({ from: '2020-01-06', perHundred: true });
    expect(choice({ span: 'all' }).from).toBeUndefined();
  });
  it('is a day of one’s own, never after the last', () => {
    expect(choice({ from: '2020-01-25' })).toMatchObject({ span: 'from', from: '2020-01-25' });
    expect(choice({ from: '2020-03-01' }).from).toBe(DAY);
    expect(choice({ from: '2020-13-01' }).from).toBe(DAY);
  });
  it('is what it would be without what makes no sense', () => {
    expect(choice({ figure: 'visits.round_reached', span: '7', by: 'hour', per: '1' })).toEqual(
      choice(),
    );
  });
});
