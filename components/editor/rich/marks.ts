import { Mark, type MarkConfig } from '@tiptap/core';
import { defaultTags, type MarkType, markTypes } from '../../../lib/core/editor/doc.ts';
import { tagName } from '../../../lib/core/editor/open-tag.ts';
import { viewAttributes } from './view-attributes.ts';

const keys: Partial<Record<MarkType, string>> = { bold: 'Mod-b', italic: 'Mod-i', underline: 'Mod-u' };
/** What a browser makes of the person's typing; everything else comes from `readDoc`. */
const typed: Partial<Record<MarkType, string[]>> = {
  bold: ['strong', 'b'],
  italic: ['em', 'i'],
  underline: ['u'],
  strike: ['s'],
};

function mark(name: MarkType) {
  const key = keys[name];
  const config: Partial<MarkConfig> = {
    addAttributes: () => ({
      open: { default: null, rendered: false, parseHTML: () => null },
      depth: { default: null, rendered: false, parseHTML: () => null },
    }),
    // Of what is known by its tag alone there may be several around a text.
    ...(name === 'inline' && { excludes: '' }),
    // What is written behind a link does not lead anywhere.
    inclusive: name !== 'link',
    parseHTML: () => (typed[name] ?? []).map((tag) => ({ tag })),
    renderHTML: ({ mark: { attrs } }) => {
      const open = attrs.open ?? defaultTags[name];
      const tag = tagName(open) || 'span';
      return [tag, { ...viewAttributes(open), ...(name === 'link' && { class: 'link' }) }, 0];
    },
    ...(key && {
      addKeyboardShortcuts() {
        return { [key]: () => this.editor.commands.toggleMark(name) };
      },
    }),
  };
  return Mark.create({ name, ...config });
}

export const marks = markTypes.map(mark);
