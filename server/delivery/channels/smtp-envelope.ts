import { isAscii } from 'node:buffer';
import { domainToASCII } from 'node:url';
import type { OutgoingMail } from './channel.ts';
import type { Capabilities } from './smtp-hello.ts';
import type { Reply } from './smtp-replies.ts';

/** How a message is announced. */
export interface Envelope {
  mail: string;
  rcpt: string;
}

/**
 * The commands that announce a message.
 * @returns what the server would say, where it can be known before it is asked
 */
export function envelopeOf(
  { from, to, bytes }: OutgoingMail,
  { size, largestBytes, eightBit, utf8 }: Capabilities,
): Envelope | Reply {
  const [sender, recipient] = [pathOf(from), pathOf(to)];
  if (sender === null || recipient === null)
    return { code: 553, text: `5.1.3 ${(sender === null ? from : to).slice(0, 200)} is no address` };
  if (largestBytes !== null && bytes.length > largestBytes)
    return { code: 552, text: `5.3.4 it has ${bytes.length} bytes, and the server takes ${largestBytes}` };
  const isPlain = isAscii(bytes);
  const needsUtf8 = !isAscii(Buffer.from(sender + recipient)) || (!isPlain && !isAscii(headerOf(bytes)));
  if (needsUtf8 && !utf8)
    return { code: 553, text: '5.6.7 the server takes no addresses with such letters (SMTPUTF8)' };
  if (!isPlain && !eightBit)
    return { code: 554, text: '5.6.3 the server takes letters of seven bits only (8BITMIME)' };
  const more = [
    size ? ` SIZE=${bytes.length}` : '',
    isPlain ? '' : ' BODY=8BITMIME',
    needsUtf8 ? ' SMTPUTF8' : '',
  ];
  return { mail: `MAIL FROM:<${sender}>${more.join('')}`, rcpt: `RCPT TO:<${recipient}>` };
}

/** An address as it stands in the envelope; null: it is none, or would be more than one. */
function pathOf(address: string): string | null {
  const at = address.lastIndexOf('@');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters would end the command
  if (at < 1 || /[\u0000-\u0020\u007f<>]/.test(address)) return null;
  const domain = address.slice(at + 1);
  const ascii = isAscii(Buffer.from(domain)) ? domain : domainToASCII(domain);
  return ascii === '' ? null : `${address.slice(0, at)}@${ascii}`;
}

function headerOf(bytes: Buffer): Buffer {
  const end = bytes.indexOf('\r\n\r\n');
  return end < 0 ? bytes : bytes.subarray(0, end);
}
