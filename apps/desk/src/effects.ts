/** The desk's one door to the clock. */

/** This computer's own clock, right or wrong. */
export const nowMs = (): number => Date.now();
