/** The server's clock on a screen nobody touches, and a screen that does not go dark. */
import { onScopeDispose, ref, type Ref } from 'vue';
import { serverNowMs } from '../shell/session';

const TICK_MS = 1_000;

/** The server's now, each second. */
export function useNow(): Ref<number> {
  const now = ref(serverNowMs());
  const timer = setInterval(() => (now.value = serverNowMs()), TICK_MS);
  onScopeDispose(() => clearInterval(timer));
  return now;
}

/** Keeps the screen awake while it is shown, where the browser can; it forgets when the page is hidden. */
export function useWakefulScreen(): void {
  let lock: WakeLockSentinel | undefined;
  const stay = async (): Promise<void> => {
    if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    lock = await navigator.wakeLock.request('screen').catch(() => undefined);
  };
  const shown = (): void => void stay();
  document.addEventListener('visibilitychange', shown);
  shown();
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', shown);
    void lock?.release();
  });
}
