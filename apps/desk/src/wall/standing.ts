/** How the wall stands: whether it still hears from the server, and where on the screen it is. Pure. */

/** Longer than two of the wall's questions take to come round. */
const LOST_AFTER_MS = 45_000;
const MINUTE_MS = 60_000;

/** Whether what is shown may be old: a question was not answered, or the last answer is too long ago. */
export const isLost = (nowMs: number, lastHeardMs: number, hasFailed: boolean): boolean =>
  hasFailed || nowMs - lastHeardMs > LOST_AFTER_MS;

/** A slow circle of eight places, one a minute, so that nothing burns into the screen; in text sizes. */
export function shiftAt(nowMs: number): { x: number; y: number } {
  const angle = (Math.floor(nowMs / MINUTE_MS) % 8) * (Math.PI / 4);
  const round = (n: number): number => Math.round(n * 100) / 100;
  return { x: round(Math.cos(angle) * 0.25), y: round(Math.sin(angle) * 0.25) };
}
