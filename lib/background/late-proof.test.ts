import { expect, test } from 'vitest';
import {
  anId,
  aPerson,
  aTask,
  makeWorld,
  startWorker,
  type Worker,
  type World,
} from '../../tests/support/background.ts';
import type { ComposeSignal } from '../contract/compose.ts';
import type { AskTab } from '../messaging/send.ts';
import { followUp } from './compose.ts';
import { takeUpWaits } from './session-events.ts';

const url = 'https://outlook.cloud.microsoft/owa/service.svc?action=CreateItem&app=Mail&n=1';
const recipients = { to: ['asa@fjord.example'], cc: [], bcc: [] };

/** Opens and fills every window it is asked for. */
const page = async () => ({
  ok: true,
  value: {
    account: 'mia@nordby.example',
    ids: { compose: 'c1' },
    report: { to: 'done', cc: 'empty', bcc: 'empty', subject: 'done', body: 'done' },
    recipients,
    subject: 'Hello Åsa',
  },
});

function sendBody(): string {
  const Items = [{ Subject: 'Hello Åsa', ToRecipients: [{ EmailAddress: 'asa@fjord.example' }] }];
  return JSON.stringify({
    Body: { MessageDisposition: 'SendAndSaveCopy', ComposeOperation: 'newMail', Items },
  });
}

async function startWriting() {
  // Only `compose.fill` is asked here.
  const world = makeWorld(page as AskTab);
  world.server.putRow({ kind: 'person', id: aPerson.id, data: aPerson });
  world.server.put(aTask(1));
  const { worker, waiting } = waitingWorker(world);
  await worker.deps.sync.run();
  const hello = { account: 'mia@nordby.example', missing: [], checks: [], dark: false };
  await worker.askFromTab('host.hello', { site: 'outlook', ...hello });
  const started = await worker.ask('compose.start', { taskId: anId(1) });
  const sessionId = started.ok ? started.value.id : '';
  const tell = (signal: ComposeSignal) => worker.askFromTab('compose.signal', { sessionId, signal });
  const passTime = (timers: readonly (() => void)[]): void => {
    world.clock.now = new Date(world.clock.now.getTime() + 10_000);
    for (const then of timers) then();
  };
  return { world, worker, waiting, tell, passTime };
}

/** A worker whose timers the test rings. */
function waitingWorker(world: World): { worker: Worker; waiting: (() => void)[] } {
  const worker = startWorker(world);
  const waiting: (() => void)[] = [];
  worker.deps.browser.after = (_, then) => void waiting.push(then);
  return { worker, waiting };
}

test('Outlook’s answer counts once its window has gone, and the server is told at once', async () => {
  const { world, worker, waiting, tell, passTime } = await startWriting();
  await tell({ type: 'pressed' });
  await worker.watcher.asked({ requestId: '41', tabId: 7, url, body: sendBody(), headers: {} });
  await worker.watcher.ended({ requestId: '41', status: 200 });
  await tell({ type: 'gone', afterPress: true });
  await worker.deps.sync.run();
  expect(world.server.task(anId(1))?.status).toBe('open');
  passTime(waiting);
  await expect.poll(() => world.server.task(anId(1))?.status).toBe('done');
});

test('a worker that ends before the window has gone for long enough: the next one waits on', async () => {
  const { world, worker, tell, passTime } = await startWriting();
  await tell({ type: 'pressed' });
  await worker.watcher.asked({ requestId: '41', tabId: 7, url, body: sendBody(), headers: {} });
  await tell({ type: 'gone', afterPress: true });
  await worker.watcher.ended({ requestId: '41', status: 200 });
  const next = waitingWorker(world);
  await takeUpWaits(next.worker.deps, followUp);
  passTime(next.waiting);
  await expect.poll(() => world.server.task(anId(1))?.status).toBe('done');
});
