/** What needs no screen: for programs that write the same words elsewhere. */
export * from './code-words';
export * from './dims-text';
