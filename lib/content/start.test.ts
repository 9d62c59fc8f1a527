// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  aContext,
  FakeBackground,
  type FakeContext,
  FakeMailbox,
  loadFrames,
} from '../../tests/support/content.ts';
import { MessagingError } from '../messaging/wire.ts';
import { startContentScript } from './start.ts';

let background: FakeBackground;
let context: FakeContext;
let mailbox: FakeMailbox;
let hidden: boolean;

beforeEach(() => {
  loadFrames();
  vi.useFakeTimers();
  hidden = false;
  Object.defineProperty(document, 'hidden', { get: () => hidden, configurable: true });
  Object.defineProperty(window, 'innerWidth', { value: 1280, configurable: true });
  document.elementsFromPoint = () => [];
  background = new FakeBackground();
  context = aContext(background);
  mailbox = new FakeMailbox();
});
afterEach(() => {
  context.leave();
  vi.useRealTimers();
});
const hellos = () => background.of('host.hello');

test('says hello once, and again when account or theme change', async () => {
  startContentScript(mailbox, context);
  await vi.advanceTimersByTimeAsync(20_000);
  const checks = [
    { part: 'layout', function: 'layout', step: 0 },
    { part: 'body', function: 'body', step: 0 },
  ];
  expect(hellos()).toEqual([
    { site: 'gmail', account: 'mia@nordby.example', missing: [], checks, dark: false, composeWindow: false },
  ]);
  mailbox.open = 'several';
  mailbox.dark = true;
  await vi.advanceTimersByTimeAsync(3_000);
  expect(hellos()).toHaveLength(2);
  expect(hellos()[1]).toMatchObject({ account: 'several', dark: true });
});

test('R15 every site: a hidden tab does not look, and looks at once when it is shown', async () => {
  startContentScript(mailbox, context);
  await vi.advanceTimersByTimeAsync(10);
  hidden = true;
  document.dispatchEvent(new Event('visibilitychange'));
  mailbox.dark = true;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(hellos()).toHaveLength(1);
  hidden = false;
  document.dispatchEvent(new Event('visibilitychange'));
  await vi.advanceTimersByTimeAsync(0);
  expect(hellos()).toHaveLength(2);
});

test('a part that is still being built is not lost; one that stays away is told, and when it is back', async () => {
  mailbox.lost = ['layout', 'body'];
  startContentScript(mailbox, context);
  await vi.advanceTimersByTimeAsync(8_000);
  mailbox.lost = ['body'];
  await vi.advanceTimersByTimeAsync(8_000);
  mailbox.lost = [];
  await vi.advanceTimersByTimeAsync(3_000);
  const body = { part: 'body', function: 'body' };
  expect(hellos()).toMatchObject([
    { missing: [], checks: [] }, // not lost yet, and not found either
    { missing: [], checks: [{ part: 'layout', step: 0 }] },
    {
      missing: [body],
      checks: [
        { part: 'layout', step: 0 },
        { part: 'body', step: null },
      ],
    },
    {
      missing: [],
      checks: [
        { part: 'layout', step: 0 },
        { part: 'body', step: 0 },
      ],
    },
  ]);
  expect(hellos()[2]).toHaveProperty('missing', [body]);
});

test('a hello that found no worker is said again', async () => {
  background.failures = [new MessagingError('unanswered', 'starting')];
  startContentScript(mailbox, context);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(hellos()).toHaveLength(1);
});

test('the sidebar opens by itself where it was open before', async () => {
  background.info = { ...background.info, open: true };
  startContentScript(mailbox, context);
  await vi.advanceTimersByTimeAsync(10);
  expect(document.querySelector('utskick-rail')?.shadowRoot?.querySelector('iframe')).not.toBeNull();
  expect(background.of('rail.set')).toEqual([]);
});

test('once its extension is gone the script leaves no trace and looks no more', async () => {
  startContentScript(mailbox, context);
  await vi.advanceTimersByTimeAsync(10);
  context.gone = true;
  await vi.advanceTimersByTimeAsync(4_000);
  expect(document.querySelector('utskick-rail')).toBeNull();
  const looks = vi.spyOn(mailbox, 'account');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(looks).not.toHaveBeenCalled();
});

test('a page that breaks the adapter is reported, and the rest stands', async () => {
  mailbox.account = () => {
    throw new TypeError('page changed');
  };
  startContentScript(mailbox, context);
  await vi.advanceTimersByTimeAsync(10);
  expect(hellos()[0]).toMatchObject({ account: 'unknown' });
  expect(context.reported).toHaveLength(1);
});

test('the background moves the rail', async () => {
  startContentScript(mailbox, context);
  await vi.advanceTimersByTimeAsync(10);
  const rail = () => document.querySelector('utskick-rail')?.shadowRoot;
  await context.handlers?.['rail.refresh']({ ...background.info, due: 9 });
  expect(rail()?.querySelector('button')?.textContent).toBe('9');
  await context.handlers?.['rail.toggle']({});
  expect(rail()?.querySelector<HTMLElement>('.sidebar')?.hidden).toBe(false);
  await context.handlers?.['rail.show']({ open: false });
  expect(rail()?.querySelector<HTMLElement>('.sidebar')?.hidden).toBe(true);
});
