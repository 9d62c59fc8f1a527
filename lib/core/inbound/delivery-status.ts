import { type BouncedRecipient, bouncedOf, numbersIn } from './bounce.ts';
import { addressIn, type Header, headerOf, headersOf, type InboundMail, readHeaders } from './mail.ts';

/** What a delivery report says of each recipient. */
export interface DeliveryStatus {
  failed: BouncedRecipient[];
  /** Somebody got it: a receipt. */
  delivered: boolean;
}

/**
 * Reads the machine's part of a delivery report.
 *
 * @returns null where the mail has none that names a recipient
 * @see RFC 3464
 */
export function readDeliveryStatus(mail: InboundMail): DeliveryStatus | null {
  const parts = mail.parts.filter(({ type }) => /^message\/(global-)?delivery-status$/.test(type));
  if (parts.length === 0) return null;
  const prose = mail.parts.find(({ type }) => type === 'text/plain')?.text ?? '';
  const failed: BouncedRecipient[] = [];
  let delivered = false;
  for (const { text } of parts)
    for (const group of text.split(/\n[ \t]*\n/).map(readHeaders)) {
      const address = recipientOf(group);
      const action = headerOf(group, 'action').toLowerCase().trim();
      const status = headerOf(group, 'status');
      if (!address && !action && !status) continue;
      if (/^(delivered|relayed|expanded)/.test(action)) delivered = true;
      else if (address || action) failed.push(readFailure(group, address, action, prose));
    }
  return failed.length > 0 || delivered ? { failed, delivered } : null;
}

/** Which address was written to: the final one is the receiver's own business, unless it is all there is. */
function recipientOf(group: readonly Header[]): string | null {
  for (const name of ['original-recipient', 'final-recipient', 'x-actual-recipient']) {
    const value = headerOf(group, name);
    const address = addressIn(value.slice(value.indexOf(';') + 1));
    if (address) return address;
  }
  return null;
}

function readFailure(
  group: readonly Header[],
  address: string | null,
  action: string,
  prose: string,
): BouncedRecipient {
  const diagnostic = headersOf(group, 'diagnostic-code')
    .map((value) => value.replace(/^\s*[\w-]+\s*;\s*/, ''))
    .join(' ');
  const said = numbersIn(diagnostic);
  const own = /[245]\.\d{1,3}\.\d{1,3}/.exec(headerOf(group, 'status'))?.[0] ?? null;
  // The reporting server's own status is vague where the answer it got is not.
  const status =
    said.status && (!own || /\.0\.0$/.test(own) || !/\.0\.0$/.test(said.status)) ? said.status : own;
  const text = diagnostic || proseAbout(prose, address);
  return bouncedOf(address, { code: said.code, status, text }, /^delay/.test(action));
}

/** What the words for people say of an address, where the machine's part gives no answer. */
function proseAbout(prose: string, address: string | null): string {
  const place = address ? prose.toLowerCase().indexOf(address) : -1;
  return prose.slice(place < 0 ? 0 : place, (place < 0 ? 0 : place) + 1000);
}
