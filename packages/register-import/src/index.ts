/** Taking a village's list into its register: known again, compared, agreed to, written, taken back. */
export * from './fields';
export * from './known';
export * from './match';
export * from './compare';
export * from './drafts';
export * from './undo';
export * from './agree';
