import { isSafeUrl } from './acting.ts';
import { encodeMailAddress, withOneRecipient } from './mail-address.ts';
import type { Place } from './place.ts';
import { wellFormed, withScheme } from './url-text.ts';

/** By the code of the character. */
const escapes: ReadonlyMap<number, string> = new Map(
  Object.entries({
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#x27;',
    '`': '&#x60;',
    '=': '&#x3D;',
  }).map(([character, entity]) => [character.charCodeAt(0), entity]),
);
const special = /[&<>"'`=]/;

/** A loop and no replacing by a function, which takes twice as long: this is done for every value of every mail. */
export function escapeHtml(text: string): string {
  const first = text.search(special);
  if (first === -1) return text;
  let escaped = text.slice(0, first);
  let from = first;
  for (let at = first; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const entity = code < 97 ? escapes.get(code) : undefined;
    if (entity === undefined) continue;
    escaped += text.slice(from, at) + entity;
    from = at + 1;
  }
  return escaped + text.slice(from);
}

/**
 * What a value looks like at its place in HTML.
 *
 * @param isUrlText - encoded for an address already
 * @param isOwn - written in the template, not from data: its `mailto:` may have a subject and more recipients
 * @returns undefined where it may not stand there: an address that would run code, a style that is more than a value
 */
export function escapeAt(
  place: Place,
  text: string,
  { isUrlText, isOwn }: { isUrlText: boolean; isOwn: boolean },
): string | undefined {
  switch (place.type) {
    case 'text':
      return escapeHtml(text);
    case 'comment':
      return escapeHtml(text).replaceAll('-', '&#45;');
    case 'attribute':
      return inAttribute(text, place.isBare);
    case 'style':
      return /^[\w#.%,\s-]*$/.test(text) ? inAttribute(text, place.isBare) : undefined;
    case 'url': {
      const url = isUrlText ? text : encodeAt(place, text, isOwn);
      return url === undefined ? undefined : inAttribute(url, place.isBare);
    }
  }
}

/** What `encodeURI` leaves as it is. */
const address = /^[\w.~/:?#&=+,;@!$'()*-]*$/;
/** Texts that mean the same at every place of an address but its start. */
const unencoded = /^[\w.~-]*$/;

function encodeAt(
  { phase, isMail }: Place & { type: 'url' },
  text: string,
  isOwn: boolean,
): string | undefined {
  if (isMail && !isOwn) return encodeMailAddress(text);
  if (phase !== 'start' && unencoded.test(text)) return text;
  const whole = wellFormed(phase === 'start' && !isOwn ? withOneRecipient(withScheme(text.trim())) : text);
  if (phase === 'query') return encodeURIComponent(whole);
  if (phase === 'start' && !isSafeUrl(whole)) return undefined;
  const encoded = address.test(whole)
    ? whole
    : encodeURI(phase === 'start' ? whole.trim() : whole).replaceAll(/%25([0-9a-f]{2})/gi, '%$1');
  return phase === 'open' ? encoded.replaceAll(':', '%3A') : encoded;
}

/** Without quotes a space would end the value. */
function inAttribute(text: string, isBare: boolean): string {
  const escaped = escapeHtml(text);
  return isBare ? escaped.replaceAll(/\s/g, (one) => `&#${one.charCodeAt(0)};`) : escaped;
}
