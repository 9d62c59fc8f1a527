import { expect, test } from 'vitest';
import { htmlToText } from './plain-text.ts';

test.each([
  [
    '<table><tr><th>Plan</th><th>Price</th></tr><tr><td>Gold</td><td>10</td></tr></table>',
    'Plan Price\nGold 10',
  ],
  ['<p>x</p><table><tbody><tr><td>a</td><td><b>b</b></td></tr></tbody></table><p>y</p>', 'x\n\na b\n\ny'],
  ['<a href="https://a.example">here</a><ul><li>a</li></ul>', 'here <https://a.example>\n * a'],
])('%s says its cells and lines apart', (html, text) => {
  expect(htmlToText(html)).toBe(text);
});

test('a text deep among tags is not lost, and takes no longer', () => {
  expect(htmlToText(`${'<b>'.repeat(240)}all &amp; of it${'</b>'.repeat(240)}`)).toBe('all & of it');
  expect(htmlToText(`${'<div>'.repeat(300)}all &amp; of it${'</div>'.repeat(300)}`)).toBe('all & of it');
  expect(htmlToText(`${'<div>'.repeat(99_000)}all <p>of it`)).toBe('all of it');
});
