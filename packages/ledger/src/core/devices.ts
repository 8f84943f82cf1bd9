/**
 * What entries betray about the devices that wrote them, never about what they say:
 *
 *   cloned      two entries bear the same number of one incarnation: its store was copied
 *   clock-off   the clock was off by months: its times were mended by the measured offset
 *
 * Both histories are kept and counted as they are; a person looks at the device. A function of the
 * set of entries: each entry with a twin is a finding, and of a wrong clock the earliest entry.
 */
import type { Item } from './amend';
import type { Finding } from './module';

/** A clock this far off misplaces whole rounds where the offset could not be measured. */
export const CLOCK_OFF_MS = 30 * 86_400_000;

/** Codes of findings about a device. */
export const DEVICE_FINDINGS = ['cloned', 'clock-off'] as const;
export type DeviceFinding = (typeof DEVICE_FINDINGS)[number];

const isEarlier = (a: Item, b: Item): boolean =>
  a.effectiveMs !== b.effectiveMs ? a.effectiveMs < b.effectiveMs : a.entry.id < b.entry.id;

/** A finding about the device, with its incarnation. */
export interface DeviceMark extends Finding {
  code: DeviceFinding;
  device: string;
  /** Who wrote the entry, and of which kind it is. */
  by: string;
  kind: string;
}

const markOf = (code: DeviceFinding, { entry }: Item): DeviceMark => ({
  entry: entry.id,
  code,
  subject: entry.subjects[0] ?? '',
  device: entry.device,
  by: entry.by,
  kind: entry.kind,
});

export class Devices {
  /** By device and incarnation, the first entry met of each number. */
  private readonly written = new Map<string, Item[]>();
  private readonly twins = new Map<string, Item>();
  private readonly astray = new Map<string, Item>();

  constructor(items: Iterable<Item>) {
    for (const item of items) this.add(item);
  }

  /** Adds an entry; its id is new here. The server's own entries bear no number. */
  add(item: Item): void {
    const { device, n } = item.entry;
    if (n === 0) return;
    const numbers = this.written.get(device) ?? [];
    if (numbers.length === 0) this.written.set(device, numbers);
    const twin = (numbers[n] ??= item);
    if (twin !== item) for (const one of [twin, item]) this.twins.set(one.entry.id, one);
    if (Math.abs(item.offsetMs) < CLOCK_OFF_MS) return;
    const before = this.astray.get(device);
    if (!before || isEarlier(item, before)) this.astray.set(device, item);
  }

  /** In order of the entries' ids. */
  findings(): DeviceMark[] {
    const found = [
      ...[...this.twins.values()].map((item) => markOf('cloned', item)),
      ...[...this.astray.values()].map((item) => markOf('clock-off', item)),
    ];
    return found.sort((a, b) => (a.entry < b.entry ? -1 : a.entry > b.entry ? 1 : 0));
  }
}
