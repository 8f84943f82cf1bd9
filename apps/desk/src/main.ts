/** The desk: wiring only. The token leaves the address before anything else happens. */
import { createPreferences, plainStorage, providePreferences } from '@doorstep/ui';
import '@doorstep/ui/tokens.css';
import { createApp } from 'vue';
import AppFrame from './shell/AppFrame.vue';
import SignedOut from './shell/SignedOut.vue';
import './shell/element.css';
import './shell/desk.css';
import './shell/frame.css';
import './shell/tables.css';
import './shell/pages.css';
import './overview/overview.css';
import './charts/charts.css';
import './contact/contact.css';
import './brief/brief.css';
import './behalf/behalf.css';
import './shell/print.css';
import { createDeskRouter } from './shell/router';
import { takeToken, tryToSignIn } from './shell/session';

async function start(token: string | undefined): Promise<void> {
  const preferences = createPreferences({
    storage: plainStorage(),
    root: document.documentElement,
    languages: navigator.languages,
  });
  const problem = await tryToSignIn(token);
  const app =
    problem === undefined
      ? createApp(AppFrame).use(createDeskRouter())
      : createApp(SignedOut, { problem });
  providePreferences(app, preferences);
  app.mount('#app');
}

void start(takeToken());
