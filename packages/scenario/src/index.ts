export * from './dice';
export * from './names';
export * from './identity';
export * from './people';
export * from './village';
export * from './drafts';
export * from './question-set';
export * from './visit';
