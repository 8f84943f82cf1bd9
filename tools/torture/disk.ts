/**
 * A small disk of its own, which can be filled without harm to the machine: a file system in a
 * file, or where that is not allowed one in memory. Either takes root.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import type { Site } from './site';

const SIZE = '1G';
/** Others go on writing while the room is taken. */
const FILL_TRIES = 20;

export interface Disk {
  folder: string;
  kind: 'loop' | 'memory';
  /** Takes all room but `leftBytes`. */
  fill(leftBytes: number): void;
  /** Gives the room back. */
  free(): void;
}

function succeeds(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

function mount(image: string, folder: string): Disk['kind'] | undefined {
  const isMade =
    succeeds('truncate', '-s', SIZE, image) && succeeds('mkfs.ext4', '-q', '-F', '-m', '0', image);
  if (isMade && succeeds('mount', '-o', 'loop', image, folder)) return 'loop';
  rmSync(image, { force: true });
  return succeeds('mount', '-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', folder)
    ? 'memory'
    : undefined;
}

/** Mounts a disk in the site; undefined where this user may not. */
export function openDisk(site: Site): Disk | undefined {
  const folder = join(site.folder, 'disk');
  mkdirSync(folder);
  const kind = mount(join(site.folder, 'disk.img'), folder);
  if (!kind) return undefined;
  site.onRemove(() => succeeds('umount', folder) || succeeds('umount', '--lazy', folder));
  const ballast = join(folder, 'ballast');
  return {
    folder,
    kind,
    fill(leftBytes) {
      for (let tries = 0; tries < FILL_TRIES; tries++) {
        const { bavail, bsize } = statfsSync(folder);
        const bytes = bavail * bsize - leftBytes;
        if (bytes <= 0 || succeeds('fallocate', '-l', String(bytes), ballast)) return;
      }
      throw new Error('the disk could not be filled');
    },
    free: () => rmSync(ballast, { force: true }),
  };
}
