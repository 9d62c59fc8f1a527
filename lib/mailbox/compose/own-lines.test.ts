// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { withOwnLines } from './own-lines.ts';

/** A body with the cursor at `|`, or a selection from `|` to the next one. */
function bodyAt(html: string): { body: HTMLElement; place: Range } {
  const body = document.createElement('div');
  body.innerHTML = html;
  document.body.replaceChildren(body);
  const marks = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const places: [Text, number][] = [];
  while (marks.nextNode()) {
    const node = marks.currentNode as Text; // the walker shows texts alone
    for (let at = node.data.indexOf('|'); at >= 0; at = node.data.indexOf('|')) {
      node.deleteData(at, 1);
      places.push([node, at]);
    }
  }
  const [[start, from] = [body, 0] as const, [end, to] = [start, from] as const] = places;
  const place = document.createRange();
  place.setStart(start, from);
  place.setEnd(end, to);
  return { body, place };
}

const text = '<p>Hi Ana</p><p>Bye</p>';

test.each<[string, string, string]>([
  ['the end of a line', '<div>See below:|</div><div>Mia</div>', `<br>${text}`],
  ['the end of a line in bold', '<div>See <b>below:|</b></div>', `<br>${text}`],
  ['the end of a text without lines', 'See below:|', `<br>${text}`],
  ['after a line break', 'Hello<br>See below:|', `<br>${text}`],
  ['the middle of a line', '<div>Here | and there</div>', `<br>${text}<br>`],
  ['the start of a line', '<div>|Kind regards</div>', `${text}<br>`],
  ['the end of a list', '<ul><li>One|</li></ul>', `<br>${text}`],
  ['a selection within a line', '<div>Here |or| there</div>', `<br>${text}<br>`],
  ['a whole line selected', '<div>|Here or there|</div>', text],
  ['an empty line', '<div>Hello</div><div>|<br></div><div>Mia</div>', text],
  ['an empty line of a text without lines', 'Hello<br>|<br>Mia', text],
  ['blanks alone', '<div>&nbsp; |&nbsp;</div>', text],
  ['an empty body', '|', text],
])('paragraphs at %s', (_, html, wanted) => {
  const { body, place } = bodyAt(html);
  expect(withOwnLines(body, place, text)).toBe(wanted);
});

test.each([
  ['words without a paragraph', 'Ana', 'Ana'],
  ['words, then a paragraph', 'Ana <p>Bye</p>', 'Ana <p>Bye</p><br>'],
  ['a paragraph, then words', '\n<p>Bye</p> Ana', '<br>\n<p>Bye</p> Ana'],
  ['a table', '<table><tr><td>1</td></tr></table>', '<br><table><tr><td>1</td></tr></table><br>'],
])('%s in the middle of a line', (_, html, wanted) => {
  const { body, place } = bodyAt('<div>Here | there</div>');
  expect(withOwnLines(body, place, html)).toBe(wanted);
});
