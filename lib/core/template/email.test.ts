import { expect, test } from 'vitest';
import type { Me } from '../../contract/account.ts';
import type { Person } from '../../contract/person.ts';
import type { EmailContent } from '../../contract/task.ts';
import { renderDetails, renderEmail, renderInsertable } from './email.ts';
import { findMarks } from './marks.ts';
import { withoutPreheader } from './preheader.ts';

const me: Me = {
  user: { id: 'u', name: 'Mia Lund', email: 'mia@nordby.example', timeZone: 'Europe/Stockholm', title: null },
  workspace: { id: 'w', name: 'Nordby' },
  role: 'user',
  mailboxes: ['mia@nordby.example'],
};
const person: Person = {
  id: '00000000-0000-4000-8000-000000000001',
  firstName: 'Åsa',
  lastName: 'Öberg',
  email: 'asa@fjord.example',
  title: null,
  companyName: 'Fjord, AB',
  phone: null,
  profileUrl: null,
  timeZone: null,
  language: 'sv',
  fields: { 'Shoe size': '38' },
};
const content: EmailContent = {
  subject: 'Förslag till {{company_friendly}}',
  html: '<p>Hej {{first_name}} ({{custom_field_shoe_size}}, {{fields.[Shoe size]}})</p><p><a href="https://nordby.example/?a=1&amp;b=2">Läs mer</a></p><p>{{my_name}}, {{my_company}}</p>',
  alsoTo: [{ email: 'ASA@fjord.example' }, { email: 'per@fjord.example', name: 'Per' }],
  cc: [{ email: 'cc@fjord.example' }],
  bcc: [],
};

test('an email is written out for its person, each address once', () => {
  const rendered = renderEmail(content, person, me);
  expect(rendered).toEqual({
    ok: true,
    value: {
      to: [
        { email: 'asa@fjord.example', name: 'Åsa Öberg' },
        { email: 'per@fjord.example', name: 'Per' },
      ],
      cc: [{ email: 'cc@fjord.example' }],
      bcc: [],
      subject: 'Förslag till Fjord',
      html: '<p>Hej Åsa (38, 38)</p><p><a href="https://nordby.example/?a=1&amp;b=2">Läs mer</a></p><p>Mia Lund, Nordby</p>',
      text: 'Hej Åsa (38, 38)\n\nLäs mer <https://nordby.example/?a=1&b=2>\n\nMia Lund, Nordby',
      missing: [],
      prompts: [],
      marks: [],
    },
  });
});

test('what is missing is named and stands in the text as it is written, as prompts do', () => {
  const html = '<p>{{my_title}} {{! say something }} {{title}}</p>';
  expect(renderEmail({ ...content, html }, person, me)).toMatchObject({
    ok: true,
    value: {
      html: '<p>{{my_title}} {{! say something }} </p>',
      missing: ['my_title'],
      prompts: ['say something'],
    },
  });
});

test('a plain-text part that is written by hand is the text that goes', () => {
  const text = '  Hej {{first_name}} < {{my_title}}\n{{! något vänligt }}';
  expect(renderEmail({ ...content, text }, person, me)).toMatchObject({
    value: {
      text: '  Hej Åsa < {{my_title}}\n{{! något vänligt }}',
      missing: ['my_title'],
      prompts: ['något vänligt'],
      // It stands in no window.
      marks: [],
    },
  });
  const broken = { ...content, text: 'Hej {{first_name' };
  expect(renderEmail(broken, person, me)).toMatchObject({
    code: 'INVALID_INPUT',
    message: expect.stringContaining('Plain text: '),
    fields: [{ path: 'text' }],
  });
});

test.each([
  ['de', '1. März 2026, 12,50\u00a0€'],
  ['fi', '1. maaliskuuta 2026, 12,50\u00a0€'],
  ['en', '1 March 2026, €12.50'],
  [null, '1 mars 2026, 12,50\u00a0€'],
])('dates and numbers are those of the text’s language, %s, and not of the person’s', (language, text) => {
  const html = '<p>{{date fields.day}}, {{number fields.price currency="eur"}}</p>';
  const swedish = { ...person, fields: { day: '2026-03-01', price: '12.5' } };
  expect(renderEmail({ ...content, html, language }, swedish, me)).toMatchObject({ value: { text } });
  expect(renderInsertable({ subject: '', html, language }, swedish, me)).toMatchObject({ value: { text } });
});

test.each([null, undefined, '', ' \n'])('a plain-text part of %j is made of the HTML', (text) => {
  const html = '<p>Hej <b>du</b></p>';
  const written = text === undefined ? content : { ...content, text };
  expect(renderEmail({ ...written, html }, person, me)).toMatchObject({ value: { text: 'Hej du' } });
});

test('a private address and a website are custom fields with names of their own', () => {
  const fields = { 'Personal email': 'asa@home.example', 'WORK WEBSITE': 'https://fjord.example' };
  const html = '<p>{{personal_email}} {{work_website}}</p>';
  expect(renderEmail({ ...content, html }, { ...person, fields }, me)).toMatchObject({
    value: { text: 'asa@home.example https://fjord.example', missing: [] },
  });
  expect(renderEmail({ ...content, html }, person, me)).toMatchObject({
    value: { missing: ['personal_email', 'work_website'] },
  });
});

test('what is to be replaced is told as it stands there; a value that looks the same is none of it', () => {
  const odd = { ...person, firstName: '{{x}}', lastName: '{{! y }}' };
  const html = '<p>{{first_name}} {{last_name}} [[customer.phone]] {{my_title}} {{! why\n now }}</p>';
  const subject = '{{first_name}} {{fields.[a b]}}';
  const made = renderInsertable({ subject, html, preheader: '{{fields.z}}' }, odd, me);
  expect(made).toMatchObject({
    value: {
      subject: '{{x}} {{fields.a b}}',
      marks: ['{{fields.a b}}', '[[customer.phone]]', '{{my_title}}', '{{! why\n now }}'],
      missingInLine: ['fields.z'],
    },
  });
  if (!made.ok) throw new Error(made.message);
  const { html: written, marks } = made.value;
  expect(findMarks(written, marks)).toEqual(['[[customer.phone]]', '{{my_title}}', '{{! why now }}']);
  const lined = renderInsertable({ subject, html, preheader: 'For {{first_name}}' }, odd, me);
  expect(lined.ok && lined.value.html).toContain('>For {{x}}');
});

test('texts of the run stand for what is missing, in mails, details and insertions alike', () => {
  const html = '<p>{{my_title}} {{first_name}}</p>';
  const printing = { defaults: { my_title: 'your <contact>', first_name: 'x' } };
  const printed = { html: '<p>your &lt;contact&gt; Åsa</p>', missing: [] };
  expect(renderEmail({ ...content, html }, person, me, printing)).toMatchObject({ value: printed });
  expect(renderInsertable({ subject: '', html }, person, me, printing)).toMatchObject({ value: printed });
  expect(renderDetails('{{my_title}}', person, me, printing)).toBe('your <contact>');
});

test('a printing that takes too long is told, by the clock that is passed in', () => {
  let nowMs = 0;
  const clock = () => (nowMs += 1_200);
  const html = '{{first_name}}'.repeat(200);
  const slow = { code: 'INVALID_INPUT', message: expect.stringContaining('takes longer than') };
  expect(renderEmail({ ...content, html }, person, me, { clock })).toMatchObject(slow);
  expect(renderInsertable({ subject: '', html }, person, me, { clock })).toMatchObject(slow);
  expect(renderDetails(html, person, me, { clock })).toBe(html);
});

test('no address and a broken template are told, not thrown', () => {
  expect(renderEmail(content, { ...person, email: null }, me)).toMatchObject({
    code: 'PERSON_NOT_REACHABLE',
  });
  expect(renderEmail({ ...content, subject: '{{#if}}' }, person, me)).toMatchObject({
    code: 'INVALID_INPUT',
    message: expect.stringMatching(/^Subject: /),
  });
});

test('details that cannot be read are shown as written', () => {
  expect(renderDetails('Ask {{first_name}}', person, me)).toBe('Ask Åsa');
  expect(renderDetails('{{#if', person, me)).toBe('{{#if');
});

test('for a window one writes in, what has no value stays as it is written and is named', () => {
  const template = {
    subject: '{{first_name}}: {{fields.topic}}',
    html: '<p>Hi {{first_name}}, {{title}}{{company}}</p><p>{{! say something kind }} {{fields.topic}} {{phone | default: "no phone"}}</p>',
  };
  expect(renderInsertable(template, person, me)).toMatchObject({
    ok: true,
    value: {
      subject: 'Åsa: {{fields.topic}}',
      html: '<p>Hi Åsa, Fjord, AB</p><p>{{! say something kind }} {{fields.topic}} no phone</p>',
      missing: ['fields.topic'],
      prompts: ['say something kind'],
    },
  });
});

test('where nobody known is addressed every field of theirs stays, and none is made up', () => {
  const template = {
    subject: '{{company}}',
    html: '<p>Hi {{first_name}} {{last_name | default: "there"}}, {{my_name}}</p>',
  };
  expect(renderInsertable(template, null, me)).toMatchObject({
    ok: true,
    value: {
      subject: '{{company}}',
      html: '<p>Hi {{first_name}} there, Mia Lund</p>',
      missing: ['company', 'first_name'],
    },
  });
});

test('a template that cannot be read is refused with the reason, not inserted in part', () => {
  const broken = renderInsertable({ subject: 'ok', html: '<p>{{#if first_name}}</p>' }, person, me);
  expect(broken).toMatchObject({
    ok: false,
    code: 'INVALID_INPUT',
    message: expect.stringMatching(/^Text: /),
  });
});

test('its preheader stands hidden before the text, and in nothing that is read or inserted as text', () => {
  const withLine = { ...content, preheader: 'For {{company_friendly}} & <you>' };
  const rendered = renderEmail(withLine, person, me);
  const plain = renderEmail(content, person, me);
  if (!rendered.ok || !plain.ok) throw new Error('expected both to be rendered');
  expect(rendered.value.html).toMatch(/^<div style="display:none;[^"]*">For Fjord &amp; &lt;you&gt;\u2007/);
  expect(withoutPreheader(rendered.value.html)).toBe(plain.value.html);
  expect({ ...rendered.value, html: '' }).toEqual({ ...plain.value, html: '' });
  expect(renderInsertable(withLine, person, me)).toMatchObject({
    ok: true,
    value: { html: rendered.value.html, text: plain.value.text, preheader: 'For Fjord & <you>' },
  });
});

test('a preheader that lacks something is left out: nobody would see it to fill it in', () => {
  const lacking = { ...content, preheader: 'About {{fields.offer}}' };
  expect(renderEmail(lacking, person, me)).toEqual(renderEmail(content, person, me));
  expect(renderInsertable(lacking, person, me)).toMatchObject({
    value: { preheader: 'About {{fields.offer}}', missing: [] },
  });
  const broken = renderEmail({ ...content, preheader: '{{#if x}}' }, person, me);
  expect(broken).toMatchObject({ ok: false, message: expect.stringMatching(/^Preheader: /) });
});

test('a text that acts is not written out, and why is said', () => {
  const html = '<a href="{{#if first_name}}java{{!-- --}}script:alert(1){{/if}}">x</a>';
  expect(renderEmail({ ...content, html }, person, me)).toEqual({
    ok: false,
    code: 'INVALID_INPUT',
    message: 'Text: javascript: cannot stand in a mail',
    fields: [
      {
        path: 'html',
        message: 'javascript: cannot stand in a mail',
        fault: { code: 'acts', values: { what: 'javascript:' }, meant: null },
      },
    ],
  });
});
