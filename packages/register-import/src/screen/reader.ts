/** The page's end of the worker: one order at a time; a new file starts a worker of its own. */
import {
  UnreadableFile,
  type Progress,
  type SheetFile,
  type Understanding,
} from '@doorstep/sheets';
import type { Locale } from '@doorstep/words';
import type { Order, Reading, Report } from './worker/face';

/** The worker itself failed: a fault of the program, or no memory left for this file. */
class ReadingFailed extends Error {
  constructor() {
    super('reading failed');
  }
}

export class SheetReader {
  private worker: Worker | undefined;

  constructor(private readonly onProgress: (progress: Progress) => void) {}

  /** @throws UnreadableFile, ReadingFailed */
  async understand(file: SheetFile, reading: Reading): Promise<Understanding> {
    const report = await this.carryOut({ kind: 'understand', file, reading });
    if (report.kind !== 'understood') throw new ReadingFailed();
    return report.understanding;
  }

  /** The rows to mend, as the bytes of an .xlsx. */
  async problems(
    file: SheetFile,
    understanding: Understanding,
    locale: Locale,
  ): Promise<Uint8Array | undefined> {
    const report = await this.carryOut({ kind: 'problems', file, understanding, locale });
    return report.kind === 'problems' ? report.bytes : undefined;
  }

  /** Stops whatever is being read. */
  close(): void {
    this.worker?.terminate();
    this.worker = undefined;
  }

  private carryOut(order: Order): Promise<Report> {
    this.close();
    const worker = new Worker(new URL('./worker/main.ts', import.meta.url), { type: 'module' });
    this.worker = worker;
    return new Promise<Report>((resolve, reject) => {
      worker.onerror = () => reject(new ReadingFailed());
      worker.onmessage = ({ data }: MessageEvent<Report>) => {
        if (data.kind === 'progress') return this.onProgress(data.progress);
        if (data.kind === 'unreadable') reject(new UnreadableFile(data.code, data.params));
        else if (data.kind === 'failed') reject(new ReadingFailed());
        else resolve(data);
      };
      worker.postMessage(order);
    }).finally(() => this.close());
  }
}
