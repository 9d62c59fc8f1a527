import { expect, test } from 'vitest';
import { addOpeningImage, withoutOpeningImages } from './opening.ts';

const address = 'https://crm.example/o/abc.gif';
const image = `<img src="${address}" width="1" height="1" alt="" style="border:0;width:1px;height:1px">`;

test.each([
  ['<p>Hi</p>', '<p>Hi</p>', ''],
  [
    '<html><body class=x><p>Hi &amp; bye</body></html>',
    '<html><body class=x><p>Hi &amp; bye',
    '</body></html>',
  ],
  ['<HTML><BODY>Hi</BODY >\n</HTML>', '<HTML><BODY>Hi', '</BODY >\n</HTML>'],
  ['<html><p>no body</p></html>', '<html><p>no body</p>', '</html>'],
  ['<body>a<!-- </body> -->b</body>', '<body>a<!-- </body> -->b', '</body>'],
  ['<body><a title="</body>">a</a></body>', '<body><a title="</body>">a</a>', '</body>'],
  [
    '<body>a<blockquote><body>b</body></blockquote></body>',
    '<body>a<blockquote><body>b</body></blockquote>',
    '</body>',
  ],
  ['', '', ''],
])('§16 the opening image stands at the end of %s, and nothing else changes', (html, before, after) => {
  expect(addOpeningImage(html, address)).toBe(before + image + after);
});

test('§16 it is added once, however often a mail is made ready', () => {
  const once = addOpeningImage('<p>Hi</p>', address);
  expect(addOpeningImage(once, address)).toBe(once);
});

test('§16 a quoted mail has none: who opens the answer has not opened what it quotes', () => {
  const other = '<img src="https://a.example/logo.gif" width="1" height="1">';
  const html = `<body>${other}<p>Hi</p></body>`;
  expect(withoutOpeningImages(addOpeningImage(html, address))).toBe(html);
  const twice = addOpeningImage(addOpeningImage(html, address), 'http://old.example:84/x/o/def.gif');
  expect(withoutOpeningImages(twice)).toBe(html);
});
