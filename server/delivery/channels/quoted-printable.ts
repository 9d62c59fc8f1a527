const LONGEST_LINE = 76;
/** What one large text has needed is not kept for all others. */
const LARGEST_KEPT = 4 * 1024 * 1024;
const CR = 0x0d;
const LF = 0x0a;
const TAB = 0x09;
const SPACE = 0x20;
const EQUALS = 0x3d;
const hex = Buffer.from('0123456789ABCDEF');
/** 1: stands for itself. */
const literal = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte === TAB || (byte >= SPACE && byte <= 0x7e && byte !== EQUALS) ? 1 : 0,
);

/**
 * A text in UTF-8 as quoted-printable; each line break, however written, is one of a mail.
 * @see RFC 2045 §6.7
 */
export function quotedPrintable(text: string): Buffer {
  const bytes = Buffer.from(text);
  const out = scratchOf(bytes.length);
  let size = 0;
  let column = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === CR || byte === LF) {
      if (byte === CR && bytes[at + 1] === LF) at += 1;
      out[size] = CR;
      out[size + 1] = LF;
      size += 2;
      column = 0;
      continue;
    }
    const isBlank = byte === SPACE || byte === TAB;
    const isLiteral = literal[byte] === 1 && !(isBlank && isLineEnd(bytes[at + 1]));
    const width = isLiteral ? 1 : 3;
    if (column + width >= LONGEST_LINE) {
      out[size] = EQUALS;
      out[size + 1] = CR;
      out[size + 2] = LF;
      size += 3;
      column = 0;
    }
    column += width;
    if (isLiteral) {
      out[size] = byte;
    } else {
      out[size] = EQUALS;
      out[size + 1] = hex[byte >> 4] ?? 0;
      out[size + 2] = hex[byte & 15] ?? 0;
    }
    size += width;
  }
  return Buffer.from(out.subarray(0, size));
}

/** Written to one after another: texts are made within one turn of the event loop. */
let scratch = Buffer.alloc(64 * 1024);

/** Room for any text of so many bytes: each is three at most, and each line of 73 or more is broken by three. */
function scratchOf(length: number): Buffer {
  const most = Math.ceil(length * 3 * (1 + 3 / 73)) + 3;
  if (most > LARGEST_KEPT) return Buffer.allocUnsafe(most);
  if (most > scratch.length) scratch = Buffer.alloc(most);
  return scratch;
}

/** Blanks before it would be lost on the way. */
function isLineEnd(byte: number | undefined): boolean {
  return byte === undefined || byte === CR || byte === LF;
}
