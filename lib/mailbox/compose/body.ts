import { findMarks } from '../../core/template/marks.ts';
import { withoutPreheader } from '../../core/template/preheader.ts';
import { compact, gist, parseInert, stands } from '../dom/html.ts';
import type { Ladder } from '../dom/ladder.ts';
import { waitFor } from '../dom/wait.ts';
import { tellInput } from '../dom/write.ts';
import { leaveNewTable, tablesIn, withLineBehind } from './after-table.ts';
import type { InsertHtml } from './anatomy.ts';
import { dropSeenLines, findHiddenLines, withoutHiddenLines } from './hidden-line.ts';
import { withOwnLines } from './own-lines.ts';

/** How a site's body is written: what in it is left alone, and the ways in. */
export interface Editor {
  kept: readonly Ladder[];
  ways: readonly InsertHtml[];
}

/** How long a page that has taken a text over may need to write it. */
const TAKEN_MS = 600;

/** What the person sees above signature and quote, as HTML; empty when nothing stands there. */
export function readBody(body: HTMLElement, kept: readonly Ladder[]): string {
  const copy = withoutKept(body, kept);
  return stands(copy) ? copy.innerHTML.trim() : '';
}

/**
 * Fields and prompts that are still to be replaced, in a subject and in a body as read: in its text, and in its
 * addresses, titles and whatever else its tags hold.
 *
 * @param known - those that our texts brought; what merely looks like one is somebody's own
 */
export function readMarks(subject: string, html: string, known: readonly string[]): string[] {
  if (known.length === 0) return [];
  if (!/\{\{|%7B%7B|\[\[|%5B%5B/i.test(html)) return findMarks(subject, known);
  const content = parseInert(html);
  const values = [...content.querySelectorAll('*')].flatMap((element) =>
    [...element.attributes].map(({ value }) => decoded(value)),
  );
  return findMarks([subject, content.textContent ?? '', ...values].join('\n'), known);
}

/** Some editors write braces and brackets of an address in percent signs. */
function decoded(address: string): string {
  if (!/%[57]B/i.test(address)) return address;
  try {
    return decodeURIComponent(address);
  } catch {
    // A percent sign of another writer's.
    return address.replaceAll(/%(?:7B|7D|5B|5D|20)/gi, (sign) => decodeURIComponent(sign));
  }
}

/** Does the body hold something besides signature and quote? */
export function bodyStands(body: HTMLElement, kept: readonly Ladder[]): boolean {
  return stands(withoutKept(body, kept));
}

/** Does the body hold this text with these links, above signature and quote? */
export function bodyHolds(body: HTMLElement, html: string, kept: readonly Ladder[]): boolean {
  return gist(withoutKept(body, kept)) === gist(withoutHiddenLines(parseInert(html)));
}

/**
 * Writes at the start of the body, above signature and quote, as one step that the person's own Undo takes back.
 * The caller has made sure that nothing stands there.
 *
 * @returns whether the text was read back and signature and quote are as they were
 */
export function writeBody(body: HTMLElement, html: string, editor: Editor): Promise<boolean> {
  return writeAt(body, html, editor, () =>
    body.ownerDocument.getSelection()?.collapse(lineAbove(body, editor), 0),
  );
}

/**
 * Writes over everything above signature and quote; only ever because the person asked for it. Their own Undo brings
 * it back.
 *
 * @returns whether the text was read back and signature and quote are as they were
 */
export function replaceBody(body: HTMLElement, html: string, editor: Editor): Promise<boolean> {
  return writeAt(body, html, editor, () => {
    const range = body.ownerDocument.createRange();
    range.selectNodeContents(body);
    const below = firstKept(body, editor.kept);
    // To the end of a line of its own: the browser would pull the last line down into what is kept.
    if (below) range.setEnd(newLine(below), 0);
    select(body, range);
  });
}

/**
 * Writes where the person's cursor was, paragraphs in lines of their own; at the start when it was nowhere, or inside
 * the quote. Only what begins the mail brings its preheader.
 *
 * @returns whether the text was read back and signature and quote are as they were
 */
export async function insertInBody(
  body: HTMLElement,
  mail: string,
  editor: Editor,
  caret: Range | null,
): Promise<boolean> {
  const before = keptOf(body, editor.kept);
  const isFirst = !bodyStands(body, editor.kept);
  const old = isFirst ? findHiddenLines(body) : [];
  const html = isFirst ? mail : withoutPreheader(mail);
  const wanted = compact(withoutHiddenLines(parseInert(html)).textContent ?? '');
  const counted = occurrences(body, wanted);
  body.focus();
  const place = caret && body.contains(caret.commonAncestorContainer) && !isInKept(body, caret, editor.kept);
  const lines = place ? withOwnLines(body, caret, html) : html;
  if (place) select(body, caret);
  else body.ownerDocument.getSelection()?.collapse(lineAbove(body, editor), 0);
  const taken = await insert(body, lines, editor, () => occurrences(body, wanted) > counted);
  if (taken) for (const line of old) line.remove();
  return taken && keptOf(body, editor.kept) === before;
}

/** What is selected in the page, or the place of the cursor. */
export function selectedIn(page: Document): Range | null {
  const selection = page.getSelection();
  return selection?.rangeCount ? selection.getRangeAt(0) : null;
}

/** Gives the body the keyboard, with the cursor where it was, or at the start of `first` when it was nowhere. */
export function focusBody(body: HTMLElement, first: Element, caret: Range | null): void {
  body.focus();
  if (caret && body.contains(caret.commonAncestorContainer)) select(body, caret);
  else body.ownerDocument.getSelection()?.collapse(first, 0);
}

async function writeAt(body: HTMLElement, html: string, editor: Editor, place: () => void): Promise<boolean> {
  const before = keptOf(body, editor.kept);
  const old = findHiddenLines(body);
  body.focus();
  place();
  const taken = await insert(body, html, editor, () => bodyHolds(body, html, editor.kept));
  if (taken) for (const line of old) line.remove();
  return taken && keptOf(body, editor.kept) === before;
}

/**
 * Tries one way after the other, and stops at the first that changed anything: a second one would double it. A page
 * that has taken the text over is given a moment to write it.
 */
async function insert(
  body: HTMLElement,
  html: string,
  { ways }: Editor,
  isThere: () => boolean,
): Promise<boolean> {
  const safe = withLineBehind(parseInert(html).innerHTML);
  const tables = tablesIn(body);
  const standing = body.innerHTML;
  const changed = () => isThere() || body.innerHTML !== standing || null;
  if (!holdsCursor(body)) return false; // hidden by its page: what is written goes elsewhere
  for (const way of ways) {
    const isTaken = way(body, safe);
    if (changed() || (isTaken && (await waitFor(changed, body, TAKEN_MS)))) break;
  }
  if (body.innerHTML !== standing) await waitFor(() => isThere() || null, body, TAKEN_MS);
  dropSeenLines(body);
  leaveNewTable(body, tables);
  tellInput(body);
  return isThere();
}

/** Would what is typed now come into the body? */
function holdsCursor(body: HTMLElement): boolean {
  const { activeElement } = body.ownerDocument;
  const anchor = body.ownerDocument.getSelection()?.anchorNode ?? null;
  return activeElement !== null && body.contains(activeElement) && body.contains(anchor);
}

/** The browser's own command: one step for Undo, and an `input` event that the page's editor hears. */
export const byCommand: InsertHtml = (body, html) => {
  body.ownerDocument.execCommand('insertHTML', false, html);
  return false; // it is there at once, or not at all
};

function withoutKept(body: HTMLElement, kept: readonly Ladder[]): HTMLElement {
  const copy = body.cloneNode(true);
  if (!(copy instanceof HTMLElement)) return body;
  for (const element of findKept(copy, kept)) element.remove();
  return withoutHiddenLines(copy);
}

function findKept(body: HTMLElement, kept: readonly Ladder[]): HTMLElement[] {
  return kept.flatMap(({ steps }) =>
    steps.flatMap((how) => [...body.querySelectorAll<HTMLElement>(typeof how === 'string' ? how : how.css)]),
  );
}

/** Signature and quote as text, to see that writing has not touched them. */
function keptOf(body: HTMLElement, kept: readonly Ladder[]): string {
  return findKept(body, kept)
    .map((element) => compact(element.textContent ?? ''))
    .join('\n');
}

function firstKept(body: HTMLElement, kept: readonly Ladder[]): HTMLElement | null {
  const inOrder = findKept(body, kept).sort((a, b) =>
    a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
  );
  return inOrder[0] ?? null;
}

function isInKept(
  body: HTMLElement,
  { startContainer, endContainer }: Range,
  kept: readonly Ladder[],
): boolean {
  return findKept(body, kept).some((one) => one.contains(startContainer) || one.contains(endContainer));
}

/** Where a line above everything begins; never inside the signature or the quote. */
function lineAbove(body: HTMLElement, { kept }: Editor): HTMLElement {
  const first = body.firstChild;
  const inKept = first instanceof HTMLElement && findKept(body, kept).includes(first);
  return inKept ? newLine(first) : body;
}

/** An empty line above an element. */
function newLine(below: HTMLElement): HTMLElement {
  const line = below.ownerDocument.createElement('div');
  line.append(below.ownerDocument.createElement('br'));
  below.before(line);
  return line;
}

function select(body: HTMLElement, range: Range): void {
  const selection = body.ownerDocument.getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
}

function occurrences(body: HTMLElement, text: string): number {
  return text === '' ? 0 : compact(body.textContent ?? '').split(text).length - 1;
}
