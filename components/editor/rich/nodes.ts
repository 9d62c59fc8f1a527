import { Node, type NodeConfig } from '@tiptap/core';
import { defaultTags } from '../../../lib/core/editor/doc.ts';
import { tagName } from '../../../lib/core/editor/open-tag.ts';
import { imageAttributes, viewAttributes } from './view-attributes.ts';

/**
 * The nodes of `lib/core/editor/doc.ts` for the editor. None is ever read from the page's own HTML: documents come from
 * `readDoc`, and what is pasted goes through it too.
 */
type Defaults = Readonly<Record<string, string | number | null>>;

/** Attributes that are kept and not shown. Those of a text as it was written hold for that text alone. */
function keeping(defaults: Defaults) {
  return Object.fromEntries(
    Object.entries(defaults).map(([name, value]) => [
      name,
      {
        default: value,
        rendered: false,
        keepOnSplit: name !== 'source' && name !== 'read',
        parseHTML: () => value,
      },
    ]),
  );
}

const tags: Defaults = { before: '', open: null, close: null };
const holding: Defaults = { ...tags, after: '' };
const writing: Defaults = { ...tags, source: null, read: null };

function node(name: string, defaults: Defaults, config: Partial<NodeConfig>) {
  return Node.create({ name, addAttributes: () => keeping(defaults), ...config });
}

const doc = node('doc', { after: '' }, { topNode: true, content: 'block+' });
const text = Node.create({ name: 'text', group: 'inline' });

const paragraph = node('paragraph', writing, {
  group: 'block',
  content: 'inline*',
  priority: 1000,
  parseHTML: () => [{ tag: 'p' }, { tag: 'div' }],
  renderHTML: ({ node: { attrs } }) => [
    attrs.open === '' ? 'div' : tagName(attrs.open ?? '<p>'),
    viewAttributes(attrs.open),
    0,
  ],
});

const heading = node(
  'heading',
  { ...writing, level: 1 },
  {
    group: 'block',
    content: 'inline*',
    defining: true,
    renderHTML: ({ node: { attrs } }) => [`h${attrs.level}`, viewAttributes(attrs.open), 0],
  },
);

/** Holds other nodes, and is drawn as what it is in the mail. */
function holder(name: string, config: Partial<NodeConfig>) {
  return node(name, holding, {
    renderHTML: ({ node: { attrs } }) => [
      tagName(attrs.open ?? defaultTags[name]),
      viewAttributes(attrs.open),
      0,
    ],
    ...config,
  });
}

// Some of them are parts of a page or links, which ours has no room for.
const box = holder('box', {
  group: 'block',
  content: 'block+',
  renderHTML: ({ node: { attrs } }) => ['div', viewAttributes(attrs.open), 0],
});
const quote = holder('quote', { group: 'block', content: 'block+', defining: true });
const list = holder('list', { group: 'block', content: '(item | itemTag)+' });
const item = holder('item', { content: 'block+', defining: true });
const table = holder('table', { group: 'block', content: '(section | row | rowTag)+', isolating: true });
const section = holder('section', { content: '(row | rowTag)+' });
const row = holder('row', { content: '(cell | cellTag)+' });
const cell = holder('cell', { content: 'block+', isolating: true });

const rule = node('rule', tags, {
  group: 'block',
  atom: true,
  renderHTML: ({ node: { attrs } }) => ['hr', viewAttributes(attrs.open)],
});

/** Shown by `IslandView`. */
const island = node(
  'island',
  { before: '', source: '' },
  {
    group: 'block',
    atom: true,
    renderHTML: () => ['div', { class: 'island' }],
  },
);

const raw: Defaults = { before: '', source: '' };
const note = (source: unknown): [string, object, string] => [
  'span',
  { class: 'chip quiet', contenteditable: 'false', dir: 'ltr' },
  short(String(source)),
];
const itemTag = node('itemTag', raw, {
  atom: true,
  renderHTML: ({ node: { attrs } }) => ['li', { class: 'tag-line' }, note(attrs.source)],
});
const rowTag = node('rowTag', raw, {
  atom: true,
  renderHTML: ({ node: { attrs } }) => [
    'tr',
    { class: 'tag-line' },
    ['td', { colspan: '100' }, note(attrs.source)],
  ],
});
const cellTag = node('cellTag', raw, {
  atom: true,
  renderHTML: ({ node: { attrs } }) => ['td', { class: 'tag-line' }, note(attrs.source)],
});

const hardBreak = node(
  'hardBreak',
  { open: null },
  {
    group: 'inline',
    inline: true,
    selectable: false,
    linebreakReplacement: true,
    parseHTML: () => [{ tag: 'br' }],
    renderHTML: () => ['br'],
    renderText: () => '\n',
  },
);

const image = node(
  'image',
  { open: '<img>' },
  {
    group: 'inline',
    inline: true,
    draggable: true,
    renderHTML: ({ node: { attrs } }) => ['img', imageAttributes(attrs.open)],
  },
);

const field = node(
  'field',
  { source: '' },
  {
    group: 'inline',
    inline: true,
    atom: true,
    renderHTML: ({ node: { attrs } }) => [
      'span',
      { class: `chip ${chipKind(attrs.source)}`, title: attrs.source, dir: 'ltr' },
      chipText(attrs.source),
    ],
    renderText: ({ node: { attrs } }) => attrs.source,
  },
);

const inlineRaw = node(
  'inlineRaw',
  { source: '' },
  {
    group: 'inline',
    inline: true,
    atom: true,
    renderHTML: ({ node: { attrs } }) => [
      'span',
      {
        class: showsNothing(attrs.source) ? 'chip quiet unseen' : 'chip quiet',
        title: attrs.source,
        dir: 'ltr',
      },
      showsNothing(attrs.source) ? '' : short(attrs.source),
    ],
  },
);

export const nodes = [
  doc,
  text,
  paragraph,
  heading,
  box,
  quote,
  list,
  item,
  table,
  section,
  row,
  cell,
  rule,
  island,
  itemTag,
  rowTag,
  cellTag,
  hardBreak,
  image,
  field,
  inlineRaw,
];

/** Prompts and blocks look different from values. */
function chipKind(source: string): string {
  if (/^\{\{~?!/.test(source)) return 'prompt';
  return /^\{\{~?(?:[#/^]|else)/.test(source) ? 'block' : 'value';
}

/** What stands between the braces; all of it in the title. */
function chipText(source: string): string {
  return short(
    source
      .replace(/^(?:\{\{\{?~?!?(?:--)?|\[\[)/, '')
      .replace(/(?:(?:--)?~?\}?\}\}|\]\])$/, '')
      .trim(),
  );
}

/** Word writes empty elements of its own behind every line. */
function showsNothing(source: string): boolean {
  return /^<(o:p)>(?:\s|&nbsp;)*<\/\1>$/i.test(source);
}

function short(source: string): string {
  return source.length > 60 ? `${source.slice(0, 59)}…` : source;
}
