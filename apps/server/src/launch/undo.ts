/** Undoes what was done, last first; a step that fails does not keep the others from being undone. */
export class Undo {
  private readonly steps: (() => unknown)[] = [];

  add(step: () => unknown): void {
    this.steps.unshift(step);
  }

  async all(onError: (error: unknown) => void): Promise<void> {
    for (const step of this.steps.splice(0)) {
      try {
        await step();
      } catch (error) {
        onError(error);
      }
    }
  }
}
