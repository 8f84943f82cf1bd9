/** Puts the phone app together: preferences, this device, the village remembered here, the screens. */
import './shell/old-browsers';
import { createApp } from 'vue';
import { createDevice } from '@doorstep/device';
import { createPreferences, plainStorage, providePreferences } from '@doorstep/ui';
import '@doorstep/ui/tokens.css';
import './shell/styles.css';
import { nowMs } from './effects';
import { isInWeChat, tokenOf } from './enter/address';
import { createFieldApp, provideFieldApp } from './shell/app';
import App from './shell/App.vue';
import { createFieldRouter } from './shell/router';

const preferences = createPreferences({
  storage: plainStorage(),
  root: document.documentElement,
  languages: navigator.languages,
});
const device = createDevice({
  app: 'field',
  dates: 'own',
  language: () => preferences.chosen.locale,
});
const field = createFieldApp(device, nowMs);

function obstacleHere(): 'insecure' | 'storage' | 'wechat' | undefined {
  if (isInWeChat(navigator.userAgent)) return 'wechat';
  const { secure, storage } = device.capabilities();
  if (!secure) return 'insecure';
  return storage ? undefined : 'storage';
}

const address = location.href;
const obstacle = obstacleHere();
const token = obstacle ? undefined : tokenOf(address);
if (token) history.replaceState(null, '', location.pathname);

/** Remembered here, or, where the browser has cleared its storage, known to the server by its cookie. */
async function enterRemembered(): Promise<void> {
  const session = (await device.rememberedSession()) ?? (await device.currentSession())?.session;
  if (session?.scope === 'village') await field.enter(session);
  else field.state.value = 'out';
}

/** A link works once: it is not used before this browser has shown that it can keep something. */
async function askInWithLink(): Promise<void> {
  await device.rememberedSession();
  field.state.value = 'out';
}

async function start(): Promise<void> {
  field.state.value = 'opening';
  try {
    await (token ? askInWithLink() : enterRemembered());
  } catch (error) {
    field.state.value = 'failed';
    throw error;
  }
}
if (!obstacle) void start();

const root = createApp(App, { obstacle, address, token });
providePreferences(root, preferences);
provideFieldApp(root, field);
root.use(createFieldRouter()).mount('#app');
