import type { Editor } from '@tiptap/core';
import { NodeSelection, TextSelection } from '@tiptap/pm/state';
import type { DocNode } from '../../../lib/core/editor/doc.ts';
import { pathAt } from '../../../lib/core/editor/locate.ts';

/** Selects what stands at a place of the HTML, and brings it into sight. */
export function showPlace(editor: Editor, offset: number): void {
  const { doc, tr } = editor.state;
  // The JSON of our schema.
  const path = pathAt(editor.getJSON() as DocNode, offset);
  let parent = doc;
  let pos = 0;
  for (const [depth, index] of path.entries()) {
    if (index >= parent.childCount) break;
    for (let before = 0; before < index; before += 1) pos += parent.child(before).nodeSize;
    parent = parent.child(index);
    if (depth < path.length - 1) pos += 1;
  }
  const isWhole = parent.isAtom && !parent.isText;
  const selection = isWhole
    ? NodeSelection.create(doc, pos)
    : parent.isText
      ? TextSelection.create(doc, pos, pos + parent.nodeSize)
      : TextSelection.near(doc.resolve(pos));
  editor.view.dispatch(tr.setSelection(selection).scrollIntoView());
  editor.view.focus();
}
