import { describe, expect, it } from 'vitest';
import { tickOf, toggled } from './scope';

const TREE: Record<string, string[]> = {
  '2224': ['222401', '222406'],
  '222401': ['222401101', '222401102'],
  '222401101': ['222401101205', '222401101206'],
};
const childrenOf = (code: string): string[] => TREE[code] ?? [];
const toggle = (scope: string[], code: string) => toggled(scope, code, childrenOf);

describe('scope', () => {
  it('knows all, part and none', () => {
    expect(
      ['2224', '222401', '222401101205', '222406'].map((code) => tickOf(['222401'], code)),
    ).toEqual(['part', 'all', 'all', 'none']);
  });
  it('takes a place out of what is ticked as a whole', () => {
    expect(toggle(['2224'], '222401101205')).toEqual(['222401101206', '222401102', '222406']);
  });
  it('puts it back as a whole', () => {
    expect(toggle(['222401101206', '222401102', '222406'], '222401101205')).toEqual(['2224']);
  });
  it('completes a place ticked in part, and then unticks it', () => {
    expect(toggle(['222401101205'], '222401')).toEqual(['222401']);
    expect(toggle(['222401', '222406'], '222401')).toEqual(['222406']);
  });
});
