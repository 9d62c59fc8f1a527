import { expect, test } from 'vitest';
import { aComposeSession } from '../../../tests/support/builders.ts';
import type { ComposeSession, ComposeSignal } from '../../contract/compose.ts';
import { draftIdOf } from './proof.ts';
import { type SessionEffect, type SessionEvent, stepSession, waitMs } from './session.ts';

const actionId = '00000000-0000-4000-8000-00000000000a';
const context = {
  at: '2026-11-23T09:00:01.000Z',
  newActionId: actionId,
  ownAddress: 'mia@nordby.example',
  notTaken: 'not taken',
};

const aSession = (change: Partial<ComposeSession> = {}) =>
  aComposeSession({
    ids: { draft: 'msg-a:r1' },
    recipients: { to: ['asa@fjord.example'], cc: [], bcc: [] },
    subject: 'Hello',
    ...change,
  });

const signal = (it: ComposeSignal): SessionEvent => ({ type: 'signal', signal: it });
const send: SessionEvent = {
  type: 'traffic.send',
  requestId: '41',
  ids: { message: 'msg-a:r1', thread: 'thread-a:r2' },
  account: 'mia@nordby.example',
  recipients: { to: ['asa@fjord.example', 'per@fjord.example'], cc: [], bcc: [] },
  subject: 'Hello again',
};
const good: SessionEvent = { type: 'traffic.succeeded', requestId: '41' };
const bad: SessionEvent = { type: 'traffic.failed', requestId: '41', message: 'error 500' };
const calledOff: SessionEvent = { type: 'traffic.cancelled', requestId: '41' };
const offline: SessionEvent = { type: 'traffic.failed', requestId: '41', message: 'offline' };
const undo: SessionEvent = { type: 'traffic.undone' };
const pressed = signal({ type: 'pressed' });
const gonePressed = signal({ type: 'gone', afterPress: true });
const gone = signal({ type: 'gone', afterPress: false });
const returned = signal({ type: 'returned' });
const discarded = signal({ type: 'discarded' });
const practiceSent = signal({ type: 'practice.sent', ids: { messageId: '<1@x>' } });

function run(
  start: ComposeSession,
  events: SessionEvent[],
): { session: ComposeSession; effects: SessionEffect[] } {
  return events.reduce(
    (so, event) => {
      const next = stepSession(so.session, event, context);
      return { session: next.session, effects: [...so.effects, ...next.effects] };
    },
    { session: start, effects: [] as SessionEffect[] },
  );
}

test.each<[string, Partial<ComposeSession>, SessionEvent[], ComposeSession['state'], string[]]>([
  ['the usual way', {}, [pressed, send, gonePressed, good], 'sent', ['complete']],
  [
    'the window goes before the request is seen',
    {},
    [pressed, gonePressed, send, good],
    'sent',
    ['complete'],
  ],
  ['proof before any signal', {}, [send, good, pressed, gonePressed], 'sent', ['complete']],
  [
    'everything twice',
    {},
    [pressed, pressed, send, send, good, good, gonePressed, gonePressed],
    'sent',
    ['complete'],
  ],
  [
    'another request of the page succeeds',
    {},
    [send, { type: 'traffic.succeeded', requestId: '40' }],
    'sending',
    [],
  ],
  ['a press alone is no proof', {}, [pressed], 'writing', []],
  [
    'pressed, gone, and no request',
    {},
    [pressed, gonePressed, { type: 'waited', message: 'silent' }],
    'unsure',
    [],
  ],
  ['unsure until the request is seen after all', { state: 'unsure' }, [send, good], 'sent', ['complete']],
  ['answer lost with the worker', {}, [send, { type: 'waited', message: 'silent' }], 'unsure', []],
  ['answer late after unsure', {}, [send, { type: 'waited', message: 'silent' }, good], 'sent', ['complete']],
  [
    'the person says it was sent',
    { state: 'unsure' },
    [{ type: 'settled', sent: true }],
    'sent',
    ['complete'],
  ],
  ['the person says it was not', { state: 'unsure' }, [{ type: 'settled', sent: false }], 'closed', []],
  [
    'settled twice',
    { state: 'unsure' },
    [
      { type: 'settled', sent: true },
      { type: 'settled', sent: true },
    ],
    'sent',
    ['complete'],
  ],
  ['nothing to settle', {}, [{ type: 'settled', sent: true }], 'writing', []],
  ['an error of the server', {}, [send, bad], 'failed', ['notice']],
  ['offline', {}, [send, offline], 'failed', ['notice']],
  ['a failure told twice', {}, [send, bad, bad], 'failed', ['notice']],
  [
    'failed, then sent by the mail client itself',
    {},
    [send, bad, returned, { ...send, requestId: '42' }, { type: 'traffic.succeeded', requestId: '42' }],
    'sent',
    ['notice', 'complete'],
  ],
  ['undone', {}, [send, good, undo], 'undone', ['complete', 'reopen', 'notice']],
  ['undone twice', {}, [send, good, undo, undo, returned], 'undone', ['complete', 'reopen', 'notice']],
  [
    'undone, seen only by the window',
    {},
    [send, good, gonePressed, returned],
    'undone',
    ['complete', 'reopen', 'notice'],
  ],
  [
    'a window found late says nothing about what it sent',
    {},
    [send, good, returned, pressed, gonePressed],
    'sent',
    ['complete'],
  ],
  [
    'found late while the worker was away',
    { state: 'opening' },
    [returned, pressed, gonePressed, send, good],
    'sent',
    ['complete'],
  ],
  [
    'undone and sent again',
    {},
    [send, good, undo, { ...send, requestId: '42' }, { type: 'traffic.succeeded', requestId: '42' }],
    'sent',
    ['complete', 'reopen', 'notice', 'complete'],
  ],
  ['undone before the answer', {}, [send, undo], 'undone', []],
  ['discarded', {}, [discarded], 'discarded', []],
  ['discarded, then opened from the bin', {}, [discarded, returned], 'writing', []],
  ['closed, draft kept', {}, [gone], 'closed', []],
  ['closed, opened again and sent', {}, [gone, returned, send, good], 'sent', ['complete']],
  ['closed, and sent from the list of drafts', {}, [gone, send, good], 'sent', ['complete']],
  ['a dialog of the page stopped the send', {}, [pressed, gonePressed, returned], 'writing', []],
  ['scheduled', {}, [pressed, { type: 'traffic.scheduled' }, gonePressed], 'scheduled', []],
  [
    'scheduled, and answered after the window went',
    {},
    [gone, { type: 'traffic.scheduled' }],
    'scheduled',
    [],
  ],
  ['moved to another tab', {}, [{ type: 'moved', tabId: 8 }, { type: 'tab.closed' }], 'closed', []],
  ['moved before it opened', { state: 'opening' }, [{ type: 'moved', tabId: 8 }], 'opening', []],
  [
    'scheduled, and gone out as the person says',
    { state: 'scheduled' },
    [{ type: 'settled', sent: true }],
    'sent',
    ['complete'],
  ],
  ['scheduled, then taken back', { state: 'scheduled' }, [undo], 'undone', []],
  ['scheduled, then sent at once', { state: 'scheduled' }, [send, good], 'sent', ['complete']],
  ['scheduled, and its tab closed', { state: 'scheduled' }, [{ type: 'tab.closed' }], 'scheduled', []],
  ['tab closed while writing', {}, [{ type: 'tab.closed' }], 'closed', []],
  ['tab closed after the press', {}, [gonePressed, { type: 'tab.closed' }], 'unsure', []],
  ['tab closed with the request under way', {}, [send, { type: 'tab.closed' }, good], 'sent', ['complete']],
  ['its request called off', {}, [send, calledOff], 'unsure', []],
  [
    'its request called off, and sent again',
    {},
    [send, calledOff, { ...send, requestId: '42' }, { type: 'traffic.succeeded', requestId: '42' }],
    'sent',
    ['complete'],
  ],
  ['its request called off after the answer', {}, [send, good, calledOff], 'sent', ['complete']],
  ['tab closed after the proof', {}, [send, good, { type: 'tab.closed' }], 'sent', ['complete']],
  [
    'refused',
    { state: 'opening' },
    [{ type: 'refused', code: 'WRONG_ACCOUNT', message: 'x' }],
    'refused',
    [],
  ],
  ['refused too late', {}, [{ type: 'refused', code: 'WRONG_ACCOUNT', message: 'x' }], 'writing', []],
  ['no answer to the opening', { state: 'opening' }, [{ type: 'waited', message: 'silent' }], 'refused', []],
  [
    'the answer was lost, the signal tells',
    { state: 'opening' },
    [signal({ type: 'ids', ids: { draft: 'msg-a:r1' } })],
    'writing',
    [],
  ],
  [
    'practice: sent',
    { site: 'practice' },
    [pressed, gonePressed, practiceSent, practiceSent],
    'sent',
    ['complete'],
  ],
  [
    'practice: undone before it leaves',
    { site: 'practice' },
    [pressed, gonePressed, returned],
    'writing',
    [],
  ],
  [
    'practice: failed',
    { site: 'practice' },
    [signal({ type: 'practice.failed', message: 'no answer' })],
    'failed',
    ['notice'],
  ],
  ['Gmail cannot claim to be our practice page', {}, [practiceSent], 'writing', []],
])('%s', (_name, change, events, state, effects) => {
  const after = run(aSession(change), events);
  expect(after.session.state).toBe(state);
  expect(after.effects.map((effect) => effect.type)).toEqual(effects);
});

test('each event told a second time changes nothing', () => {
  const events = [pressed, send, gonePressed, good, undo, discarded, gone, bad];
  for (const event of events) {
    const once = stepSession(aSession({ state: 'writing' }), event, context);
    const twice = stepSession(once.session, event, { ...context, at: '2026-11-23T09:00:09.000Z' });
    expect(twice).toEqual({ session: once.session, effects: [] });
  }
});

test('the proof holds what was really sent', () => {
  const { effects } = run(aSession(), [send, good]);
  expect(effects[0]).toEqual({
    type: 'complete',
    actionId,
    proof: {
      site: 'gmail',
      account: 'mia@nordby.example',
      sentAt: context.at,
      subject: 'Hello again',
      to: ['asa@fjord.example', 'per@fjord.example'],
      cc: [],
      bcc: [],
      evidence: 'network',
      ids: { draft: 'msg-a:r1', message: 'msg-a:r1', thread: 'thread-a:r2' },
    },
  });
});

test('a letter that went to others than its task’s people is no proof, until the person says that it counts', () => {
  const { session, effects } = run(aSession({ addressees: ['ida@fjord.example'] }), [send, good, good]);
  expect(session.state).toBe('unsure');
  expect(effects).toEqual([]);
  const counted = run(session, [{ type: 'settled', sent: true }]);
  expect(counted.effects).toMatchObject([
    { type: 'complete', proof: { to: ['asa@fjord.example', 'per@fjord.example'], evidence: 'person' } },
  ]);
  expect(run(session, [{ type: 'settled', sent: false }]).session.state).toBe('closed');
  expect(run(aSession({ addressees: ['PER@fjord.example'] }), [send, good]).session.state).toBe('sent');
});

test('an undo reopens by the action that completed', () => {
  const { effects, session } = run(aSession(), [send, good, undo]);
  expect(effects[1]).toEqual({ type: 'reopen', undoes: actionId });
  expect(session).toMatchObject({ actionId: null, requestId: null });
});

test('what is written in the window is taken over until it is sent', () => {
  const content = signal({ type: 'content', to: ['x@fjord.example'], cc: [], bcc: [], subject: 'Changed' });
  expect(run(aSession(), [content]).session.subject).toBe('Changed');
  expect(run(aSession(), [send, content]).session.subject).toBe('Hello again');
});

test('what is still to be replaced is as the window last said; one that does not say leaves it', () => {
  const told = { type: 'content' as const, to: [], cc: [], bcc: [], subject: 'Hello' };
  const marked = signal({ ...told, marks: ['{{phone}}'] });
  expect(run(aSession(), [marked]).session.marks).toEqual(['{{phone}}']);
  expect(run(aSession(), [marked, signal(told)]).session.marks).toEqual(['{{phone}}']);
  expect(run(aSession(), [marked, signal({ ...told, marks: [] })]).session.marks).toEqual([]);
});

test.each<[Partial<ComposeSession>, number | null]>([
  [{ state: 'writing' }, null],
  [{ state: 'opening' }, 60_000],
  [{ state: 'sending' }, 15_000],
  [{ state: 'sending', site: 'practice' }, 60_000],
  [{ state: 'sending', requestId: '1' }, 60_000],
])('%o waits %s ms', (change, ms) => {
  expect(waitMs(aSession(change))).toBe(ms);
});

test('a draft is known by its id alone', () => {
  expect(draftIdOf({ draft: '#msg-a:r1' })).toBe('msg-a:r1');
  expect(draftIdOf({ compose: '1' })).toBe(null);
});
