import { HELLO, pasteEvent, readyEvent } from './paste-names.ts';
import { paste } from './write.ts';

/**
 * The page's half of `paste-bridge.ts`, for a content script in the MAIN world. It does one thing: dispatches a paste
 * with the given text and HTML on the element the request was sent to. The page can hear it, so it carries only what
 * will stand in the compose window anyway; and it gives the page nothing that it could not do itself.
 */
export function installPasteMain(page: Document): void {
  page.addEventListener(HELLO, (hello) => {
    const nonce: unknown = hello instanceof CustomEvent ? hello.detail : null;
    if (typeof nonce !== 'string') return;
    page.addEventListener(pasteEvent(nonce), answer, { capture: true });
    page.dispatchEvent(new CustomEvent(readyEvent(nonce)));
  });
}

function answer(request: Event): void {
  request.stopImmediatePropagation();
  const data = request instanceof CustomEvent ? parse(request.detail) : null;
  if (!data || !(request.target instanceof HTMLElement)) return;
  if (paste(request.target, data.text, data.html)) request.preventDefault();
}

function parse(detail: unknown): { text: string; html: string } | null {
  if (typeof detail !== 'string') return null;
  try {
    const { text, html }: { text?: unknown; html?: unknown } = JSON.parse(detail);
    return typeof text === 'string' ? { text, html: typeof html === 'string' ? html : '' } : null;
  } catch {
    return null; // not ours
  }
}
