import { afterAll, expect, test, vi } from 'vitest';
import {
  anId,
  aPerson,
  aTask,
  Killed,
  makeWorld,
  startWorker,
  type Worker,
  type World,
} from '../../tests/support/background.ts';
import type { ComposeSignal } from '../contract/compose.ts';
import type { AskTab } from '../messaging/send.ts';

// Each stop shows up as a broken handler, which is logged; that is what this file is about.
const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
afterAll(() => quiet.mockRestore());

const draft = 'msg-a:r1';
const url = 'https://mail.google.com/sync/u/0/i/s?hl=en&c=1';

/** The page as its content script tells it: opens one window for each session, however often it is asked. */
function makePage(): { tab: AskTab; windows: Set<string> } {
  const windows = new Set<string>();
  const tab = async (_tabId: number, name: string, request: object) => {
    if (name !== 'compose.fill' || !('sessionId' in request)) return {};
    windows.add(String(request.sessionId));
    const recipients = { to: ['asa@fjord.example'], cc: [], bcc: [] };
    const report = { to: 'done', cc: 'empty', bcc: 'empty', subject: 'done', body: 'done' };
    return {
      ok: true,
      value: {
        account: 'mia@nordby.example',
        ids: { compose: 'c1' },
        report,
        recipients,
        subject: 'Hello Åsa',
      },
    };
  };
  // Only `compose.fill` has an answer that is looked at.
  return { tab: tab as AskTab, windows };
}

/** A request as Gmail makes it: `[id, from, to, cc, bcc, …, subject (7), …, labels]`. */
function sendBody(labels: string[] = ['^pfg', '^f']): string {
  const from = [1, 'mia@nordby.example', 'Mia', null, null, null, null, null, null, 'mia@nordby.example'];
  const message = [
    draft,
    from,
    [[1, 'asa@fjord.example', 'Åsa']],
    [],
    [],
    null,
    null,
    'Hello Åsa',
    null,
    labels,
  ];
  return JSON.stringify([null, ['thread-a:r2', [message]]]);
}

async function prepare(): Promise<{ world: World; worker: Worker; windows: Set<string> }> {
  const { tab, windows } = makePage();
  const world = makeWorld(tab);
  world.server.putRow({ kind: 'person', id: aPerson.id, data: aPerson });
  world.server.put(aTask(1), aTask(2));
  const worker = startWorker(world);
  await worker.deps.sync.run();
  await worker.askFromTab('host.hello', {
    site: 'gmail',
    account: 'mia@nordby.example',
    missing: [],
    checks: [],
    dark: false,
  });
  world.kill.count = 0;
  return { world, worker, windows };
}

/** One thing that happens; `again`: whoever tells it, tells it until it is heard. */
interface Happening {
  again: boolean;
  tell(worker: Worker, sessionId: () => Promise<string>): Promise<unknown>;
}

const signal = (it: ComposeSignal): Happening => ({
  again: true,
  tell: async (worker, sessionId) =>
    worker.askFromTab('compose.signal', { sessionId: await sessionId(), signal: it }),
});
const start: Happening = { again: true, tell: (worker) => worker.ask('compose.start', { taskId: anId(1) }) };
const asked: Happening = {
  again: false,
  tell: (worker) => worker.watcher.asked({ requestId: '41', tabId: 7, url, body: sendBody(), headers: {} }),
};
const answered: Happening = {
  again: false,
  tell: (worker) => worker.watcher.ended({ requestId: '41', status: 200 }),
};
const sync: Happening = { again: true, tell: (worker) => worker.deps.sync.run({ force: true }) };

const sending = [
  start,
  signal({ type: 'ids', ids: { draft: `#${draft}` } }),
  signal({ type: 'pressed' }),
  asked,
  signal({ type: 'gone', afterPress: true }),
  answered,
  sync,
];

/** Lets it all happen, stops the worker at one point, and goes on with a new one. */
async function live(
  happenings: readonly Happening[],
  killAt: number,
): Promise<{ world: World; worker: Worker; points: number; windows: Set<string> }> {
  const { world, worker: first, windows } = await prepare();
  let worker = first;
  world.kill.at = killAt;
  const sessionId = async (): Promise<string> => {
    const sessions = await startWorker(world)
      .store.db.composeSessions.where('taskId')
      .equals(anId(1))
      .sortBy('startedAt');
    return sessions.at(-1)?.id ?? anId(999);
  };
  for (const happening of happenings) {
    if (await survives(happening, worker, sessionId)) continue;
    worker = startWorker(world);
    await worker.awake();
    if (happening.again) await survives(happening, worker, sessionId);
  }
  const points = world.kill.count;
  world.kill.at = Number.POSITIVE_INFINITY;
  // Five minutes later the alarm has long been there; what is unsure is asked, and the person knows that it was sent.
  world.clock.now = new Date(world.clock.now.getTime() + 300_000);
  worker = startWorker(world);
  await worker.awake();
  const unsure = await worker.store.db.composeSessions.where('state').equals('unsure').first();
  if (unsure) await worker.ask('compose.settle', { sessionId: unsure.id, sent: true });
  await worker.deps.sync.run({ force: true });
  return { world, worker, points, windows };
}

async function survives(
  happening: Happening,
  worker: Worker,
  sessionId: () => Promise<string>,
): Promise<boolean> {
  try {
    const answer = await happening.tell(worker, sessionId);
    await settle();
    return !(isFailure(answer) || worker.isDead());
  } catch (error) {
    if (error instanceof Killed || (error instanceof Error && error.name === 'MessagingError')) return false;
    throw error;
  }
}

const isFailure = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === false;

/** What a handler has started and not waited for. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

test('sent, with a worker that lives', async () => {
  const { world, worker, points } = await live(sending, Number.POSITIVE_INFINITY);
  expect(points).toBeGreaterThan(20);
  const proof = {
    evidence: 'network',
    account: 'mia@nordby.example',
    to: ['asa@fjord.example'],
    subject: 'Hello Åsa',
  };
  expect(world.server.task(anId(1))).toMatchObject({ status: 'done', outcome: { proof } });
  expect((await worker.ask('tasks.list', { filter: {}, offset: 0, limit: 10 })).total).toBe(1);
});

test('stopped at any point between click and server: nothing is lost, nothing is done twice', async () => {
  const { points } = await live(sending, Number.POSITIVE_INFINITY);
  for (let at = 1; at <= points; at += 1) {
    const { world, worker, windows } = await live(sending, at);
    const completions = world.server.applied.filter(
      ({ kind, taskId }) => kind === 'task.complete' && taskId === anId(1),
    );
    expect(completions, `stopped at ${at} of ${points}`).toHaveLength(1);
    expect(world.server.applied, `stopped at ${at}`).toHaveLength(1);
    expect(world.server.task(anId(1))?.status).toBe('done');
    expect(await worker.store.db.outbox.count()).toBe(0);
    expect((await worker.store.db.tasks.get(anId(1)))?.task).toEqual(world.server.task(anId(1)));
    expect(windows.size, `windows, stopped at ${at}`).toBe(1);
  }
}, 60_000);

test('undone: stopped at any point, the task ends open', async () => {
  const undo: Happening = {
    again: false,
    tell: (worker) =>
      worker.watcher.asked({
        requestId: '42',
        tabId: 7,
        url,
        body: JSON.stringify([null, [['^r'], ['^pfg'], [draft]]]),
        headers: {},
      }),
  };
  const undoAnswered: Happening = {
    again: false,
    tell: (worker) => worker.watcher.ended({ requestId: '42', status: 200 }),
  };
  const story = [...sending.slice(0, 6), undo, undoAnswered, signal({ type: 'returned' }), sync];
  const { points } = await live(story, Number.POSITIVE_INFINITY);
  for (let at = 1; at <= points; at += 1) {
    const { world, worker } = await live(story, at);
    expect(world.server.task(anId(1))?.status, `stopped at ${at} of ${points}`).toBe('open');
    expect((await worker.store.db.tasks.get(anId(1)))?.task.status).toBe('open');
    expect(await worker.store.db.outbox.count()).toBe(0);
  }
}, 60_000);

test.each([
  [500, 'failed 500'],
  [null, 'failed null'],
])('a send that fails (%s) leaves the task open and says so', async (status, detail) => {
  const failed: Happening = {
    again: false,
    tell: (worker) => worker.watcher.ended({ requestId: '41', status }),
  };
  const { world, worker } = await live(
    [...sending.slice(0, 5), failed, signal({ type: 'returned' }), sync],
    Number.POSITIVE_INFINITY,
  );
  expect(world.server.task(anId(1))?.status).toBe('open');
  expect((await worker.ask('notices.list', {})).notices).toMatchObject([
    { kind: 'sendFailed', taskId: anId(1), detail },
  ]);
});

test('the draft id may be told after the request and even after its answer', async () => {
  const late = [start, asked, answered, signal({ type: 'ids', ids: { draft } }), sync];
  const { world } = await live(late, Number.POSITIVE_INFINITY);
  expect(world.server.task(anId(1))).toMatchObject({
    status: 'done',
    outcome: { proof: { evidence: 'network', to: ['asa@fjord.example'] } },
  });
});

test('another letter of the same subject to the same person proves nothing', async () => {
  const { world, worker } = await live(
    [start, signal({ type: 'ids', ids: { draft: 'msg-a:r9' } }), asked, answered, sync],
    Number.POSITIVE_INFINITY,
  );
  expect(world.server.task(anId(1))?.status).toBe('open');
  expect(await worker.ask('tasks.get', { taskId: anId(1) })).toMatchObject({
    value: { compose: { state: 'writing' } },
  });
});

test('Work through: a proven send opens the next email by itself, also over the death of the worker', async () => {
  const { world, worker, windows } = await prepare();
  const round = await worker.ask('workThrough.start', { filter: {} });
  expect(round).toEqual({ active: true, position: 1, total: 2, taskId: anId(1) });
  await worker.ask('compose.start', { taskId: anId(1) });
  const session = await worker.store.db.composeSessions.toCollection().first();
  await worker.askFromTab('compose.signal', {
    sessionId: session?.id ?? '',
    signal: { type: 'ids', ids: { draft } },
  });
  await worker.watcher.asked({ requestId: '41', tabId: 7, url, body: sendBody(), headers: {} });
  const second = startWorker(world);
  await second.watcher.ended({ requestId: '41', status: 200 });
  await settle();
  expect(await second.ask('workThrough.get', {})).toEqual({
    active: true,
    position: 2,
    total: 2,
    taskId: anId(2),
  });
  await expect.poll(() => windows.size).toBe(2);
  await second.ask('tasks.skip', { taskId: anId(2) });
  expect(await second.ask('workThrough.get', {})).toMatchObject({ active: false, taskId: null });
});

test('Work through: an undo goes back to the task, and closing that again goes on from there', async () => {
  const { worker } = await prepare();
  await worker.ask('workThrough.start', { filter: {} });
  const skipped = await worker.ask('tasks.skip', { taskId: anId(1) });
  expect(await worker.ask('workThrough.get', {})).toMatchObject({ position: 2, taskId: anId(2) });
  await worker.ask('tasks.undo', { actionId: skipped.ok ? skipped.value.actionId : '' });
  expect(await worker.ask('workThrough.get', {})).toMatchObject({ position: 1, taskId: anId(1) });
  await worker.ask('tasks.complete', { taskId: anId(1), outcome: {} });
  expect(await worker.ask('workThrough.get', {})).toMatchObject({ position: 2, taskId: anId(2) });
});

test('a note with a character that no database takes still reaches the server', async () => {
  const { world, worker } = await prepare();
  await worker.ask('tasks.complete', { taskId: anId(1), outcome: { note: 'cut \ud83d' } });
  await worker.ask('sync.now', {});
  expect(world.server.task(anId(1))?.outcome?.note).toBe('cut \ufffd');
});

test('a second Start while the first is unsure opens no second window', async () => {
  const { world, worker, windows } = await live(
    [start, signal({ type: 'gone', afterPress: true })],
    Number.POSITIVE_INFINITY,
  );
  expect(world.server.task(anId(1))?.status).toBe('done');
  expect(await worker.ask('compose.start', { taskId: anId(1) })).toMatchObject({
    ok: false,
    code: 'TASK_ALREADY_CLOSED',
  });
  expect(windows.size).toBe(1);
});
