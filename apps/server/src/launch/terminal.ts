/** What the person who started the server reads: plain lines, and one line of progress. */
import { say, type Locale, type MessageKey, type Params } from '@doorstep/words';

export interface Terminal {
  line(key: MessageKey, params?: Params): void;
  /** Text that is the same in every language: an address. */
  plain(text: string): void;
  warn(key: MessageKey, params?: Params): void;
  /** Redraws one line; where lines cannot be redrawn, one every tenth. */
  progress(key: MessageKey, percent: number): void;
}

const BAR_CELLS = 24;

function barOf(percent: number): string {
  const full = Math.round((percent / 100) * BAR_CELLS);
  return '█'.repeat(full) + '░'.repeat(BAR_CELLS - full);
}

export function openTerminal(
  locale: Locale,
  out: NodeJS.WriteStream,
  err: NodeJS.WriteStream,
): Terminal {
  let open = false;
  let tenths = -1;
  const endProgress = () => {
    if (open) out.write('\n');
    open = false;
  };
  const write = (stream: NodeJS.WriteStream, text: string) => {
    endProgress();
    stream.write(`${text}\n`);
  };
  return {
    line: (key, params) => write(out, say(locale, key, params)),
    plain: (text) => write(out, text),
    warn: (key, params) => write(err, say(locale, key, params)),
    progress(key, percent) {
      const text = say(locale, key, { percent });
      if (out.isTTY) {
        out.write(`\r${barOf(percent)} ${text}`);
        open = true;
      } else if (Math.floor(percent / 10) > tenths) write(out, text);
      tenths = Math.floor(percent / 10);
    },
  };
}
