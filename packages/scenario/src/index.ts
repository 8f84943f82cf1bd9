export * from './dice';
export * from './names';
export * from './identity';
export * from './people';
export * from './village';
export * from './drafts';
export * from './visit';
export * from './ledger';
