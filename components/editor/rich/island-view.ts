import type { NodeViewRendererProps } from '@tiptap/core';
import { t } from '../../i18n.ts';
import { framed } from '../../tasks/framed.ts';

/** Asks the person for other source; null leaves it. */
export type EditSource = (source: string) => Promise<string | null>;

/**
 * HTML that the editor cannot hold in its own terms: shown where it stands, in a frame without script, and changed by
 * its source.
 */
export function islandView(edit: EditSource) {
  return ({ node, editor, getPos }: NodeViewRendererProps) => {
    const dom = document.createElement('div');
    dom.className = 'island';
    dom.contentEditable = 'false';
    const source = String(node.attrs.source);
    const change = async (): Promise<void> => {
      const changed = await edit(source);
      const pos = getPos();
      if (changed === null || pos === undefined) return;
      editor.view.dispatch(editor.state.tr.setNodeAttribute(pos, 'source', changed));
    };
    dom.append(islandBar(source, () => void change()));
    if (isVisible(source)) dom.append(islandFrame(source));
    return { dom, ignoreMutation: () => true, stopEvent: (event: Event) => event.target !== dom };
  };
}

function islandBar(source: string, onEdit: () => void): HTMLElement {
  const bar = document.createElement('div');
  bar.className = 'island-bar';
  const name = document.createElement('code');
  name.textContent = source.trim().slice(0, 60);
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button small';
  button.textContent = t('editor.editSource');
  button.addEventListener('click', onEdit);
  bar.append(name, button);
  return bar;
}

function islandFrame(source: string): HTMLElement {
  const frame = document.createElement('iframe');
  frame.sandbox.value = '';
  frame.title = t('editor.island');
  frame.srcdoc = framed(source, { images: true });
  return frame;
}

/** Comments and styles alone show nothing. */
function isVisible(source: string): boolean {
  return (
    source.replaceAll(/<!--[\s\S]*?-->|<style[\s\S]*?<\/style>|<[^>]*>/gi, '').trim() !== '' ||
    /<img/i.test(source)
  );
}
