/** This browser as a device of Doorstep: sign-in, ledgers, questions to the server, its news. */
import { createDevice } from '@doorstep/device';

export const device = createDevice({
  app: 'desk',
  dates: 'server',
  language: () => document.documentElement.lang,
});
