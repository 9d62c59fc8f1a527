import { type Fragment, type Schema, Slice } from '@tiptap/pm/model';
import { type EditorState, Selection, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { cleanPaste, countPicturesLeftOut, textToHtml } from '../../../lib/core/editor/clean-paste.ts';
import type { DocNode } from '../../../lib/core/editor/doc.ts';
import { readDoc } from '../../../lib/core/editor/read.ts';
import { writeBlocks, writeInline } from '../../../lib/core/editor/write.ts';
import { forbiddenIn } from '../../../lib/core/library/forbidden.ts';
import { TemplateError } from '../../../lib/core/template/error.ts';

const own = /<div data-utskick-copy[^>]*>([\s\S]*)<\/div>/;

/** What the clipboard holds, for this place: from our own editor as it was, from elsewhere cleaned. */
export function sliceOf(schema: Schema, clipboard: { html: string; text: string }): Slice {
  const { html, text } = clipboard;
  const [, copied = ''] = own.exec(html) ?? [];
  if (copied && isHarmless(copied)) return readSlice(schema, copied);
  return readSlice(schema, html ? cleanPaste(html) : textToHtml(text));
}

function isHarmless(copied: string): boolean {
  try {
    return forbiddenIn(copied).length === 0;
  } catch (error) {
    if (error instanceof TemplateError) return false;
    throw error;
  }
}

/** The first and the last line join the lines they are put between. */
export function readSlice(schema: Schema, html: string): Slice {
  const { content } = schema.nodeFromJSON(readDoc(html));
  const isLine = (node: { type: { name: string } } | null): boolean => node?.type.name === 'paragraph';
  return new Slice(content, isLine(content.firstChild) ? 1 : 0, isLine(content.lastChild) ? 1 : 0);
}

/** Puts it in the place of what is selected. Several lines take the place of an empty one, so that the first stays what it was. */
const pasted =
  (slice: Slice) =>
  ({ tr, selection: { $from, empty } }: EditorState): Transaction => {
    const isEmptyLine = empty && $from.parent.isTextblock && $from.parent.content.size === 0;
    if (!isEmptyLine || slice.content.childCount < 2) return tr.replaceSelection(slice).scrollIntoView();
    const end = $from.before() + slice.content.size;
    tr.replaceWith($from.before(), $from.after(), slice.content);
    return tr.setSelection(Selection.near(tr.doc.resolve(end), -1)).scrollIntoView();
  };

/**
 * Paste and drop are taken before ProseMirror looks at them: it would build the foreign HTML first, and what acts in
 * it would run into the page's policy.
 *
 * @param onTaken - told of what has come in how many pictures were left out
 */
export const clipboardEvents = (onTaken: (picturesLeftOut: number) => void) => ({
  paste: (view: EditorView, event: ClipboardEvent): boolean =>
    take(view, event, event.clipboardData, onTaken),
  drop: (view: EditorView, event: DragEvent): boolean => {
    // What is moved within the text keeps to ProseMirror's own way.
    if (view.dragging) return false;
    const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
    if (at) view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(at.pos))));
    return take(view, event, event.dataTransfer, onTaken);
  },
});

/** @returns whether it was ours; files and the like are left to the browser, which does nothing with them here */
function take(
  view: EditorView,
  event: Event,
  data: DataTransfer | null,
  onTaken: (picturesLeftOut: number) => void,
): boolean {
  const clipboard = { html: data?.getData('text/html') ?? '', text: data?.getData('text/plain') ?? '' };
  if (!clipboard.html && !clipboard.text) return false;
  event.preventDefault();
  view.dispatch(pasted(sliceOf(view.state.schema, clipboard))(view.state));
  onTaken(own.test(clipboard.html) ? 0 : countPicturesLeftOut(clipboard.html));
  return true;
}

/** Copied text is the HTML itself, so that nothing of it is lost on the way to another place of the mail. */
export function copyHtml(fragment: Fragment): string {
  // ProseMirror's JSON of our schema.
  const nodes = (fragment.toJSON() ?? []) as DocNode[];
  return fragment.firstChild?.isInline ? writeInline(nodes) : writeBlocks(nodes);
}

/** In the shape that the view asks for. */
export const clipboardSerializer = {
  serializeFragment(
    fragment: Fragment,
    { document: page = document }: { document?: Document } = {},
  ): DocumentFragment {
    const whole = page.createDocumentFragment();
    // Not in a page: nothing in it loads or acts.
    const template = page.createElement('template');
    template.innerHTML = `<div data-utskick-copy>${copyHtml(fragment)}</div>`;
    whole.append(template.content);
    return whole;
  },
};
