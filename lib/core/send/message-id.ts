/**
 * Message-ID of a send. Derived from the row, so that each attempt bears the same one and evidence can be looked up.
 *
 * @param sendId - UUID of the row
 * @param from - sender's address; its domain stands on the right side
 * @throws {RangeError} when the address has no domain that may stand there
 * @see RFC 5322 §3.6.4
 */
export function messageIdOf(sendId: string, from: string): string {
  const domain = domainOf(from);
  if (!/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(domain)) {
    throw new RangeError(`from: expected an address with a domain, got a domain of "${domain}"`);
  }
  return `<${sendId.toLowerCase()}@${domain}>`;
}

/** What stands behind the last @, in lower case; empty when there is none. */
export function domainOf(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 0 ? '' : address.slice(at + 1).toLowerCase();
}
