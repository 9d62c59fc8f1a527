import { expect, test } from 'vitest';
import { isPreheader, withoutPreheader, withPreheader } from './preheader.ts';

const body = '<p>Hi Ana</p>';

test('the line stands hidden at the very beginning, and blanks keep the text out of it', () => {
  const html = withPreheader(body, ' Two minutes ');
  expect(html).toMatch(
    /^<div style="display:none;[^"]*mso-hide:all">Two minutes(?:\u2007\ufeff\u034f ){125}<\/div><p>Hi Ana<\/p>$/,
  );
});

test.each([
  { name: 'a short one', length: 5 },
  { name: 'the longest that a template takes', length: 250 },
])('$name is filled up to more than a list shows', ({ length }) => {
  const html = withPreheader(body, 'x'.repeat(length));
  const seen = html.slice(html.indexOf('x'), html.indexOf('</div>')).replaceAll(/\ufeff|\u034f/g, '');
  expect(seen.length).toBeGreaterThanOrEqual(260);
});

test('what is written in it stays text', () => {
  expect(withPreheader('', `</div><img src=x onerror="a()"> & 'b'`)).toContain(
    '&lt;/div&gt;&lt;img src&#x3D;x onerror&#x3D;&quot;a()&quot;&gt; &amp; &#x27;b&#x27;',
  );
});

test.each(['', '  '])('“%s” adds nothing', (line) => {
  expect(withPreheader(body, line)).toBe(body);
});

test('it is found and taken off again, as an editor has written it too', () => {
  const html = withPreheader(body, 'A <b> & c');
  expect(withoutPreheader(html)).toBe(body);
  const edited = html.replace('<div ', '<div class="x" ').replaceAll(' </', '&nbsp;</');
  expect(withoutPreheader(`<div>\n${edited}</div>`)).toBe(`<div>\n${body}</div>`);
});

test.each([body, '<div>Hi</div><p>x</p>', '<div style="display:none">Mine</div>', ''])(
  '%s is left',
  (html) => {
    expect(withoutPreheader(html)).toBe(html);
  },
);

test('text of a person is no such line', () => {
  expect(isPreheader('Hi\u2007there \u034f and so on')).toBe(false);
});
