/** Which cell styles show a number as a day, and what day a stored number is. */
import { attribute } from './xml';

const BUILT_IN_DAYS = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58,
]);
const DAY_MS = 86_400_000;
const EPOCH_1900_MS = Date.UTC(1899, 11, 30);
const EPOCH_1904_MS = Date.UTC(1904, 0, 1);
const LAST_DAY = 2_958_465;

/** Whether a number format shows a day: `yyyy/m/d`, `m"月"d"日"` and the like, whatever its dress. */
export function isDayFormat(format: string): boolean {
  const bare = format
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[[^\]]*\]/g, '')
    .toLowerCase();
  return /[yd]/.test(bare) && !/general/.test(bare);
}

/** Collects number formats while a styles part is read; then tells which styles are days. */
export function createStyles() {
  const formats = new Map<number, string>();
  const dayStyles: boolean[] = [];
  let isInCellFormats = false;
  return {
    open(name: string, attributes: string): void {
      if (name === 'numFmt') {
        formats.set(
          Number(attribute(attributes, 'numFmtId')),
          attribute(attributes, 'formatCode') ?? '',
        );
      } else if (name === 'cellXfs') isInCellFormats = true;
      else if (name === 'xf' && isInCellFormats) {
        const id = Number(attribute(attributes, 'numFmtId') ?? 0);
        const format = formats.get(id);
        dayStyles.push(format === undefined ? BUILT_IN_DAYS.has(id) : isDayFormat(format));
      }
    },
    close(name: string): void {
      if (name === 'cellXfs') isInCellFormats = false;
    },
    text(): void {},
    isDay: (style: number): boolean => dayStyles[style] === true,
  };
}

/** The day of a stored number, `YYYY-MM-DD`; undefined where it is none. */
export function dayOfSerial(serial: number, date1904: boolean): string | undefined {
  if (!(serial >= 1) || serial > LAST_DAY) return undefined;
  const whole = Math.floor(serial);
  // 1900 was no leap year, yet the spreadsheet counts its 29 February as day 60.
  const shift = !date1904 && whole < 60 ? 1 : 0;
  const start = date1904 ? EPOCH_1904_MS : EPOCH_1900_MS;
  return new Date(start + (whole + shift) * DAY_MS).toISOString().slice(0, 10);
}
