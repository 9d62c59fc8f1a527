import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { defaultConfig, type GmailConfig } from './page/config.ts';
import { renamedClass } from './page/dom.ts';

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
  kind: 'send' | 'draft' | 'undo' | 'discard' | 'schedule';
  id: string;
  to: string[];
  cc: string[];
  bcc: string[];
  subject: string;
  html: string;
  answer: Answer;
}

export interface GmailDouble {
  config: GmailConfig;
  /** All requests to `/sync` in the order they came. */
  log: SyncEntry[];
  /** Messages that were accepted for sending and not taken back. */
  sent(): SyncEntry[];
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

/**
 * A Gmail of our own, as far as a new message in a docked window goes: built late and in steps, recipients reset once,
 * drafts saved and messages sent by request, undo, failures, scheduling, discarding. One function answers requests, so
 * that Playwright's `route` and a plain server can both serve it at the real origin.
 */
export function gmailDouble(options: Partial<GmailConfig> = {}): GmailDouble {
  const config = { ...defaultConfig, ...options };
  const log: SyncEntry[] = [];
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
      const { pathname } = new URL(request.url);
      if (pathname.startsWith('/_double/')) return script(pathname);
      if (!/^\/sync\/u\/\d+\/i\/s$/.test(pathname)) return page(config);
      const entry = readSync(request.body, answer);
      log.push(entry);
      if (slowMs > 0) await new Promise((resolve) => setTimeout(resolve, slowMs));
      return answerSync(entry);
    },
  };
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

function page(config: GmailConfig): DoubleResponse {
  const css = readFileSync(new URL('style.css', PAGE), 'utf8');
  const style = config.renamedClasses
    ? css.replace(/\.([A-Za-z][\w-]*)/g, (_, name: string) => `.${renamedClass(name)}`)
    : css;
  const attributes = `lang="${config.language}"${config.dark ? ` class="${config.renamedClasses ? renamedClass('dark') : 'dark'}"` : ''}`;
  const data = JSON.stringify(config).replace(/&/g, '&amp;').replace(/"/g, '&quot;');
  const body = `<!doctype html>
<html ${attributes} data-double="${data}"><head><meta charset="utf-8"><title>Gmail</title>
<style nonce="${NONCE}">${style}</style></head>
<body class="aiw"><script type="module" nonce="${NONCE}" src="/_double/app.ts"></script></body></html>`;
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY };
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

/** The double's own page wrote it, so places are known; what else comes is an error of the test. */
function readSync(body: string, answer: Answer): SyncEntry {
  const change: unknown[] = JSON.parse(body)[1][0][0][1][1];
  const empty = { to: [], cc: [], bcc: [], subject: '', html: '', answer };
  const labels = change[6];
  if (Array.isArray(labels)) {
    const [add, , ids] = labels;
    return { kind: add.includes('^k') ? 'discard' : 'undo', id: ids[0], ...empty };
  }
  const wrapped = change[13];
  if (!Array.isArray(wrapped)) throw new TypeError('neither a message nor a change of labels');
  const [message] = wrapped;
  const kind = message[10].includes('^pfg')
    ? 'send'
    : message[10].includes('^scheduled')
      ? 'schedule'
      : 'draft';
  const list = (value: unknown) => (Array.isArray(value) ? value.map((entry) => String(entry[1])) : []);
  const html = String(message[8][1][0][1]);
  const addresses = { to: list(message[2]), cc: list(message[3]), bcc: list(message[4]) };
  return { kind, id: String(message[0]), ...addresses, subject: String(message[7]), html, answer };
}
