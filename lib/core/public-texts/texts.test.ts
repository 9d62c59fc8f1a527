import { expect, test } from 'vitest';
import { languageNames, languageOfPage } from './languages.ts';
import { fillIn, publicTexts } from './texts.ts';

test.each(Object.keys(languageNames))(
  'pages for recipients say everything in %s, with the same values put in',
  (tag) => {
    const own = new Map(Object.entries(publicTexts[tag as keyof typeof publicTexts]));
    const english = Object.entries(publicTexts.en);
    expect([...own.keys()].toSorted()).toEqual(english.map(([key]) => key).toSorted());
    for (const [key, text] of english) {
      expect(own.get(key)?.trim()).not.toBe('');
      expect([...(own.get(key) ?? '').matchAll(/\{\w+\}/g)].map(String).toSorted()).toEqual(
        [...text.matchAll(/\{\w+\}/g)].map(String).toSorted(),
      );
    }
  },
);

test.each([
  { picked: 'da', person: 'sv', accepted: 'nl', language: 'da' },
  { picked: undefined, person: 'sv-SE', accepted: 'nl', language: 'sv' },
  { picked: '../x', person: null, accepted: 'fr;q=0.9, nl-BE;q=0.8, en;q=0.9', language: 'en' },
  { picked: undefined, person: 'fr', accepted: 'no', language: 'nb' },
  { picked: undefined, person: null, accepted: undefined, language: 'en' },
  { picked: 'constructor', person: null, accepted: 'sv;q=0', language: 'en' },
])('a page is in $language', ({ picked, person, accepted, language }) => {
  expect(languageOfPage(picked, person, accepted)).toBe(language);
});

test('a value that looks like a place for another one stays as it is', () => {
  expect(fillIn('{a} {b}', { a: '{b}', b: '1' })).toBe('{b} 1');
});
