/** The import's screen, the same on phone and desk; each app puts its own frame around it. */
export { default as ImportRegister } from './ImportRegister.vue';
