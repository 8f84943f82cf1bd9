/** What both apps share: design tokens (`@doorstep/ui/tokens.css`), preferences, words, components. */
export * from './preferences';
export * from './use-words';
export * from './code-words';
export * from './format';
export * from './dims-text';
export * from './broadcast-lines';
export * from './record-lines';
export { default as StandingMark } from './StandingMark.vue';
export { default as StateMark } from './StateMark.vue';
export { default as VirtualList } from './VirtualList.vue';
export { officeText, reminderText } from './reminder-text';
export * from './access-words';
export * from './entered-text';
