import { browser } from 'wxt/browser';

/** What travels: the name of a message in `contract/messages.ts` and its request. */
export interface Envelope {
  utskick: string;
  request: unknown;
  /** Window of a page that stands in no tab (side panel); believed from our own pages only. */
  windowId?: number;
}

/** What comes back. `answered` is false when the message was not taken, or the handler broke. */
export type Answer = { answered: true; value: unknown } | { answered: false; message: string };

/** A message that got no proper answer; never an expected failure of the thing asked for. */
export class MessagingError extends Error {
  override readonly name = 'MessagingError';
  readonly kind: 'orphaned' | 'unanswered' | 'refused';

  constructor(kind: MessagingError['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

/** True in a content script whose extension has been updated, reloaded or removed: nothing can be asked any more. */
export function orphaned(): boolean {
  return !browser.runtime?.id;
}

export function isEnvelope(message: unknown): message is Envelope {
  return (
    typeof message === 'object' &&
    message !== null &&
    'utskick' in message &&
    typeof message.utskick === 'string'
  );
}

/**
 * Waits for what one of the browser's functions answers. In a worker that is being stopped they all fail with
 * Chromium's “No SW”, from which nothing may be concluded, such as that a tab is gone: the worker waits for its end,
 * and whoever asked it hears that it was stopped.
 */
export async function unlessStopped<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.message === 'No SW') return new Promise(() => undefined);
    throw error;
  }
}

/** Runs a handler and turns what it throws into an answer, so that the asker always hears something. */
export async function answerWith(name: string, run: () => Promise<unknown>): Promise<Answer> {
  try {
    return { answered: true, value: await unlessStopped(run()) };
  } catch (error) {
    // The one place where a broken handler is made visible; ids and names only, requests are not logged.
    console.error(`message ${name}`, error);
    return { answered: false, message: error instanceof Error ? error.message : String(error) };
  }
}
