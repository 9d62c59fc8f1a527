// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { composeAddress, isComposeWindow, isDelegated, isPopup } from './address.ts';

const prefill = {
  to: [{ email: 'ana+x@example.com', name: 'Ana' }, { email: 'bo@example.com' }],
  cc: [],
  bcc: [{ email: 'log@example.com' }],
  subject: 'Grüße & “you”?',
  html: '<p>Hi</p>',
  text: 'Hi',
};
const box = '<div role="region" data-compose-id="1"></div>';

function open(url: string, body = '', bodyClass = ''): void {
  window.location.href = `https://mail.google.com${url}`;
  document.body.className = bodyClass;
  document.body.innerHTML = body;
}
beforeEach(() => open('/mail/u/0/#inbox'));

test('the address carries recipients and subject, each sign as itself, and never the text', () => {
  const url = composeAddress(document, prefill) ?? '';
  expect(url).toMatch(/^https:\/\/mail\.google\.com\/mail\/u\/0\/\?view=cm&fs=1&tf=1&to=ana%2Bx%40/);
  expect(url).not.toMatch(/[+ ]/);
  expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
    view: 'cm',
    fs: '1',
    tf: '1',
    to: 'ana+x@example.com,bo@example.com',
    bcc: 'log@example.com',
    su: prefill.subject,
  });
});

test('it is one of the mailbox that is open', () => {
  open('/mail/u/3/#sent');
  expect(composeAddress(document, prefill)).toContain('https://mail.google.com/mail/u/3/?view=cm');
});

test.each(['/mail/#inbox', '/mail/b/AbC1/u/0/#inbox'])(
  'there is none for %s: whose it is could not be told in a window of its own',
  (at) => {
    open(at);
    expect(composeAddress(document, prefill)).toBeNull();
  },
);

test('what would be too long is left to be written', () => {
  const long = { ...prefill, subject: 'x'.repeat(9000) };
  expect(composeAddress(document, long)).toBe('https://mail.google.com/mail/u/0/?view=cm&fs=1&tf=1');
});

test.each([
  ['the mailbox', '/mail/u/0/#inbox', `<header role="banner"></header>${box}`, '', false, false],
  ['a message to write, by its class', '/mail/u/0/popout?ver=1', '', 'xE xp', true, true],
  ['a thread, by its class', '/mail/u/0/popout?ver=1', box, 'aAU xE Su', true, false],
  ['a message to write, by its address', '/mail/u/0/?view=cm&fs=1', '', '', true, true],
  ['the same once Gmail has rewritten it', '/mail/u/0/?fs=1&tf=cm', '', '', true, true],
  [
    'a pop-up that only holds a box',
    '/mail/u/0/popout?ver=1',
    `<div role="main">${box}</div>`,
    '',
    true,
    true,
  ],
  [
    'a pop-up with an answer in a thread',
    '/mail/u/0/popout?ver=1',
    `<div role="main"><div role="listitem">${box}</div></div>`,
    '',
    true,
    false,
  ],
])('%s', (_, url, body, bodyClass, popup, compose) => {
  open(url, body, bodyClass);
  expect([isPopup(document), isComposeWindow(document)]).toEqual([popup, compose]);
});

test('a delegated mailbox is told by its address', () => {
  expect(isDelegated(document)).toBe(false);
  open('/mail/b/AbC1/u/0/#inbox');
  expect(isDelegated(document)).toBe(true);
});
