import { expect, test } from 'vitest';
import { chooseText, isSpoken, languagesOf } from './languages.ts';

const own = { language: 'en' };
const variants = ['sv', 'pt-PT', 'pt-BR', 'nb', 'de-AT'].map((language) => ({ language }));

test.each([
  ['sv', 'sv'],
  ['sv-FI', 'sv'], // Swedish as in Finland: the Swedish one
  ['SV', 'sv'],
  ['pt-BR', 'pt-BR'],
  ['pt_br', 'pt-BR'], // as some systems write it
  ['pt', 'pt-PT'], // no region wanted: the first of that language
  ['pt-AO', 'pt-PT'],
  ['de', 'de-AT'],
  ['no', 'nb'],
  ['no-NO', 'nb'],
  ['nn', 'en'], // nynorsk is another language
  ['en-GB', 'en'], // the template's own text has a language too
  ['fi', 'en'],
  ['', 'en'],
  [null, 'en'],
])('a person of %s gets %s', (language, chosen) => {
  expect(chooseText(own, variants, language).language).toBe(chosen);
});

test('a text without a language is what is left', () => {
  const unknown = { language: null };
  expect(chooseText(unknown, variants, 'fi')).toBe(unknown);
  expect(chooseText(unknown, [], 'sv')).toBe(unknown);
});

test.each([
  ['sv-FI', true],
  ['no', true], // bokmål by its other name
  ['PT', true],
  ['nn', false],
  ['', false],
  [null, false],
])('a person of %s has a text in their language: %s', (language, spoken) => {
  const languages = languagesOf({ language: null, variants });
  expect(languages).toEqual(['sv', 'pt-PT', 'pt-BR', 'nb', 'de-AT']);
  expect(isSpoken(languages, language)).toBe(spoken);
});

test('a template’s own language is one of its languages', () => {
  expect(languagesOf({ language: 'en', variants: [{ language: 'sv' }] })).toEqual(['en', 'sv']);
});
