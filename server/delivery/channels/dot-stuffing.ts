const CR = 0x0d;
const LF = 0x0a;
const DOT = 0x2e;
const dot = Buffer.from('.');
const lineEnd = Buffer.from('\r\n');

/**
 * A message as it is written to a mail server: where a line begins with a dot there are two, and it ends with a line
 * break. The line that is a dot alone is not among it.
 *
 * @param bytes - lines ended by CRLF
 * @returns pieces that are the message one after another; null: a line is ended otherwise, so that servers would not
 * agree on where the message ends
 * @see RFC 5321 §4.5.2, §2.3.8
 */
export function dotStuffed(bytes: Buffer): Buffer[] | null {
  const pieces: Buffer[] = bytes[0] === DOT ? [dot] : [];
  let start = 0;
  let before = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if ((byte === LF) !== (before === CR)) return null;
    before = byte;
    if (byte !== LF || bytes[at + 1] !== DOT) continue;
    pieces.push(bytes.subarray(start, at + 1), dot);
    start = at + 1;
  }
  if (before === CR) return null;
  if (start < bytes.length) pieces.push(bytes.subarray(start));
  const isEnded = bytes.length === 0 || bytes.at(-1) === LF;
  return isEnded ? pieces : [...pieces, lineEnd];
}
