import { describe, expect, test } from 'vitest';
import { anyHtml, anySoup } from '../../../tests/support/any-html.ts';
import fc from '../../../tests/support/fast-check.ts';
import { bytesOf, findMistakes, graveRules, type WrittenMail } from './findings.ts';
import { mistakeInLink } from './links.ts';

const good: WrittenMail = { subject: 'A question', preheader: 'Two minutes', html: '<p>Hi</p>', text: null };
const names = {
  names: ['first_name', 'company', 'items', 'my_name', 'fields'],
  custom: ['Shoe size', 'x', 'fleet'],
};
const found = (over: Partial<WrittenMail>) =>
  findMistakes({ ...good, ...over }, names).map(({ rule, part, position, what, meant }) => ({
    rule,
    part,
    at: position ? `${position.line}:${position.column}` : null,
    what,
    meant,
  }));

test('§14.4 a field that prints nothing for people without it is told where nothing is written for them', () => {
  const told = (subject: string) =>
    findMistakes({ ...good, subject }, { names: [...names.names, 'title', 'last_name'], custom: null }).map(
      ({ rule, what, position }) => `${rule} ${what} ${position?.column}`,
    );
  expect(told('Hi {{first_name}}, {{upper title}} {{last_name}}')).toEqual([
    'mayBeEmpty first_name 6',
    'mayBeEmpty title 28',
    'mayBeEmpty last_name 38',
  ]);
  expect(told('{{#each items}}{{first_name}}{{@root.title}}{{../last_name}}{{/each}}')).toEqual([
    'mayBeEmpty last_name 47',
  ]);
  expect(told('{{#if first_name}}{{else}}Hi {{first_name}}{{/if}}')).toEqual(['mayBeEmpty first_name 32']);
  for (const well of [
    'Hi {{first_name | default: "there"}}',
    'Hi {{first_name | default: ""}}',
    '{{upper (default first_name company)}}',
    '{{#if first_name}}Hi {{first_name}}{{else}}Hi{{/if}}',
    '{{#unless title}}x{{else}}{{title}}{{/unless}}',
    '{{company}} {{my_name}}',
    '{{#if first_name}}x{{/if}}',
  ])
    expect([well, ...told(well)]).toEqual([well]);
  expect(graveRules.has('mayBeEmpty')).toBe(false);
});

test('a mail that is well has no findings', () => {
  const html =
    '<p>Hi {{first_name | default: "there"}}, [[company.name|you]] {{fields.[Shoe size]}} {{custom_field_x}}' +
    '{{#each items}}{{anything}}{{../company}}{{/each}}</p>' +
    '<a href="https://x.example/?a={{company}}">x</a><a name="top"></a><a href="#top">y</a>' +
    '<img src="https://x.example/a.png" alt="" width="10">';
  expect(found({ html })).toEqual([]);
});

test.each([
  ['<p>x</p>\n<!-- note', '2:1', '<!-- is never closed with -->'],
  ['<p>x</p><a href="https://x.example>x</a>', '1:9', '<a is never closed with "'],
  ["<p title='a{{company}}", '1:1', "<p is never closed with '"],
  ['x <b class=a', '1:3', '<b is never closed with >'],
  ['x <b', '1:3', '<b is never closed with >'],
  ['<!--[if mso]><p>x</p>', '1:1', '<!--[if is never closed with <![endif]-->'],
  ['<title>x', '1:1', '<title> is never closed with </title>'],
])('§14 what is left open would swallow what follows: %s', (html, at, what) => {
  expect(found({ html }).filter(({ rule }) => rule === 'unreadable')).toEqual([
    { rule: 'unreadable', part: 'html', at, what, meant: null },
  ]);
});

test.each(['1 < 2', 'x <', '<!-- a --><p>x', '<!--[if mso]>x<![endif]-->y', '<p>{{#if company}}<b>{{/if}}'])(
  'nothing is left open in %s that browsers do not close themselves',
  (html) => {
    expect(found({ html }).map(({ rule }) => rule)).not.toContain('unreadable');
  },
);

test('while the workspace’s custom fields are not known, any may be one', () => {
  const mail = { ...good, subject: '{{fields.any}} {{custom_field_any}} {{anye}}' };
  const unknown = findMistakes(mail, { names: names.names, custom: null });
  expect(unknown.map(({ what }) => what)).toEqual(['anye']);
});

test('a custom field is known in each way in which it can be written', () => {
  const subject =
    '{{fields.[Shoe size]}} {{custom_field_Shoe_size}} {{custom_field_shoe_size}} {{@root.fields.x}}';
  expect(found({ subject })).toEqual([]);
});

test.each([
  ['{{fields.[Shoe sise]}}', 'fields.[Shoe size]'],
  ['{{custom_field_Shoe_sise}}', 'fields.[Shoe size]'],
  ['{{fields.flet}}', 'fields.fleet'],
])('what was meant by %s is told as it can be written: %s', (subject, meant) => {
  expect(found({ subject }).map((one) => one.meant)).toEqual([meant]);
  expect(found({ subject: `{{${meant}}}` })).toEqual([]);
});

test('all that is wrong is told at once, each at its place', () => {
  const html =
    '<p>{{first name}}\n{{#if company}} {{upper}} {{frist_name}}\n {{company.name}} {{site}} {{a "b" c=}}</p>{{! why }}';
  const lines = found({ subject: '{{company x {{first_name}} {{comapny', html }).map(
    ({ rule, part, at, what, meant }) => [rule, part, at, what, meant],
  );
  expect(lines).toEqual([
    ['unreadable', 'subject', '1:1', 'cannot be read, near “{{company x {{first_name}}”', null],
    ['unreadable', 'subject', '1:28', '{{comapny is never closed with }}', null],
    ['unreadable', 'html', '2:1', '{{#if}} is never closed with {{/if}}', null],
    ['unreadable', 'html', '3:28', 'cannot be read, near “{{a "b" c=}}”', null],
    ['unknownField', 'html', '1:4', 'first name', 'first_name'],
    ['unknownField', 'html', '2:19', 'upper', null],
    ['unknownField', 'html', '2:29', 'frist_name', 'first_name'],
    ['unknownField', 'html', '3:4', 'company.name', 'company'],
    ['unknownField', 'html', '3:21', 'site', null],
    ['prompt', 'html', '3:44', 'why', null],
  ]);
});

test('what stands in a loop is not looked for among the person’s fields, whatever else is wrong', () => {
  const html = '{{#each items}}{{name}}{{#if company}}{{x}}{{/if}}{{/each}}{{nobody}}{{#each}}';
  expect(found({ html }).map(({ what }) => what)).toEqual([
    '{{#each}} is never closed with {{/each}}',
    'each: expected one field or text after it, found 0',
    'nobody',
  ]);
});

test('a long mail has a text when it stands at its end alone', () => {
  const long = '<p> </p>'.repeat(2_000);
  expect(found({ html: `${long}<p>x</p>` })).toEqual([]);
  expect(found({ html: long }).map(({ rule }) => rule)).toEqual(['noText']);
});

describe('each rule', () => {
  test.each([
    {
      over: { html: '<p>a</p>\n<p>{{#if company}}b</p>' },
      finds: {
        rule: 'unreadable',
        part: 'html',
        at: '2:4',
        what: '{{#if}} is never closed with {{/if}}',
        meant: null,
      },
    },
    {
      over: { subject: 'Hi {{frist_name}}' },
      finds: { rule: 'unknownField', part: 'subject', at: '1:6', what: 'frist_name', meant: 'first_name' },
    },
    {
      over: { subject: 'Hi {{company.name}}' },
      finds: { rule: 'unknownField', part: 'subject', at: '1:6', what: 'company.name', meant: 'company' },
    },
    {
      over: { subject: '{{fields.flet}}' },
      finds: { rule: 'unknownField', part: 'subject', at: '1:3', what: 'fields.flet', meant: 'fields.fleet' },
    },
    {
      over: { subject: 'A {{flete}}' },
      finds: { rule: 'unknownField', part: 'subject', at: '1:5', what: 'flete', meant: 'fields.fleet' },
    },
    {
      over: { subject: '{{custom_field_shoe_sise}}' },
      finds: {
        rule: 'unknownField',
        part: 'subject',
        at: '1:3',
        what: 'custom_field_shoe_sise',
        meant: 'fields.[Shoe size]',
      },
    },
    {
      over: { html: '<a href="https://x.example/{{#if company}}"{{/if}}>{{!-- --}}</a>' },
      finds: {
        rule: 'unreadable',
        part: 'html',
        at: '1:28',
        what: 'a block must begin and end in the same place of the HTML: outside of tags, or in one value',
        meant: null,
      },
    },
    {
      over: { html: '<p>a</p><scr{{!-- --}}ipt>x</script>' },
      finds: { rule: 'forbidden', part: 'html', at: null, what: '<script>', meant: null },
    },
    {
      over: { html: `${'<b>'.repeat(251)}x` },
      finds: {
        rule: 'unreadable',
        part: 'html',
        at: '1:751',
        what: 'HTML elements are nested deeper than 250; close those that are open',
        meant: null,
      },
    },
    {
      over: { preheader: '[[customer.nam]]' },
      finds: {
        rule: 'unknownField',
        part: 'preheader',
        at: '1:1',
        what: 'customer.nam',
        meant: 'customer.name',
      },
    },
    {
      over: { html: '<p>\n{{! say why }}</p>' },
      finds: { rule: 'prompt', part: 'html', at: '2:1', what: 'say why', meant: null },
    },
    {
      over: { html: '<p>x</p><a href="#">x</a>' },
      finds: { rule: 'linkEmpty', part: 'html', at: '1:9', what: '#', meant: null },
    },
    {
      over: { html: '<a href="www.x.example">x</a>' },
      finds: {
        rule: 'linkBroken',
        part: 'html',
        at: '1:1',
        what: 'www.x.example',
        meant: 'https://www.x.example',
      },
    },
    {
      over: { html: '<p>x</p><img src="https://x.example/a.png" width="9">' },
      finds: { rule: 'noAlt', part: 'html', at: '1:9', what: 'https://x.example/a.png', meant: null },
    },
    {
      over: { html: 'x<img alt="a" src="https://x.example/a.png">' },
      finds: { rule: 'noImageSize', part: 'html', at: '1:2', what: 'https://x.example/a.png', meant: null },
    },
    {
      over: { html: 'x<img alt="a" width="1" src="">' },
      finds: { rule: 'noImage', part: 'html', at: '1:2', what: '', meant: null },
    },
    {
      over: { html: '<img alt="" width="1" src="https://x.example/a.png">' },
      finds: { rule: 'noText', part: 'text', at: null, what: '', meant: null },
    },
    { over: { text: ' ' }, finds: { rule: 'noText', part: 'text', at: null, what: '', meant: null } },
    {
      over: { html: `<p>${'å'.repeat(53_000)}</p>` },
      finds: { rule: 'tooLarge', part: 'html', at: null, what: '105', meant: null },
    },
    {
      over: { html: `<p>${'x'.repeat(103_500)}</p>`, preheader: 'Seen in the list' },
      finds: { rule: 'tooLarge', part: 'html', at: null, what: '102', meant: null },
    },
    {
      over: { subject: ' ' },
      finds: { rule: 'noSubject', part: 'subject', at: null, what: '', meant: null },
    },
    {
      over: { preheader: '' },
      finds: { rule: 'noPreheader', part: 'preheader', at: null, what: '', meant: null },
    },
    {
      over: { html: '<p>x</p>\n<p onclick="a()">y</p>' },
      finds: { rule: 'forbidden', part: 'html', at: '2:4', what: 'onclick', meant: null },
    },
  ])('$finds.rule', ({ over, finds }) => expect(found(over)).toEqual([finds]));

  test('what stands in the way comes before advice', () => {
    const rules = found({ html: '<img><a href="">x</a>{{! y }}', preheader: '' }).map(({ rule }) => rule);
    expect(rules).toEqual(['linkEmpty', 'prompt', 'noImage', 'noAlt', 'noImageSize', 'noPreheader']);
  });
});

test.each([
  ['', 'empty'],
  [' # ', 'empty'],
  ['https://', 'broken'],
  ['https://example', 'broken'],
  ['htps://x.example', 'broken'],
  ['http:/x.example', 'broken'],
  ['https://x .example', 'broken'],
  ['https://https://x.example', 'broken'],
  ['javascript:x()', 'broken'],
  ['mailto:', 'broken'],
  ['page.html', 'broken'],
  ['https://x.example', null],
  ['https://räksmörgås.example:8080/a?b=c#d', null],
  ['mailto:a@x.example?subject=Hi', null],
  ['tel:+468123', null],
  ['{{link}}', null],
  ['https://{{company}}/x', null],
  ['https://x.example/{{ first_name }}', null],
  ['#place', null],
])('the address %j is %s', (href, mistake) => expect(mistakeInLink(href)).toBe(mistake));

test('whatever is written, it is judged and nothing breaks', () => {
  fc.assert(
    fc.property(fc.oneof(anyHtml, anySoup), anySoup, (html, subject) => {
      for (const { part, position } of findMistakes({ ...good, html, subject }, names))
        expect(position?.offset ?? 0).toBeLessThanOrEqual((part === 'subject' ? subject : html).length);
    }),
  );
});

test('bytes are those of UTF-8', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(bytesOf(text)).toBe(Buffer.byteLength(text));
    }),
  );
});
