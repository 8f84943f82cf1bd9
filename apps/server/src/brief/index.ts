/** Figures, overviews and the day's report, all made from the folded tables. */
export { tallies } from './tallies';
export { obligations } from './owed';
export { overview } from './overview';
export { worst } from './worst';
export { rounds } from './rounds';
export { brief } from './brief';
export { briefText } from './brief-text';
export { knownAt } from './known';
