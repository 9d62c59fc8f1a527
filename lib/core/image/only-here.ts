/**
 * Does this address lead to the machine it is asked on, so that nobody elsewhere gets what is there?
 *
 * @see RFC 6761 §6.3 (localhost); RFC 1122 §3.2.1.3 (127/8); RFC 4291 §2.5.3 (::1)
 */
export function leadsOnlyHere(address: string): boolean {
  const [, host = ''] = /^https?:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)/i.exec(address.trim()) ?? [];
  return /^(?:(?:.+\.)?localhost\.?|127(?:\.\d{1,3}){3}|\[::1\]|0\.0\.0\.0)$/i.test(host);
}
