import { expect, test } from 'vitest';
import fc from '../../../tests/support/fast-check.ts';
import { targetOf } from './target.ts';

const options = { locale: 'en', timeZone: 'UTC' };

test.each([
  { url: 'https://fjord.example/tour?a=1&b=2#top', target: 'https://fjord.example/tour?a=1&b=2#top' },
  { url: 'https://FJORD.example', target: 'https://fjord.example/' },
  {
    url: 'https://fjord.example/hi/{{first_name}}?to={{email}}',
    target: 'https://fjord.example/hi/Anna%20&%20Bo?to=anna%40fjord.example',
  },
  { url: 'https://fjord.example/?n={{nickname}}&a=1', target: 'https://fjord.example/?n=&a=1' },
  { url: 'https://fjord.example/å', target: 'https://fjord.example/%C3%A5' },
  { url: 'javascript:alert(1)', target: null },
  { url: 'https://{{first_name}}.example/', target: null },
  { url: '{{email}}', target: null },
])('mailings §14.2 host: $url leads to $target', ({ url, target }) => {
  const fields = { first_name: 'Anna & Bo', email: 'anna@fjord.example' };
  expect(targetOf(url, fields, options)).toBe(target);
});

test('mailings §14.2 host: no value of a recipient leads to another website', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '//evil.example',
      '@evil.example/',
      '\r\nLocation: https://evil.example',
      '/../..//evil.example',
    ),
  );
  const place = fc.constantFrom(
    '/{{x}}',
    '?{{x}}',
    '#{{x}}',
    '/a{{x}}b',
    '/?q={{x}}&r=1',
    '/{{#if x}}{{x}}{{/if}}',
  );
  fc.assert(
    fc.property(hostile, place, (x, where) => {
      const target = targetOf(`https://fjord.example${where}`, { x }, options);
      expect(target === null || new URL(target).origin === 'https://fjord.example').toBe(true);
      expect(target ?? '').not.toMatch(/[\r\n\s]/);
    }),
    { numRuns: 100 },
  );
});
