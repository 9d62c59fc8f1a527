/** A message as the page posts it. */
export interface Draft {
  id: string;
  thread: string;
  from: { email: string; name: string };
  to: Address[];
  cc: Address[];
  bcc: Address[];
  subject: string;
  html: string;
}
export interface Address {
  email: string;
  name: string;
}

const SEND = ['^all', '^pfg', '^f_bt', '^f_btns', '^f_cl', '^i', '^u'];
const DRAFT = ['^all', '^r', '^r_bt'];
let sequence = 1;

export function newId(kind: 'msg' | 'thread'): string {
  return `${kind}-a:r${Math.floor(Math.random() * 9e15 + 1e15)}${sequence++}`;
}

export const saveDraft = (draft: Draft) => post(draft.thread, 13, [message(draft, DRAFT), null, 1]);
export const sendNow = (draft: Draft) => post(draft.thread, 13, [message(draft, SEND), null, 1]);
export const sendLater = (draft: Draft) =>
  post(draft.thread, 13, [message(draft, ['^all', '^scheduled']), null, 1]);
export const undoSend = (draft: Draft) =>
  post(draft.thread, 6, [['^r', '^r_bt'], ['^pfg', '^f', '^f_bt'], [draft.id]]);
export const throwAway = (draft: Draft) => post(draft.thread, 6, [['^k'], ['^r', '^r_bt'], [draft.id]]);

/** Nested by position, many places empty: the shape in which such requests travel. */
function post(thread: string, place: number, what: unknown[]): Promise<Response> {
  const change = [...Array.from({ length: place }, () => null), what];
  const body = [
    [null, null, 2],
    [[[sequence++, [thread, change]]]],
    null,
    [Date.now(), 1, Date.now(), 1, 205],
    2,
  ];
  return fetch('/sync/u/0/i/s?hl=en&c=1&rt=r', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
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

function list(addresses: Address[]): unknown[] | null {
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
