export * from './core/canonical';
export * from './core/place';
export * from './core/time';
export * from './core/entry';
export * from './core/chain';
export * from './core/tally';
export * from './core/obligation';
