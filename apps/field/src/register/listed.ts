/** The list as it is drawn: households, each group under its heading unless a search ranks them. Pure. */
import type { Match } from '../village/names';

export type Listed = { group: string; count: number } | Match;

export const isHeading = (item: Listed): item is { group: string; count: number } =>
  'count' in item;

export function withHeadings(matches: readonly Match[]): Listed[] {
  const counts = new Map<string, number>();
  for (const { row } of matches) counts.set(row.group, (counts.get(row.group) ?? 0) + 1);
  const listed: Listed[] = [];
  let group: string | undefined;
  for (const match of matches) {
    if (match.row.group !== group) {
      group = match.row.group;
      listed.push({ group, count: counts.get(group)! });
    }
    listed.push(match);
  }
  return listed;
}
