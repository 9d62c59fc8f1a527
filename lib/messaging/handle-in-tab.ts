import { browser } from 'wxt/browser';
import type { TabMessageName, TabMessageRequest, TabMessageResponse } from '../contract/messages.ts';
import { type Answer, answerWith, isEnvelope } from './wire.ts';

/** What a content script answers to the background. */
export type TabHandlers = {
  [N in TabMessageName]: (request: TabMessageRequest<N>) => Promise<TabMessageResponse<N>>;
};

/**
 * Answers the background in this tab until `stop`. Imports no schema: the only sender is our own background, whose
 * requests are typed by the same table, and Zod would be most of the bundle in the mail page.
 */
export function handleInTab(handlers: TabHandlers, stop: AbortSignal): void {
  const listener = (
    message: unknown,
    sender: { id?: string; tab?: unknown },
    respond: (answer: Answer) => void,
  ) => {
    if (!isEnvelope(message) || !Object.hasOwn(handlers, message.utskick)) return undefined;
    if (sender.id !== browser.runtime.id || sender.tab !== undefined) return undefined;
    // Own key of the map (checked above); the request fits it by the shared table.
    const handler = handlers[message.utskick as TabMessageName] as (request: unknown) => Promise<unknown>;
    void answerWith(message.utskick, () => handler(message.request)).then(respond);
    return true;
  };
  browser.runtime.onMessage.addListener(listener);
  stop.addEventListener('abort', () => browser.runtime.onMessage.removeListener(listener), { once: true });
}
