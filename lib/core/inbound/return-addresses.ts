import { returnedHeaders } from './answered.ts';
import { addressIn, type Header, headersOf, type InboundMail } from './mail.ts';

/** Where the address that a report was sent to stands, in the mail itself. */
const OWN = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'x-delivered-to', 'to', 'cc'];
/** The same in what a report gives back of ours, or says of it. */
const RETURNED = ['original-mail-from', 'return-path', 'x-env-sender', 'x-envelope-from', 'errors-to'];

/** Addresses that may be the return path of the mail that this one is about, the surest first; in lower case. */
export function returnAddresses(mail: InboundMail): string[] {
  const named = (headers: readonly Header[], names: readonly string[]) =>
    names.flatMap((name) =>
      headersOf(headers, name).flatMap((value) => value.split(',').flatMap((one) => addressIn(one) ?? [])),
    );
  const found = [
    ...named(mail.headers, OWN),
    ...returnedHeaders(mail).flatMap((headers) => named(headers, RETURNED)),
  ];
  return [...new Set(found)].slice(0, 50);
}
