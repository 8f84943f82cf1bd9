/** The phone's clock: the only place of this app that reads it. */
export const nowMs = (): number => Date.now();
