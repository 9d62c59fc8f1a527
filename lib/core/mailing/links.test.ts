import { expect, test } from 'vitest';
import { numberLinks, withUtm } from './links.ts';

const all = { utm: null, trackAll: true };
const html = (...urls: string[]) => urls.map((url) => `<a href="${url}">See ${url}</a>`).join(' ');

test('mailings §14.1 local links: each target has one number, and a field in its place', () => {
  const text = html('https://a.example/x', 'https://b.example/', 'https://a.example/x');
  const numbered = numberLinks({ html: text, text: 'Look: https://b.example/.' }, all, [], []);
  expect(numbered.links.map(({ number, url }) => [number, url])).toEqual([
    [1, 'https://a.example/x'],
    [2, 'https://b.example/'],
  ]);
  expect(numbered.html.match(/href="[^"]*"/g)).toEqual([
    'href="{{utskick_link_1}}"',
    'href="{{utskick_link_2}}"',
    'href="{{utskick_link_1}}"',
  ]);
  expect(numbered.text).toBe('Look: {{utskick_link_2}}.');
});

test('mailings §14.1 local links: a link keeps its number in later editions', () => {
  const known = [{ number: 4, url: 'https://b.example/', label: 'B', registeredId: null }];
  const { links, html: written } = numberLinks(
    { html: html('https://a.example/', 'https://b.example/'), text: null },
    all,
    known,
    [],
  );
  expect(links.map(({ number, url }) => [number, url])).toEqual([[5, 'https://a.example/']]);
  expect(written).toContain('{{utskick_link_4}}');
});

test('mailings §4.1 track all: off, links stay as they are', () => {
  const text = html('https://a.example/x?y=1');
  const numbered = numberLinks({ html: text, text: null }, { utm: null, trackAll: false }, [], []);
  expect(numbered).toEqual({ html: text, text: null, links: [] });
});

test.each([
  ['mailto:anna@fjord.example', 'it is no web page'],
  ['https://mail.nordby.example/u/x', 'it is the server’s own'],
  ['https://{{website}}/x', 'the recipient would decide whose website it is'],
  ['{{unsubscribe_link}}', 'it is a field'],
])('%s is not tracked: %s', (url) => {
  const { links } = numberLinks({ html: html(url), text: null }, all, [], ['https://mail.nordby.example/']);
  expect(links).toEqual([]);
});

test('a link may hold fields behind its host', () => {
  const { links } = numberLinks({ html: html('https://a.example/?m={{email}}'), text: null }, all, [], []);
  expect(links).toMatchObject([{ url: 'https://a.example/?m={{email}}' }]);
});

const utm = { source: 'newsletter', campaign: 'spring' };

test.each([
  ['https://a.example/', 'https://a.example/?utm_medium=email&utm_source=newsletter&utm_campaign=spring'],
  [
    'https://a.example/?a=1#top',
    'https://a.example/?a=1&utm_medium=email&utm_source=newsletter&utm_campaign=spring#top',
  ],
  [
    'https://a.example/?utm_source=own',
    'https://a.example/?utm_source=own&utm_medium=email&utm_campaign=spring',
  ],
])('mailings §4.1 analytics: %s becomes %s', (url, tagged) => {
  expect(withUtm(url, utm)).toBe(tagged);
});

test('mailings §4.1 analytics: an empty word is left out, and links are tagged also when they are not tracked', () => {
  expect(withUtm('https://a.example/', { source: 'x', campaign: '' })).toBe(
    'https://a.example/?utm_medium=email&utm_source=x',
  );
  const { html: written, links } = numberLinks(
    { html: html('https://a.example/'), text: null },
    { utm, trackAll: false },
    [],
    [],
  );
  expect(links).toEqual([]);
  expect(written).toContain('href="https://a.example/?utm_medium=email&amp;utm_source=newsletter');
});
