/**
 * What stands at the edge of every printed page: where and when it is about on the left, when it
 * was printed on the right; page numbers are the style sheet's. Written when printing begins.
 */
import { onScopeDispose } from 'vue';

export interface Edges {
  left: string;
  right: string;
}

/** @param edges what to write; undefined on pages that bear their own heading */
export function usePaperEdges(edges: () => Edges | undefined): void {
  const write = (): void => {
    const { style } = document.documentElement;
    const { left = '', right = '' } = edges() ?? {};
    style.setProperty('--paper-left', JSON.stringify(left));
    style.setProperty('--paper-right', JSON.stringify(right));
  };
  addEventListener('beforeprint', write);
  onScopeDispose(() => removeEventListener('beforeprint', write));
}
