/**
 * The entries of a zip archive, inflated piece by piece. The archive is not believed: entries are
 * counted, claimed sizes are checked before anything is inflated and real sizes while it is, so
 * that a bomb costs a few megabytes and one sentence.
 */
import { Inflate } from 'fflate';
import { UnreadableFile } from '../face';
import { LIMITS } from './workbook';

interface Entry {
  name: string;
  method: number;
  packedBytes: number;
  claimedBytes: number;
  headerAt: number;
}

export interface Zip {
  has: (name: string) => boolean;
  names: () => string[];
  /** The entry's bytes in pieces; `onShare` hears how much of it (0 … 1) has been walked. */
  pieces: (name: string, onShare?: (share: number) => void) => Iterable<Uint8Array>;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const COMMENT_BYTES_MAX = 65_535;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED_FLAG = 1;
const PIECE_BYTES = 16 * 1024;

const damaged = () => new UnreadableFile('damaged');

/** Reads the list of entries; nothing is inflated yet. */
export function openZip(bytes: Uint8Array): Zip {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = new Map(entriesOf(bytes, view).map((entry) => [entry.name, entry]));
  const claimed = [...entries.values()].reduce((sum, entry) => sum + entry.claimedBytes, 0);
  if (claimed > LIMITS.totalBytes) throw new UnreadableFile('unsafe');
  const spent = { bytes: 0 };
  return {
    has: (name) => entries.has(name),
    names: () => [...entries.keys()],
    pieces: (name, onShare) => {
      const entry = entries.get(name);
      if (!entry) throw damaged();
      return piecesOf(bytes, view, entry, spent, onShare);
    },
  };
}

function endOf(view: DataView): number {
  const first = Math.max(0, view.byteLength - END_BYTES - COMMENT_BYTES_MAX);
  for (let at = view.byteLength - END_BYTES; at >= first; at--) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw damaged();
}

function entriesOf(bytes: Uint8Array, view: DataView): Entry[] {
  const end = endOf(view);
  const count = view.getUint16(end + 10, true);
  if (count > LIMITS.entries) throw new UnreadableFile('unsafe');
  const decoder = new TextDecoder();
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== CENTRAL) throw damaged();
    if (view.getUint16(at + 8, true) & ENCRYPTED_FLAG) throw new UnreadableFile('encrypted');
    const nameBytes = view.getUint16(at + 28, true);
    const entry = {
      name: decoder.decode(bytes.subarray(at + 46, at + 46 + nameBytes)).replaceAll('\\', '/'),
      method: view.getUint16(at + 10, true),
      packedBytes: view.getUint32(at + 20, true),
      claimedBytes: view.getUint32(at + 24, true),
      headerAt: view.getUint32(at + 42, true),
    };
    if (entry.claimedBytes > LIMITS.entryBytes) throw new UnreadableFile('unsafe');
    entries.push(entry);
    at += 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function packedOf(bytes: Uint8Array, view: DataView, entry: Entry): Uint8Array {
  const at = entry.headerAt;
  if (at + 30 > view.byteLength || view.getUint32(at, true) !== LOCAL) throw damaged();
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (start + entry.packedBytes > view.byteLength) throw damaged();
  return bytes.subarray(start, start + entry.packedBytes);
}

function* piecesOf(
  bytes: Uint8Array,
  view: DataView,
  entry: Entry,
  spent: { bytes: number },
  onShare?: (share: number) => void,
): Iterable<Uint8Array> {
  const packed = packedOf(bytes, view, entry);
  if (entry.method !== STORED && entry.method !== DEFLATED) throw damaged();
  const ready: Uint8Array[] = [];
  const inflate = new Inflate((piece) => void ready.push(piece));
  let inflated = 0;
  for (let at = 0; at < packed.length; at += PIECE_BYTES) {
    const piece = packed.subarray(at, at + PIECE_BYTES);
    if (entry.method === STORED) ready.push(piece);
    else push(inflate, piece, at + PIECE_BYTES >= packed.length);
    for (const one of ready.splice(0)) {
      inflated += one.length;
      spent.bytes += one.length;
      checkSize(inflated, at + piece.length, spent.bytes);
      if (one.length > 0) yield one;
    }
    onShare?.(Math.min(1, (at + piece.length) / packed.length));
  }
  if (inflated !== entry.claimedBytes) throw damaged();
}

function push(inflate: Inflate, piece: Uint8Array, isLast: boolean): void {
  try {
    inflate.push(piece, isLast);
  } catch {
    throw damaged();
  }
}

/** A sheet is walked twice and so may be spent twice. */
function checkSize(inflated: number, packed: number, spent: number): void {
  if (inflated > LIMITS.entryBytes || spent > 2 * LIMITS.totalBytes) {
    throw new UnreadableFile('unsafe');
  }
  if (inflated > LIMITS.ratioFromBytes && inflated / packed > LIMITS.ratio) {
    throw new UnreadableFile('unsafe');
  }
}
