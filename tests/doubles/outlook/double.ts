import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { defaultConfig, type OutlookConfig } from './page/config.ts';
import { renamed } from './page/dom.ts';
import { type Kind, readRequest, type StoredMessage } from './requests.ts';

/** How the next requests that would send are answered; `refused` is a 200 whose body says that nothing was done. */
export type Answer = 'ok' | 'error' | 'refused' | 'offline' | 'hang';

export interface DoubleRequest {
  method: string;
  url: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: string;
}
export interface DoubleResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** A request to the service, as the double understood it, with the message as it then stood there. */
export interface ServiceEntry {
  kind: Kind;
  id: string;
  to: string[];
  cc: string[];
  bcc: string[];
  subject: string;
  html: string;
  answer: Answer;
  action: string;
  actionName: string;
  /** The request travelled in a header and had no body. */
  inHeader: boolean;
  mailbox: string;
}

export interface OutlookDouble {
  config: OutlookConfig;
  /** All requests that change a message, in the order they came. */
  log: ServiceEntry[];
  /** Messages that were accepted for sending and not taken back. */
  sent(): ServiceEntry[];
  /** What sends, schedules, undos and discards are answered from now on. */
  answer(answer: Answer): void;
  /** Milliseconds before a request to the service is answered. */
  slow(ms: number): void;
  /** `offline`: the connection breaks; `hang`: no answer ever comes. */
  handle(request: DoubleRequest): Promise<DoubleResponse | 'offline' | 'hang'>;
}

const PAGE = new URL('./page/', import.meta.url);
const NONCE = 'b3V0bG9vay1kb3VibGU';
/** Scripts by nonce, frames from a list that we are not on; inline styles, which mails need, are allowed. */
const POLICY = [
  `script-src 'nonce-${NONCE}' 'strict-dynamic'`,
  `style-src 'nonce-${NONCE}'`,
  "style-src-attr 'unsafe-inline'",
  "frame-src 'self' https://*.office.com https://*.officeapps.live.com https://*.office.net",
  "object-src 'none'",
  "base-uri 'self'",
];
const TRUSTED_TYPES = ["require-trusted-types-for 'script'", 'trusted-types outlook'];
const NOTHING: StoredMessage = { operation: 'newMail', to: [], cc: [], bcc: [], subject: '', html: '' };

/**
 * An Outlook on the web of our own, as far as we work in it: folders, list and reading pane, windows that are built
 * late and in steps, in the pane, below a conversation and on their own; drafts saved and messages sent by request,
 * undo, failures, scheduling, discarding. One function answers requests, so that Playwright's `route` and a plain
 * server can both serve it at the real origins.
 */
export function outlookDouble(options: Partial<OutlookConfig> = {}): OutlookDouble {
  const config = { ...defaultConfig, ...options };
  const log: ServiceEntry[] = [];
  const stored = new Map<string, StoredMessage>();
  let answer: Answer = 'ok';
  let slowMs = 0;
  return {
    config,
    log,
    sent: () => sentNow(log),
    answer: (next) => {
      answer = next;
    },
    slow: (ms) => {
      slowMs = ms;
    },
    async handle(request) {
      const { pathname, searchParams } = new URL(request.url);
      if (pathname.startsWith('/_double/')) return script(pathname);
      if (!/^\/owa\/(0\/)?service\.svc$/.test(pathname)) return page(config);
      if (searchParams.get('action') === 'GetItem') return fetched(stored, searchParams.get('id') ?? '');
      const entry = entryOf(request, stored, answer);
      log.push(entry);
      if (slowMs > 0) await new Promise((resolve) => setTimeout(resolve, slowMs));
      return answerTo(entry);
    },
  };
}

function entryOf(request: DoubleRequest, stored: Map<string, StoredMessage>, answer: Answer): ServiceEntry {
  const { fields, id: known, ...how } = readRequest(request);
  const id = known || newId(stored.size);
  const message = { ...NOTHING, ...stored.get(id), ...fields };
  stored.set(id, message);
  const { subject, html } = message;
  const [to, cc, bcc] = [message.to, message.cc, message.bcc].map((list) => list.map(({ email }) => email));
  return { ...how, id, to: to ?? [], cc: cc ?? [], bcc: bcc ?? [], subject, html, answer };
}

/** As long as real ones, and with letters that must be encoded in an address. */
function newId(count: number): string {
  return `AAkALgAAAAAAHYQDEapmEc2byACqAC/EWg0A${Math.random().toString(36).slice(2, 10)}+${count.toString().padStart(4, '0')}==`;
}

/** Draft saves always succeed, unless the network is away. */
function answerTo(entry: ServiceEntry): DoubleResponse | 'offline' | 'hang' {
  if (entry.answer === 'offline') return 'offline';
  const isOk = entry.kind === 'draft' || entry.answer === 'ok';
  if (!isOk && entry.answer === 'hang') return 'hang';
  if (!isOk && entry.answer === 'error') return json(500, { Body: { ErrorCode: 500 } });
  const ItemId = { __type: 'ItemId:#Exchange', Id: entry.id, ChangeKey: 'CQAAABYAAAA' };
  const message = isOk
    ? { ResponseCode: 'NoError', ResponseClass: 'Success', Items: [{ __type: 'Message:#Exchange', ItemId }] }
    : { ResponseCode: 'ErrorInvalidRecipients', ResponseClass: 'Error', Items: [] };
  const Items = [{ __type: `${entry.action}ResponseMessage:#Exchange`, ...message }];
  const Body = { __type: `${entry.action}Response:#Exchange`, ResponseMessages: { Items } };
  return json(200, { Header: { ServerVersionInfo: {} }, Body });
}

function fetched(stored: Map<string, StoredMessage>, id: string): DoubleResponse {
  const message = stored.get(id);
  return message ? json(200, message) : json(404, {});
}

function sentNow(log: ServiceEntry[]): ServiceEntry[] {
  const done = log.filter(({ kind, answer }) => answer === 'ok' && ['send', 'reply', 'undo'].includes(kind));
  const last = new Map(done.map((entry) => [entry.id, entry]));
  return [...last.values()].filter(({ kind }) => kind !== 'undo');
}

function page(config: OutlookConfig): DoubleResponse {
  const css = readFileSync(new URL('style.css', PAGE), 'utf8');
  const style = config.renamedClasses
    ? css.replace(/\.([A-Za-z_][\w-]*)/g, (_, name: string) => `.${renamed(name)}`)
    : css;
  const dark = config.renamedClasses ? renamed('dark') : 'dark';
  const attributes = `lang="${config.language}"${config.dark ? ` class="${dark}"` : ''}`;
  const data = JSON.stringify(config).replace(/&/g, '&amp;').replace(/"/g, '&quot;');
  const body = `<!doctype html>
<html ${attributes} data-double="${data}"><head><meta charset="utf-8"><title>Outlook</title>
<style nonce="${NONCE}">${style}</style></head>
<body><script type="module" nonce="${NONCE}" src="/_double/app.ts"></script></body></html>`;
  const policy = [...POLICY, ...(config.trustedTypes ? TRUSTED_TYPES : [])].join('; ');
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy };
  return { status: 200, headers, body };
}

function script(pathname: string): DoubleResponse {
  const name = /^\/_double\/([\w-]+\.ts)$/.exec(pathname)?.[1];
  if (name === undefined) return { status: 404, headers: {}, body: '' };
  const body = stripTypeScriptTypes(readFileSync(new URL(name, PAGE), 'utf8'));
  return { status: 200, headers: { 'content-type': 'text/javascript; charset=utf-8' }, body };
}

function json(status: number, value: unknown): DoubleResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
