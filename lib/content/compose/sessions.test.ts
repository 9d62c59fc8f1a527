import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aComposeSession } from '../../../tests/support/builders.ts';
import {
  aContext,
  FakeBackground,
  FakeCompose,
  type FakeContext,
  FakeMailbox,
} from '../../../tests/support/content.ts';
import type { ComposeSession } from '../../contract/compose.ts';
import { ok } from '../../contract/result.ts';
import { MessagingError } from '../../messaging/wire.ts';
import { ComposeSessions, sameWindow } from './sessions.ts';

const sessionId = '00000000-0000-4000-8000-000000000001';
const prefill = {
  to: [{ email: 'asa@fjord.example' }],
  cc: [],
  bcc: [],
  subject: 'Hej',
  html: '<p>Hej</p>',
  text: 'Hej',
};
const fill = { sessionId, accounts: ['mia@nordby.example'], prefill };

let background: FakeBackground;
let mailbox: FakeMailbox;
let context: FakeContext;
let sessions: ComposeSessions;

beforeEach(() => {
  vi.useFakeTimers();
  background = new FakeBackground();
  mailbox = new FakeMailbox();
  context = aContext(background);
  sessions = new ComposeSessions(mailbox, context);
});
afterEach(() => {
  context.leave();
  vi.useRealTimers();
});

const aSession = (change: Partial<ComposeSession>) =>
  aComposeSession({ account: null, ids: { draft: '#msg-a:r1' }, ...change });
const types = () => background.signals().map(({ signal }) => signal.type);

test.each([
  {
    open: { email: 'kim@other.example' },
    code: 'WRONG_ACCOUNT',
    message: 'open kim@other.example, wanted mia@nordby.example',
  },
  { open: 'several' as const, code: 'ACCOUNT_UNKNOWN', message: 'several, wanted mia@nordby.example' },
  { open: 'unknown' as const, code: 'ACCOUNT_UNKNOWN', message: 'unknown, wanted mia@nordby.example' },
])(
  '$code is refused before any window is opened, with both addresses named',
  async ({ open, code, message }) => {
    mailbox.open = open;
    expect(await sessions.fill(fill)).toEqual({ ok: false, code, message });
    expect(mailbox.windows).toHaveLength(0);
  },
);

test('the account is compared without regard to case', async () => {
  mailbox.open = { email: 'Mia@Nordby.example' };
  expect((await sessions.fill(fill)).ok).toBe(true);
});

test('a filled window is answered with what was read back, and told again as signals', async () => {
  const answer = await sessions.fill(fill);
  expect(answer).toMatchObject({
    ok: true,
    value: {
      account: 'mia@nordby.example',
      ids: { compose: 'c1' },
      subject: 'Hej',
      recipients: { to: ['asa@fjord.example'] },
    },
  });
  await vi.advanceTimersByTimeAsync(0);
  expect(types()).toEqual(['ids', 'content']);
});

test('asked again for the same session, the window there comes to the front and no second one', async () => {
  const [first, second] = await Promise.all([sessions.fill(fill), sessions.fill(fill)]);
  expect(second).toBe(first);
  const [compose] = mailbox.windows;
  expect(await sessions.fill(fill)).toEqual(first);
  expect(mailbox.windows).toHaveLength(1);
  expect(compose?.focused).toBe(2);
});

test('asked for a window that has just gone, no second one is opened: its letter may be on its way', async () => {
  await sessions.fill(fill);
  mailbox.windows[0]?.tell({ type: 'gone', afterPress: true });
  expect(await sessions.fill(fill)).toMatchObject({ ok: false, message: 'just gone' });
  expect(mailbox.windows).toHaveLength(1);
});

test('a refusal is not kept: the next try may succeed', async () => {
  mailbox.open = 'unknown';
  await sessions.fill(fill);
  mailbox.open = { email: 'mia@nordby.example' };
  expect((await sessions.fill(fill)).ok).toBe(true);
});

test('a window that is addressed to somebody else is left alone', async () => {
  const foreign = new FakeCompose({ compose: 'c9' }, { to: ['boss@nordby.example'] });
  mailbox.next = () => ok(foreign);
  expect(await sessions.fill(fill)).toMatchObject({ ok: false, code: 'COMPOSE_NOT_EMPTY' });
  expect(foreign.content.subject).toBe('');
  expect(foreign.told).toHaveLength(0);
});

test('two fills at once reach two windows, each its own', async () => {
  const windows = [new FakeCompose({ compose: 'c1' }), new FakeCompose({ compose: 'c2' })];
  const waiting = [...windows];
  mailbox.next = () => ok(waiting.shift() ?? new FakeCompose());
  const other = {
    ...fill,
    sessionId: sessionId.replace(/1$/, '3'),
    prefill: { ...prefill, subject: 'Second' },
  };
  await Promise.all([sessions.fill(fill), sessions.fill(other)]);
  expect(windows.map((one) => one.content.subject)).toEqual(['Hej', 'Second']);
});

test('an adapter that breaks is an answer, not an exception in the page', async () => {
  mailbox.next = () => {
    throw new TypeError('page changed');
  };
  expect(await sessions.fill(fill)).toMatchObject({ ok: false, code: 'COMPOSE_NOT_FOUND' });
  expect(context.reported).toHaveLength(1);
  mailbox.next = () => ok(new FakeCompose({ compose: 'c1' }));
  expect((await sessions.fill(fill)).ok).toBe(true);
});

test('a window with the draft of an open session is taken up when the page was loaded anew', async () => {
  background.sessions = [aSession({ marks: ['{{phone}}'] })];
  const compose = new FakeCompose({ draft: '#msg-a:r1', compose: 'c7' });
  mailbox.windows = [compose];
  sessions.start();
  await vi.advanceTimersByTimeAsync(10);
  expect(compose.expected).toEqual(['{{phone}}']);
  compose.tell({ type: 'pressed' });
  compose.tell({ type: 'gone', afterPress: true });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(types()).toEqual(['pressed', 'gone']);
});

test('R4: a page that comes back from the back/forward cache takes its window up once', async () => {
  background.sessions = [aSession({})];
  const compose = new FakeCompose({ draft: 'msg-a:r1' });
  mailbox.windows = [compose];
  sessions.start();
  await vi.advanceTimersByTimeAsync(10);
  for (let time = 0; time < 3; time++) sessions.resume();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(compose.told).toHaveLength(1);
  expect(types()).toEqual([]);
});

test('a closed draft that is opened again has returned', async () => {
  background.sessions = [aSession({ state: 'closed' })];
  sessions.start();
  mailbox.appear(new FakeCompose({ draft: 'msg-a:r1' }));
  await vi.advanceTimersByTimeAsync(10);
  expect(types()).toEqual(['returned']);
});

test.each(['sending', 'sent'] as const)(
  'a window still there says nothing of a message that is %s',
  async (state) => {
    background.sessions = [aSession({ state })];
    mailbox.windows = [new FakeCompose({ draft: 'msg-a:r1' })];
    sessions.start();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(types()).toEqual([]);
  },
);

test("a person's own window is not taken up", async () => {
  background.sessions = [aSession({})];
  const own = new FakeCompose({ draft: 'msg-a:r2' });
  mailbox.windows = [own];
  sessions.start();
  await vi.advanceTimersByTimeAsync(10);
  expect(own.told).toHaveLength(0);
});

test('the same draft in another window after an undo is followed on, and said to have returned', async () => {
  const first = new FakeCompose({ draft: 'msg-a:r1' });
  mailbox.next = () => ok(first);
  sessions.start();
  await sessions.fill(fill);
  first.tell({ type: 'gone', afterPress: true });
  mailbox.vanish(first);
  const second = new FakeCompose({ draft: 'msg-a:r1' });
  mailbox.appear(second);
  await vi.advanceTimersByTimeAsync(10);
  second.tell({ type: 'pressed' });
  await vi.advanceTimersByTimeAsync(10);
  expect(types()).toEqual(['ids', 'content', 'gone', 'returned', 'pressed']);
});

test('a window that was sent before its filling had ended is not taken for one that is back', async () => {
  const compose = new FakeCompose({ draft: 'msg-a:r1' });
  mailbox.next = () => ok(compose);
  const { fill: write, watch } = compose;
  compose.fill = async (content) => {
    const report = await write.call(compose, content);
    mailbox.vanish(compose); // the person was faster
    return report;
  };
  compose.watch = (tell, stop) => {
    watch.call(compose, tell, stop);
    tell({ type: 'gone', afterPress: true });
  };
  sessions.start();
  await sessions.fill(fill);
  await vi.advanceTimersByTimeAsync(10);
  expect(types()).toEqual(['gone', 'ids', 'content']);
});

test('sessions of this tab whose window did not survive the reload are gone; those of other tabs are not ours', async () => {
  background.sessions = [aSession({}), aSession({ id: sessionId.replace(/1$/, '4'), tabId: 8 })];
  sessions.start();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(background.signals()).toEqual([{ sessionId, signal: { type: 'gone', afterPress: false } }]);
});

test('before the first save a window is told by its own id, afterwards by its draft alone', () => {
  expect(sameWindow({ compose: 'c1' }, { compose: 'c1', draft: 'msg-a:r1' })).toBe(true);
  expect(sameWindow({ compose: 'c1', draft: 'msg-a:r1' }, { compose: 'c1' })).toBe(false);
  expect(sameWindow({ draft: '#msg-a:r1' }, { draft: 'msg-a:r1' })).toBe(true);
  expect(sameWindow({}, {})).toBe(false);
});

test('what stands in the window to be replaced is told when it is filled', async () => {
  await sessions.fill({
    ...fill,
    prefill: { ...prefill, html: '<p>{{phone}} {{x}}</p>', marks: ['{{phone}}'] },
  });
  await vi.advanceTimersByTimeAsync(0);
  expect(background.signals().at(-1)?.signal).toMatchObject({ type: 'content', marks: ['{{phone}}'] });
});

test('a half address from the window never reaches the background', async () => {
  const compose = new FakeCompose({ compose: 'c1' });
  mailbox.next = () => ok(compose);
  await sessions.fill(fill);
  compose.tell({ type: 'content', to: ['Åsa Berg', 'asa@fjord.example'], cc: [], bcc: [], subject: 'Hej' });
  await vi.advanceTimersByTimeAsync(10);
  expect(background.signals().at(-1)?.signal).toMatchObject({ to: ['asa@fjord.example'] });
});

test('signals of a stopped worker are told once it is back', async () => {
  const compose = new FakeCompose({ draft: 'msg-a:r1' });
  mailbox.next = () => ok(compose);
  background.failures = Array.from({ length: 4 }, () => new MessagingError('unanswered', 'stopped'));
  await sessions.fill(fill);
  compose.tell({ type: 'pressed' });
  await vi.advanceTimersByTimeAsync(30_000);
  expect(types()).toEqual(['ids', 'content', 'pressed']);
  expect(context.reported).toEqual([]);
});
