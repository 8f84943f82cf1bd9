/** Figures, overviews and the day's report, all made from the folded tables. */
export { tallies, type TalliesQuery } from './tallies';
export { obligations, type Owed } from './owed';
export { overview, type Overview, type OverviewQuery, type OverviewRow } from './overview';
export { brief, type Brief } from './brief';
export { briefText, plainText, type BriefPart, type BriefText } from './brief-text';
