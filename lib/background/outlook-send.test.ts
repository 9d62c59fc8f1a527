import { expect, test } from 'vitest';
import { anId, aPerson, aTask, makeWorld, startWorker, type Worker } from '../../tests/support/background.ts';
import type { ComposeSession, ComposeSignal } from '../contract/compose.ts';
import type { AskTab } from '../messaging/send.ts';

/** The way of an Outlook send through the background, with its database, in the orders in which it can happen. */
const url = 'https://outlook.cloud.microsoft/owa/service.svc?action=CreateItem&app=Mail';

/** @param tells - false: the worker that asked for the window did not live to hear what stands in it */
async function prepare(windowOpen: boolean | null = false, { tells = true } = {}) {
  const tab = async (_tabId: number, name: string, request: object) => {
    if (name === 'compose.isOpen') return { open: windowOpen };
    if (name !== 'compose.fill' || !('sessionId' in request)) return {};
    const report = { to: 'done', cc: 'empty', bcc: 'empty', subject: 'done', body: 'done' };
    const recipients = { to: ['asa@fjord.example'], cc: [], bcc: [] };
    const value = {
      account: 'mia@nordby.example',
      ids: { compose: '15a' },
      report,
      recipients,
      subject: 'Hello Åsa',
    };
    return tells ? { ok: true, value } : new Promise(() => undefined);
  };
  // Only these two have an answer that is looked at.
  const world = makeWorld(tab as AskTab);
  world.server.putRow({ kind: 'person', id: aPerson.id, data: aPerson });
  world.server.put(aTask(1), aTask(2));
  const worker = startWorker(world);
  await worker.deps.sync.run();
  await worker.askFromTab('host.hello', {
    site: 'outlook',
    account: 'mia@nordby.example',
    missing: [],
    checks: [],
    dark: false,
  });
  const later = async (ms: number) => {
    world.clock.now = new Date(world.clock.now.getTime() + ms);
    await worker.awake();
  };
  return { worker, later };
}

async function begin(worker: Worker, task = 1): Promise<string> {
  const started = await worker.ask('compose.start', { taskId: anId(task) });
  if (!started.ok) throw new Error(started.message);
  return started.value.id;
}

const tell = (worker: Worker, sessionId: string, signal: ComposeSignal) =>
  worker.askFromTab('compose.signal', { sessionId, signal });

function ask(worker: Worker, requestId: string, item: object, headers: Record<string, string> = {}) {
  const body = JSON.stringify({ Body: { MessageDisposition: 'SendAndSaveCopy', Items: [item] } });
  return worker.watcher.asked({ requestId, tabId: 7, url, body, headers });
}
const letter = (subject = 'Hello Åsa') => ({
  ToRecipients: [{ EmailAddress: 'asa@fjord.example' }],
  CcRecipients: [],
  BccRecipients: [],
  Subject: subject,
});

async function sessionOf({ store }: Worker, id: string): Promise<ComposeSession> {
  const session = await store.db.composeSessions.get(id);
  if (!session) throw new Error('no session');
  return session;
}

test.each([
  ['the press is told first', true],
  ['the request is seen first', false],
])('R11 outlook: proven whichever comes first: %s', async (_name, pressFirst) => {
  const { worker, later } = await prepare();
  const id = await begin(worker);
  if (pressFirst) await tell(worker, id, { type: 'pressed' });
  await ask(worker, '41', letter());
  await worker.watcher.ended({ requestId: '41', status: 200 });
  if (!pressFirst) await tell(worker, id, { type: 'pressed' });
  await tell(worker, id, { type: 'gone', afterPress: true });
  expect((await sessionOf(worker, id)).state).toBe('sending');
  await later(1_500);
  expect((await sessionOf(worker, id)).state).toBe('sent');
  expect((await worker.store.db.tasks.get(anId(1)))?.task.status).toBe('done');
});

test('R11 outlook: a window that is still open after a success was refused', async () => {
  const { worker, later } = await prepare(true);
  const id = await begin(worker);
  await tell(worker, id, { type: 'pressed' });
  await ask(worker, '41', letter());
  await worker.watcher.ended({ requestId: '41', status: 200 });
  await later(3_500);
  expect(await sessionOf(worker, id)).toMatchObject({ state: 'failed', problem: { message: 'not taken' } });
  expect((await worker.store.db.tasks.get(anId(1)))?.task.status).toBe('open');
});

test('R11 outlook: where nobody can look, the person is asked', async () => {
  const { worker, later } = await prepare(null);
  const id = await begin(worker);
  await tell(worker, id, { type: 'pressed' });
  await ask(worker, '41', letter());
  await worker.watcher.ended({ requestId: '41', status: 200 });
  await later(3_500);
  expect((await sessionOf(worker, id)).state).toBe('unsure');
});

test('R6 outlook: a letter of the person’s own, from the same tab, proves nothing', async () => {
  const { worker, later } = await prepare();
  const id = await begin(worker);
  await tell(worker, id, { type: 'pressed' });
  await ask(worker, '41', letter('Something else'));
  await worker.watcher.ended({ requestId: '41', status: 200 });
  await tell(worker, id, { type: 'gone', afterPress: true });
  await later(5_000);
  expect((await sessionOf(worker, id)).state).toBe('sending');
  await later(60_000);
  expect((await sessionOf(worker, id)).state).toBe('unsure');
});

test('R6 outlook: a window that has told nothing takes no letter to somebody else', async () => {
  const { worker } = await prepare(null, { tells: false });
  void worker.ask('compose.start', { taskId: anId(1) });
  const sessions = () => worker.store.db.composeSessions.toArray();
  await expect.poll(sessions).toHaveLength(1);
  const id = (await sessions())[0]?.id ?? '';
  await tell(worker, id, { type: 'pressed' });
  await ask(worker, '41', { ...letter(), ToRecipients: [{ EmailAddress: 'cai@fjord.example' }] });
  await worker.watcher.ended({ requestId: '41', status: 200 });
  expect(await sessionOf(worker, id)).toMatchObject({ requestId: null, recipients: null });
  await ask(worker, '42', letter());
  expect(await sessionOf(worker, id)).toMatchObject({ requestId: '42' });
});

test('R11 outlook: scheduled is not sent', async () => {
  const { worker } = await prepare();
  const id = await begin(worker);
  await tell(worker, id, { type: 'pressed' });
  await ask(worker, '41', {
    ...letter(),
    ExtendedProperty: [{ ExtendedFieldURI: { PropertyTag: '0x3fef' } }],
  });
  await worker.watcher.ended({ requestId: '41', status: 200 });
  expect((await sessionOf(worker, id)).state).toBe('scheduled');
});

test('R20 outlook: of an unmatched request no text and no address is kept', async () => {
  const { worker } = await prepare();
  await begin(worker);
  await ask(worker, '41', letter());
  const kept = JSON.stringify(await worker.store.db.requests.toArray());
  expect(kept).toContain('"requestId":"41"');
  expect(kept).not.toContain('Hello');
  expect(kept).not.toContain('fjord');
});

test.each([
  ['the window goes first', true, letter(), 'unsure'],
  ['the request is seen first', false, letter(), 'unsure'],
  ['another subject', true, letter('Hello again'), 'closed'],
  ['another subject, seen first', false, letter('Hello again'), 'closed'],
])(
  'R11 outlook: sent where we saw no press, the person is asked: %s',
  async (_name, goneFirst, item, state) => {
    const { worker } = await prepare();
    const id = await begin(worker);
    const send = async () => {
      await ask(worker, '41', item);
      await worker.watcher.ended({ requestId: '41', status: 200 });
    };
    if (!goneFirst) await send();
    await tell(worker, id, { type: 'gone', afterPress: false });
    if (goneFirst) await send();
    expect((await sessionOf(worker, id)).state).toBe(state);
    if (state !== 'unsure') return;
    await worker.ask('compose.settle', { sessionId: id, sent: false });
    expect((await sessionOf(worker, id)).state).toBe('closed');
  },
);
