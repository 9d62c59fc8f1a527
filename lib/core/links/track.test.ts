import { expect, test } from 'vitest';
import { replaceAddresses, replaceLinks, trackableLinks } from './track.ts';

const track = (html: string, untouched: string[] = []): string => {
  const links = trackableLinks(html, untouched);
  const urls = [...new Set(links.map(({ url }) => url))];
  return replaceLinks(html, links, new Map(urls.map((url, at) => [url, `https://t.example/${at}?a=1&b=2`])));
};
const first = 'https://t.example/0?a=1&amp;b=2';

test.each([
  [
    'double quotes',
    '<p>See <a href="https://a.example/x">this</a>.</p>',
    `<p>See <a href="${first}">this</a>.</p>`,
  ],
  ['single quotes', "<a href='https://a.example/x'>this</a>", `<a href='${first}'>this</a>`],
  [
    'no quotes, which the new address then needs',
    '<a href=https://a.example/x>this</a>',
    `<a href="${first}">this</a>`,
  ],
  [
    'blanks and other attributes',
    '<a class="x" HREF = " https://a.example/x " id=b>t</a>',
    `<a class="x" HREF = "${first}" id=b>t</a>`,
  ],
  [
    'an address as its own text, which stays',
    '<a href="https://a.example/">https://a.example/</a>',
    `<a href="${first}">https://a.example/</a>`,
  ],
  [
    'an address that begins with an entity',
    '<a href="&#104;ttps://a.example">t</a>',
    `<a href="${first}">t</a>`,
  ],
  [
    'an area of a picture',
    '<map><area href="https://a.example/x"></map>',
    `<map><area href="${first}"></map>`,
  ],
])('%s', (_, html, expected) => {
  expect(track(html)).toBe(expected);
});

test.each([
  '<a href="mailto:a@b.example">write</a>',
  '<a href="tel:+4612345">call</a>',
  '<a href="sms:+4612345">text</a>',
  '<a href="#prices">down</a>',
  '<a href="/relative">near</a>',
  '<a href="https://">nowhere</a>',
  '<a name="x">a place</a>',
  '<a href="https://a.example/unsubscribe?x=1">here</a>',
  '<a href="https://a.example/p/1">Unsubscribe</a>',
  '<a href="https://a.example/p?unsub=1">here</a>',
  '<a href="https://a.example/p/1"><img alt="Unsubscribe"></a>',
  '<a title="Unsubscribe" href="https://a.example/p/1">here</a>',
  '<a href="https://a.example/p/1" aria-label="Unsubscribe">here</a>',
  '<a href="https://a.example/p/1">Un&shy;subscribe</a>',
  '<a href="https://a.example/p/1">Avanmäl dig</a>',
  '<a href="https://a.example/p/1">Frameld nyhedsbrev</a>',
  '<a href="https://a.example/p/1">Meld dig fra</a>',
  '<a href="https://a.example/p/1">Avslutt abonnementet</a>',
  '<a href="https://a.example/p/1">Se désinscrire</a>',
  '<a href="https://a.example/p/1">Se désabonner</a>',
  '<a href="https://a.example/p/1"><b>Avsluta prenumeration</b></a>',
  '<a href="https://a.example/p/1">Meld deg av</a>',
  '<a href="https://a.example/p/1">Afmeld</a>',
  '<a href="https://a.example/p/1">Uitschrijven</a>',
  '<p>Unsubscribe:<br><a href="https://a.example/p/1">here</a></p>',
  '<a href="https://a.example/p/1">Newsletter kündigen</a>',
  '<a href="https://a.example/p/1">Manage your e-mail preferences</a>',
  'Don’t want these emails? <a href="https://a.example/leave/unsub">Stop</a>',
  'To unsubscribe <a href="https://a.example/p/1">click here</a>.',
  '<p>If you want to <b>unsubscribe</b>, <a href="https://a.example/p/1"><i>click here</i></a></p>',
  '<a href="https://a.example/p/1">Click here</a> to unsub&shy;scribe.',
  '<td>Vill du avsluta prenumerationen? Gör det utan att avregistrera dig <a href="https://a.example/p/1">här</a></td>',
  '<a href="https://crm.example/t/abc">tracked already</a>',
  '<img src="https://a.example/x.png">',
  '<!-- <a href="https://a.example/x">gone</a> -->',
  '<p>https://a.example/x</p>',
])('%s stays as it is', (html) => {
  expect(track(html, ['https://crm.example/t/'])).toBe(html);
});

test.each([
  'You may unsubscribe. Read <a href="https://a.example/p">our offer</a>. To unsubscribe, answer “stop”.',
  '<p>To unsubscribe, answer “stop”</p><a href="https://a.example/p">Our offer</a><br>Unsubscribe by mail',
  'Meld fra om du kommer <a href="https://a.example/p">her</a>',
  '<a href="https://b.example/unsubscribe">here</a> or see <a href="https://a.example/p">our offer</a>',
])('§16 what is said of leaving in another sentence is not said of a link: %s', (html) => {
  expect(trackableLinks(html).map(({ url }) => url)).toEqual(['https://a.example/p']);
});

test('the same address twice becomes the same tracked one, and text between stays to the letter', () => {
  const html =
    '<a href="https://a.example/x?a=1&amp;b=2">A</a> &amp; <a href="https://a.example/x?a=1&b=2">B</a>';
  expect(trackableLinks(html).map(({ url }) => url)).toEqual([
    'https://a.example/x?a=1&b=2',
    'https://a.example/x?a=1&b=2',
  ]);
  expect(track(html)).toBe(`<a href="${first}">A</a> &amp; <a href="${first}">B</a>`);
});

test('of two addresses in one tag the first counts, as for the browser', () => {
  expect(track('<a href="https://a.example/x" href="https://b.example/">t</a>')).toBe(
    `<a href="${first}" href="https://b.example/">t</a>`,
  );
});

test('an address without an answer stays', () => {
  const html = '<a href="https://a.example/x">A</a>';
  expect(replaceLinks(html, trackableLinks(html), new Map())).toBe(html);
});

const tracked = new Map([
  ['https://a.example', 'https://t.example/0'],
  ['https://a.example/x?a=1&b=2', 'https://t.example/1'],
  ['https://a.example/(x)', 'https://t.example/2'],
]);
test.each([
  ['See https://a.example.', 'See https://t.example/0.'],
  ['(https://a.example/x?a=1&b=2), or', '(https://t.example/1), or'],
  ['<https://a.example>\nhttps://a.example', '<https://t.example/0>\nhttps://t.example/0'],
  ['https://a.example/x and https://b.example', 'https://a.example/x and https://b.example'],
  ['https://a.example.org', 'https://a.example.org'],
  ['a@a.example', 'a@a.example'],
])('§16 the plain text leads the same way: %s', (text, expected) => {
  expect(replaceAddresses(text, tracked)).toBe(expected);
});

test('§16 an address that ends as a sentence does is found as it is', () => {
  expect(replaceAddresses('Go to https://a.example/(x).', tracked)).toBe('Go to https://t.example/2.');
});
