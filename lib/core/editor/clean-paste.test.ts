import { describe, expect, test } from 'vitest';
import { anyHtml } from '../../../tests/support/any-html.ts';
import fc from '../../../tests/support/fast-check.ts';
import { fromGmail, fromWord } from '../../../tests/support/pasted.ts';
import { forbiddenIn } from '../library/forbidden.ts';
import { cleanPaste, countPicturesLeftOut, textToHtml } from './clean-paste.ts';

describe('what is pasted', () => {
  test('from Word: text, its marks, its links and its lists, and nothing of the office', () => {
    expect(cleanPaste(fromWord.html)).toBe(fromWord.clean);
  });

  test('from Gmail: lines as they are, pictures that a recipient can load, no classes', () => {
    expect(cleanPaste(fromGmail.html)).toBe(fromGmail.clean);
  });

  test.each([
    ['<b style="font-weight:normal" id="docs-internal-guid-1"><p>x</p></b>', '<p>x</p>'],
    ['<a href="javascript:run()">x</a>', 'x'],
    ['<a href="{{link}}">x</a>', '<a href="{{link}}">x</a>'],
    [
      '<p onclick="x()" class="y">{{company | default: "us > them"}}</p>',
      '<p>{{company | default: "us > them"}}</p>',
    ],
    ['<script>alert(1)</script><p>x</p>', '<p>x</p>'],
    ['<td>x</td>', '<td>x</td>'],
    [
      '<html><body><table border=0 width=192>\n<!--StartFragment-->\n<col width=64><tr><td>a</td><td>b</td></tr>\n<!--EndFragment-->\n</table></body></html>',
      '<table border="0" width="192">\n<tr><td>a</td><td>b</td></tr>\n</table>',
    ],
    ['<!--StartFragment--><tr><td>a</td></tr><!--EndFragment-->', '<table><tr><td>a</td></tr></table>'],
    ['<table><tr><td>out<!--StartFragment--><p>a</p><!--EndFragment--></td></tr></table>', '<p>a</p>'],
    ['one</span> two', 'one two'],
    ['<p>a</p>tail</p>x', '<p>a</p>tailx'],
    ['<ul><li>a</li></ul> lost words</p><p>b</p>', '<ul><li>a</li></ul> lost words<p>b</p>'],
    ['<</span>script>x()<<!-- -->/script>', '&lt;script>x()&lt;/script>'],
    ['Hi {{<span class=SpellE>first_name</span>}}', 'Hi {{first_name}}'],
    ['{{first_<b>name</b>}}', '{{first_name}}'],
    [
      '<p>{<b>{first_name}</b>} and [[<i>customer</i>.name]]</p>',
      '<p>{{first_name}} and [[customer.name]]</p>',
    ],
    ['<p>{{first_<b>name}} and</b> more</p>', '<p>{{first_name}}<b> and</b> more</p>'],
    ['<p>{{a</p><p>b}}</p>', '<p>{{a</p><p>b}}</p>'],
    ['<pre>\na {{b}}\n  c &lt;d&gt;\n</pre>', '<p>a {{b}}<br>&nbsp; c &lt;d&gt;</p>'],
    ['<a href="{{!-- x --}}javascript:run()">x</a>', 'x'],
    ['<a href="{{#if a}}java&#10;script:run(){{/if}}">x</a>', 'x'],
    ['<a href="{{site}}/a:b">x</a>', '<a href="{{site}}/a:b">x</a>'],
    ['<a href="{{link}}?a={{b}}">x</a>', '<a href="{{link}}?a={{b}}">x</a>'],
  ])('%s', (pasted, clean) => expect(cleanPaste(pasted)).toBe(clean));

  test('holds nothing that may not be in a template', () => {
    fc.assert(
      fc.property(anyHtml, (html) => {
        const clean = cleanPaste(`<p onclick="a()">${html}<script>x()</script><iframe src="x"></iframe></p>`);
        // What stands inside an expression is no tag.
        expect(forbiddenIn(clean.replaceAll(/\{\{[^{}]*\}\}/g, ''))).toEqual([]);
      }),
    );
  });

  test('as text alone has a paragraph for each part and no markup of its own', () => {
    expect(textToHtml('Hi <b>\nyou & me\n\nBye\n')).toBe('<p>Hi &lt;b&gt;<br>you &amp; me</p><p>Bye</p>');
  });
});

test.each([
  ['<p>x</p><img src="https://x.example/a.png">', 0],
  ['<![if !vml]><img width=20 src="file:///C:/Users/x/clip_image002.png"><![endif]>', 1],
  ["<img src='file:///a.png'><p>img src=file:</p><img src=file:///b.png>", 2],
  ['<img src="file:///a.png"><!--StartFragment--><p>x</p><!--EndFragment-->', 0],
  ['<img src '.repeat(100_000), 0],
])('of %.40s… the pictures that are files are counted', (pasted, count) => {
  expect(countPicturesLeftOut(pasted)).toBe(count);
});

test.each([['<body'.repeat(200_000)], ['<!--StartFragment-->'.repeat(100_000)], ['<body>'.repeat(100_000)]])(
  'nothing but much of %.12s… is read in one go',
  (pasted) => {
    expect(cleanPaste(pasted).length).toBeLessThan(pasted.length);
  },
);
