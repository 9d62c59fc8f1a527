import { compact, gist, parseInert, stands } from '../dom/html.ts';
import { climb } from '../dom/ladder.ts';
import { tellInput } from '../dom/write.ts';
import { sometimes } from './selectors.ts';

const KEPT = [sometimes.signature, sometimes.signaturePrefix, sometimes.quote];

/** What the person sees above signature and quote, as HTML; empty when nothing stands there. */
export function readBody(body: HTMLElement): string {
  const copy = withoutKept(body);
  return stands(copy) ? copy.innerHTML.trim() : '';
}

/** Does the body hold something besides signature and quote? */
export function bodyStands(body: HTMLElement): boolean {
  return stands(withoutKept(body));
}

/** Does the body hold this text with these links, above signature and quote? */
export function bodyHolds(body: HTMLElement, html: string): boolean {
  return gist(withoutKept(body)) === gist(parseInert(html));
}

/**
 * Writes at the start of the body, above signature and quote, as one step that the person's own Undo takes back.
 * The caller has made sure that nothing stands there.
 *
 * @returns whether the text was read back and signature and quote are as they were
 */
export function writeBody(body: HTMLElement, html: string): boolean {
  const before = keptOf(body);
  body.focus();
  placeCaret(body);
  body.ownerDocument.execCommand('insertHTML', false, safe(html));
  tellInput(body);
  return bodyHolds(body, html) && keptOf(body) === before;
}

function withoutKept(body: HTMLElement): HTMLElement {
  const copy = body.cloneNode(true);
  if (!(copy instanceof HTMLElement)) return body;
  for (const ladder of KEPT) {
    for (const how of ladder.steps) for (const kept of copy.querySelectorAll(String(how))) kept.remove();
  }
  return copy;
}

/** Signature and quote as text, to see that writing has not touched them. */
function keptOf(body: HTMLElement): string {
  return KEPT.map((ladder) => compact(climb(body, ladder)?.element.textContent ?? '')).join('\n');
}

/** The caret before everything, but never inside the signature or the quote. */
function placeCaret(body: HTMLElement): void {
  const page = body.ownerDocument;
  const first = body.firstChild;
  const inKept =
    first instanceof HTMLElement && KEPT.some((l) => l.steps.some((how) => first.matches(String(how))));
  const line = inKept ? newLine(body) : body;
  page.getSelection()?.collapse(line, 0);
}

function newLine(body: HTMLElement): HTMLElement {
  const line = body.ownerDocument.createElement('div');
  line.append(body.ownerDocument.createElement('br'));
  body.prepend(line);
  return line;
}

function safe(html: string): string {
  return parseInert(html).innerHTML;
}
