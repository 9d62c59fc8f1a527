import { HELLO, pasteEvent, readyEvent } from './paste-names.ts';

/** Pastes into `field` from the page's own world; false when nobody there took it. */
export type PasteInPage = (field: HTMLElement, text: string, html?: string) => boolean;

/**
 * The content script's half of pasting in the page's world. Firefox shows the page an empty clipboard when a content
 * script dispatches the event itself, so there the event must be made on the other side.
 *
 * For the content script's entry: build a second content script from `paste-main.ts` (`world: 'MAIN'`,
 * `runAt: 'document_start'`, same matches), whose `main` is `installPasteMain(document)`, and hand
 * `createPasteBridge(document)` to the mailbox. Without the other half the returned function just answers false.
 */
export function createPasteBridge(page: Document): PasteInPage {
  let nonce: string | null = null;
  return (field, text, html = '') => {
    nonce ??= greet(page);
    if (nonce === null) return false;
    const event = new CustomEvent(pasteEvent(nonce), {
      detail: JSON.stringify({ text, html }), // a string crosses the border between the worlds, an object may not
      bubbles: true,
      cancelable: true,
    });
    return !field.dispatchEvent(event);
  };
}

/** Agrees on a name with the other half; null when there is none. */
function greet(page: Document): string | null {
  const nonce = crypto.randomUUID();
  let heard = false;
  const hear = () => {
    heard = true;
  };
  page.addEventListener(readyEvent(nonce), hear, { once: true });
  page.dispatchEvent(new CustomEvent(HELLO, { detail: nonce }));
  page.removeEventListener(readyEvent(nonce), hear);
  return heard ? nonce : null;
}
