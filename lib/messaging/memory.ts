import type { MessageResponse } from '../contract/messages.ts';
import { type Caller, dispatch, type Handlers } from './handle.ts';
import type { Ask } from './send.ts';
import { MessagingError } from './wire.ts';

/**
 * `ask` without a browser: the same checks and handlers, and values copied as a message would copy them. For tests.
 *
 * @param caller - who is asking; the popup unless said otherwise
 */
export function askInMemory(handlers: Handlers, caller: Partial<Caller> = {}): Ask {
  const from: Caller = {
    from: 'page',
    tabId: null,
    windowId: 1,
    url: 'chrome-extension://own/popup.html',
    ...caller,
  };
  return async (name, request) => {
    const answer = await dispatch(handlers, name, structuredClone(request), from);
    if (!answer.answered) throw new MessagingError('refused', answer.message);
    // The handlers are typed by the same table.
    return structuredClone(answer.value) as MessageResponse<typeof name>;
  };
}
