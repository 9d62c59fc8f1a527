import type { Encoding } from '../../contract/import.ts';

/** Bytes that windows-1252 gives to characters beyond Latin-1, from 0x80; those it has no character for stay as they are. */
const beyondLatin = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** @param latin - each byte as the character of its number */
export function fromWindows1252(latin: string): string {
  return latin.replace(
    /[\u0080-\u009f]/g,
    (character) => beyondLatin[character.charCodeAt(0) - 0x80] ?? character,
  );
}

/** What the first bytes say outright; null where they say nothing. */
export function byteOrderMark(bytes: Uint8Array): { encoding: Encoding; length: number } | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', length: 2 };
  return null;
}

/** UTF-16 without a mark: every other byte of Latin text is zero. Null where it is not. */
export function looksLikeUtf16(bytes: Uint8Array): Encoding | null {
  const pairs = Math.floor(Math.min(bytes.length, 4096) / 2);
  if (pairs < 4) return null;
  const zeros: [number, number] = [0, 0];
  for (let at = 0; at < 2 * pairs; at += 1) if (bytes[at] === 0) zeros[at % 2 === 0 ? 0 : 1] += 1;
  const [even, odd] = zeros;
  if (odd > pairs * 0.4 && even < pairs * 0.1) return 'utf-16le';
  if (even > pairs * 0.4 && odd < pairs * 0.1) return 'utf-16be';
  return null;
}
