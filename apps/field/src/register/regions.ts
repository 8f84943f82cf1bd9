/** Regions to choose from, those that matter most first; names stand in `words/regions`. */
export const REGIONS: readonly string[] = (
  '2224 22 4201 42 abroad 23 21 11 12 13 14 15 31 32 33 34 35 36 37 ' +
  '41 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82'
).split(' ');
