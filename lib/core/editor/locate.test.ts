import { expect, test } from 'vitest';
import { anyHtml } from '../../../tests/support/any-html.ts';
import fc from '../../../tests/support/fast-check.ts';
import type { DocNode } from './doc.ts';
import { pathAt } from './locate.ts';
import { readDoc } from './read.ts';

function nodeAt(doc: DocNode, path: readonly number[]): DocNode | undefined {
  return path.reduce<DocNode | undefined>((node, index) => node?.content?.[index], doc);
}

const html =
  '<h1>One</h1>\n<table>\n<tr><td>a</td><td><p>b</p><p>see <img src="x"> {{first_name}}</p></td></tr></table><style>i{}</style>';

test.each([
  { place: 'One', type: 'text' },
  { place: '<img', type: 'image' },
  { place: '{{first', type: 'field' },
  { place: '<td><p>', type: 'cell' },
  { place: '<style', type: 'island' },
])('at $place stands $type', ({ place, type }) => {
  const doc = readDoc(html);
  expect(nodeAt(doc, pathAt(doc, html.indexOf(place)))?.type).toBe(type);
});

test('every place of every text is somewhere', () => {
  fc.assert(
    fc.property(anyHtml, fc.nat(), (text, any) => {
      const doc = readDoc(text);
      expect(nodeAt(doc, pathAt(doc, any % (text.length + 1)))).toBeDefined();
    }),
  );
});
