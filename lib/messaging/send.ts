import { browser } from 'wxt/browser';
import type {
  MessageName,
  MessageRequest,
  MessageResponse,
  TabMessageName,
  TabMessageRequest,
  TabMessageResponse,
} from '../contract/messages.ts';
import { type Answer, type Envelope, MessagingError, orphaned, unlessStopped } from './wire.ts';

export type Ask = <N extends MessageName>(name: N, request: MessageRequest<N>) => Promise<MessageResponse<N>>;
export type AskTab = <N extends TabMessageName>(
  tabId: number,
  name: N,
  request: TabMessageRequest<N>,
) => Promise<TabMessageResponse<N>>;

/**
 * Asks the background. Expected failures come as a `Result` in the response where the table says so.
 *
 * @throws {MessagingError} `orphaned`: this page's extension was updated or removed, stop and clean up;
 *   `unanswered`: nobody listens; `refused`: the background would not take it, or broke on it
 */
export const ask: Ask = async (name, request) => {
  const answer = await deliver(() =>
    browser.runtime.sendMessage({ utskick: name, request } satisfies Envelope),
  );
  // The background types its handlers by the same table.
  return answer as MessageResponse<typeof name>;
};

/**
 * `ask` for a page of ours that stands in no tab: the background is told which window it is in.
 *
 * @param windowId - answers null where it is not known, or the browser itself vouches for it
 */
export function askFrom(windowId: () => Promise<number | null>): Ask {
  return async (name, request) => {
    const own = await windowId();
    const envelope: Envelope = { utskick: name, request, ...(own !== null && { windowId: own }) };
    const answer = await deliver(() => browser.runtime.sendMessage(envelope));
    // As in `ask`.
    return answer as MessageResponse<typeof name>;
  };
}

/**
 * Asks the content script in the top frame of a tab; only the background can.
 *
 * @throws {MessagingError} as `ask`; `unanswered` when the tab is gone or has no content script of ours
 */
export const askTab: AskTab = async (tabId, name, request) => {
  const envelope: Envelope = { utskick: name, request };
  const answer = await deliver(() => browser.tabs.sendMessage(tabId, envelope, { frameId: 0 }));
  // The content script types its handlers by the same table; the caller checks what it stores.
  return answer as TabMessageResponse<typeof name>;
};

async function deliver(send: () => Promise<unknown>): Promise<unknown> {
  let answer: Answer | undefined;
  try {
    // Whoever answers is our own code of the same build (see handle.ts).
    answer = (await unlessStopped(send())) as Answer | undefined;
  } catch (error) {
    throw new MessagingError(orphaned() ? 'orphaned' : 'unanswered', reasonOf(error));
  }
  if (!answer) throw new MessagingError(orphaned() ? 'orphaned' : 'unanswered', 'no answer to the message');
  if (!answer.answered) throw new MessagingError('refused', answer.message);
  return answer.value;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
