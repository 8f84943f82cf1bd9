/**
 * Text as GB18030 bytes. Nothing we run on writes it, so every code is taken from the decoder: the
 * two-byte area is walked once, the rest (Hangul and rare characters) is found by its four bytes.
 */
const bytesByChar = new Map<string, number[]>();

function learn(): void {
  const decoder = new TextDecoder('gb18030');
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const char = decoder.decode(new Uint8Array([lead, trail]));
      if ([...char].length === 1 && char !== '\ufffd') bytesByChar.set(char, [lead, trail]);
    }
  }
  for (let at = 0; at < 39_420; at++) {
    const bytes = fourBytes(at);
    const char = decoder.decode(new Uint8Array(bytes));
    if (!bytesByChar.has(char)) bytesByChar.set(char, bytes);
  }
}

/** Where the planes beyond the first begin among the four-byte codes. */
const RARE = 189_000;

const fourBytes = (at: number): number[] => [
  0x81 + Math.floor(at / 12_600),
  0x30 + (Math.floor(at / 1_260) % 10),
  0x81 + (Math.floor(at / 10) % 126),
  0x30 + (at % 10),
];

/** Text in GB18030. */
export function encodeGb18030(text: string): Uint8Array {
  if (bytesByChar.size === 0) learn();
  const bytes: number[] = [];
  for (const char of text) {
    const code = char.codePointAt(0)!;
    const isRare = code >= 0x10000;
    const found =
      code < 0x80 ? [code] : isRare ? fourBytes(RARE + code - 0x10000) : bytesByChar.get(char);
    if (!found) throw new Error(`no GB18030 for ${char}`);
    bytes.push(...found);
  }
  return new Uint8Array(bytes);
}
