import { expect, test } from 'vitest';
import type { Me } from '../../contract/account.ts';
import type { Person } from '../../contract/person.ts';
import type { EmailContent } from '../../contract/task.ts';
import { renderDetails, renderEmail } from './email.ts';

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
    },
  });
});

test('what is missing is named, and the text is made all the same', () => {
  const rendered = renderEmail({ ...content, html: '<p>{{my_title}}</p>' }, person, me);
  expect(rendered).toMatchObject({ ok: true, value: { missing: ['my_title'] } });
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
