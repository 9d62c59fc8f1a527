/** A header as it stands in the mail: name in lower case, value in one line and decoded. */
export type Header = readonly [name: string, value: string];

/** A leaf of a mail; what is attached as a message is one leaf, with that message's source as its text. */
export interface MailPart {
  /** Media type in lower case, without parameters: `text/plain`. */
  type: string;
  headers: readonly Header[];
  /** Decoded, lines end with `\n`; of what is no text, empty. */
  text: string;
  attached: boolean;
}

/** A mail that has come in, taken apart. */
export interface InboundMail {
  headers: readonly Header[];
  /** Leaves in the order of the mail. */
  parts: readonly MailPart[];
}

/** The first header of that name; empty when there is none. */
export function headerOf(headers: readonly Header[], name: string): string {
  return headers.find(([key]) => key === name)?.[1] ?? '';
}

export function headersOf(headers: readonly Header[], name: string): string[] {
  return headers.filter(([key]) => key === name).map(([, value]) => value);
}

/** Bytes of a header block that are looked at: a longer one is no header block. */
const MOST = 200_000;

/**
 * Reads lines `Name: value`, as in the header of a message or a group of a delivery report; lines that are none are
 * left out. Values are unfolded, not decoded.
 */
export function readHeaders(block: string): Header[] {
  const unfolded = block.slice(0, MOST).replace(/\n[ \t]+/g, ' ');
  return unfolded.split('\n').flatMap((line): Header[] => {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    return /^[!-9;-~]+$/.test(name) ? [[name, line.slice(colon + 1).trim()]] : [];
  });
}

/** The header of a message given as its source. */
export function headersOfSource(source: string): Header[] {
  const start = source.replace(/^\s+/, '');
  const end = start.indexOf('\n\n');
  return readHeaders(end < 0 ? start : start.slice(0, end));
}

const ADDRESS =
  /[^\s<>()[\],;:"'“”„`|=]+@[a-z0-9\u0080-\uffff][a-z0-9.\u0080-\uffff-]*[a-z0-9\u0080-\uffff]/i;

/** The first address in a text, in lower case. */
export function addressIn(text: string): string | null {
  return (
    ADDRESS.exec(text.slice(0, 2000))?.[0]
      .toLowerCase()
      .replace(/^(mailto|rfc822):/, '') ?? null
  );
}

/** The sender's address: what stands in angle brackets, else the first; empty when there is none. */
export function senderOf({ headers }: InboundMail): string {
  const from = headerOf(headers, 'from');
  return addressIn(/<([^<>]*)>[^<]*$/.exec(from)?.[1] ?? '') ?? addressIn(from) ?? '';
}
