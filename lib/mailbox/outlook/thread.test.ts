// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { setAddress } from '../../../tests/support/page-address.ts';
import { checkThread, readThread } from './thread.ts';

const me = { email: 'sam@example.com' };
let number = 0;

function aMessage(from: string, to = 'Sam Sender'): string {
  number += 1;
  const text = from.replaceAll('<', '&lt;');
  return `<div class="aVla3"><div><div class="wide-content-host">
    <span class="lpc-hoverTarget" data-lpc-hover-target-id="a${number}"><span class="OZZZK">${text}</span></span>
    <div data-testid="RecipientWell"><span class="lpc-hoverTarget" data-lpc-hover-target-id="b${number}">${to}</span></div>
    <div role="document" id="UniqueMessageBody_${number}">Text of <span data-lpc-hover-target-id="evil">evil@example.org</span></div></div></div></div>`;
}

function aView(id: string, messages: string[], style = ''): string {
  return `<div id="ConversationReadingPaneContainer" style="${style}"><span id="CONV_${id}_SUBJECT" role="heading" title="x">x</span>
    <div data-app-section="ConversationContainer">${messages.join('')}</div></div>`;
}

function aPage(html: string, rows = '', url = 'https://outlook.cloud.microsoft/mail/'): Document {
  setAddress(url);
  document.body.innerHTML = `<div role="listbox">${rows}</div><div role="main">${html}</div>`;
  return document;
}
const row = (id: string, selected: boolean) =>
  `<div role="option" data-convid="${id}" aria-selected="${selected}"></div>`;
afterEach(() => setAddress('about:blank'));

test.each([
  ['Ana Ito<ana@example.com>', 'ana@example.com', 'Ana Ito', false],
  ['ana@example.com', 'ana@example.com', '', false],
  ['Sam Sender<Sam@Example.com>', 'Sam@Example.com', 'Sam Sender', true],
  ['Sam Sender', null, 'Sam Sender', false], // one's own messages bear no address; nobody is guessed
  ['boss@example.org <evil@example.net>', 'evil@example.net', 'boss@example.org', false],
])('a sender shown as %s', (text, email, name, own) => {
  const thread = readThread(aPage(aView('c1', [aMessage(text)])), me);
  expect(thread?.participants[0]).toEqual({ email, name, role: 'from', own });
  expect(thread?.messages).toEqual([{ id: '', from: email, own: email === null ? null : own }]);
});

test('recipients are known by name only; what stands in the text of a message is nobody', () => {
  const thread = readThread(aPage(aView('c1', [aMessage('Ana<ana@example.com>')])), me);
  expect(thread?.participants).toHaveLength(2);
  expect(thread?.participants[1]).toMatchObject({ email: null, name: 'Sam Sender', role: 'to' });
});

test('R14 outlook: of several conversations in the page only the visible one counts', () => {
  const html =
    aView('old', [aMessage('Old<old@example.com>')], 'display: none') +
    aView('new', [aMessage('New<new@example.com>')]);
  const thread = readThread(aPage(html, row('old', true) + row('new', false)), me);
  expect(thread).toMatchObject({ key: 'new', ids: { thread: 'new' } });
  expect(JSON.stringify(thread)).not.toContain('old@');
});

test.each([
  ['the one selected row', row('c1', false) + row('c2', true), undefined, 'c2'],
  ['several selected rows say nothing', row('c1', true) + row('c2', true), undefined, undefined],
  ['the page’s address', '', 'https://outlook.cloud.microsoft/mail/inbox/id/AQ%2Bk%3D', 'AQ+k='],
])('a conversation without a named heading is known by %s', (_name, rows, url, key) => {
  const page = aPage(aView('x', [aMessage('Ana<ana@example.com>')]), rows, url);
  page.querySelector('[role="heading"]')?.removeAttribute('id');
  expect(readThread(page, me)?.key).toBe(key);
});

test('nothing is open in a list', () => {
  expect(readThread(aPage('', row('c1', true)), me)).toBeNull();
});

const head = '<span aria-label="From: Ana"><span>Ana&lt;ana@example.com&gt;</span></span>';
const time = '<span data-testid="SentReceivedSavedTime">Fri</span>';
const text = '<div>Ask <span aria-label="x: y">evil@example.org</span></div>';
const lostIn = (page: Document) => checkThread(page).flatMap(({ part, step }) => (step === null ? part : []));

test('R2 outlook: a message in a frame of unknown names is read by its head', () => {
  const page = aPage(`${head}${time}${text}`, row('c1', true));
  expect(readThread(page, me)).toMatchObject({
    key: 'c1',
    messages: [{ from: 'ana@example.com', own: false }],
    participants: [{ email: 'ana@example.com', role: 'from' }],
  });
  expect(lostIn(page)).toEqual([]);
});

test.each<[string, string, string[]]>([
  ['the frame', `<p>${head}</p><div role="document">${text}</div>`, ['threadView', 'message']],
  ['the message', `${time}${time}${head}`, ['message']],
  ['who sent it', `${time}${text}`, ['message']],
])('R1 outlook: a conversation that has lost %s is not read, and says so', (_, html, lost) => {
  const page = aPage(html, row('c1', true));
  expect(readThread(page, me)).toBeNull();
  expect(lostIn(page)).toEqual(lost);
});

test('a conversation that nothing names is not read, and says so', () => {
  const page = aPage(`${head}${time}`);
  expect(readThread(page, me)).toBeNull();
  expect(lostIn(page)).toEqual(['threadHeading']);
});

test('where no conversation is open none of its parts is missed', () => {
  expect(checkThread(aPage('', row('c1', true)))).toEqual([]);
  expect(checkThread(aPage(aView('c1', [aMessage('Ana<ana@example.com>')], 'display: none')))).toEqual([]);
  expect(lostIn(aPage(aView('c1', [aMessage('Ana<ana@example.com>')])))).toEqual([]);
});
