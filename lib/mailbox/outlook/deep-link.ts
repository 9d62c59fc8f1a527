import type { Prefill } from '../../contract/compose.ts';
import type { Recipient } from '../../contract/primitives.ts';
import { addressInPath } from './account.ts';

/** Outlook silently cuts addresses at about two thousand characters. */
const LONGEST_URL = 1799;

/**
 * Address that opens a compose window of its own for the mailbox that is open here. It carries recipients and subject
 * as far as they fit, whole addresses only; what is left out, and the text, is written there by us.
 *
 * The form is the one by which Outlook registers itself for `mailto:` links; the plain one drops Cc and Bcc.
 *
 * @returns null for a mailbox that was opened by its address: the window would be the person's own mailbox
 */
export function deepLink(address: Location | null, prefill: Prefill): string | null {
  if (!address?.host || addressInPath(address.pathname) !== null) return null;
  const account = /^\/mail\/\d+(?=\/|$)/.exec(address.pathname)?.[0] ?? '/mail';
  const link = `${address.origin}${account}/deeplink/compose?mailtouri=`;
  return link + encodeURIComponent(mailto(prefill, (uri) => fits(link, uri)));
}

function fits(link: string, uri: string): boolean {
  return link.length + encodeURIComponent(uri).length <= LONGEST_URL;
}

/** To, subject, Cc, Bcc: in this order they are given room. */
function mailto({ to, cc, bcc, subject }: Prefill, fits: (uri: string) => boolean): string {
  const start = list('mailto:', to, fits);
  let uri = start;
  const parameter = (name: string) => `${uri}${uri === start ? '?' : '&'}${name}=`;
  const withSubject = `${parameter('subject')}${encodeURIComponent(subject)}`;
  if (subject !== '' && fits(withSubject)) uri = withSubject;
  for (const [name, people] of [['cc', cc] as const, ['bcc', bcc] as const]) {
    const before = parameter(name);
    const longer = list(before, people, fits);
    if (longer !== before) uri = longer;
  }
  return uri;
}

function list(before: string, people: readonly Recipient[], fits: (uri: string) => boolean): string {
  let uri = before;
  for (const { email } of people) {
    const longer = `${uri}${uri === before ? '' : ','}${encoded(email)}`;
    if (!fits(longer)) break;
    uri = longer;
  }
  return uri;
}

function encoded(email: string): string {
  return encodeURIComponent(email).replaceAll('%40', '@');
}
