import { expect, test } from 'vitest';
import { returnDate } from './return-date.ts';

/** A Thursday. */
const heardOn = '2026-06-04';

test.each([
  ['I am away until 12 June.', '2026-06-12'],
  ['I am away through June 12, 2026.', '2026-06-13'],
  ['I am out from 1 June to 12 June.', '2026-06-13'],
  ['Back on Monday, 8th of June', '2026-06-08'],
  ['Ik ben afwezig vanaf 8 juni tot 12 juni.', '2026-06-13'],
  ['Jag är ledig från och med 8/6 till och med 12/6', '2026-06-13'],
  ['Jag är ledig t.o.m. 14/6.', '2026-06-15'],
  ['Jag är åter den 15/6.', '2026-06-15'],
  ['Jeg er tilbage d. 3. august', '2026-08-03'],
  ['Jeg er på ferie til og med 26.06.', '2026-06-27'],
  ['Ik ben weer aanwezig vanaf 29-06-2026', '2026-06-29'],
  ['Ich bin ab dem 15.06.2026 wieder erreichbar.', '2026-06-15'],
  ['Je suis absente jusqu’au 12 juin inclus.', '2026-06-13'],
  ['Sono in ferie e rientro il 22 giugno', '2026-06-22'],
  ['Jestem na urlopie. Wracam 8 czerwca.', '2026-06-08'],
  ['я в отпуске, вернусь 15 июня', '2026-06-15'],
  ['6月15日まで休暇', '2026-06-15'],
])('%s', (text, day) => {
  expect(returnDate(text, heardOn)).toBe(day);
});

test.each([
  ['a day that is over', 'I was away until 1 June 2026.', null],
  ['no day at all', 'I am away at the moment.', null],
  ['a day that does not exist', 'Back on 31 June.', null],
  ['several days without a word about coming back', 'Our fairs: 8 June, 12 June.', null],
])('none: %s', (_, text, day) => {
  expect(returnDate(text, heardOn)).toBe(day);
});

test('a date without a year lies ahead', () => {
  expect(returnDate('I will be back on 7 January.', '2026-12-20')).toBe('2027-01-07');
});

test.each([
  ['', '2026-07-06'],
  ['en-US', '2026-06-07'],
])('6/7 in a mail of language “%s”', (language, day) => {
  expect(returnDate('I am back on 6/7.', heardOn, language)).toBe(day);
});
