/** Tables: one pattern for every module, on the screen, in an address and in a file. */
export * from './table';
export * from './view';
export * from './arrange';
export * from './sums';
export * from './widths';
export * from './file';
export * from './office/telling';
export { indicatorsFor, type FigureColumn } from './office/figure-columns';
export * from './office/places';
export * from './office/days';
export * from './office/owed';
