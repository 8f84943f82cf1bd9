/**
 * Amendments: a correction (same kind) or a void names the version it replaces and beats it,
 * whatever the clocks say. Versions of a fact form a tree:
 *
 *     root ── correction A ── correction C        leaves: C, B
 *        └─── correction B                        in force: the later of C and B by
 *                                                 (effective time, id); both stay visible
 */
import type { Entry } from './entry';

export const VOID = 'entry.voided';

/** An entry with the times the fold goes by. */
export interface Item {
  entry: Entry;
  seq: number;
  effectiveMs: number;
  /** `happened ?? effective time`, never later than the effective time nor before 1970. */
  factMs: number;
  /** Hour of receipt. */
  heard: number;
  /** Server clock minus device clock, ms. */
  offsetMs: number;
}

/** A root with its version in force; `voided` when that version is a void. */
export interface Resolved {
  root: Item;
  inForce: Item;
  voided: boolean;
  /** More than one unreplaced version: two people corrected without seeing each other. */
  concurrent: boolean;
  factMs: number;
}

const later = (a: Item, b: Item): boolean =>
  a.effectiveMs !== b.effectiveMs ? a.effectiveMs > b.effectiveMs : a.entry.id > b.entry.id;

function childrenByParent(items: Item[]): Map<string, Item[]> {
  const children = new Map<string, Item[]>();
  for (const item of items) {
    const parent = item.entry.replaces;
    if (!parent) continue;
    const siblings = children.get(parent);
    if (siblings) siblings.push(item);
    else children.set(parent, [item]);
  }
  return children;
}

/** All versions of a root, oldest first by effective time: what a history page shows. */
export function versionsOf(rootId: string, items: Item[]): Item[] {
  const children = childrenByParent(items);
  const root = items.find((item) => item.entry.id === rootId);
  const found = root ? [root] : [];
  for (let i = 0; i < found.length; i++) found.push(...(children.get(found[i]!.entry.id) ?? []));
  return found.sort((a, b) => (later(a, b) ? 1 : -1));
}

/** The time a fact is held true for: its own, or else that of the version it replaces. */
function factTime(item: Item, inherited: number): number {
  return item.entry.happened ? item.factMs : inherited;
}

function resolveOne(root: Item, children: Map<string, Item[]>, reached: Set<string>): Resolved {
  let inForce: Item | undefined;
  let factMs = root.factMs;
  let leaves = 0;
  const open: [Item, number][] = [[root, root.factMs]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [item, time] = next;
    reached.add(item.entry.id);
    const below = (children.get(item.entry.id) ?? []).filter(
      (child) => child.entry.kind === VOID || child.entry.kind === root.entry.kind,
    );
    for (const child of below) open.push([child, factTime(child, time)]);
    if (below.length > 0) continue;
    leaves += 1;
    if (inForce && !later(item, inForce)) continue;
    inForce = item;
    factMs = time;
  }
  inForce ??= root;
  return { root, inForce, voided: inForce.entry.kind === VOID, concurrent: leaves > 1, factMs };
}

/**
 * The version in force of every root.
 * @returns also the amendments that amend nothing here (target unknown, or of another kind)
 */
export function resolve(items: Item[]): { facts: Resolved[]; adrift: Item[] } {
  const children = childrenByParent(items);
  const reached = new Set<string>();
  const facts = items
    .filter((item) => !item.entry.replaces && item.entry.kind !== VOID)
    .map((root) => resolveOne(root, children, reached));
  return { facts, adrift: items.filter((item) => !reached.has(item.entry.id)) };
}
