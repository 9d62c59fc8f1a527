import { expect, test } from 'vitest';
import { htmlToText } from './plain-text.ts';

test.each([
  [
    '<table><tr><th>Plan</th><th>Price</th></tr><tr><td>Gold</td><td>10</td></tr></table>',
    'Plan Price\nGold 10',
  ],
  ['<p>x</p><table><tbody><tr><td>a</td><td><b>b</b></td></tr></tbody></table><p>y</p>', 'x\n\na b\n\ny'],
  ['<a href="https://a.example">here</a><ul><li>a</li></ul>', 'here <https://a.example>\n * a'],
  ['<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td>c</td></tr></table>', 'a b\n\nc'],
  ['<p>a</p><ul><li>b</li><li>c<ul><li>d</li></ul></li></ul><p>e</p>', 'a\n\n * b\n * c\n   * d\n\ne'],
  ['<ol start="9"><li>a</li><li>b<br>c</li></ol>d', ' 9. a\n 10. b\n     c\n\nd'],
  ['<ol type="i" start="4"><li>a</ol><ol type="A" start="27"><li>b</ol>', ' iv. a\n\n AA. b'],
  ['<ol type="i" start="-1"><li>a</ol><ol start="x"><li>b</ol>', ' -1. a\n\n 1. b'],
  ['<ul><li></li><li><p>a</p></li><li><p>b</p></li></ul>', ' * a\n\n * b'],
  [
    '<blockquote><p>a</p><p>b</p><ul><li>c<br>d</li></ul></blockquote>e',
    '> a\n>\n> b\n>\n>  * c\n>    d\n\ne',
  ],
  ['<blockquote>a<blockquote>b</blockquote>c</blockquote>', '> a\n>\n> > b\n>\n> c'],
  ['<h1>A</h1><p>b</p><h2>C</h2>d<h4>E</h4>', 'A\n\nb\n\n\nC\n\nd\n\nE'],
  ['<div>a</div><div><br></div><div>b</div>', 'a\n\nb'],
  ['a<br><br>b<br>', 'a\n\nb'],
  ['<p> a\n <b> b</b>  c </p><p></p>&nbsp;d &amp; &lt;e&gt;', 'a b c\n\n\u00a0d & <e>'],
  ['<pre>  a\n\n b</pre>c', '  a\n\n b\n\nc'],
  ['a<hr>b', `a\n\n${'-'.repeat(40)}\n\nb`],
  ['<a href="https://a.se"><p>Our <b>offer</b></p></a>b', 'Our offer <https://a.se>\n\nb'],
  ['<a href="mailto:a@b.se">a@b.se</a> <a href="#x">top</a> <a>none</a>', 'a@b.se top none'],
  ['<a href="https://a.se">https://<b>a.se</b></a>', 'https://a.se'],
  ['<a href="https://a.se"><img src="x" alt=""></a>', 'https://a.se'],
  [
    '<a href="https://a.se/x"><img src="x"></a>Hello, <a href="https://a.se"></a>.',
    'https://a.se/x Hello, https://a.se.',
  ],
  [
    '<a href="https://a.se"><img src="x" alt="Our\n offer"></a>b<img src="y" alt=" "><img src="z" alt="Map">c',
    'Our offer <https://a.se> b Map c',
  ],
  [
    '<a href="https://a.se/?q=&quot;a b&quot;\n&amp;c=&lt;1&gt;">x</a>',
    'x <https://a.se/?q=%22a%20b%22&c=%3C1%3E>',
  ],
  ['<a href="{{default site  x}}">x</a>', 'x <{{default site x}}>'],
  ['<title>t</title><style>p{}</style>a<script>b</script><!-- c --><template><p>d</p></template>e', 'ae'],
  ['', ''],
  ['a < b', 'a < b'],
  ['</p></li></ul></a></blockquote></pre>a<li>b', 'a\n * b'],
])('%s says its cells and lines apart', (html, text) => {
  expect(htmlToText(html)).toBe(text);
});

test('what stands before each line of a quotation does not grow with every level', () => {
  const html = `${'<blockquote>'.repeat(200)}${'x<br>'.repeat(1_000)}`;
  expect(htmlToText(html).length).toBeLessThan(1_000 * 24);
});

test('a text deep among tags is not lost, and takes no longer', () => {
  expect(htmlToText(`${'<b>'.repeat(240)}all &amp; of it${'</b>'.repeat(240)}`)).toBe('all & of it');
  expect(htmlToText(`${'<div>'.repeat(300)}all &amp; of it${'</div>'.repeat(300)}`)).toBe('all & of it');
  expect(htmlToText(`${'<div>'.repeat(99_000)}all <p>of it`)).toBe('all of it');
});
