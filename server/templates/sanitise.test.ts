import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { forbiddenIn } from '../../lib/core/library/forbidden.ts';
import { sanitise, titleOf } from './sanitise.ts';

test.each([
  ['<p onclick="x()">Hi {{first_name}}</p>', '<p>Hi {{first_name}}</p>', ['onclick']],
  ['<p>a</p><script>alert(1)</script><style>p{}</style>', '<p>a</p>', ['<script>', '<style>']],
  ['<a href="javascript:x()">a</a>', '<a>a</a>', ['javascript:']],
  ['<a href="{{#if a}}javascript:x(){{/if}}">a</a>', '<a>a</a>', []],
  ['<a href="{{link}}?a=1&amp;b={{id}}">a</a>', '<a href="{{link}}?a=1&amp;b={{id}}">a</a>', []],
  // A browser would move the expressions out of the table.
  [
    '<table><tr>{{#each rows}}<td>{{this}}</td>{{/each}}</tr></table>',
    '<table><tr>{{#each rows}}<td>{{this}}</td>{{/each}}</tr></table>',
    [],
  ],
  ['<p style="color:{{colour}}">a</p>', '<p style="color:{{colour}}">a</p>', []],
  ['<p style="width:expression(1)">a</p>', '<p>a</p>', ['expression(']],
  ['<html><head><title>T</title></head><body><h1>a</h1></body></html>', '<h1>a</h1>', []],
  [
    '<img src="data:image/svg+xml,x"><img src="https://a.example/b.png" alt="B">',
    '<img /><img src="https://a.example/b.png" alt="B" />',
    ['data:'],
  ],
  [
    '<!--[if mso]><table><tr><td>wide</td></tr></table><![endif]--><p>a</p><!-- b --><!-- c -->',
    '<p>a</p>',
    ['<!--[if mso]>', '<!-- -->'],
  ],
  ['<form action="https://a.example"><input name="x">a</form>', 'a', ['<form>', '<input>']],
])('%s becomes %s', (source, html, removed) => {
  expect(sanitise(source)).toEqual({ html, removed });
});

test('what was sanitised holds nothing forbidden, whatever it was', () => {
  const bit = fc.constantFrom(
    '<script>',
    '</script>',
    '<p ',
    'onload=',
    '"',
    "'",
    '>',
    'javascript:',
    '<svg',
    '<a href=',
    '&#106;',
    'x',
    '<style>',
    '<!--',
    '-->',
    '<img src=',
    'data:text/html,',
    '\n',
    '{{a}}',
    ' style="',
    'expression(',
    '<table',
    '/',
  );
  fc.assert(
    fc.property(fc.array(bit, { maxLength: 40 }), (bits) => {
      expect(forbiddenIn(sanitise(bits.join('')).html)).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['<html><head><title> Spring\n news &amp; more </title></head></html>', 'Spring news & more'],
  ['<p>none</p>', ''],
])('the title of %s is “%s”', (source, title) => {
  expect(titleOf(source)).toBe(title);
});
