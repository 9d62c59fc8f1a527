import { expect, test } from 'vitest';
import { anId, aPerson, aTask, makeWorld, startWorker, type Worker } from '../../tests/support/background.ts';
import type { MessageRequest } from '../contract/messages.ts';
import type { AskTab } from '../messaging/send.ts';
import { MessagingError } from '../messaging/wire.ts';

const home = 7;
const url = 'https://mail.google.com/mail/u/0/?view=cm&fs=1&tf=1&to=asa%40fjord.example';
const hello: MessageRequest<'host.hello'> = {
  site: 'gmail',
  account: 'mia@nordby.example',
  missing: [],
  checks: [],
  dark: false,
};
const opened = {
  account: 'mia@nordby.example',
  ids: { compose: 'c1' },
  report: { to: 'already', cc: 'empty', bcc: 'empty', subject: 'already', body: 'done' },
  recipients: { to: ['asa@fjord.example'], cc: [], bcc: [] },
  subject: 'Hello Åsa',
};
type Answer =
  | { ok: true; value: unknown }
  | { ok: false; code: string; message: string }
  | { open: boolean | null }
  | 'silent';
const none: Answer = { ok: false, code: 'COMPOSE_NOT_FOUND', message: 'no window' };
const there: Answer = { ok: true, value: opened };

/** Tabs that answer each message as they are told, and remember what they were asked. */
function tabs(answers: Record<number, Record<string, Answer>>): { ask: AskTab; asked: string[] } {
  const asked: string[] = [];
  const ask = async (tabId: number, name: string): Promise<unknown> => {
    if (name.startsWith('rail.')) return {};
    asked.push(`${tabId} ${name}`);
    const answer = answers[tabId]?.[name] ?? 'silent';
    if (answer === 'silent') throw new MessagingError('unanswered', 'nobody there');
    return answer;
  };
  // The test gives each message the answer it has.
  return { ask: ask as AskTab, asked };
}

async function begin(ask: AskTab) {
  const world = makeWorld(ask);
  world.server.putRow({ kind: 'person', id: aPerson.id, data: aPerson });
  world.server.put(aTask(1));
  const worker = startWorker(world);
  await worker.deps.sync.run();
  await worker.askFromTab('host.hello', hello);
  return { world, worker };
}

async function session(worker: Worker) {
  const all = await worker.store.db.composeSessions.toArray();
  return all.sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1)).at(-1);
}
const start = (worker: Worker) => worker.ask('compose.start', { taskId: anId(1) });

test('where the page brings no window, its address is opened in a tab and filled when that says hello', async () => {
  const { ask, asked } = tabs({
    [home]: { 'compose.fill': none, 'compose.address': { ok: true, value: { url } } },
    101: { 'compose.fill': there },
  });
  const { world, worker } = await begin(ask);
  expect(await start(worker)).toMatchObject({ ok: true, value: { state: 'opening', tabId: 101 } });
  expect(world.loaded).toEqual([{ tabId: 101, url }]);
  await worker.askFrom(101)('host.hello', { ...hello, composeWindow: true });
  await expect.poll(async () => (await session(worker))?.state).toBe('writing');
  expect(await session(worker)).toMatchObject({ tabId: 101, account: opened.account, report: opened.report });
  expect(asked).toEqual(['7 compose.fill', '7 compose.address', '101 compose.fill']);
  // A tab that is one window is none to start in.
  expect(await worker.store.db.mailTabs.toCollection().primaryKeys()).toEqual([home]);
});

test('a worker that is stopped before that tab is loaded fills it all the same', async () => {
  const { ask } = tabs({
    [home]: { 'compose.fill': none, 'compose.address': { ok: true, value: { url } } },
    101: { 'compose.fill': there },
  });
  const { world, worker } = await begin(ask);
  await start(worker);
  const next = startWorker(world);
  await next.awake();
  await next.askFrom(101)('host.hello', { ...hello, composeWindow: true });
  await expect.poll(async () => (await session(next))?.state).toBe('writing');
});

test.each<[string, Answer, Answer]>([
  ['there is no such address', none, none],
  ['the page has fallen silent', none, 'silent'],
  ['another account is open', { ok: false, code: 'WRONG_ACCOUNT', message: 'wrong' }, none],
])('no tab is opened where %s', async (_, fill, address) => {
  const { ask } = tabs({ [home]: { 'compose.fill': fill, 'compose.address': address } });
  const { world, worker } = await begin(ask);
  expect(await start(worker)).toMatchObject({ ok: false });
  expect(world.loaded).toEqual([]);
  expect((await session(worker))?.state).toBe('refused');
});

test('a window that cannot be filled in its own tab is refused, and no third is opened', async () => {
  const { ask } = tabs({
    [home]: { 'compose.fill': none, 'compose.address': { ok: true, value: { url } } },
    101: { 'compose.fill': none, 'compose.address': { ok: true, value: { url } } },
  });
  const { world, worker } = await begin(ask);
  await start(worker);
  await worker.askFrom(101)('host.hello', { ...hello, composeWindow: true });
  await expect.poll(async () => (await session(worker))?.state).toBe('refused');
  expect(world.loaded).toHaveLength(1);
});

test('asked again, the window in its own tab comes to the front; once it is gone another is opened', async () => {
  const answers: Record<number, Record<string, Answer>> = {
    [home]: { 'compose.fill': none, 'compose.address': { ok: true, value: { url } } },
    101: { 'compose.fill': there },
  };
  const { ask } = tabs(answers);
  const { world, worker } = await begin(ask);
  await start(worker);
  await start(worker); // before it has said hello
  await worker.askFrom(101)('host.hello', { ...hello, composeWindow: true });
  await expect.poll(async () => (await session(worker))?.state).toBe('writing');
  await start(worker);
  expect(world.shownTabs).toEqual([101, 101]);
  expect(world.loaded).toHaveLength(1);
  delete answers[101];
  await start(worker);
  expect(world.loaded).toHaveLength(2);
  const states = (await worker.store.db.composeSessions.toArray()).map(({ state }) => state).sort();
  expect(states).toEqual(['closed', 'opening']);
});

test('a draft that is taken to another tab belongs there: what its old window tells no longer counts', async () => {
  const { ask } = tabs({ [home]: { 'compose.fill': there } });
  const { worker } = await begin(ask);
  await start(worker);
  const sessionId = (await session(worker))?.id ?? '';
  const ids = { type: 'ids', ids: { draft: 'msg-a:r1' } } as const;
  await worker.askFrom(home)('compose.signal', { sessionId, signal: ids });
  await worker.askFrom(102)('compose.signal', { sessionId, signal: ids });
  await worker.askFrom(home)('compose.signal', { sessionId, signal: { type: 'gone', afterPress: false } });
  expect(await session(worker)).toMatchObject({ state: 'writing', tabId: 102 });
  await worker.askFrom(102)('compose.signal', { sessionId, signal: { type: 'gone', afterPress: false } });
  expect(await session(worker)).toMatchObject({ state: 'closed' });
});

/** What Gmail asks its server for a message to Åsa: `[id, from, to, cc, bcc, …, subject (7), …, labels]`. */
const sending = {
  tabId: 102,
  url: 'https://mail.google.com/sync/u/0/i/s?hl=en&c=1',
  body: JSON.stringify([
    null,
    [
      'thread-a:r2',
      [
        [
          'msg-a:r1',
          [1, 'mia@nordby.example'],
          [[1, 'asa@fjord.example']],
          [],
          [],
          0,
          0,
          'Hello Åsa',
          0,
          ['^pfg'],
        ],
      ],
    ],
  ]),
  headers: {},
};

test('a window that went before it had an id, and what it said is sent from another: the person is asked', async () => {
  const { ask } = tabs({ [home]: { 'compose.fill': there } });
  const { worker } = await begin(ask);
  await start(worker);
  const sessionId = (await session(worker))?.id ?? '';
  await worker.askFrom(home)('compose.signal', { sessionId, signal: { type: 'gone', afterPress: false } });
  await worker.watcher.asked({ ...sending, requestId: '41' });
  expect(await session(worker)).toMatchObject({ state: 'unsure' });
});

test('a send that its page has called off may have arrived: the person is asked', async () => {
  const { ask } = tabs({ [home]: { 'compose.fill': there } });
  const { worker } = await begin(ask);
  await start(worker);
  const sessionId = (await session(worker))?.id ?? '';
  const ids = { type: 'ids', ids: { draft: 'msg-a:r1' } } as const;
  await worker.askFrom(home)('compose.signal', { sessionId, signal: ids });
  await worker.watcher.asked({ ...sending, requestId: '41' });
  await worker.watcher.ended({ requestId: '41', status: null, isCancelled: true });
  expect(await session(worker)).toMatchObject({ state: 'unsure' });
  expect(await worker.store.db.notices.count()).toBe(0);
});

test.each([
  ['is open', { open: true }, [home], ['writing']],
  ['has gone', { open: false }, [], ['closed', 'writing']],
  ['is not known there', { open: null }, [], ['closed', 'writing']],
  ['is in a page that says nothing', 'silent', [], ['closed', 'writing']],
] satisfies [string, Answer, number[], string[]][])(
  'asked in another mail tab, while the window %s',
  async (_, isOpen, shown, states) => {
    const other = 8;
    const { ask, asked } = tabs({
      [home]: { 'compose.fill': there, 'compose.isOpen': isOpen },
      [other]: { 'compose.fill': there },
    });
    const { world, worker } = await begin(ask);
    await worker.askFrom(other)('host.hello', hello);
    await start(worker);
    const again = await worker.askBeside(other)('compose.start', { taskId: anId(1) });
    expect(again).toMatchObject({ ok: true, value: { state: 'writing' } });
    expect(world.shownTabs).toEqual(shown);
    expect(asked.includes(`${other} compose.fill`)).toBe(shown.length === 0);
    const all = await worker.store.db.composeSessions.toArray();
    expect(all.map(({ state }) => state).sort()).toEqual(states);
  },
);
