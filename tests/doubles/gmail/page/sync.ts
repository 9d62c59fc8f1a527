import type { Person } from './threads.ts';

/** A message as the page posts it. */
export interface Draft {
  id: string;
  thread: string;
  /** Message that it answers, `msg-f:…`; empty for one that begins a thread. */
  answers: string;
  from: Person;
  to: Person[];
  cc: Person[];
  bcc: Person[];
  subject: string;
  html: string;
}

const SEND = ['^all', '^pfg', '^f_bt', '^f_btns', '^f_cl', '^i', '^u'];
const DRAFT = ['^all', '^r', '^r_bt'];
let sequence = 1;

export function newId(kind: 'msg' | 'thread'): string {
  return `${kind}-a:r${Math.floor(Math.random() * 9e15 + 1e15)}${sequence++}`;
}

/** Posts what happens to the messages of one mailbox. */
export class Sync {
  readonly #path: string;

  /** @param path - `/sync/u/0/i/s`, or that of another account or a delegated mailbox */
  constructor(path: string) {
    this.#path = path;
  }

  saveDraft(draft: Draft, keepalive = false): Promise<Response> {
    return this.#message(draft, DRAFT, keepalive);
  }
  sendNow(draft: Draft): Promise<Response> {
    return this.#message(draft, SEND);
  }
  sendLater(draft: Draft): Promise<Response> {
    return this.#message(draft, ['^all', '^scheduled']);
  }
  undoSend(draft: Draft): Promise<Response> {
    return this.#labels(draft, ['^r', '^r_bt'], ['^pfg', '^f', '^f_bt', '^scheduled']);
  }
  throwAway(draft: Draft): Promise<Response> {
    return this.#labels(draft, ['^k'], ['^r', '^r_bt']);
  }
  /** The thread leaves the inbox. */
  archive(draft: Draft): Promise<Response> {
    return this.#labels(draft, [], ['^i']);
  }

  #message(draft: Draft, labels: string[], keepalive = false): Promise<Response> {
    if (draft.answers !== '')
      return this.#post(draft.thread, 1, [message(draft, labels), draft.answers], keepalive);
    return this.#post(draft.thread, 13, [message(draft, labels), null, 1], keepalive);
  }

  #labels(draft: Draft, add: string[], remove: string[]): Promise<Response> {
    return this.#post(draft.thread, 6, [add, remove, [draft.id]]);
  }

  /** Nested by position, many places empty: the shape in which such requests travel. */
  #post(thread: string, place: number, what: unknown[], keepalive = false): Promise<Response> {
    const change = [...Array.from({ length: place }, () => null), what];
    const at = Date.now();
    const body = [[null, null, 2], [[[sequence++, [thread, change]]]], null, [at, 1, at, 1, 205], 2];
    return fetch(`${this.#path}?hl=en&c=1&rt=r`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      keepalive,
    });
  }
}

function message(draft: Draft, labels: string[]): unknown[] {
  const nothing = (count: number) => Array.from({ length: count }, () => null);
  const { from } = draft;
  const now = Date.now();
  return [
    draft.id,
    [1, from.email, from.name, ...nothing(6), from.email],
    list(draft.to),
    list(draft.cc),
    list(draft.bcc),
    null,
    now,
    draft.subject,
    [null, [[0, draft.html]], ...nothing(4), 1],
    null,
    labels,
    ...nothing(6),
    now,
    ...nothing(18),
    [0, 0, 2, 0],
    `s:6253542622a63a8c|#${draft.id}|0`,
  ];
}

function list(addresses: Person[]): unknown[] | null {
  return addresses.length > 0 ? addresses.map(({ email, name }) => [1, email, name]) : null;
}

/** Asks, and says whether it was done; without a network it was not. */
export async function isDone(request: () => Promise<Response>): Promise<boolean> {
  try {
    return (await request()).ok;
  } catch {
    return false;
  }
}
