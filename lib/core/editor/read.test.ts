import { describe, expect, test } from 'vitest';
import { anyHtml, anySoup } from '../../../tests/support/any-html.ts';
import fc from '../../../tests/support/fast-check.ts';
import type { DocNode } from './doc.ts';
import { readDoc } from './read.ts';
import { writeDoc } from './write.ts';

/** The kinds of the nodes, one inside another. */
function shape(node: DocNode): string {
  const inside = (node.content ?? []).map(shape).join(' ');
  return inside ? `${node.type}(${inside})` : node.type;
}
const shapeOf = (html: string): string => readDoc(html).content?.map(shape).join(' ') ?? '';

describe('opened and saved, a template is byte for byte what it was', () => {
  test('of any HTML that fits together more or less', () => {
    fc.assert(
      fc.property(anyHtml, (html) => {
        expect(writeDoc(readDoc(html))).toBe(html);
      }),
      { numRuns: 2000 },
    );
  });

  test('of anything at all', () => {
    fc.assert(
      fc.property(fc.oneof(anySoup, fc.string({ unit: 'binary' })), (html) => {
        expect(writeDoc(readDoc(html))).toBe(html);
      }),
      { numRuns: 2000 },
    );
  });

  test('however deep it is', () => {
    const deep = `${'<div>'.repeat(5000)}x${'</div>'.repeat(5000)}`;
    expect(writeDoc(readDoc(deep))).toBe(deep);
    expect(shapeOf(deep)).toBe('island');
  });
});

describe('what is held as what', () => {
  test.each([
    { html: '', held: 'paragraph' },
    { html: '<p>Hi {{first_name}},</p>', held: 'paragraph(text field text)' },
    { html: '<h2 align=center>Hi</h2>', held: 'heading(text)' },
    { html: '<div>one</div><div>two<br></div>', held: 'paragraph(text) paragraph(text hardBreak)' },
    { html: '<div><p>one</p></div>', held: 'box(paragraph(text))' },
    { html: 'one<p>two</p>', held: 'paragraph(text) paragraph(text)' },
    { html: '{{#if a}}<p>x</p>{{/if}}', held: 'paragraph(field) paragraph(text) paragraph(field)' },
    { html: '<ul><li>a<li>b</ul>', held: 'list(item(paragraph(text)) item(paragraph(text)))' },
    {
      html: '<ul>{{#each items}}<li>{{name}}</li>{{/each}}</ul>',
      held: 'list(itemTag item(paragraph(field)) itemTag)',
    },
    {
      html: '<table><tbody><tr>{{#if a}}<td>x</td>{{/if}}</tr></tbody></table>',
      held: 'table(section(row(cellTag cell(paragraph(text)) cellTag)))',
    },
    { html: '<td>stray</td>', held: 'island' },
    { html: '<style>p{color:red}</style><p>x</p>', held: 'island paragraph(text)' },
    { html: '<!-- note --><p>x<!-- y --></p>', held: 'island paragraph(text inlineRaw)' },
    { html: '<p>a<a name="top"></a></p>', held: 'paragraph(text inlineRaw)' },
    { html: '<form><p>x</p></form>', held: 'island' },
    {
      html: '<a href="x"><table><tr><td>y</td></tr></table></a>',
      held: 'box(table(row(cell(paragraph(text)))))',
    },
    { html: '</p></div><p>x</p>', held: 'island paragraph(text)' },
    { html: 'one</span> two', held: 'paragraph(text inlineRaw text)' },
    { html: '[[customer.name]] {{! greet }}', held: 'paragraph(field text field)' },
  ])('$html', ({ html, held }) => expect(shapeOf(html)).toBe(held));
});
