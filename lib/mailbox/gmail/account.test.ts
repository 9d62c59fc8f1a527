// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { readAccount } from './account.ts';

function aPage(title: string, ...emails: string[]): Document {
  const page = document.implementation.createHTMLDocument();
  page.title = title;
  for (const email of emails) {
    const link = page.createElement('a');
    link.href = 'https://accounts.google.com/SignOutOptions?hl=sv';
    link.setAttribute('aria-label', `Google-konto: Sam Sender  \n(${email})`);
    page.body.append(link);
  }
  return page;
}

let page: Document;
beforeEach(() => {
  page = aPage('Inkorg (3) - sam@example.com - Gmail', 'Sam@example.com');
});

test('link and title agree, whatever their case', () => {
  expect(readAccount(page)).toEqual({ email: 'sam@example.com' });
});

test.each([
  ['Inkorg (3) - team@example.com - Gmail', 'a delegated mailbox has another address in its title'],
  ['Inkorg (3)', 'the title names none'],
  ['Fwd: sam@example.com - other@example.com - Gmail', 'an address in a subject is not the account'],
])('%s: unknown, because %s', (title) => {
  page.title = title;
  expect(readAccount(page)).toBe('unknown');
});

test('a title of an organisation and a subject with dashes', () => {
  page.title = 'Re: a - b@c.org - d - sam@example.com - Example Mail';
  expect(readAccount(page)).toEqual({ email: 'sam@example.com' });
});

test('several addresses are never chosen from, none is unknown', () => {
  expect(readAccount(aPage('x - sam@example.com - Gmail', 'sam@example.com', 'eva@example.com'))).toBe(
    'several',
  );
  expect(readAccount(aPage('x - sam@example.com - Gmail'))).toBe('unknown');
});
