import { expect, test, vi } from 'vitest';
import { callerOf, dispatch, type Handlers, type Sender } from './handle.ts';

const own = 'npanhmppmnipdoicpfaikfbmbhbfbolj';
const tab = { id: 7, windowId: 2 };

test.each<[string, Sender, string | null]>([
  ['the popup', { id: own, url: `chrome-extension://${own}/popup.html` }, 'page'],
  ['the sidebar in a tab', { id: own, url: `chrome-extension://${own}/sidebar.html`, tab }, 'page'],
  [
    'the sidebar by its dynamic address',
    { id: own, url: 'chrome-extension://5b4c/sidebar.html', tab },
    'page',
  ],
  ['Firefox', { id: own, url: 'moz-extension://11111111-2222/sidebar.html' }, 'page'],
  ['Gmail', { id: own, url: 'https://mail.google.com/mail/u/0/', tab }, 'content'],
  ['the practice mailbox', { id: own, url: 'http://127.0.0.1:8420/practice', tab }, 'content'],
  ['another page of the server', { id: own, url: 'http://127.0.0.1:8420/docs', tab }, null],
  ['a look-alike', { id: own, url: 'https://mail.google.com.example.org/', tab }, null],
  ['another extension', { id: 'other', url: 'chrome-extension://other/popup.html' }, null],
  ['nobody', { id: own }, null],
])('%s is known by what the browser vouches for', (_name, sender, from) => {
  expect(callerOf(sender, own)?.from ?? null).toBe(from);
});

const skip = vi.fn(async () => ({
  ok: true as const,
  value: { actionId: '0b8f9a52-6d3f-4a51-9c1e-000000000001' },
}));
// Only these handlers are called here.
const handlers = {
  'tasks.skip': skip,
  'notices.list': async () => {
    throw new Error('the database is lost');
  },
} as unknown as Handlers;
const page = callerOf({ id: own, url: `chrome-extension://${own}/popup.html` }, own);
const content = callerOf({ id: own, url: 'https://mail.google.com/mail/', tab }, own);

test('a request is parsed by its schema, and what is wrong is named', async () => {
  const answer = await dispatch(handlers, 'tasks.skip', { taskId: 'x' }, page);
  expect(answer).toMatchObject({ answered: false, message: expect.stringContaining('taskId') });
  expect(skip).not.toHaveBeenCalled();
});

test('a content script may not act on tasks', async () => {
  const answer = await dispatch(handlers, 'tasks.skip', {}, content);
  expect(answer).toMatchObject({ answered: false });
});

test.each(['constructor', '__proto__', 'nothing.like'])('%s is no message', async (name) => {
  expect(await dispatch(handlers, name, {}, page)).toMatchObject({ answered: false });
});

test('a handler that breaks still answers', async () => {
  const spy = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  expect(await dispatch(handlers, 'notices.list', {}, page)).toEqual({
    answered: false,
    message: 'the database is lost',
  });
  spy.mockRestore();
});

test('a worker that is being stopped answers nothing, so that whoever asks hears of its end', async () => {
  const stopping = { ...handlers, 'notices.list': () => Promise.reject(new Error('No SW')) } as Handlers;
  const later = new Promise((resolve) => setTimeout(resolve, 0, 'still waiting'));
  expect(await Promise.race([dispatch(stopping, 'notices.list', {}, page), later])).toBe('still waiting');
});
