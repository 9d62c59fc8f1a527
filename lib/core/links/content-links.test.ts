import { describe, expect, test } from 'vitest';
import { pngOf } from '../../../tests/support/images.ts';
import {
  contentLink,
  contentLinkWords,
  contentWord,
  contentWordsIn,
  withContentLink,
  withoutContentLink,
} from './content-links.ts';
import { contentTypeOf } from './content-type.ts';
import { trackableLinks } from './track.ts';

const word = `${'A'.repeat(42)}-`;
const other = 'B'.repeat(43);
const file = { name: 'Prices & <more>.pdf', url: `https://mail.nordby.example/c/${word}` };
const link = contentLink(file);

test.each([
  [`https://mail.nordby.example/c/${word}`, word],
  [`http://127.0.0.1:8420/c/${word}?a=1`, word],
  [`https://mail.nordby.example/c/${word}x`, null],
  [`https://mail.nordby.example/t/${word}`, null],
  [`https://mail.nordby.example/x/c/${word}`, null],
  ['https://mail.nordby.example/c/', null],
  [`/c/${word}`, null],
])('the address %s leads to the file %s', (url, found) => {
  expect(contentWord(url)).toBe(found);
});

test('each file that a text links to is found once', () => {
  expect(contentWordsIn(`${link} ${link} https://x.example/c/${other}. /c/short`)).toEqual([word, other]);
});

test('a link stands as what the name says, is one whose clicks are seen, and no field is read in it', () => {
  expect(link).toBe(`<a href="${file.url}">Prices &amp; &lt;more&gt;.pdf</a>`);
  // What is left alone in the mailbox and in automatic mails.
  const untouched = ['t', 'u', 'o'].map((path) => `https://mail.nordby.example/${path}/`);
  expect(trackableLinks(link, untouched)).toMatchObject([{ url: file.url }]);
  expect(contentLinkWords('{{{x}}} [[y]].pdf')).toBe('{ { {x} } } [ [y] ].pdf');
});

describe('a link at the end of a text', () => {
  const written = { html: '<p>Hi</p>', text: null };

  test('it is the last paragraph, and goes again without a trace', () => {
    const linked = withContentLink(written, file);
    expect(linked).toEqual({ html: `<p>Hi</p><p>${link}</p>`, text: null });
    expect(withoutContentLink(linked, file)).toEqual(written);
  });

  test('a whole page keeps its end', () => {
    const page = { html: '<html><body><p>Hi</p>\n</body></html>', text: null };
    expect(withContentLink(page, file).html).toBe(`<html><body><p>Hi</p><p>${link}</p>\n</body></html>`);
  });

  test('a plain text that somebody has written gets a line, and loses it', () => {
    const linked = withContentLink({ ...written, text: 'Hi\n' }, file);
    expect(linked.text).toBe(`Hi\n\n${file.name}: ${file.url}\n`);
    expect(withoutContentLink(linked, file).text).toBe('Hi\n');
  });

  test('links within the text leave their words; those to other files stay', () => {
    const html = `<p>See <a class="x" href='${file.url}' title="y">our <b>prices</b></a> and <a href="https://x.example/c/${other}">that</a></p>`;
    expect(withoutContentLink({ html, text: `See ${file.url}` }, file)).toEqual({
      html: `<p>See our <b>prices</b> and <a href="https://x.example/c/${other}">that</a></p>`,
      text: `See ${file.name}`,
    });
  });
});

test.each([
  ['pdf', new TextEncoder().encode('%PDF-1.7 …')],
  ['png', pngOf(4, 2)],
  ['other', new TextEncoder().encode('<!doctype html><script>alert(1)</script>')],
  ['other', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
  ['other', new TextEncoder().encode(' %PDF-1.7')],
  ['other', new Uint8Array(0)],
])('%s is told by the first bytes', (type, bytes) => {
  expect(contentTypeOf(bytes)).toBe(type);
});
