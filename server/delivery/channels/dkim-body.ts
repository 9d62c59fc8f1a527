const CR = 0x0d;
const LF = 0x0a;
const TAB = 0x09;
const SPACE = 0x20;

/**
 * A body as its hash is taken of: blanks before line ends and empty lines at the end are left out, other blanks are one
 * space each.
 *
 * @param body - lines ended by CRLF
 * @see RFC 6376 §3.4.4
 */
export function relaxedBody(body: Buffer): Buffer {
  return isSpare(body) ? withoutEmptyEnd(body) : withoutEmptyEnd(withoutBlanks(body));
}

/** Nearly every mail is so already, and looking for that costs least. */
function isSpare(body: Buffer): boolean {
  return (
    body.indexOf('  ') < 0 && body.indexOf(TAB) < 0 && body.indexOf(' \r\n') < 0 && body.at(-1) !== SPACE
  );
}

function withoutBlanks(body: Buffer): Buffer {
  const out = Buffer.allocUnsafe(body.length);
  let size = 0;
  let isBlank = false;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at] ?? 0;
    if (byte === SPACE || byte === TAB) {
      isBlank = true;
      continue;
    }
    if (isBlank && !(byte === CR && body[at + 1] === LF)) {
      out[size] = SPACE;
      size += 1;
    }
    isBlank = false;
    out[size] = byte;
    size += 1;
  }
  return out.subarray(0, size);
}

/** Ends with one line end, unless there is nothing. */
function withoutEmptyEnd(body: Buffer): Buffer {
  let end = body.length;
  while (end >= 2 && body[end - 1] === LF && body[end - 2] === CR) end -= 2;
  if (end === 0) return body.subarray(0, 0);
  return body.length > end ? body.subarray(0, end + 2) : Buffer.concat([body, Buffer.from('\r\n')]);
}
