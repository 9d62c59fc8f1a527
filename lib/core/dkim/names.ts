const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** Of a name in the DNS, without the dot at its end (RFC 1035 §2.3.4). */
export const longestName = 253;
/** Longer ones are hard to type into a form of a registrar. */
const LONGEST_LOCAL_PART = 40;

/** A domain with at least two parts, in the letters that stand in the DNS. */
export function isDomain(text: string): boolean {
  const labels = text.split('.');
  return labels.length >= 2 && text.length <= longestName && labels.every((label) => LABEL.test(label));
}

/** One part of a name or several (RFC 6376 §3.1). */
export function isSelector(text: string): boolean {
  return text.length <= longestName && text.split('.').every((label) => LABEL.test(label));
}

/** Where the DNS is asked for a key. */
export function recordNameOf({ selector, domain }: { selector: string; domain: string }): string {
  return `${selector}._domainkey.${domain}`;
}

/**
 * Does a signature of a domain speak for mails from another: it is that domain, or one above it.
 * @see RFC 7489 §3.1.1
 */
export function isAligned(domain: string, fromDomain: string): boolean {
  return fromDomain === domain || fromDomain.endsWith(`.${domain}`);
}

/** A selector for an account: its own, so that the keys of two colleagues stand beside each other. */
export function usualSelector(address: string): string {
  const local = address
    .slice(0, address.lastIndexOf('@'))
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_LOCAL_PART)
    .replaceAll(/^-+|-+$/g, '');
  return local === '' ? 'utskick' : `utskick-${local}`;
}
