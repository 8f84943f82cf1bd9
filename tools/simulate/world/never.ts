/** What never comes. A promise of its own each time: a shared one would keep whoever waited for it. */
export const never = (): Promise<never> => new Promise(() => undefined);
