import { asAddress, splitList } from './addresses.ts';
import type { ComposeContent } from './compose.ts';
import type { Address, OutlookConfig } from './config.ts';
import { h } from './dom.ts';

/** What a deep link carries: `mailtouri` all of it, the plain form neither Cc nor Bcc; too long a link is cut. */
export function contentOfLink(url: string, config: OutlookConfig): ComposeContent & { text: Node[] } {
  const { searchParams } = new URL(url.slice(0, config.linkLimit));
  const mailto = searchParams.get('mailtouri');
  const fields = mailto === null ? plain(searchParams) : fromMailto(mailto, config);
  const addresses = (list: string): Address[] =>
    splitList(list).flatMap((text) => asAddress(text, config.contacts) ?? []);
  const lines = fields.body === '' ? [] : fields.body.split(/\r?\n/);
  return {
    operation: 'newMail',
    to: addresses(fields.to),
    cc: addresses(fields.cc),
    bcc: addresses(fields.bcc),
    subject: fields.subject,
    text: lines.map((line) => h('div', { class: 'elementToProof' }, line || h('br'))),
  };
}

interface Fields {
  to: string;
  cc: string;
  bcc: string;
  subject: string;
  body: string;
}

/** A plus sign has become a space by now, as it does there. */
function plain(parameters: URLSearchParams): Fields {
  const value = (name: string) => parameters.get(name) ?? '';
  return { to: value('to'), cc: '', bcc: '', subject: value('subject'), body: value('body') };
}

function fromMailto(uri: string, config: OutlookConfig): Fields {
  const [to = '', query = ''] = uri.replace(/^mailto:/i, '').split('?');
  const values = new Map<string, string>();
  for (const pair of query.split('&')) {
    const [name = '', value = ''] = pair.split('=');
    values.set(name.toLowerCase(), decoded(value));
  }
  const value = (name: string) => values.get(name) ?? '';
  return {
    to: [decoded(to), value('to')].filter(Boolean).join(','),
    cc: value('cc'),
    bcc: config.mailtoBcc ? value('bcc') : '',
    subject: value('subject'),
    body: value('body'),
  };
}

/** A link that was cut may end in half a letter. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/%.?$|(%[89A-F].)+$/i, '');
  }
}
