import './speak-english.ts';
import type { Editor } from '@tiptap/core';
import { TextSelection } from '@tiptap/pm/state';
import { afterEach } from 'vitest';
import { makeRichEditor } from '../../components/editor/rich/rich-editor.ts';

const open: Editor[] = [];
afterEach(() => {
  for (const editor of open.splice(0)) editor.destroy();
});

/** The editor with a text, taken away after the test. */
export function edit(html: string): Editor {
  const editor = makeRichEditor({
    element: document.createElement('div'),
    html,
    label: 'Text',
    editSource: async () => null,
    onLink: () => undefined,
    onChange: () => undefined,
    onState: () => undefined,
    onTaken: () => undefined,
  });
  open.push(editor);
  return editor;
}

/** Selects a text, or sets the cursor behind it. */
export function select(editor: Editor, text: string, isCursor = false): void {
  editor.state.doc.descendants((node, pos) => {
    const at = node.text?.indexOf(text) ?? -1;
    if (at < 0) return;
    const { doc, tr } = editor.state;
    const end = pos + at + text.length;
    editor.view.dispatch(tr.setSelection(TextSelection.create(doc, isCursor ? end : pos + at, end)));
  });
}
