/**
 * Virtual time. Nothing in the simulation waits for a real clock: whatever takes time is a task on
 * this schedule, and between two tasks every promise that can go on has gone on. So one seed is one
 * course of events, byte for byte.
 */
interface Task {
  dueMs: number;
  /** Tasks of one instant run in the order in which they were scheduled. */
  order: number;
  run: () => void;
}

const isBefore = (a: Task, b: Task): boolean =>
  a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.order < b.order);

/** Lets everything run that waits for nothing but the machine. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export class Schedule {
  private readonly heap: Task[] = [];
  private scheduled = 0;

  constructor(public nowMs: number) {}

  /** Runs `run` once, after a while. Returns how to cancel. */
  after(delayMs: number, run: () => void): () => void {
    let isWanted = true;
    this.push({
      dueMs: this.nowMs + delayMs,
      order: (this.scheduled += 1),
      run: () => isWanted && run(),
    });
    return () => {
      isWanted = false;
    };
  }

  sleep(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.after(delayMs, resolve));
  }

  /** Runs what is due up to an instant and moves there. */
  async until(instantMs: number): Promise<void> {
    await settled();
    for (let next = this.heap[0]; next && next.dueMs <= instantMs; next = this.heap[0]) {
      this.pop();
      this.nowMs = Math.max(this.nowMs, next.dueMs);
      next.run();
      await settled();
    }
    this.nowMs = Math.max(this.nowMs, instantMs);
  }

  /** Runs on until `work` is done. @throws Error when it is not within `limitMs` */
  async untilDone<T>(work: Promise<T>, limitMs: number): Promise<T> {
    let isDone = false;
    const done = work.finally(() => (isDone = true));
    done.catch(() => undefined);
    const endMs = this.nowMs + limitMs;
    await settled();
    while (!isDone) {
      const next = this.heap[0];
      if (!next || next.dueMs > endMs) throw new Error('the work does not end');
      await this.until(next.dueMs);
    }
    return done;
  }

  private push(task: Task): void {
    const { heap } = this;
    heap.push(task);
    for (let at = heap.length - 1; at > 0;) {
      const above = (at - 1) >> 1;
      if (!isBefore(heap[at]!, heap[above]!)) return;
      [heap[at], heap[above]] = [heap[above]!, heap[at]!];
      at = above;
    }
  }

  private pop(): void {
    const { heap } = this;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    heap[0] = last;
    for (let at = 0; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let least = at;
      if (left < heap.length && isBefore(heap[left]!, heap[least]!)) least = left;
      if (right < heap.length && isBefore(heap[right]!, heap[least]!)) least = right;
      if (least === at) return;
      [heap[at], heap[least]] = [heap[least]!, heap[at]!];
      at = least;
    }
  }
}
