const UNSTORABLE = /[\p{Surrogate}\p{Control}]/gu;

/**
 * Can the database hold this text? All but NUL and half a character (a surrogate without its partner, as an emoji cut
 * in two leaves behind).
 */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text);
}

/** The text with a replacement character for what the database cannot hold. */
export function storable(text: string): string {
  return text.replaceAll(UNSTORABLE, (character) => (isStorable(character) ? character : '\ufffd'));
}
