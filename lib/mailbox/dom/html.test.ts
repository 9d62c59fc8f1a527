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
