/** What the server's tables hold, as rows in memory. */
import type { TallyRow } from '@doorstep/ledger';
import type { AccessRow } from '../../../apps/server/src/store/access-log';
import type { FoldHead } from '../../../apps/server/src/store/fold-head';
import type { EntryRow, WrappedKey } from '../../../apps/server/src/store/ledger';
import type { ContactState } from '../../../apps/server/src/store/contact';
import type { ObligationRow } from '../../../apps/server/src/store/obligation';
import type { QuarantineRow } from '../../../apps/server/src/store/quarantine';
import type { SegmentRow } from '../../../apps/server/src/store/segment';
import { MemoryTables, type Committed, type Drafts } from './tables';

export interface HeadRow {
  seq: number;
  chain: string;
  epoch: string;
  backedUp: number;
}

export interface StoredRow extends EntryRow {
  place: string;
  id: string;
  kind: string;
}

/** A type, not an interface: tables are looked up by name. */
type ServerRows = {
  setting: string;
  /** By place. */
  head: HeadRow;
  /** By county and id. */
  entry: StoredRow;
  /** By place and seq: the key of the entry. */
  entryAt: string;
  /** By place. */
  villageKey: Buffer;
  /** By place and key id. */
  subjectKey: WrappedKey & { place: string; seq: number };
  erasedKey: true;
  /** By place, entry id and digest. */
  quarantine: QuarantineRow;
  /** By place. */
  fold: FoldHead;
  /** By place, day, indicator, dims and hour. */
  tally: TallyRow & { place: string };
  rollup: TallyRow & { place: string };
  /** By source and step. */
  delta: { source: string; step: number; rows: readonly TallyRow[] };
  /** By place and source. */
  cursor: { place: string; source: string; step: number };
  /** By place. */
  obligation: readonly ObligationRow[];
  /** By place. */
  contact: ContactState;
  delivery: number;
  village: true;
  place: true;
  /** By account and device. */
  device: true;
  access: AccessRow;
  /** By place and number. */
  segment: SegmentRow & { place: string; body: Buffer };
};

export type ServerTables = Drafts<ServerRows>;
export type Snapshot = Committed<ServerRows>;

export const newTables = (): MemoryTables<ServerRows> =>
  new MemoryTables<ServerRows>([
    'setting',
    'head',
    'entry',
    'entryAt',
    'villageKey',
    'subjectKey',
    'erasedKey',
    'quarantine',
    'fold',
    'tally',
    'rollup',
    'delta',
    'cursor',
    'obligation',
    'contact',
    'delivery',
    'village',
    'place',
    'device',
    'access',
    'segment',
  ]);

/** A key made of parts, none of which holds a space. */
export const keyOf = (...parts: (string | number)[]): string => parts.join(' ');
