import type { Traffic } from '../traffic.ts';

const SYNC_PATH = /^\/sync\/(?:b\/[^/]+\/)?u\/\d+\/i\/s$/;
const MESSAGE_ID = /^#?msg-[a-z]:/;
const THREAD_ID = /^#?thread-[a-z]:/;
const DRAFT_LABELS = ['^r', '^r_bt'];
/** Place of the answered message's Message-ID. */
const IN_REPLY_TO = 15;
/** Nesting of a request is about fifteen; deeper is not one of these. */
const MAX_DEPTH = 60;

/** Is this the address to which Gmail posts what changes? */
function isSyncUrl(url: string): boolean {
  try {
    const { hostname, pathname } = new URL(url);
    return hostname === 'mail.google.com' && SYNC_PATH.test(pathname);
  } catch {
    return false;
  }
}

/**
 * Reads what a request to Gmail's `/sync/u/N/i/s` does to messages. Tolerates any other shape: what is not understood
 * is left out, and nothing throws.
 *
 * A request only *asks*; that it was done is proven by its success (status 200).
 *
 * @param url - address of the request; others than Gmail's sync give an empty list
 * @param body - request body as text (JSON)
 */
export function readTraffic(url: string, body: string): Traffic[] {
  if (!isSyncUrl(url)) return [];
  const found: Traffic[] = [];
  try {
    walk(JSON.parse(body), '', 0, found);
  } catch {
    return []; // not JSON, so none of ours
  }
  return found;
}

/** Address of a draft without the `#` that the page's hidden field puts before it. */
export function messageId(raw: string): string {
  return raw.replace(/^#/, '');
}

function walk(node: unknown, thread: string, depth: number, found: Traffic[]): void {
  if (!Array.isArray(node) || depth > MAX_DEPTH) return;
  const [first] = node;
  const here = typeof first === 'string' && THREAD_ID.test(first) ? first : thread;
  const message = asMessage(node, here);
  if (message) found.push(message);
  else found.push(...asLabelChange(node, here));
  if (message) return;
  for (const child of node) walk(child, here, depth + 1, found);
}

/** `[id, from, to, cc, bcc, …, subject (7), body, …, labels]` */
function asMessage(node: unknown[], thread: string): Traffic | null {
  const [id, from, to, cc, bcc] = node;
  if (typeof id !== 'string' || !MESSAGE_ID.test(id) || !Array.isArray(from)) return null;
  const labels = node.find(isLabels);
  if (!labels) return null;
  return {
    kind: kindOf(labels),
    reply: typeof node[IN_REPLY_TO] === 'string' && node[IN_REPLY_TO] !== '',
    ids: { message: messageId(id), thread: messageId(thread) },
    account: asAddress(from[9]) ?? asAddress(from[1]),
    to: addresses(to),
    cc: addresses(cc),
    bcc: addresses(bcc),
    subject: typeof node[7] === 'string' ? node[7] : '',
  };
}

function kindOf(labels: string[]): Traffic['kind'] {
  if (labels.includes('^k')) return 'discard';
  if (labels.includes('^scheduled')) return 'schedule';
  if (DRAFT_LABELS.some((label) => labels.includes(label))) return 'draft';
  return labels.includes('^pfg') ? 'send' : 'other';
}

/** `[[labels to add], [labels to remove], [message ids]]` */
function asLabelChange(node: unknown[], thread: string): Traffic[] {
  const [add, remove, ids] = node;
  if (!isLabelList(add) || !isLabelList(remove) || !Array.isArray(ids) || add.length + remove.length === 0)
    return [];
  const kind = changeKind(add, remove);
  return ids
    .filter((id): id is string => typeof id === 'string' && MESSAGE_ID.test(id))
    .map((id) => ({
      kind,
      reply: false,
      ids: { message: messageId(id), thread: messageId(thread) },
      account: null,
      to: [],
      cc: [],
      bcc: [],
      subject: '',
    }));
}

function changeKind(add: string[], remove: string[]): Traffic['kind'] {
  const becomesDraft = DRAFT_LABELS.some((label) => add.includes(label));
  if (becomesDraft || remove.includes('^pfg')) return 'undo';
  if (add.includes('^scheduled')) return 'schedule';
  return add.includes('^k') || remove.includes('^r') ? 'discard' : 'other';
}

function isLabels(value: unknown): value is string[] {
  return isLabelList(value) && value.length > 0;
}

function isLabelList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((label) => typeof label === 'string' && label.startsWith('^'));
}

/** `[[1, address, name], …]` */
function addresses(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) => (Array.isArray(entry) ? (asAddress(entry[1]) ?? []) : []));
}

function asAddress(value: unknown): string | null {
  return typeof value === 'string' && value.includes('@') ? value : null;
}
