/**
 * Who is signed in at this desk. A sign-in for an office sees sums and records without names; one
 * for a village sees its village with names. The link's token is gone from the address before
 * anything else happens.
 */
import { Refused } from '@doorstep/device';
import { dayOf } from '@doorstep/ledger';
import type { Session } from '@doorstep/sync';
import { shallowRef } from 'vue';
import { device } from './device';
import { loadPlaces } from './places';

/** A computer that slept is noticed this soon. */
const CLOCK_CHECK_MS = 30_000;

const signedIn = shallowRef<Session>();

/** The session; pages exist only while there is one. */
export function session(): Session {
  if (!signedIn.value) throw new Error('nobody is signed in');
  return signedIn.value;
}

export const isSignedIn = (): boolean => signedIn.value !== undefined;

/** The server's now, whatever this computer's clock says. */
export const serverNowMs = (): number => device.nowMs();

/** Today in the village's zone, by the server's clock. */
export const today = (): string => dayOf(serverNowMs(), session().zone);

/** Takes the one-time token out of the address, if there is one. */
export function takeToken(): string | undefined {
  const token = new URLSearchParams(location.hash.slice(1)).get('enrol');
  if (token === null) return undefined;
  history.replaceState(null, '', location.pathname + location.search);
  return token;
}

/**
 * Why nobody is signed in: `nobody`, `insecure` address, a browser that keeps nothing (`storage`),
 * `offline`, or the server's own words.
 */
export type SignInProblem = 'nobody' | 'insecure' | 'storage' | 'offline' | { message: string };

/** A link works once: it is not used before this browser has shown that it can keep something. */
const keepsSomething = (): Promise<boolean> =>
  device.rememberedSession().then(
    () => true,
    () => false,
  );

/** Signs in with a token, or with the cookie of an earlier time. Undefined: it worked. */
export async function tryToSignIn(token: string | undefined): Promise<SignInProblem | undefined> {
  const { secure, storage } = device.capabilities();
  if (!secure) return 'insecure';
  if (!storage || !(await keepsSomething())) return 'storage';
  try {
    const found = token ? await device.enrol(token) : await device.currentSession();
    if (!found) return 'nobody';
    // Remembered only: nothing may be dated before the server has said what time it is.
    if (found.offsetMs === undefined) return 'offline';
    await loadPlaces(found.session.place);
    signedIn.value = found.session;
    setInterval(() => void device.checkClock(), CLOCK_CHECK_MS);
    return undefined;
  } catch (error) {
    const message = error instanceof Refused ? error.failure.message : '';
    return message ? { message } : 'offline';
  }
}

/** Ends the session here. `unsent`: something was recorded that the server does not hold yet. */
export async function signOut(evenUnsent = false): Promise<'done' | 'unsent'> {
  const done = await device.signOut(session(), { evenUnsent });
  if (done === 'done') signedIn.value = undefined;
  return done;
}
