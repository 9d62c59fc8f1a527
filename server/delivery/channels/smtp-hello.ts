import type { Reply } from './smtp-replies.ts';

/** What a mail server can do beyond RFC 5321. */
export interface Capabilities {
  /** RFC 2920 */
  pipelining: boolean;
  /** RFC 3207 */
  startTls: boolean;
  /** RFC 1870, in bytes; null: it does not say, or there is no limit. */
  largestBytes: number | null;
  /** RFC 1870: the length may be announced. */
  size: boolean;
  /** RFC 6152 */
  eightBit: boolean;
  /** RFC 6531 */
  utf8: boolean;
  /** RFC 4954, in capitals. */
  signIns: readonly string[];
}

/** What a server can do that does not know EHLO. */
export const noCapabilities: Capabilities = {
  pipelining: false,
  startTls: false,
  largestBytes: null,
  size: false,
  eightBit: false,
  utf8: false,
  signIns: [],
};

/** Reads the answer to EHLO. */
export function capabilitiesOf({ text }: Reply): Capabilities {
  const words = text
    .toUpperCase()
    .split('\n')
    .slice(1)
    // Old servers write `AUTH=LOGIN`.
    .map((line) =>
      line
        .replace(/^AUTH=/, 'AUTH ')
        .trim()
        .split(/\s+/),
    );
  const has = (name: string) => words.some(([first]) => first === name);
  const most = Number(words.find(([first]) => first === 'SIZE')?.[1] ?? 0);
  return {
    pipelining: has('PIPELINING'),
    startTls: has('STARTTLS'),
    size: has('SIZE'),
    largestBytes: Number.isSafeInteger(most) && most > 0 ? most : null,
    eightBit: has('8BITMIME'),
    utf8: has('SMTPUTF8'),
    signIns: words.flatMap(([first, ...rest]) => (first === 'AUTH' ? rest : [])),
  };
}
