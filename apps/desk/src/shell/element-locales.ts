/** Element Plus's own words (calendars, dialogs) in the three languages. */
import type { Locale } from '@doorstep/words';
import en from 'element-plus/es/locale/lang/en.mjs';
import ko from 'element-plus/es/locale/lang/ko.mjs';
import zh from 'element-plus/es/locale/lang/zh-cn.mjs';

const FIRST_SUNDAY_MS = Date.UTC(2020, 1, 2);
const DAY_MS = 86_400_000;

/** The kit's Korean calendar reads its weekdays out in English. */
function weekdays(tag: string): typeof ko.el.datepicker.weeksFull {
  const { format } = new Intl.DateTimeFormat(tag, { weekday: 'long', timeZone: 'UTC' });
  const [sun, mon, tue, wed, thu, fri, sat] = Array.from({ length: 7 }, (_, i) =>
    format(FIRST_SUNDAY_MS + i * DAY_MS),
  ) as [string, string, string, string, string, string, string];
  return { sun, mon, tue, wed, thu, fri, sat };
}

const { datepicker } = ko.el;
const korean = {
  ...ko,
  el: { ...ko.el, datepicker: { ...datepicker, weeksFull: weekdays('ko') } },
};

export const elementLocales: Record<Locale, typeof en> = { zh, 'ko-CN': korean, en };
