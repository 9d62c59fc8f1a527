import { outlookHosts } from '../../core/compose/hosts.ts';
import { findAddress } from '../dom/addresses.ts';
import type { PageRequest, Traffic } from '../traffic.ts';

/** Older addresses end in the account's number. */
const SERVICE_PATH = /\/service\.svc$/i;
const ACTIONS = ['createitem', 'updateitem', 'deleteitem', 'senditem', 'moveitem'];
/** Nesting of a request is about ten; deeper is not one of these. */
const MAX_DEPTH = 30;

type Fields = Record<string, unknown>;

/**
 * Reads what a request to Outlook's `service.svc` does to messages. The small ones travel, URL-encoded, in the header
 * `X-OWA-UrlPostData`, with an empty body. Tolerates any other shape: what is not understood is left out, and nothing
 * throws.
 *
 * A request only *asks*, and even a status of 200 may hold a refusal.
 */
export function readTraffic({ url, body, headers }: PageRequest): Traffic[] {
  const action = actionOf(url, headers);
  if (!ACTIONS.includes(action)) return [];
  const request = parse(body) ?? parse(decoded(headers['x-owa-urlpostdata'] ?? ''));
  const name = headers['x-owa-actionname'] ?? '';
  if (request === null) return sends(name) ? [{ ...nothing, kind: 'send' }] : [];
  const fields = gather(request);
  return messagesIn(fields).map((message) => ({ ...message, kind: kindOf(action, name, fields) }));
}

/** Is it one of the requests that change messages? Told by the address, or by a header where that is silent. */
function actionOf(url: string, headers: PageRequest['headers']): string {
  if (!URL.canParse(url)) return '';
  const { hostname, pathname, searchParams } = new URL(url);
  const isService = SERVICE_PATH.test(pathname) && outlookHosts.some((host) => host === hostname);
  if (!isService) return '';
  return (searchParams.get('action') ?? headers.action ?? '').toLowerCase();
}

function sends(actionName: string): boolean {
  return /send$/i.test(actionName) && !/undo/i.test(actionName);
}

function kindOf(action: string, name: string, fields: Found): Traffic['kind'] {
  const disposition = text(fields.first('MessageDisposition')).toLowerCase();
  if (action === 'deleteitem') return 'discard';
  if (action === 'moveitem') return 'other';
  if (/undo/i.test(name)) return 'undo';
  const isSend = disposition === '' ? sends(name) || action === 'senditem' : disposition.startsWith('send');
  if (isSend) return isDeferred(fields) ? 'schedule' : 'send';
  return disposition.startsWith('save') ? 'draft' : 'other';
}

/** The time before which a message is not to leave: a property of its own, or 0x3FEF (PidTagDeferredSendTime). */
function isDeferred(fields: Found): boolean {
  const tags = fields.all('PropertyTag').map((tag) => Number(text(tag)));
  return tags.includes(0x3fef) || fields.names.some((name) => /^deferred?send|^scheduledsend/i.test(name));
}

const nothing = {
  reply: false,
  ids: { message: '', thread: '' },
  account: null,
  to: null,
  cc: null,
  bcc: null,
  subject: null,
};

/** Of several changes in one request each is a message of its own; they are told apart by their ids. */
function messagesIn(fields: Found): Omit<Traffic, 'kind'>[] {
  const ids = [...new Set(fields.all('ItemId').flatMap((id) => idOf(id) ?? []))];
  const listed = fields
    .all('ItemIds')
    .flatMap((list) => (Array.isArray(list) ? list.flatMap((id) => idOf(id) ?? []) : []));
  const all = [...new Set([...ids, ...listed])];
  const message = all.length <= 1 ? contentOf(fields) : nothing;
  return (all.length > 0 ? all : ['']).map((id) => ({
    ...message,
    ids: { message: id, thread: conversationOf(fields) },
  }));
}

function contentOf(fields: Found): Omit<Traffic, 'kind' | 'ids'> {
  const subject = fields.first('Subject');
  return {
    reply: /^reply/i.test(text(fields.first('ComposeOperation'))),
    account: findAddress(text(asFields(asFields(fields.first('From'))?.Mailbox)?.EmailAddress)),
    to: recipients(fields.first('ToRecipients')),
    cc: recipients(fields.first('CcRecipients')),
    bcc: recipients(fields.first('BccRecipients')),
    subject: typeof subject === 'string' ? subject : null,
  };
}

function conversationOf(fields: Found): string {
  return idOf(fields.first('ConversationId')) ?? '';
}

/** Null when somebody in the list has no address: then the list is not all. */
function recipients(value: unknown): string[] | null {
  if (!Array.isArray(value)) return null;
  const addresses = value.map((entry: unknown) => {
    const fields = asFields(entry);
    return findAddress(text(fields?.EmailAddress ?? asFields(fields?.Mailbox)?.EmailAddress));
  });
  return addresses.some((address) => address === null)
    ? null
    : addresses.filter((address) => address !== null);
}

function idOf(value: unknown): string | null {
  const id = asFields(value)?.Id;
  return typeof id === 'string' && id !== '' ? itemId(id) : null;
}

/** The same id is written in two alphabets, in addresses and in requests. */
export function itemId(raw: string): string {
  return raw.replaceAll('/', '-').replaceAll('+', '_');
}

/** Values by their names, wherever in a request they stand. */
interface Found {
  names: string[];
  first(name: string): unknown;
  all(name: string): unknown[];
}

function gather(request: unknown): Found {
  const found: [string, unknown][] = [];
  walk(request, 0, found);
  const all = (name: string) => found.filter(([key]) => key === name).map(([, value]) => value);
  return { names: found.map(([key]) => key), all, first: (name) => all(name)[0] };
}

function walk(node: unknown, depth: number, found: [string, unknown][]): void {
  if (depth > MAX_DEPTH || node === null || typeof node !== 'object') return;
  for (const [key, value] of Object.entries(node)) {
    if (!Array.isArray(node)) found.push([key, value]);
    walk(value, depth + 1, found);
  }
}

function asFields(value: unknown): Fields | undefined {
  // A plain object of a parsed request; each value is looked at before it is used.
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function parse(json: string): object | null {
  try {
    const value: unknown = JSON.parse(json);
    return value !== null && typeof value === 'object' ? value : null;
  } catch {
    return null; // empty, or none of ours
  }
}

function decoded(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
