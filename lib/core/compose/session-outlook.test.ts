import { expect, test } from 'vitest';
import { aComposeSession } from '../../../tests/support/builders.ts';
import type { ComposeSession, ComposeSignal } from '../../contract/compose.ts';
import { type SessionEvent, stepSession, waitMs } from './session.ts';

/** Where an answer of 200 may hold a refusal, and a window bears no id of its message. */
const context = {
  at: '2026-11-23T09:00:01.000Z',
  newActionId: '00000000-0000-4000-8000-00000000000a',
  ownAddress: 'mia@nordby.example',
  notTaken: 'not taken',
};

const aSession = (change: Partial<ComposeSession> = {}) =>
  aComposeSession({
    site: 'outlook',
    ids: { compose: '15a' },
    recipients: { to: ['asa@fjord.example'], cc: [], bcc: [] },
    subject: 'Hello',
    ...change,
  });

const signal = (it: ComposeSignal): SessionEvent => ({ type: 'signal', signal: it });
const pressed = signal({ type: 'pressed' });
const gone = signal({ type: 'gone', afterPress: true });
const held = signal({ type: 'held' });
const returned = signal({ type: 'returned' });
const send: SessionEvent = {
  type: 'traffic.send',
  requestId: '41',
  ids: { message: 'AAk1' },
  account: null,
  recipients: null,
  subject: null,
};
const good: SessionEvent = { type: 'traffic.succeeded', requestId: '41' };
const bad: SessionEvent = { type: 'traffic.failed', requestId: '41', message: 'error 500' };
const closed: SessionEvent = { type: 'tab.closed' };
const waited = (windowOpen: boolean | null): SessionEvent => ({
  type: 'waited',
  message: 'silent',
  windowOpen,
});

function run(events: readonly SessionEvent[], start = aSession()) {
  let session = start;
  const effects: string[] = [];
  for (const event of events) {
    const step = stepSession(session, event, context);
    session = step.session;
    effects.push(...step.effects.map(({ type }) => type));
  }
  return { session, effects };
}

test.each<[string, SessionEvent[], ComposeSession['state'], string[]]>([
  ['the answer alone is no proof yet', [pressed, send, good], 'sending', []],
  [
    'the window goes after the answer, and stays gone',
    [pressed, send, good, gone, waited(null)],
    'sent',
    ['complete'],
  ],
  ['the window goes first', [pressed, gone, send, good, waited(null)], 'sent', ['complete']],
  ['nobody told of its end, but it is gone', [pressed, send, good, waited(false)], 'sent', ['complete']],
  ['it stays open', [pressed, send, good, waited(true)], 'failed', ['notice']],
  ['nobody can look', [pressed, send, good, waited(null)], 'unsure', []],
  ['a dialog after the answer', [pressed, send, good, held], 'failed', ['notice']],
  ['a dialog before the answer is told', [pressed, send, held, good], 'failed', ['notice']],
  // The watcher tells the request with each word of it; the page's own word may come before.
  ['a dialog before a failure is told', [pressed, send, held, send, bad], 'failed', ['notice']],
  ['a dialog before a refusal is told', [pressed, send, held, send, good], 'failed', ['notice']],
  ['the window comes back after the answer', [pressed, gone, send, good, returned], 'failed', ['notice']],
  ['a server’s error', [pressed, send, bad], 'failed', ['notice']],
  ['its own window closes itself after the answer', [pressed, send, good, closed], 'sent', ['complete']],
  [
    'its own window closes, then the answer comes',
    [pressed, send, closed, good, waited(null)],
    'sent',
    ['complete'],
  ],
  ['its own window closes before anything was asked', [pressed, gone, closed], 'unsure', []],
  ['a question is no send', [pressed, held], 'writing', []],
  ['undone in the page before the request', [pressed, gone, returned], 'writing', []],
  [
    'undone by the service after the proof',
    [pressed, gone, send, good, waited(null), returned],
    'undone',
    ['complete', 'reopen', 'notice'],
  ],
  ['a minute without a request', [pressed, gone, waited(null)], 'unsure', []],
  [
    'sent at the second try',
    [
      pressed,
      send,
      good,
      held,
      pressed,
      { ...send, requestId: '42' },
      { type: 'traffic.succeeded', requestId: '42' },
      gone,
      waited(null),
    ],
    'sent',
    ['notice', 'complete'],
  ],
])('R11 outlook: %s', (_name, events, state, effects) => {
  const { session, effects: seen } = run(events);
  expect(session.state).toBe(state);
  expect(seen).toEqual(effects);
});

test('R11 outlook: each of them told twice changes nothing more', () => {
  const events = [pressed, send, good, gone, waited(null)];
  expect(run(events.flatMap((event) => [event, event]))).toEqual(run(events));
});

test('the press is kept for the requests it belongs to; Gmail’s needs none', () => {
  expect(run([pressed]).session.pressedAt).toBe(context.at);
  expect(run([pressed], aSession({ site: 'gmail' })).session.pressedAt).toBeUndefined();
});

test('a window that shows somebody without an address is remembered as such, until it does not', () => {
  const to = ['asa@fjord.example'];
  const content = { type: 'content' as const, to, cc: [], bcc: [], subject: 'Hello' };
  expect(run([signal({ ...content, partial: true })]).session.partial).toBe(true);
  expect(run([signal({ ...content, partial: true }), signal(content)]).session.partial).toBe(false);
});

test('R5 outlook: a window that moves keeps the tab it comes from, where its requests may still be made', () => {
  const { session } = run([{ type: 'moved', tabId: 9 }]);
  expect(session).toMatchObject({ tabId: 9, openerTabId: 7, account: 'mia@nordby.example' });
});

test('an answer is waited out for three seconds, an end for one', () => {
  expect(waitMs(run([pressed, send, good]).session)).toBe(3_000);
  expect(waitMs(run([pressed, gone, send, good]).session)).toBe(1_000);
  expect(waitMs(run([pressed, gone]).session)).toBe(60_000);
});
