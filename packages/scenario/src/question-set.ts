/** The question set of January 2020, as the desk offers it. */
export { FEVER_FROM, TEN_CLEAR } from '@doorstep/ledger';
