import { browser } from 'wxt/browser';
import { bodyText, type Watcher } from '../../lib/background/watcher.ts';

/** Gmail posts what it sends, saves and takes back to `/sync/u/N/i/s`. */
const observed = { urls: ['https://mail.google.com/sync/*'] };

/**
 * Observes the mail site's own requests, never in their way. Must be called synchronously at start: these events wake
 * a stopped worker only if their listeners are there at once.
 */
export function watchRequests(watcher: Watcher): void {
  const { onBeforeRequest, onCompleted, onErrorOccurred } = browser.webRequest;
  onBeforeRequest.addListener(
    ({ requestId, url, requestBody }) => {
      void watcher.asked(requestId, url, bodyText(requestBody));
      return undefined;
    },
    observed,
    ['requestBody'],
  );
  onCompleted.addListener(
    ({ requestId, statusCode }) => void watcher.ended({ requestId, status: statusCode }),
    observed,
  );
  onErrorOccurred.addListener(({ requestId }) => void watcher.ended({ requestId, status: null }), observed);
}
