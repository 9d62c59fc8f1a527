import { browser } from 'wxt/browser';
import { bodyText, type Ended, type Watcher } from '../../lib/background/watcher.ts';
import { watchedSites } from '../../lib/mailbox/watched.ts';

/** The page, or its end, has called the request off: in Chromium, and in Firefox. */
const cancellations: ReadonlySet<string> = new Set(['net::ERR_ABORTED', 'NS_BINDING_ABORTED']);

/**
 * Observes the mail site's own requests, never in their way. Must be called synchronously at start: these events wake
 * a stopped worker only if their listeners are there at once.
 */
export function watchRequests(watcher: Watcher): void {
  const { onBeforeRequest, onBeforeSendHeaders, onResponseStarted, onErrorOccurred } = browser.webRequest;
  /** Bodies of requests whose headers, which come a moment later, are needed too. */
  const bodies = new Map<string, string>();
  for (const { urls, needsHeaders } of watchedSites) {
    const observed = { urls: [...urls] };
    onBeforeRequest.addListener(
      ({ requestId, tabId, url, requestBody }) => {
        const body = bodyText(requestBody);
        if (needsHeaders) bodies.set(requestId, body);
        else void watcher.asked({ requestId, tabId, url, body, headers: {} });
        return undefined;
      },
      observed,
      ['requestBody'],
    );
    if (needsHeaders) {
      // The site's own headers need no `extraHeaders`, which Firefox does not know.
      onBeforeSendHeaders.addListener(
        ({ requestId, tabId, url, requestHeaders }) => {
          const body = bodies.get(requestId) ?? '';
          bodies.delete(requestId);
          void watcher.asked({ requestId, tabId, url, body, headers: byName(requestHeaders) });
          return undefined;
        },
        observed,
        ['requestHeaders'],
      );
    }
    const ended = (end: Ended): void => {
      bodies.delete(end.requestId);
      void watcher.ended(end);
    };
    // Not when the answer is complete: a window that closes after its send does not wait for that.
    onResponseStarted.addListener(
      ({ requestId, statusCode }) => ended({ requestId, status: statusCode, isCancelled: false }),
      observed,
    );
    onErrorOccurred.addListener(
      ({ requestId, error }) => ended({ requestId, status: null, isCancelled: cancellations.has(error) }),
      observed,
    );
  }
}

function byName(
  headers: readonly { name: string; value?: string | undefined }[] | undefined,
): Record<string, string> {
  return Object.fromEntries((headers ?? []).map(({ name, value }) => [name.toLowerCase(), value ?? '']));
}
