import { schemeOf } from './acting.ts';
import { wellFormed } from './url-text.ts';

/**
 * A value as the address in `mailto:`, one address and nothing more: what would begin another recipient or a header
 * (`?`, `&`, `,`, a line break) is encoded, whether or not it was before.
 *
 * @see RFC 6068 §2
 */
export function encodeMailAddress(value: string): string {
  return encodeURIComponent(decoded(wellFormed(value.trim()))).replaceAll('%40', '@');
}

/** An address from data, of which `mailto:` brings no more than its recipient; any other as it is. */
export function withOneRecipient(url: string): string {
  return schemeOf(url) === 'mailto' ? `mailto:${encodeMailAddress(url.slice(url.indexOf(':') + 1))}` : url;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    // A `%` that begins nothing stands for itself.
    if (error instanceof URIError) return text;
    throw error;
  }
}
