import { browser } from 'wxt/browser';
import {
  type MessageName,
  type MessageResponse,
  messages,
  type ParsedMessage,
} from '../contract/messages.ts';
import { mailHosts } from '../core/compose/hosts.ts';
import { type Answer, answerWith, isEnvelope } from './wire.ts';

/** Who asks, as the browser vouches for it. `tabId` is null for the popup and the side panel. */
export interface Caller {
  from: 'page' | 'content';
  tabId: number | null;
  windowId: number | null;
  url: string;
}

/** A missing or misspelt handler is a type error. */
export type Handlers = {
  [N in MessageName]: (request: ParsedMessage<N>, caller: Caller) => Promise<MessageResponse<N>>;
};

/** As much of `runtime.MessageSender` as is looked at. */
export interface Sender {
  id?: string | undefined;
  url?: string | undefined;
  /** Of the document, also where its address says nothing (`about:blank`); not every browser tells it. */
  origin?: string | undefined;
  tab?: { id?: number | undefined; windowId?: number | undefined } | undefined;
}

/**
 * Takes up messages in the background. Call it synchronously at start, so that a message can wake the worker.
 *
 * @param ready - what each handler waits for: the tidying up after a start of the browser
 */
export function handle(handlers: Handlers, ready: Promise<unknown> = Promise.resolve()): void {
  browser.runtime.onMessage.addListener(
    (message: unknown, sender: Sender, respond: (answer: Answer) => void) => {
      if (!isEnvelope(message)) return undefined;
      // A promise as return value is not understood by every browser; `true` and the callback are.
      const caller = callerOf(sender, browser.runtime.id, message.windowId);
      const run = (): Promise<Answer> => dispatch(handlers, message.utskick, message.request, caller);
      void ready.then(run, run).then(respond);
      return true;
    },
  );
}

/** Checks sender and request of one message by the table and runs its handler. */
export async function dispatch(
  handlers: Handlers,
  name: string,
  request: unknown,
  caller: Caller | null,
): Promise<Answer> {
  if (!isMessageName(name)) return { answered: false, message: `no message is called ${name}` };
  const allowed: readonly string[] = messages[name].from;
  if (!caller || !allowed.includes(caller.from)) {
    return { answered: false, message: `${name} may not be asked from here` };
  }
  const parsed = messages[name].request.safeParse(request);
  if (!parsed.success) return { answered: false, message: `${name}: ${listIssues(parsed.error.issues)}` };
  // `parsed` came from the schema of this very name.
  const handler = handlers[name] as (request: unknown, caller: Caller) => Promise<unknown>;
  return answerWith(name, () => handler(parsed.data, caller));
}

/**
 * Who a message comes from, by what the browser says of it (a page cannot forge it); null for anybody else.
 * A page of ours has an extension address: with `use_dynamic_url` not the one of `runtime.getURL`.
 *
 * @param ownWindowId - window that the sender says it stands in; counts only for a page of ours that has no tab
 */
export function callerOf(sender: Sender, ownId: string, ownWindowId?: number): Caller | null {
  const url = addressOf(sender);
  if (sender.id !== ownId || !url) return null;
  const place = { tabId: sender.tab?.id ?? null, windowId: sender.tab?.windowId ?? null, url: url.href };
  if (/^(chrome|moz)-extension:$/.test(url.protocol))
    return { from: 'page', ...place, windowId: place.windowId ?? ownWindowId ?? null };
  return sender.tab && isMailPage(url) ? { from: 'content', ...place } : null;
}

/** A window that the mail page has opened empty, and fills, counts as the page's own. */
function addressOf({ url, origin }: Sender): URL | null {
  const isEmpty = url?.startsWith('about:') ?? false;
  const known = isEmpty ? origin : url;
  return known && URL.canParse(known) ? new URL(known) : null;
}

function isMailPage(url: URL): boolean {
  if (url.protocol === 'https:') return mailHosts.some((host) => host === url.hostname);
  const loopback = url.hostname === '127.0.0.1' || url.hostname === 'localhost';
  return url.protocol === 'http:' && loopback && url.pathname.startsWith('/practice');
}

function isMessageName(name: string): name is MessageName {
  return Object.hasOwn(messages, name);
}

function listIssues(issues: readonly { path: PropertyKey[]; message: string }[]): string {
  return issues.map((issue) => `${issue.path.join('.') || 'request'}: ${issue.message}`).join('; ');
}
