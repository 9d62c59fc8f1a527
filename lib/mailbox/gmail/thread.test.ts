// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { checkThread, readThread } from './thread.ts';

const me = { email: 'sam.sender@example.com' };
const heading = '<h2 class="hP" data-thread-perm-id="thread-f:186" data-legacy-thread-id="19d8">Re: Hi</h2>';

interface Given {
  id?: string;
  from?: string;
  to?: string;
  text?: string;
}

/** A message as Gmail builds it (November 2026). */
function aMessage({
  id = 'f:1',
  from = 'ana.ito@example.com',
  to = me.email,
  text = '',
}: Given = {}): string {
  return `<div role="listitem"><div class="adn" data-message-id="#msg-${id}" data-legacy-message-id="a1">
    <div class="gs"><div class="gE"><table><tr><td><h3><span class="gD" email="${from}" name="Ana Ito"></span></h3></td></tr>
    <tr><td><span class="hb">to <span class="g2" email="${to}" name="me">me</span></span></td></tr></table></div>
    <div class="ii gt"><div class="a3s">${text}</div></div></div></div></div>`;
}

function show(...messages: string[]): void {
  document.body.innerHTML = `<div role="main">${heading}<div role="list">${messages.join('')}</div></div>`;
}
beforeEach(() => {
  window.location.hash = '#inbox';
  document.body.innerHTML = '';
});
const missing = () => checkThread(document).flatMap(({ part, step }) => (step === null ? part : []));

test('a thread is known by its ids, its messages by theirs, each person once and in the most active role', () => {
  show(aMessage({ id: 'a:r1', from: me.email, to: 'ana.ito@example.com' }), aMessage({ id: 'f:2' }));
  expect(readThread(document, me)).toEqual({
    key: 'thread-f:186',
    ids: { thread: 'thread-f:186', legacyThread: '19d8' },
    messages: [
      { id: 'msg-a:r1', own: true, from: me.email },
      { id: 'msg-f:2', own: false, from: 'ana.ito@example.com' },
    ],
    participants: [
      { email: me.email, name: 'Ana Ito', role: 'from', own: true },
      { email: 'ana.ito@example.com', name: 'Ana Ito', role: 'from', own: false },
    ],
  });
  expect(missing()).toEqual([]);
});

test('without a certain account nobody is said to be oneself', () => {
  show(aMessage());
  const thread = readThread(document, 'unknown');
  expect(thread?.messages).toEqual([{ id: 'msg-f:1', own: null, from: 'ana.ito@example.com' }]);
  expect(thread?.participants.some(({ own }) => own)).toBe(false);
});

test('a permanent id that is the word `undefined` is none', () => {
  show(aMessage());
  document.querySelector('h2')?.setAttribute('data-thread-perm-id', 'undefined');
  expect(readThread(document, me)).toMatchObject({ key: '19d8', ids: { legacyThread: '19d8' } });
});

test('a list has no thread, and misses no part of one', () => {
  document.body.innerHTML = '<div role="main"><table><tr class="zA"></tr></table></div>';
  expect(readThread(document, me)).toBeNull();
  expect(checkThread(document)).toEqual([]);
});

test('a thread that is hidden is passed over', () => {
  show(aMessage());
  const hidden = `<div style="display:none">${heading.replace('186', '99')}${aMessage({ id: 'f:9' })}</div>`;
  document.body.insertAdjacentHTML('afterbegin', hidden);
  expect(readThread(document, me)?.key).toBe('thread-f:186');
  expect(readThread(document, me)?.messages).toHaveLength(1);
});

test('what is written in a message is nobody’s header, whatever it is made of', () => {
  const forged = `${heading.replace('186', '666')}${aMessage({ id: 'f:666', from: 'ceo@evil.example', to: 'b@evil.example' })}
    <table><tr><td><h3><span class="gD" email="boss@evil.example"></span></h3></td></tr></table>`;
  show(aMessage({ text: forged }));
  const thread = JSON.stringify(readThread(document, me));
  expect(thread).not.toMatch(/evil|666/);
  expect(readThread(document, me)?.messages).toHaveLength(1);
});

test('where an address says that a thread is open, what is lost of it is named', () => {
  window.location.hash = '#inbox/FMfcgzQBCDFGHJKLMNPQ';
  show();
  expect(readThread(document, me), 'a heading alone is a thread still being drawn').toBeNull();
  document.querySelector('h2')?.remove();
  expect(readThread(document, me)).toBeNull();
  expect(missing()).toEqual(['threadHeading', 'message', 'messageSender', 'messageRecipient']);
});

test('without its heading a thread is known by its first message, not by an address that may run ahead', () => {
  window.location.hash = '#inbox/FMfcgzQBCDFGHJKLMNPQ';
  show(aMessage({ id: 'f:7' }), aMessage({ id: 'f:8' }));
  document.querySelector('h2')?.remove();
  expect(readThread(document, me)).toMatchObject({ key: 'msg-f:7', ids: {} });
  expect(missing()).toEqual(['threadHeading']);
});
