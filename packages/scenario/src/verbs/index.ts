export type { SavedVisit } from './cadre';
export { deliver } from './connection';
export { createWorld } from './world';
