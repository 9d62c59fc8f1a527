import { expect, test } from 'vitest';
import { localeOfText } from './locale-of-text.ts';

test.each([
  ['de', 'sv', 'de'],
  ['de', null, 'de'],
  ['en', 'en-US', 'en-US'],
  ['en-GB', 'en-US', 'en-GB'],
  ['nb', 'no', 'no'],
  [null, 'sv', 'sv'],
  ['', 'sv', 'sv'],
  [undefined, null, 'en'],
])('a text in %j for somebody of %j is written as in %j', (language, theirs, locale) => {
  expect(localeOfText({ language }, { language: theirs })).toBe(locale);
  if (theirs === null) expect(localeOfText({ language }, null)).toBe(locale);
});
