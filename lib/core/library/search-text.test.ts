import { expect, test } from 'vitest';
import { searchText, searchWords } from './search-text.ts';

test.each([
  { html: '<p>R&amp;D</p>', search: 'r&d', isFound: true },
  { html: '<p>R&amp;D</p>', search: 'amp', isFound: false },
  { html: 'f&ouml;rst&aring;r', search: 'FÖRSTÅR', isFound: true },
  { html: 'fo\u0308rsta\u030ar', search: 'förstår', isFound: true },
  { html: 'Hel<b>lo</b> wo&shy;rld', search: 'hello world', isFound: true },
  { html: '<td>Plan</td><td>Price</td>', search: 'planprice', isFound: false },
  { html: 'one<br>two&nbsp;three', search: 'three two one', isFound: true },
  { html: '<p class="hidden"><!-- hidden --><style>hidden</style>x</p>', search: 'hidden', isFound: false },
  { html: 'Hi {{first_name | default: "a > b"}}', search: '{{first_name', isFound: true },
])('“$search” in $html: $isFound', ({ html, search, isFound }) => {
  const text = searchText([{ subject: 'Subject', html }]);
  expect(searchWords(search).every((word) => text.includes(word))).toBe(isFound);
});

test('texts of all languages are searched, and what one ends with is no word with what the next begins with', () => {
  const text = searchText([
    { subject: 'A question', html: '<p>Twelve' },
    { subject: 'En fråga', html: 'Tolv' },
  ]);
  expect(text).toBe('a question twelve en fråga tolv');
});
