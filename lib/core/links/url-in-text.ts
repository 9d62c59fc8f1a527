/**
 * An address as it stands in a plain text, where a blank, a quotation mark or an angle bracket would end it; one that is
 * still to be made, of fields, stays as it is written.
 *
 * @param href - with entities decoded
 */
export function urlInText(href: string): string {
  if (/\{\{|\[\[/.test(href)) return href.replaceAll(/\s+/g, ' ').trim();
  return href
    .trim()
    .replaceAll(/[\t\r\n]/g, '')
    .replaceAll(/[\s"<>]/g, (one) => encodeURIComponent(one));
}
