/** A queue per county: at most `runningMax` pieces of work at once, at most `waitingMax` behind them. */
import { Busy } from './retry';

interface Line {
  running: number;
  waiting: (() => void)[];
}

export class CountyQueue {
  private readonly lines = new Map<string, Line>();

  constructor(private readonly limits: { runningMax: number; waitingMax: number }) {}

  /** @throws Busy when the county's line is full */
  async run<T>(county: string, work: () => Promise<T>): Promise<T> {
    const line = this.lines.get(county) ?? { running: 0, waiting: [] };
    this.lines.set(county, line);
    if (line.running < this.limits.runningMax) line.running += 1;
    else if (line.waiting.length < this.limits.waitingMax) {
      await new Promise<void>((resolve) => line.waiting.push(resolve));
    } else throw new Busy();
    try {
      return await work();
    } finally {
      this.leave(county, line);
    }
  }

  /** The place in the running set goes to the next in line. */
  private leave(county: string, line: Line): void {
    const next = line.waiting.shift();
    if (next) return next();
    line.running -= 1;
    if (line.running === 0) this.lines.delete(county);
  }
}
