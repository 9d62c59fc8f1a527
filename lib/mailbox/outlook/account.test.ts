// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { setAddress } from '../../../tests/support/page-address.ts';
import { addressInPath, readAccount } from './account.ts';

const root = (email: string, more = '') =>
  `<div role="treeitem" aria-level="1" data-folder-name="${email}" title="${email}" ${more}><span>${email}</span></div>`;

function aPage(html: string, url = 'https://outlook.cloud.microsoft/mail/'): Document {
  setAddress(url);
  document.body.innerHTML = `<div role="tree">${html}<div role="treeitem" aria-level="2" data-folder-name="inbox"></div></div>`;
  return document;
}
afterEach(() => setAddress('about:blank'));

test.each([
  ['one root', root('Sam@Example.com'), undefined, { email: 'sam@example.com' }],
  [
    'the same root twice',
    root('sam@example.com') + root('sam@example.com'),
    undefined,
    { email: 'sam@example.com' },
  ],
  ['two mailboxes', root('sam@example.com') + root('info@example.com'), undefined, 'several'],
  ['no root', '', undefined, 'unknown'],
  [
    'a root that has its address in its name alone',
    `<div id="primaryMailboxRoot_1" title="sam@example.com"></div>`,
    undefined,
    { email: 'sam@example.com' },
  ],
  [
    'a shared mailbox opened by its address',
    root('info@example.com'),
    'https://outlook.office.com/mail/info@example.com/',
    { email: 'info@example.com' },
  ],
  [
    'another mailbox than the address says',
    root('sam@example.com'),
    'https://outlook.office.com/mail/info%40example.com/inbox',
    'unknown',
  ],
  [
    'an account by its number',
    root('sam@outlook.example'),
    'https://outlook.live.com/mail/0/inbox',
    { email: 'sam@outlook.example' },
  ],
] as const)('R13 outlook: %s', (_name, html, url, expected) => {
  expect(readAccount(aPage(html, url))).toEqual(expected);
});

test('half an escape in the path is no address, and no failure', () => {
  expect(addressInPath('/mail/%E0%A4%A/inbox')).toBeNull();
});
