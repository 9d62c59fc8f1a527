/** What acts, loads or styles outside its own place; a mail client takes it out or refuses the mail. */
const tags = new Set(
  'script style iframe frame frameset object embed applet param form input button select textarea link meta base svg math noscript template xmp noembed noframes plaintext'.split(
    ' ',
  ),
);
const addressAttributes = new Set(
  'href src action formaction cite background poster data longdesc srcset xlink:href ping usemap'.split(' '),
);
const schemes = new Set(['http', 'https', 'mailto', 'tel', 'sms', 'cid', 'ftp']);
const style = /expression\s*\(|javascript:|vbscript:|-moz-binding|behavior\s*:|@import|position\s*:\s*fixed/i;

export function isActingTag(name: string): boolean {
  return tags.has(name);
}

/** Does its value run as a script? */
export function isActingAttribute(name: string): boolean {
  return name.startsWith('on') || name === 'srcdoc';
}

export function isAddressAttribute(name: string): boolean {
  return addressAttributes.has(name);
}

/**
 * What in a style acts, as it stands there.
 *
 * @param value - with entities decoded
 */
export function actingInStyle(value: string): string | null {
  const plain = /[\\/]/.test(value) ? plainStyle(value) : value;
  return style.exec(plain)?.[0] ?? null;
}

/** Without comments, and with escaped characters as what they are: `posit\69on` hides nothing. */
function plainStyle(value: string): string {
  return value
    .replaceAll(/\/\*[\s\S]*?(\*\/|$)/g, '')
    .replaceAll(
      /\\(?:([0-9a-f]{1,6})[ \t\r\n\f]?|(?:\r\n|[\r\n\f])|([\s\S]))/gi,
      (_, hex?: string, other?: string) =>
        hex === undefined ? (other ?? '') : characterOf(Number.parseInt(hex, 16)),
    );
}

function characterOf(code: number): string {
  return code === 0 || code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
}

/** An address without what browsers leave out of its scheme, so that `java\tscript:` hides nothing. */
export function plainAddress(address: string): string {
  return leftOut.test(address) ? address.replaceAll(everyLeftOut, '') : address;
}
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are left out
const leftOut = /[\u0000-\u0020\u007f-\u00a0\u2028\u2029\ufeff]/;
const everyLeftOut = new RegExp(leftOut, 'g');

/**
 * What stands before the first `:` of an address, in small letters; null of a relative one.
 *
 * @param address - with entities decoded
 */
export function schemeOf(address: string): string | null {
  return /^([^/?#]*?):/.exec(plainAddress(address))?.at(1)?.toLowerCase() ?? null;
}

/** Is this an address that may be followed: relative, or with a scheme of those that mails need? */
export function isSafeUrl(url: string): boolean {
  const scheme = schemeOf(url);
  return scheme === null || schemes.has(scheme);
}

/**
 * The scheme for which an address may not stand in a mail, with its `:`; null where it may. Pictures may be written
 * out in their address. What cannot be a scheme, such as a field, is none.
 *
 * @param address - with entities decoded
 */
export function actingScheme(attribute: string, address: string): string | null {
  const scheme = schemeOf(address);
  if (scheme === null || schemes.has(scheme) || !/^[a-z][a-z0-9+.-]*$/.test(scheme)) return null;
  const isPicture =
    attribute === 'src' && /^data:image\/(png|jpe?g|gif|webp);/i.test(plainAddress(address.slice(0, 2_000)));
  return isPicture ? null : `${scheme}:`;
}
