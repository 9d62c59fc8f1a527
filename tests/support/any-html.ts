import fc from './fast-check.ts';

const names = 'p div span b i a table tbody tr td ul ol li h2 blockquote center font section style o:p'.split(
  ' ',
);
const attributes = [
  '',
  ' align="center"',
  ' style="color:red"',
  " style='margin:0;color:#333'",
  ' class=x width=600 bgcolor="#fff"',
  ' href="https://x.example/?a=1&amp;b={{id}}"',
  ' {{#if a}}dir="rtl"{{/if}}',
  ' title="{{name | default: \'a > b\'}}"',
];
const leaves = [
  'text',
  ' two  words ',
  '\n  ',
  '&eacute;&nbsp;&amp; <3',
  'å & b',
  '{{first_name}}',
  '{{company | default: "us > them"}}',
  '{{! say something personal }}',
  '{{#if a}}',
  '{{/if}}',
  '{{{raw}}}',
  '[[customer.name]]',
  '{{ open',
  '\\{{no}}',
  '<br>',
  '<br/>',
  '<img src="a.png" width="10">',
  '<hr>',
  '<!-- note -->',
  '<!--[if mso]><table><tr><td><![endif]-->',
  '</div>',
  '</p>',
  '<p>',
  '<td>',
  '<',
  '</',
  '<!doctype html>',
];

/** HTML as programs for mails write it, and as they do not: tags that fit and tags that do not, with fields. */
export const anyHtml: fc.Arbitrary<string> = fc.letrec<{ html: string; piece: string; element: string }>(
  (tie) => ({
    html: fc.array(tie('piece'), { maxLength: 6 }).map((pieces) => pieces.join('')),
    piece: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      fc.constantFrom(...leaves),
      tie('element'),
    ),
    element: fc
      .tuple(fc.constantFrom(...names), fc.constantFrom(...attributes), tie('html'), fc.boolean())
      .map(
        ([name, written, inside, isClosed]) => `<${name}${written}>${inside}${isClosed ? `</${name}>` : ''}`,
      ),
  }),
).html;

/** Characters that mean something, in any order. */
export const anySoup: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom(...'<>/!-="\'{}[]&;# \n'.split(''), 'a', 'p', 'td', '{{', '}}', '<p', '<table', '</'),
    {
      maxLength: 60,
    },
  )
  .map((pieces) => pieces.join(''));
