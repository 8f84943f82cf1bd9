/**
 * Calls somebody else's code: what it throws is reported where uncaught errors go and never stops
 * what is being done here (an entry that is saved is saved, whatever a screen makes of it).
 */
export function tellSafely(call: () => void): void {
  try {
    call();
  } catch (error) {
    reportLater(error);
  }
}

/** Reports an error as uncaught, after the present work. */
export function reportLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
