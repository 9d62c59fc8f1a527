import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import type { Ladder } from '../../../lib/mailbox/dom/ladder.ts';
import * as selectors from '../../../lib/mailbox/gmail/selectors.ts';
import { defaultConfig, type GmailConfig, type PageData, type Step } from './page/config.ts';
import { renamedClass } from './page/dom.ts';
import { defaultThreads } from './page/mails.ts';
import type { Draft } from './page/sync.ts';
import { type Message, type Person, type Thread, withMessage, withoutMessage } from './page/threads.ts';

/** How the double answers the next requests that would send (or, for `drafts`, save). */
export type Answer = 'ok' | 'error' | 'offline' | 'hang';

export interface DoubleRequest {
  method: string;
  url: string;
  body: string;
}
export interface DoubleResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** A request to `/sync`, as the double understood it; it wrote both ends itself. */
export interface SyncEntry {
  kind: 'send' | 'draft' | 'undo' | 'discard' | 'schedule' | 'archive';
  id: string;
  thread: string;
  /** Where it was posted: `u/0`, `b/<id>/u/0`. */
  owner: string;
  /** Mailbox the message leaves from; empty where the request does not say. */
  from: string;
  to: string[];
  cc: string[];
  bcc: string[];
  subject: string;
  html: string;
  answer: Answer;
  /** The message whole; null where only labels change. */
  draft: Draft | null;
}

export interface GmailDouble {
  config: GmailConfig;
  /** All requests to `/sync` in the order they came. */
  log: SyncEntry[];
  /** Messages that were accepted for sending and not taken back. */
  sent(): SyncEntry[];
  /** What lies in the mailbox now, own messages included. */
  threads(): Thread[];
  /** New mail in a thread; a page that is open sees it when it is loaded, or by `__refresh()`. */
  receive(threadId: string, message: Message, subject?: string): void;
  /** What sends, schedules, undos and discards are answered from now on. */
  answer(answer: Answer): void;
  /** Milliseconds before a request to `/sync` is answered. */
  slow(ms: number): void;
  /** `offline`: the connection breaks; `hang`: no answer ever comes. */
  handle(request: DoubleRequest): Promise<DoubleResponse | 'offline' | 'hang'>;
}

const PAGE = new URL('./page/', import.meta.url);
const NONCE = 'cGFnZS1kb3VibGU';
/** As Gmail's: scripts by nonce only, no frames, no HTML from text; inline styles, which mails need, are allowed. */
const POLICY = [
  `script-src 'nonce-${NONCE}' 'strict-dynamic'`,
  `style-src 'nonce-${NONCE}'`,
  "style-src-attr 'unsafe-inline'",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const SYNC_PATH = /^\/sync\/((?:b\/[^/]+\/)?u\/\d+)\/i\/s$/;

/**
 * A Gmail of our own: mailbox and threads, every kind of compose window, built late and in steps, recipients reset once,
 * drafts saved and messages sent by request, undo, failures, scheduling, discarding, pop-ups, several accounts. One
 * function answers requests, so that Playwright's `route` and a plain server can both serve it at the real origin.
 */
export function gmailDouble(options: Partial<GmailConfig> = {}): GmailDouble {
  const config = { ...defaultConfig, ...options };
  const log: SyncEntry[] = [];
  let threads = config.threads ?? defaultThreads;
  let answer: Answer = 'ok';
  let slowMs = 0;
  return {
    config,
    log,
    sent: () => sentNow(log),
    threads: () => threads,
    receive(threadId, message, subject = '') {
      threads = withMessage(threads, threadId, subject, message).map((thread) =>
        thread.id === threadId ? { ...thread, folder: 'inbox', unread: true } : thread,
      );
    },
    answer: (next) => {
      answer = next;
    },
    slow: (ms) => {
      slowMs = ms;
    },
    async handle(request) {
      const { pathname, searchParams } = new URL(request.url);
      if (pathname === '/_double/threads') return json(200, threads);
      if (pathname === '/_double/draft') return draftPage(log, searchParams.get('id') ?? '');
      if (pathname.startsWith('/_double/')) return script(pathname);
      const owner = SYNC_PATH.exec(pathname)?.[1];
      if (owner === undefined) return redirect(config, request.url) ?? page(config, threads);
      const entry = readSync(owner, request.body, answer);
      log.push(entry);
      if (slowMs > 0) await new Promise((resolve) => setTimeout(resolve, slowMs));
      if (entry.answer === 'ok') threads = changed(threads, entry);
      return answerSync(entry);
    },
  };
}

function changed(threads: Thread[], { kind, id, draft }: SyncEntry): Thread[] {
  const messageId = id.replace('msg-', '');
  if (kind === 'undo') return withoutMessage(threads, messageId);
  if (kind !== 'send' || !draft) return threads;
  const { from, to, cc, subject, html, thread } = draft;
  const text = [html.replace(/<[^>]*>/g, ' ').trim()];
  const message = { id: messageId, from, to, cc, when: '', text };
  return withMessage(threads, thread.replace('thread-', ''), subject, message);
}

/** `/mail/u/<address>/` leads to that account. */
function redirect({ accounts }: GmailConfig, url: string): DoubleResponse | null {
  const { pathname, search } = new URL(url);
  const address = /^\/mail\/u\/([^/]*@[^/]*)\//.exec(pathname)?.[1];
  if (address === undefined) return null;
  const at = accounts.findIndex(({ email }) => email === decodeURIComponent(address));
  return { status: 302, headers: { location: `/mail/u/${Math.max(0, at)}/${search}` }, body: '' };
}

/** Draft saves always succeed, unless the network is away. */
function answerSync(entry: SyncEntry): DoubleResponse | 'offline' | 'hang' {
  if (entry.answer === 'offline') return 'offline';
  if (entry.kind === 'draft' || entry.answer === 'ok')
    return json(200, [[[[10, 0, null, 527537]]], entry.id]);
  return entry.answer === 'hang' ? 'hang' : json(500, ['error']);
}

function sentNow(log: SyncEntry[]): SyncEntry[] {
  const done = log.filter(
    (entry) => entry.answer === 'ok' && (entry.kind === 'send' || entry.kind === 'undo'),
  );
  const last = new Map(done.map((entry) => [entry.id, entry]));
  return [...last.values()].filter((entry) => entry.kind === 'send');
}

function page(config: GmailConfig, threads: Thread[]): DoubleResponse {
  const css = readFileSync(new URL('style.css', PAGE), 'utf8');
  const style = config.renamedClasses
    ? css.replace(/\.([A-Za-z][\w-]*)/g, (_, name: string) => `.${renamedClass(name)}`)
    : css;
  const attributes = `lang="${config.language}"${config.dark ? ` class="${config.renamedClasses ? renamedClass('dark') : 'dark'}"` : ''}`;
  const data: PageData = { config, threads, withoutSteps: config.without.map(stepsOf) };
  const body = `<!doctype html>
<html ${attributes} data-double="${attribute(data)}"><head><meta charset="utf-8"><title>Gmail</title>
<style nonce="${NONCE}">${style}</style></head>
<body class="${config.renamedClasses ? renamedClass('aiw') : 'aiw'}"><script type="module" nonce="${NONCE}" src="/_double/app.ts"></script></body></html>`;
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY };
  return { status: 200, headers, body };
}

function attribute(value: unknown): string {
  return JSON.stringify(value).replace(/&/g, '&amp;').replace(/"/g, '&quot;');
}

/** Every way in which the adapter could find a part, so that a page without it can be shown. */
function stepsOf(part: string): Step[] {
  const groups = Object.values(selectors).flatMap((group): unknown[] => Object.values(group));
  const ladder = groups.find((one): one is Ladder => isLadder(one) && one.part === part);
  if (!ladder) throw new RangeError(`no ladder finds a part named ${part}`);
  return [...ladder.steps];
}

function isLadder(value: unknown): value is Ladder {
  return typeof value === 'object' && value !== null && 'part' in value && 'steps' in value;
}

/** A draft as a document: a page whose policy forbids HTML from text can only ask for one. */
function draftPage(log: SyncEntry[], id: string): DoubleResponse {
  const draft = log.findLast((entry) => entry.id === id && entry.draft !== null)?.draft;
  if (!draft) return { status: 404, headers: {}, body: '' };
  const body = `<!doctype html><html data-draft="${attribute(draft)}"><head></head><body>${draft.html}</body></html>`;
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
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

/** The double's own page wrote it, so places are known; what else comes is an error of the test. */
function readSync(owner: string, body: string, answer: Answer): SyncEntry {
  const [thread, change]: [string, unknown[]] = JSON.parse(body)[1][0][0][1];
  const empty = { from: '', to: [], cc: [], bcc: [], subject: '', html: '', draft: null };
  const labels = change[6];
  if (Array.isArray(labels)) {
    const [add, remove, ids] = labels;
    const kind = add.includes('^k') ? 'discard' : remove.includes('^i') ? 'archive' : 'undo';
    return { kind, id: ids[0], thread, owner, answer, ...empty };
  }
  const wrapped = change[13] ?? change[1];
  if (!Array.isArray(wrapped)) throw new TypeError('neither a message nor a change of labels');
  const [message, answers] = wrapped;
  const draft = readDraft(message, thread, String(answers ?? ''));
  const list = (people: Person[]) => people.map(({ email }) => email);
  const { to, cc, bcc, from, subject, html, id } = draft;
  const kind = kindOf(message[10]);
  const addresses = { from: from.email, to: list(to), cc: list(cc), bcc: list(bcc) };
  return { kind, id, thread, owner, answer, ...addresses, subject, html, draft };
}

function kindOf(labels: string[]): 'send' | 'schedule' | 'draft' {
  if (labels.includes('^pfg')) return 'send';
  return labels.includes('^scheduled') ? 'schedule' : 'draft';
}

function readDraft(message: unknown[], thread: string, answers: string): Draft {
  const person = ([, email, name]: unknown[]): Person => ({ email: String(email), name: String(name) });
  const people = (value: unknown): Person[] => (Array.isArray(value) ? value.map(person) : []);
  const [from] = people([message[1]]);
  if (!from) throw new TypeError('a message without sender');
  const [to, cc, bcc] = [people(message[2]), people(message[3]), people(message[4])];
  // Where the page's half has put them.
  const body = message[8] as [null, [[number, string]]];
  const html = body[1][0][1];
  return { id: String(message[0]), thread, answers, from, to, cc, bcc, subject: String(message[7]), html };
}
