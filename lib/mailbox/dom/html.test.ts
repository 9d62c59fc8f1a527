// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { parseInert } from './html.ts';

test.each([
  ['<a href="java\tscript:alert(1)">x</a>', '<a>x</a>'],
  ['<a href="&#1; javascript&colon;alert(1)">x</a>', '<a>x</a>'],
  [
    '<a href="data:text/html,x">x</a><img src="data:image/png;base64,AA">',
    '<a>x</a><img src="data:image/png;base64,AA">',
  ],
  ['<p title="javascript: a language" ONCLICK="x">x</p>', '<p title="javascript: a language">x</p>'],
  ['<a href="https://a.example/?q=javascript:1">x</a>', '<a href="https://a.example/?q=javascript:1">x</a>'],
  ['<p>a<script>x</script><form></form>', '<p>a</p>'],
])('%s is parsed as %s', (html, inert) => {
  expect(parseInert(html).innerHTML).toBe(inert);
});

test.each([
  '<!-- a <!--!><img src=x onerror=alert(1)> --><p>b</p>',
  '<!-- <!--!><noscript><!--</noscript><img src=x onerror=alert(1)>--></noscript><p>b</p>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></p></noscript><p>b</p>',
  '<select><option>x</option></select><textarea>y</textarea><template><b>z</b></template><p>b</p>',
])('%s brings nothing that acts once it is read again where scripts run', (html) => {
  const { innerHTML } = parseInert(html);
  expect(innerHTML).not.toMatch(/<!--|noscript|onerror|select|textarea|template/);
  expect(innerHTML).toContain('<p>b</p>');
});
