// @vitest-environment happy-dom
import { createElement, render } from 'preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { App } from '../../../web/practice/App.tsx';
import type { ComposeSignal, Prefill } from '../../contract/compose.ts';
import { withPreheader } from '../../core/template/preheader.ts';
import type { Compose, Mailbox } from '../mailbox.ts';
import { createPracticeMailbox } from './mailbox.ts';

// The page is the real one; its server and the browser's editing command are what happy-dom lacks.

/** A busy machine may take its time; what never comes fails all the same. */
const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 15_000 });

const account = {
  email: 'mia@nordby.example',
  name: 'Mia Nordby',
  signatureHtml: '<div>Mia Nordby</div><div>Nordby AS</div>',
  undoMs: 40,
  counts: { unread: 0, drafts: 0, sink: 0 },
};
const prefill: Prefill = {
  to: [{ email: 'ana@example.com', name: 'Ito, Ana' }, { email: 'bo@example.org' }],
  cc: [{ email: 'cleo@example.org' }],
  bcc: [{ email: 'dan@example.net' }],
  subject: 'Möte på torsdag',
  html: '<p>Hej Ana,</p><p>se <a href="https://example.com/plan">planen</a>.</p>',
  text: '',
};
const all = { to: 'done', cc: 'done', bcc: 'done', subject: 'done', body: 'done' };

let sendAnswer: () => Promise<Response>;
let page: AbortController;
let mailbox: Mailbox;

beforeEach(async () => {
  const receipt = {
    id: 'm-1',
    threadId: 't-1',
    messageId: '<d@practice.localhost>',
    sentAt: '2026-11-23T09:00:00.000Z',
    arrivalId: null,
  };
  sendAnswer = async () => Response.json({ draftId: 'd', ...receipt });
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => answer(path, init));
  document.execCommand = insertHtml;
  document.queryCommandState = () => false;
  document.body.innerHTML = '<div id="app"></div>';
  render(createElement(App, {}), document.querySelector('#app') ?? document.body);
  await eventually(() => expect(document.querySelector('[data-practice-app]')).not.toBeNull());
  page = new AbortController();
  mailbox = createPracticeMailbox(document, { signal: page.signal, openTimeoutMs: 500 });
});
afterEach(() => {
  page.abort();
  render(null, document.querySelector('#app') ?? document.body);
  vi.unstubAllGlobals();
});

async function answer(path: string, init: RequestInit): Promise<Response> {
  if (path.endsWith('/account')) return Response.json(account);
  if (path.endsWith('/messages')) return sendAnswer();
  return Response.json(init.method === 'GET' ? { rows: [], total: 0 } : {});
}

/** Chromium's `insertHTML`, as far as an empty line goes. */
function insertHtml(command: string, _ui?: boolean, html = ''): boolean {
  const range = document.getSelection()?.getRangeAt(0);
  if (command !== 'insertHTML' || !range) return false;
  range.insertNode(range.createContextualFragment(html));
  return true;
}

async function open(): Promise<Compose> {
  const opened = await mailbox.openCompose();
  if (!opened.ok) throw new Error(opened.message);
  return opened.value;
}

function rootOf(compose: Compose): HTMLElement {
  const root = document.querySelector<HTMLElement>(`[data-practice-compose="${compose.ids().compose}"]`);
  if (!root) throw new Error('expected the window in the page');
  return root;
}

function part<T extends HTMLElement = HTMLElement>(compose: Compose, selector: string): T {
  const found = rootOf(compose).querySelector<T>(selector);
  if (!found) throw new Error(`expected ${selector} in the window`);
  return found;
}

function watched(compose: Compose): ComposeSignal[] {
  const signals: ComposeSignal[] = [];
  compose.watch((signal) => signals.push(signal), page.signal);
  return signals;
}

const typesOf = (signals: ComposeSignal[]) =>
  signals.map(({ type }) => type).filter((type) => type !== 'ids' && type !== 'content');

test('the account is the one that is signed in', () => {
  expect(mailbox.account()).toEqual({ email: 'mia@nordby.example' });
});

test('every part of the page is found by its first step', async () => {
  await open();
  expect(mailbox.check().filter(({ step }) => step !== 0)).toEqual([]);
});

test('a window is filled, read back, and keeps its signature', async () => {
  const compose = await open();
  expect(await compose.fill(prefill)).toEqual(all);
  expect(compose.read()).toMatchObject({
    to: ['ana@example.com', 'bo@example.org'],
    cc: ['cleo@example.org'],
    bcc: ['dan@example.net'],
    subject: 'Möte på torsdag',
  });
  expect(compose.read()?.html).toContain('href="https://example.com/plan"');
  const signature = part(compose, '[data-practice-signature]');
  expect(signature.textContent).toBe('Mia NordbyNordby AS');
  expect(part(compose, '[data-practice-body]').lastElementChild).toBe(signature);
});

test('a preheader comes with the text, once, and goes when the person empties the window', async () => {
  const compose = await open();
  const html = withPreheader(prefill.html, 'Two minutes');
  expect(await compose.fill({ ...prefill, html })).toEqual(all);
  expect(await compose.fill({ ...prefill, html })).toMatchObject({ body: 'already' });
  const body = rootOf(compose).querySelector<HTMLElement>('[contenteditable]');
  expect(body?.textContent?.match(/Two minutes/g)).toHaveLength(1);
  expect(compose.read()?.html).not.toContain('Two minutes');
  compose.watch(() => undefined, page.signal);
  for (const line of body?.querySelectorAll('p') ?? []) line.remove();
  for (const line of body?.querySelectorAll('a') ?? []) line.remove();
  body?.dispatchEvent(new Event('input', { bubbles: true }));
  await eventually(() => expect(body?.textContent).not.toContain('Two minutes'));
  expect(body?.textContent).toContain('Mia Nordby');
});

test('filling again changes nothing', async () => {
  const compose = await open();
  await compose.fill(prefill);
  const before = part(compose, '[data-practice-body]').innerHTML;
  const again = { to: 'already', cc: 'already', bcc: 'already', subject: 'already', body: 'already' };
  expect(await compose.fill(prefill)).toEqual(again);
  expect(part(compose, '[data-practice-body]').innerHTML).toBe(before);
});

test('what the person has written stays, field by field', async () => {
  const compose = await open();
  const subject = part<HTMLInputElement>(compose, '[data-practice-input="subject"]');
  subject.value = 'My own';
  subject.dispatchEvent(new Event('input', { bubbles: true }));
  part(compose, '[data-practice-body]').firstElementChild?.append('Hello');
  expect(await compose.fill(prefill)).toEqual({ ...all, subject: 'refused', body: 'refused' });
  expect(compose.read()).toMatchObject({ subject: 'My own' });
  expect(compose.read()?.html).toContain('Hello');
});

test('half an address in To is not written over', async () => {
  const compose = await open();
  const to = part<HTMLInputElement>(compose, '[data-practice-input="to"]');
  to.value = 'an';
  to.dispatchEvent(new Event('input', { bubbles: true }));
  expect((await compose.fill(prefill)).to).toBe('refused');
  // The page turns it into a chip that is marked as no address when the cursor leaves the field.
  expect(to.value + part(compose, '[data-practice-field="to"]').textContent).toContain('an');
});

test('nothing that could act comes into the page with a text', async () => {
  const compose = await open();
  await compose.fill({
    ...prefill,
    html: '<p onclick="x()">Hi<script>x()</script><a href="javascript:x()">l</a></p>',
  });
  const body = part(compose, '[data-practice-body]');
  expect(body.querySelector('script, [onclick], [href]')).toBeNull();
});

test('two windows opened at once are two, and each gets its own text', async () => {
  const [one, two] = await Promise.all([open(), open()]);
  expect(one.ids().compose).not.toBe(two.ids().compose);
  await Promise.all([one.fill({ ...prefill, subject: 'One' }), two.fill({ ...prefill, subject: 'Two' })]);
  expect([one.read()?.subject, two.read()?.subject]).toEqual(['One', 'Two']);
  expect(mailbox.composes()).toHaveLength(2);
});

test('a press is held, and only the answer of the server is "sent"', async () => {
  const compose = await open();
  await compose.fill(prefill);
  const signals = watched(compose);
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const waiting = sendAnswer;
  sendAnswer = () => released.then(waiting);
  part(compose, '[data-practice-action="send"]').click();
  await eventually(() => expect(rootOf(compose).dataset.practiceState).toBe('sending'));
  expect(typesOf(signals)).toEqual(['pressed']);
  release();
  await eventually(() => expect(typesOf(signals)).toEqual(['pressed', 'practice.sent']));
  expect(signals.at(-1)).toMatchObject({
    type: 'practice.sent',
    ids: { draft: compose.ids().compose, message: 'm-1', thread: 't-1', messageId: '<d@practice.localhost>' },
  });
});

test('undo inside the window: it returns, and nothing was sent', async () => {
  account.undoMs = 5000;
  const sent = vi.fn(sendAnswer);
  sendAnswer = sent;
  render(null, document.querySelector('#app') ?? document.body);
  render(createElement(App, {}), document.querySelector('#app') ?? document.body);
  await eventually(() => expect(document.querySelector('[data-practice-action="compose"]')).not.toBeNull());
  const compose = await open();
  await compose.fill(prefill);
  const signals = watched(compose);
  part(compose, '[data-practice-action="send"]').click();
  await eventually(() => expect(typesOf(signals)).toEqual(['pressed']));
  part(compose, '[data-practice-action="undo"]').click();
  await eventually(() => expect(typesOf(signals)).toEqual(['pressed', 'returned']));
  expect(compose.read()).toMatchObject({ subject: 'Möte på torsdag' });
  expect(sent).not.toHaveBeenCalled();
  account.undoMs = 40;
});

test('a failure is told with its reason, keeps the text, and a second try is proof', async () => {
  const compose = await open();
  await compose.fill(prefill);
  const signals = watched(compose);
  const good = sendAnswer;
  sendAnswer = async () => Response.json({ code: 'MAIL_NOT_ACCEPTED', message: 'refused' }, { status: 502 });
  part(compose, '[data-practice-action="send"]').click();
  await eventually(() => expect(typesOf(signals)).toEqual(['pressed', 'practice.failed']));
  expect(signals.at(-1)).toEqual({ type: 'practice.failed', message: 'refused' });
  expect(compose.read()?.html).toContain('Hej Ana');
  sendAnswer = good;
  part(compose, '[data-practice-action="send"]').click();
  await eventually(() => expect(typesOf(signals).at(-1)).toBe('practice.sent'));
});

test('discarding is told as discarding, once', async () => {
  const compose = await open();
  await compose.fill(prefill);
  const signals = watched(compose);
  part(compose, '[data-practice-action="discard"]').click();
  await eventually(() => expect(mailbox.composes()).toEqual([]));
  await eventually(() => expect(typesOf(signals)).toEqual(['discarded']));
});

test('closing keeps the draft and is no discard', async () => {
  const compose = await open();
  await compose.fill(prefill);
  const signals = watched(compose);
  part(compose, '[data-practice-action="close"]').click();
  await eventually(() => expect(signals.at(-1)).toEqual({ type: 'gone', afterPress: false }));
});

test('what the person changes is told, so that the proof names whom it went to', async () => {
  const compose = await open();
  await compose.fill(prefill);
  const signals = watched(compose);
  part(compose, '[data-practice-recipient="bo@example.org"] button').click();
  await eventually(() => expect(signals.at(-1)).toMatchObject({ type: 'content', to: ['ana@example.com'] }));
});

test('without a Compose button no window is guessed at', async () => {
  for (const button of document.querySelectorAll('nav button')) button.remove();
  expect(await mailbox.openCompose()).toMatchObject({ ok: false, code: 'COMPOSE_NOT_FOUND' });
});

test('no code of the adapter presses Send', async () => {
  const compose = await open();
  const pressed = vi.fn();
  part(compose, '[data-practice-action="send"]').addEventListener('click', pressed);
  await compose.fill(prefill);
  compose.focus();
  expect(pressed).not.toHaveBeenCalled();
});
