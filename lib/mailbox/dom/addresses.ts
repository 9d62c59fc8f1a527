import type { Recipient } from '../../contract/primitives.ts';

const ADDRESS = /[^\s<>,;:"()[\]\\]+@[^\s<>,;:"()[\]\\]+\.[^\s<>,;:"()[\]\\.]{2,}/u;

/** The first address in a text such as `Ana Ito <ana@example.com>`, or null. */
export function findAddress(text: string): string | null {
  return ADDRESS.exec(text)?.[0] ?? null;
}

/** A list that mail clients read in a recipient field: `"Ito, Ana" <ana@example.com>, bo@example.org`. */
export function addressList(recipients: readonly Recipient[]): string {
  return recipients.map(({ email, name }) => (name ? `${quoted(name)} <${email}>` : email)).join(', ');
}

/** Same addresses, whatever their order and case. */
export function sameAddresses(a: readonly string[], b: readonly string[]): boolean {
  return asSet(a) === asSet(b);
}

function asSet(addresses: readonly string[]): string {
  return [...new Set(addresses.map((address) => address.trim().toLowerCase()))].sort().join('\n');
}

function quoted(name: string): string {
  const plain = name.replace(/[\r\n\t]+/g, ' ').trim();
  return /[,;:<>()[\]"\\@]/.test(plain) ? `"${plain.replace(/["\\]/g, '')}"` : plain;
}
