import type { GmailConfig } from './config.ts';
import type { Person } from './threads.ts';

/** What an address of Gmail opens. */
export interface Place {
  mode: 'mailbox' | 'compose' | 'draft' | 'thread';
  /** `/mail/u/0/`, `/mail/b/<id>/u/0/` */
  base: string;
  /** To where changes are posted. */
  syncPath: string;
  index: number;
  /** Id of a delegated mailbox. */
  delegated: string | null;
  /** Fields of a message to write, by the names of the address. */
  fields: URLSearchParams;
  /** The draft or thread that a pop-up shows. */
  id: string;
}

export function placeOf({ pathname, search }: { pathname: string; search: string }): Place {
  const [, , delegated, index = '0', page] =
    /^\/mail\/(b\/([^/]+)\/)?u\/(\d+)\/(popout)?/.exec(pathname) ?? [];
  const owner = `${delegated === undefined ? '' : `b/${delegated}/`}u/${index}/`;
  const params = new URLSearchParams(search);
  const fields = params.get('extsrc') === 'mailto' ? mailtoFields(params.get('url') ?? '') : params;
  const isCompose = params.get('view') === 'cm' || params.get('tf') === 'cm' || params.has('extsrc');
  const poppedOut = params.has('th') ? 'thread' : 'draft';
  return {
    mode: page === 'popout' ? poppedOut : isCompose ? 'compose' : 'mailbox',
    base: `/mail/${owner}`,
    syncPath: `/sync/${owner}i/s`,
    index: Number(index),
    delegated: delegated ?? null,
    fields,
    id: (params.get('th') ?? params.get('msg') ?? '').replace(/^#(thread|msg)-/, ''),
  };
}

/** `mailto:a@x?cc=b@y&subject=S`, by the names that the compose address has. */
function mailtoFields(url: string): URLSearchParams {
  const [to = '', query = ''] = url.replace(/^mailto:/i, '').split('?');
  const given = new URLSearchParams(query);
  const fields = new URLSearchParams({ to: decodeURIComponent(to) });
  for (const name of ['cc', 'bcc', 'body']) fields.set(name, given.get(name) ?? '');
  fields.set('su', given.get('subject') ?? '');
  return fields;
}

export interface Owner {
  /** Whose mailbox it is: messages leave from there. */
  mailbox: Person;
  /** Whom the account link names. */
  linked: Person[];
}

export function ownerOf(config: GmailConfig, { index, delegated }: Place): Owner {
  const nobody = { email: '', name: '' };
  const person = config.accounts[index] ?? config.accounts[0] ?? nobody;
  const other = config.delegated.find(({ id }) => id === delegated);
  const mailbox = other ?? person;
  if (config.accountLinks === 'all') return { mailbox, linked: config.accounts };
  return { mailbox, linked: [other?.linkNames === 'mailbox' ? other : person] };
}
