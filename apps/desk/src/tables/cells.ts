/** How the values of a table are written on the screen, in the language chosen. */
import { saidOf, type Column, type Value } from '@doorstep/tables';
import { computed, type ComputedRef } from 'vue';
import { today } from '../shell/session';
import { useSpeech } from '../shell/speech';

const NOTHING = '—';

export type CellText = <Row>(column: Column<Row>, value: Value) => string;

export function useCellText(): ComputedRef<CellText> {
  const { format } = useSpeech();
  return computed(() => {
    const { count, day, moment } = format.value;
    const now = today();
    return (column, value) => {
      if (value === undefined) return NOTHING;
      if (column.kind === 'day') return day(String(value));
      if (typeof value !== 'number') return saidOf(column, value) || NOTHING;
      if (column.kind === 'moment') return moment(value, now);
      return column.kind === 'share' ? `${Math.round(value * 100)}%` : count(value);
    };
  });
}
