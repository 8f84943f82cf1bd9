/** Reads a file beside the page, so that the page stays quick; the file goes no further than here. */
import { problemWorkbook, understand, UnreadableFile } from '@doorstep/sheets';
import type { Order, Report } from './face';

const report = (one: Report): void => self.postMessage(one);

function carryOut(order: Order): Report {
  if (order.kind === 'problems') {
    const { file, understanding, locale } = order;
    return { kind: 'problems', bytes: problemWorkbook(file, understanding, locale) };
  }
  const onProgress = (progress: Extract<Report, { kind: 'progress' }>['progress']): void =>
    report({ kind: 'progress', progress });
  const understanding = understand(order.file, { ...order.reading, onProgress });
  return { kind: 'understood', understanding };
}

self.onmessage = ({ data }: MessageEvent<Order>) => {
  try {
    report(carryOut(data));
  } catch (error) {
    if (error instanceof UnreadableFile)
      report({ kind: 'unreadable', code: error.code, params: error.params });
    else report({ kind: 'failed' });
  }
};
