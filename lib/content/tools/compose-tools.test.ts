// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  aContext,
  FakeBackground,
  FakeCompose,
  type FakeContext,
  FakeMailbox,
  loadFrames,
} from '../../../tests/support/content.ts';
import { ComposeTools } from './compose-tools.ts';

let background: FakeBackground;
let context: FakeContext;
let mailbox: FakeMailbox;
let tools: ComposeTools;

beforeEach(() => {
  loadFrames();
  vi.useFakeTimers();
  background = new FakeBackground();
  context = aContext(background);
  mailbox = new FakeMailbox();
  tools = new ComposeTools(document, mailbox, context, () => null);
  tools.start();
});
afterEach(() => {
  context.leave();
  vi.useRealTimers();
  document.body.replaceChildren();
});

/** A window in the page with a text field and a place beside Send. */
function aWindow(content: ConstructorParameters<typeof FakeCompose>[1] = {}): FakeCompose {
  const compose = new FakeCompose({ compose: `c${mailbox.windows.length}` }, content);
  compose.root.innerHTML = '<textarea></textarea><p class="bar"><button tabindex="3">Send</button></p>';
  compose.place = compose.root.querySelector('button');
  document.body.append(compose.root);
  mailbox.appear(compose);
  return compose;
}

const hosts = (compose: FakeCompose) => [...compose.root.querySelectorAll<HTMLElement>('utskick-tools')];
const buttonOf = (compose: FakeCompose) => hosts(compose)[0]?.shadowRoot?.querySelector('button');
const frame = () => document.querySelector('utskick-picker')?.shadowRoot?.querySelector('iframe');
const openKey = () => /compose=([\w-]+)/.exec(frame()?.src ?? '')?.[1] ?? '';

test('each window gets one button beside Send, in the page’s tab order', async () => {
  const [one, other] = [aWindow(), aWindow()];
  await vi.advanceTimersByTimeAsync(100);
  for (const compose of [one, other]) {
    expect(hosts(compose)).toHaveLength(1);
    expect(compose.place?.nextSibling).toBe(hosts(compose)[0]);
    expect(hosts(compose)[0]?.tabIndex).toBe(3);
  }
});

test('it says in words and by its sign whether links are tracked, as the person has chosen before', async () => {
  const before = aWindow();
  await vi.advanceTimersByTimeAsync(10);
  background.tracked = true;
  const after = aWindow();
  await vi.advanceTimersByTimeAsync(10);
  expect(buttonOf(before)?.textContent).toBe('untracked');
  expect(buttonOf(after)?.textContent).toBe('tracked');
  expect(buttonOf(after)?.getAttribute('aria-label')).toBe('tools, tracked');
  expect(buttonOf(after)?.innerHTML).not.toBe(buttonOf(before)?.innerHTML.replaceAll('untracked', 'tracked'));
});

test('a choice that was made while the background was asked is not undone by its answer', async () => {
  background.tracked = true;
  const compose = aWindow();
  tools.note(compose, false);
  await vi.advanceTimersByTimeAsync(10);
  expect(buttonOf(compose)?.textContent).toBe('untracked');
});

test('the button comes back when the page has drawn its bar anew, and only there', async () => {
  const compose = aWindow();
  const bar = compose.root.querySelector('.bar');
  if (bar) bar.innerHTML = '<button>Send</button>';
  compose.place = compose.root.querySelector('.bar button');
  await vi.advanceTimersByTimeAsync(100);
  expect(hosts(compose)).toHaveLength(1);
  expect(compose.place?.nextSibling).toBe(hosts(compose)[0]);
  compose.place = null;
  bar?.append('changed');
  await vi.advanceTimersByTimeAsync(100);
  expect(hosts(compose)).toEqual([]);
  expect(tools.check()).toEqual([{ part: 'toolPlace', function: 'tools', step: null }]);
});

test('a page that takes the button away again and again is left alone, and the place counts as lost', async () => {
  const compose = aWindow();
  for (let time = 0; time < 60; time += 1) {
    hosts(compose)[0]?.remove();
    await vi.advanceTimersByTimeAsync(70);
  }
  expect(hosts(compose)).toEqual([]);
  expect(tools.check()[0]?.step).toBeNull();
});

test('nothing is missed while no window is open', () => {
  expect(tools.check()).toEqual([]);
});

test('the picker is one: another window’s button moves it there, its own closes it and the text gets the keyboard', async () => {
  const [one, other] = [aWindow(), aWindow()];
  buttonOf(one)?.click();
  await vi.advanceTimersByTimeAsync(10);
  const first = openKey();
  expect(buttonOf(one)?.getAttribute('aria-expanded')).toBe('true');
  buttonOf(other)?.click();
  await vi.advanceTimersByTimeAsync(10);
  expect(openKey()).not.toBe(first);
  expect(document.querySelectorAll('utskick-picker')).toHaveLength(1);
  expect(buttonOf(one)?.getAttribute('aria-expanded')).toBe('false');
  buttonOf(other)?.click();
  await vi.advanceTimersByTimeAsync(10);
  expect(frame()).toBeUndefined();
  expect([one.focused, other.focused]).toEqual([0, 1]);
});

test('it goes with its window, and all of it with the script', async () => {
  const compose = aWindow();
  buttonOf(compose)?.click();
  await vi.advanceTimersByTimeAsync(10);
  const key = openKey();
  mailbox.vanish(compose);
  compose.root.remove();
  await vi.advanceTimersByTimeAsync(100);
  expect(frame()).toBeUndefined();
  expect(await tools.read(key)).toMatchObject({ ok: false, code: 'COMPOSE_NOT_FOUND' });
  const next = aWindow();
  buttonOf(next)?.click();
  await vi.advanceTimersByTimeAsync(10);
  context.leave();
  expect(document.querySelector('utskick-picker, utskick-tools')).toBeNull();
});

test('R6 a text reaches the window of its key and no other', async () => {
  const [one, other] = [aWindow({ to: ['a@x.example'] }), aWindow({ to: ['b@x.example'] })];
  buttonOf(other)?.click();
  await vi.advanceTimersByTimeAsync(10);
  const request = {
    compose: openKey(),
    html: '<p>Hi {{x}}</p>',
    subject: 'Hello',
    marks: ['{{x}}'],
    how: 'cursor' as const,
  };
  const answer = await tools.insert({ ...request, recipient: 'B@x.example' });
  expect(answer).toMatchObject({ ok: true, value: { subject: 'done', body: 'done' } });
  expect(one.inserted).toEqual([]);
  expect(other.inserted).toEqual([
    { html: '<p>Hi {{x}}</p>', subject: 'Hello', marks: ['{{x}}'], how: 'cursor' },
  ]);
  const changed = await tools.insert({ ...request, recipient: 'a@x.example' });
  expect(changed).toMatchObject({ ok: false, code: 'COMPOSE_CHANGED' });
  expect(other.inserted).toHaveLength(1);
});

test('R9 a subject that stands is left alone', async () => {
  const compose = aWindow({ subject: 'Mine' });
  buttonOf(compose)?.click();
  await vi.advanceTimersByTimeAsync(10);
  const request = {
    compose: openKey(),
    html: '<p>Hi</p>',
    subject: 'Hello',
    marks: [],
    how: 'replace' as const,
  };
  await tools.insert({ ...request, recipient: null });
  expect(compose.inserted).toEqual([{ html: '<p>Hi</p>', subject: '', marks: [], how: 'replace' }]);
});

test('after an insertion the button says what is still to be replaced, until it is', async () => {
  const compose = aWindow();
  buttonOf(compose)?.click();
  await vi.advanceTimersByTimeAsync(10);
  await tools.insert({
    compose: openKey(),
    html: '<p>Hi</p>',
    subject: '',
    marks: [],
    how: 'cursor',
    recipient: null,
  });
  const tell = (marks: string[]) =>
    compose.tell({ type: 'content', to: [], cc: [], bcc: [], subject: '', marks });
  tell(['{{phone}}', '{{! say something }}']);
  expect(buttonOf(compose)?.textContent).toBe('2 left');
  expect(buttonOf(compose)?.title).toBe('still phone, say something. tools, untracked');
  expect(buttonOf(compose)?.getAttribute('aria-label')).toBe(buttonOf(compose)?.title);
  tell([]);
  expect(buttonOf(compose)?.textContent).toBe('untracked');
  context.leave();
  expect(compose.told).toEqual([]);
});

test('only addresses of a window leave the page, no text of it', async () => {
  const compose = aWindow({
    to: ['a@x.example', 'half'],
    cc: ['c@x.example'],
    subject: 'Secret',
    html: 'Secret',
  });
  buttonOf(compose)?.click();
  await vi.advanceTimersByTimeAsync(10);
  const read = await tools.read(openKey());
  expect(read).toMatchObject({
    ok: true,
    value: { to: ['a@x.example'], others: ['c@x.example'], hasSubject: true, hasText: true, reply: false },
  });
  expect(JSON.stringify(read)).not.toContain('Secret');
});

test('R16 the command opens the window one is in, the last one, and none while one types elsewhere', async () => {
  const search = document.createElement('input');
  document.body.append(search);
  const [one] = [aWindow(), aWindow()];
  expect(tools.openHere()).toBe(false);
  one.root.querySelector('textarea')?.focus();
  search.focus();
  expect(tools.openHere()).toBe(false);
  expect(frame()).toBeUndefined();
  search.blur();
  expect(tools.openHere()).toBe(true);
  expect(buttonOf(one)?.getAttribute('aria-expanded')).toBe('true');
});
