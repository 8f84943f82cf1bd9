/** Every module's messages, one line each: add yours here. */
export { brief } from './brief';
export { cli } from './cli';
export { common } from './common';
export { desk } from './desk';
export { duty } from './duty';
export { field } from './field';
export { imports } from './imports';
export { indicators } from './indicators';
export { problems } from './problems';
export { publicity } from './publicity';
export { quarantine } from './quarantine';
export { regions } from './regions';
export { register } from './register';
export { sheetProblems } from './sheet-problems';
export { sheets } from './sheets';
export { sync } from './sync';
export { visits } from './visits';
