// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { leaveNewTable, tablesIn, withLineBehind } from './after-table.ts';

const table = '<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>';
const line = '<div><br></div>';

test.each([
  [`<p>x</p>${table}`, `<p>x</p>${table}${line}`],
  [`<div>x${table} </div>`, `<div>x${table} </div>${line}`],
  [`${table}<p>x</p>`, `${table}<p>x</p>`],
  ['<p>x</p>', '<p>x</p>'],
])('only a text that ends in a table gets a line behind it: %s', (html, wanted) => {
  expect(withLineBehind(html)).toBe(wanted);
});

let body: HTMLElement;
beforeEach(() => {
  document.body.innerHTML = '<div id="mail" contenteditable="true"></div>';
  body = document.querySelector<HTMLElement>('#mail') ?? document.body;
});

function lastCell(): HTMLElement {
  const cell = [...body.querySelectorAll('td')].at(-1);
  if (!cell) throw new Error('expected a cell');
  return cell;
}

test.each([
  ['a line of its own', table, `${table}${line}`],
  ['the line that is there', `${table}<div>x</div>`, `${table}<div>x</div>`],
])('the cursor leaves a table that has come, to %s', (_, inserted, after) => {
  const before = tablesIn(body);
  body.innerHTML = inserted;
  document.getSelection()?.collapse(lastCell(), 1);
  leaveNewTable(body, before);
  expect(body.innerHTML).toBe(after);
  expect(document.getSelection()?.anchorNode).toBe(body.children[1]);
});

test('and stays in one that was there before', () => {
  body.innerHTML = table;
  document.getSelection()?.collapse(lastCell(), 1);
  leaveNewTable(body, tablesIn(body));
  expect(document.getSelection()?.anchorNode).toBe(lastCell());
  expect(body.innerHTML).toBe(table);
});
