import { expect, test } from 'vitest';
import fc from '../../../tests/support/fast-check.ts';
import type { KeptFields } from './kept-fields.ts';
import { inPieces, type PrintMail } from './pieces.ts';
import { prepareMail, type RecipientLinks } from './write.ts';

const linksOf = (person: number, image = true): RecipientLinks => ({
  link: (number) => `https://mail.example/t/a-b_${person}/${number}`,
  view: `https://mail.example/v/a-b_${person}`,
  unsubscribe: `https://mail.example/u/a-b_${person}`,
  manage: `https://mail.example/s/a-b_${person}`,
  image: image ? `https://mail.example/o/a-b_${person}.gif` : null,
});

const written = fc.array(
  fc.constantFrom(
    '{{first_name}}',
    '[[customer.firstname]]',
    '{{ fields.[Plan] }}',
    '{{custom}}',
    '[[company.name|there]]',
    '{{title | default: "my <b> friend"}}',
    '{{view_link}}',
    '<a href="{{utskick_link_1}}">{{first_name}}</a>',
    '<a href="{{utskick_link_2}}"><b>Read</b> {{custom}}</a>',
    '<a href="{{view_link}}">{{view_link}}</a>',
    '<a href="[[link.subscription]]"></a>',
    '<!-- {{view_link}} {{title}} -->',
    '<img alt="{{first_name}}" src="https://a.example/x.png">',
    '<p title="a > {{custom}}">',
    '</p>',
    '<a href="https://a.example/?to={{view_link}}">x</a>',
    '<ul><li>',
    '</ul>',
    '<br>',
    '<pre>',
    '</pre>',
    '<title>{{first_name}}</title>',
    '</body>',
    ' ',
    '\n',
    '.',
    ',',
    'word',
    '&amp;',
    '{{! say something }}',
  ),
  { maxLength: 14 },
);
const value = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('Anna', 'Åsa', 'Anna Karin', '漢字', 'a.b@c.example', '7') },
  fc.constantFrom(
    "O'Neill",
    'A & B',
    ' Anna',
    'Anna ',
    'A  B',
    '<b>',
    '',
    ' ',
    '\u3164',
    'a\nb',
    '-x',
    '. y',
    'Zq7v0Zq',
    'https://zq7.invalid/Zq7-0-Zq',
    'http://a.example',
    'A\u00a0B',
    'x'.repeat(300),
    3,
    true,
    null,
  ),
);
const person = fc.record(
  {
    first_name: value,
    title: value,
    custom: value,
    company: value,
    fields: fc.record({ Plan: value }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);

test('whatever a text and its recipients hold, a mail of pieces is the mail that is printed by itself', () => {
  fc.assert(
    fc.property(
      written,
      written,
      fc.option(written),
      fc.array(fc.tuple(person, fc.boolean()), { minLength: 2, maxLength: 5 }),
      (subject, html, text, people) => {
        const edition = (block: string) => ({
          subject: subject.join('').replaceAll(/<[^>]*>/g, ''),
          preheader: `For {{first_name}} & {{custom}}`,
          html: `<div>${block}${html.join('')}`,
          text: text?.join('') ?? null,
          language: null,
          timeZone: 'UTC',
        });
        const pieces = prepareMail(edition(''), 'en');
        // A block, if only an empty one, keeps a text from being taken apart.
        const oneByOne = prepareMail(edition('{{#if nothing}}{{/if}}'), 'en');
        for (const [place, [fields, image]] of people.entries()) {
          const links = linksOf(place, image);
          expect(pieces.write(fields, links)).toEqual(oneByOne.write(fields, links));
        }
      },
    ),
    { numRuns: 600 },
  );
});

/** Counts how often it prints. */
function counted(): { print: PrintMail; count: () => number } {
  let count = 0;
  const print: PrintMail = ({ name = '', size }, [address = '']) => {
    count += 1;
    const body = `<p>${String(name)} ${String(size ?? '')}</p><a href="${address}">x</a>`;
    return { subject: 'x', preheader: '', body, text: String(name), missing: [] };
  };
  return { print, count: () => count };
}

test('people with the same kinds of values are printed once, and each gets what is theirs', () => {
  const { print, count } = counted();
  const write = inPieces(print);
  const mails = ['Anna', 'Bo', 'Åsa'].map((name, place) => write({ name }, [`https://a.example/${place}`]));
  expect(count()).toBe(1);
  expect(mails.map(({ body }) => body)).toEqual([
    '<p>Anna </p><a href="https://a.example/0">x</a>',
    '<p>Bo </p><a href="https://a.example/1">x</a>',
    '<p>Åsa </p><a href="https://a.example/2">x</a>',
  ]);
});

test('there are only so many ways that are remembered: numbers that all differ are printed one by one', () => {
  const { print, count } = counted();
  const write = inPieces(print);
  const people: KeptFields[] = Array.from({ length: 200 }, (_, size) => ({ name: 'Anna', size }));
  for (const fields of people)
    expect(write(fields, ['https://a.example/']).body).toContain(`${fields.size}</p>`);
  expect(count()).toBe(200);
});
