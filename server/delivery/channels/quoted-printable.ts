/** Of a line of 76, with the sign that it goes on. */
const MOST_OF_LINE = 75;
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
  const bytes = encoded(text);
  const out = scratchOf(bytes.length);
  let size = 0;
  let column = 0;
  const breakLine = (): void => {
    out[size] = EQUALS;
    out[size + 1] = CR;
    out[size + 2] = LF;
    size += 3;
    column = 0;
  };
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] ?? 0;
    if (byte === CR || byte === LF) {
      at += byte === CR && bytes[at + 1] === LF ? 2 : 1;
      out[size] = CR;
      out[size + 1] = LF;
      size += 2;
      column = 0;
      continue;
    }
    const end = literal[byte] === 1 ? endOfRun(bytes, at, at + MOST_OF_LINE - column) : at;
    if (end > at) {
      // What stands for itself is most of every mail, and goes as it is.
      for (let from = at; from < end; from += 1, size += 1) out[size] = bytes[from] ?? 0;
      column += end - at;
      at = end;
      continue;
    }
    if (column + (literal[byte] === 1 && !isBlankAtEnd(bytes, at) ? 1 : 3) > MOST_OF_LINE) {
      breakLine();
      continue;
    }
    out[size] = EQUALS;
    out[size + 1] = hex[byte >> 4] ?? 0;
    out[size + 2] = hex[byte & 15] ?? 0;
    size += 3;
    column += 3;
    at += 1;
  }
  return Buffer.from(out.subarray(0, size));
}

/** In room that the next text is written to. */
function encoded(text: string): Uint8Array {
  if (text.length * 3 > LARGEST_KEPT) return Buffer.from(text);
  if (text.length * 3 > given.length) given = new Uint8Array(text.length * 3);
  return given.subarray(0, encoder.encodeInto(text, given).written);
}

const encoder = new TextEncoder();

/** Where bytes end that stand for themselves, before `most`: a blank at the end of a line does not. */
function endOfRun(bytes: Uint8Array, start: number, most: number): number {
  const last = Math.min(most, bytes.length);
  let end = start;
  while (end < last && literal[bytes[end] ?? 0] === 1) end += 1;
  return end > start && isBlankAtEnd(bytes, end - 1) ? end - 1 : end;
}

/** Written to one after another: texts are made within one turn of the event loop. */
let scratch = Buffer.alloc(64 * 1024);
let given = new Uint8Array(64 * 1024);

/** Room for any text of so many bytes: each is three at most, and each line of 73 or more is broken by three. */
function scratchOf(length: number): Buffer {
  const most = Math.ceil(length * 3 * (1 + 3 / 73)) + 3;
  if (most > LARGEST_KEPT) return Buffer.allocUnsafe(most);
  if (most > scratch.length) scratch = Buffer.alloc(most);
  return scratch;
}

/** It would be lost on the way. */
function isBlankAtEnd(bytes: Uint8Array, at: number): boolean {
  const [byte, next] = [bytes[at], bytes[at + 1]];
  return (byte === SPACE || byte === TAB) && (next === undefined || next === CR || next === LF);
}
