import { expect, test } from 'vitest';
import { templateContext } from '../template/fields.ts';
import type { TemplateContext } from '../template/run.ts';
import { type Edition, prepareMail, type RecipientLinks } from './write.ts';

const links: RecipientLinks = {
  link: (number) => `https://mail.example/t/word/${number}`,
  view: 'https://mail.example/v/word',
  unsubscribe: 'https://mail.example/u/word',
  manage: 'https://mail.example/s/word',
  image: 'https://mail.example/o/word.gif',
};
const me = {
  user: { id: 'u', name: 'Alva', email: 'alva@nordby.example', timeZone: 'Europe/Stockholm', title: null },
  workspace: { id: 'w', name: 'Nordby' },
  role: 'user' as const,
  mailboxes: [],
};
const anna = templateContext(
  {
    id: 'p',
    firstName: 'Anna',
    lastName: 'Ek <b>',
    email: 'anna@fjord.example',
    title: null,
    companyName: 'Fjord',
    phone: null,
    profileUrl: null,
    timeZone: null,
    language: 'sv',
    fields: { 'Plan name': 'Gold' },
  },
  me,
);
const edition = (over: Partial<Edition>): Edition => ({
  subject: '',
  preheader: '',
  html: '',
  text: null,
  language: null,
  timeZone: 'UTC',
  ...over,
});
const written = (over: Partial<Edition>, context: TemplateContext = anna) => {
  const writer = prepareMail(edition(over), 'en');
  // As it comes back from where it is kept.
  return writer.write(JSON.parse(JSON.stringify(writer.keep(context))), links);
};

test('mailings §11.3 tags: fields of person, company and sender are printed, escaped where they stand', () => {
  const mail = written({
    subject: '[[customer.name]]: news from {{my_name}}',
    html: '<p>[[customer.firstname]] {{last_name}} at [[company.name]], plan {{fields.[Plan name]}}</p>',
  });
  expect(mail.subject).toBe('Anna Ek <b>: news from Alva');
  expect(mail.html).toContain('<p>Anna Ek &lt;b&gt; at Fjord, plan Gold</p>');
  expect(mail.text).toBe('Anna Ek <b> at Fjord, plan Gold');
});

test('mailings §11.3 defaults: [[x|default]] prints its text where there is no value; else it is empty and told', () => {
  const mail = written({ subject: '[[customer.title|friend]]', html: '<p>Hi [[customer.phone]]!</p>' });
  expect(mail.subject).toBe('friend');
  expect(mail.html).toContain('<p>Hi !</p>');
  expect(mail.missing).toEqual(['customer.phone']);
});

test('mailings §11.3 links: special links lead to the recipient’s own pages, in both dialects', () => {
  const html =
    '<a href="{{view_link}}">1</a><a href="[[link.viewShipmentMessage]]">2</a><a href="{{unsubscribe_link}}">3</a>' +
    '<a href="[[link.subscription]]">4</a><a href="{{subscriptions_link}}">5</a>';
  const hrefs = [...written({ html }).html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
  expect(hrefs).toEqual([links.view, links.view, links.unsubscribe, links.manage, links.manage]);
});

test('mailings §14.1 unique: tracked links hold the recipient’s word and the number, and no target', () => {
  const mail = written({
    html: '<a href="{{utskick_link_1}}">A</a> <a href="{{utskick_link_12}}">B</a>',
    text: 'A: {{utskick_link_1}}',
  });
  expect(mail.html).toContain('href="https://mail.example/t/word/1"');
  expect(mail.html).toContain('href="https://mail.example/t/word/12"');
  expect(mail.text).toBe('A: https://mail.example/t/word/1');
});

test('the opening image stands in the HTML alone, and only where openings are followed', () => {
  expect(written({ html: '<p>x</p>' }).html).toContain('<img src="https://mail.example/o/word.gif"');
  expect(written({ html: '<p>x</p>' }).text).toBe('x');
  const writer = prepareMail(edition({ html: '<p>x</p>' }), 'en');
  expect(writer.write({}, { ...links, image: null }).html).toBe('<p>x</p>');
});

test('mailings §23 as sent: what is kept of somebody writes the same mail again, and holds nothing else of them', () => {
  const said = {
    subject: 'Hi {{first_name}}',
    html: '{{#if company}}<p>{{company}}</p>{{/if}}<p>{{my_signature}}</p>',
    preheader: 'For [[customer.email]]',
  };
  const writer = prepareMail(edition(said), 'en');
  const signed = { ...me, user: { ...me.user, signature: '<b>Alva</b>' } };
  const context = { ...anna, my_signature: templateContext(null, signed).my_signature };
  const kept = writer.keep(context);
  expect(Object.keys(kept).sort()).toEqual(['company', 'email', 'first_name', 'my_signature']);
  const stored = JSON.parse(JSON.stringify(kept));
  expect(writer.write(stored, links)).toEqual(writer.write(kept, links));
  expect(writer.write(stored, links).html).toContain('<p><b>Alva</b></p>');
});

test('a value that says it is sanitised HTML is a text like any other', () => {
  const hostile = { first_name: '<script>x</script>' };
  const writer = prepareMail(edition({ html: '<p>{{first_name}}</p>' }), 'en');
  expect(writer.write(writer.keep(hostile), links).html).toContain('&lt;script&gt;');
});

test.each([
  ['<a href="{{unsubscribe_link}}">x</a>', { unsubscribe: true, view: false }],
  ['<a href="[[link.subscription]]">x</a>', { unsubscribe: true, view: false }],
  ['<a href="{{view_link}}">x</a>', { unsubscribe: false, view: true }],
  ['<p>x</p>', { unsubscribe: false, view: false }],
])('%s offers %o', (html, offers) => {
  expect(prepareMail(edition({ html }), 'en').offers).toEqual(offers);
});
