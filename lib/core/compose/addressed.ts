import type { ComposeSession } from '../../contract/compose.ts';

/**
 * Does the letter go to one of those its task is for? Also where nobody can say: the recipients are not known, or not
 * all of them.
 */
export function isAddressed({
  addressees = [],
  recipients,
  partial = false,
}: Pick<ComposeSession, 'addressees' | 'recipients' | 'partial'>): boolean {
  if (addressees.length === 0 || !recipients || partial) return true;
  const { to, cc, bcc } = recipients;
  const reached = new Set([...to, ...cc, ...bcc].map((address) => address.toLowerCase()));
  return addressees.some((address) => reached.has(address.toLowerCase()));
}
