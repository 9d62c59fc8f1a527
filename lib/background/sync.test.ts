import { expect, test } from 'vitest';
import { anId, aPerson, aTask, makeWorld, startWorker } from '../../tests/support/background.ts';
import { aTemplate, idOf } from '../../tests/support/tasks.ts';
import type { AskTab } from '../messaging/send.ts';
import { act } from '../store/outbox.ts';
import { listTemplates } from '../store/templates.ts';
import { pullAll } from '../sync/pull.ts';

const noTab: AskTab = async () => {
  throw new Error('no tab');
};
const everything = { filter: {}, offset: 0, limit: 100 };

async function aWorld(tasks = 3) {
  const world = makeWorld(noTab);
  world.server.putRow({ kind: 'person', id: aPerson.id, data: aPerson });
  for (let number = 1; number <= tasks; number += 1)
    world.server.put(aTask(number, { type: 'custom', email: null }));
  const worker = startWorker(world);
  await worker.deps.sync.run();
  return { world, worker };
}

test('the first synchronisation brings the tasks', async () => {
  const { worker } = await aWorld();
  const list = await worker.ask('tasks.list', everything);
  expect(list.rows.map((row) => [row.id, row.group])).toEqual(
    [1, 2, 3].map((number) => [anId(number), 'today']),
  );
  expect(await worker.ask('session.get', {})).toMatchObject({
    paired: true,
    sync: { state: 'fresh', waiting: 0, firstSyncRows: null },
  });
});

test('a task is done here at once, and on the server once', async () => {
  const { world, worker } = await aWorld();
  const done = await worker.ask('tasks.complete', { taskId: anId(1), outcome: { note: 'called' } });
  expect(done.ok).toBe(true);
  expect((await worker.ask('tasks.list', everything)).total).toBe(2);
  await worker.deps.sync.run();
  await worker.deps.sync.run();
  expect(world.server.task(anId(1))).toMatchObject({ status: 'done', outcome: { note: 'called' } });
  expect(world.server.applied).toHaveLength(1);
});

test('twenty actions offline, over two lives of the worker, are replayed once each and in order', async () => {
  const { world, worker } = await aWorld(20);
  world.server.weather = 'away';
  world.online = false;
  for (let number = 1; number <= 10; number += 1)
    await worker.ask('tasks.complete', { taskId: anId(number), outcome: {} });
  const second = startWorker(world);
  for (let number = 11; number <= 20; number += 1) await second.ask('tasks.skip', { taskId: anId(number) });
  await second.deps.sync.run({ force: true });
  expect(await second.ask('session.get', {})).toMatchObject({ sync: { state: 'offline', waiting: 20 } });
  world.server.weather = 'lost';
  await second.deps.sync.run({ force: true });
  world.server.weather = 'fine';
  await startWorker(world).deps.sync.run({ force: true });
  expect(world.server.applied.map((action) => action.taskId)).toEqual(
    Array.from({ length: 20 }, (_, index) => anId(index + 1)),
  );
  expect(await second.ask('session.get', {})).toMatchObject({ sync: { state: 'fresh', waiting: 0 } });
});

test('another device was first: its outcome stands, and the person is told', async () => {
  const { world, worker } = await aWorld();
  world.server.weather = 'away';
  await worker.ask('tasks.complete', { taskId: anId(1), outcome: {} });
  world.server.act({
    kind: 'task.skip',
    id: anId(50),
    taskId: anId(1),
    actedAt: '2026-11-23T08:32:00.000Z',
    baseVersion: 1,
  });
  world.server.weather = 'fine';
  await worker.deps.sync.run({ force: true });
  expect(await worker.ask('tasks.get', { taskId: anId(1) })).toMatchObject({
    ok: true,
    value: { task: { status: 'skipped' } },
  });
  const { notices } = await worker.ask('notices.list', {});
  expect(notices).toMatchObject([
    { kind: 'conflict', title: 'Task 1', detail: 'closed elsewhere at 2026-11-23T08:32:00.000Z' },
  ]);
});

test('an action the server cannot read is put aside with a notice; the others arrive', async () => {
  const { world, worker } = await aWorld(5);
  world.server.weather = 'away';
  for (const number of [1, 2, 3, 4])
    await worker.ask('tasks.complete', {
      taskId: anId(number),
      outcome: { note: number === 2 ? 'poison' : 'x' },
    });
  world.server.weather = 'fine';
  await worker.deps.sync.run({ force: true });
  expect(world.server.applied.map((action) => action.taskId)).toEqual([anId(1), anId(3), anId(4)]);
  expect((await worker.ask('notices.list', {})).notices).toMatchObject([
    { kind: 'refused', taskId: anId(2) },
  ]);
  expect(await worker.ask('tasks.get', { taskId: anId(2) })).toMatchObject({
    ok: true,
    value: { task: { status: 'open' } },
  });
});

test('undo of what was never pushed leaves no trace; of what was pushed, it is an action', async () => {
  const { world, worker } = await aWorld();
  await worker.deps.sync.run();
  world.server.weather = 'away';
  const first = await worker.store.db.outbox.count();
  expect(first).toBe(0);
  // Not pushed: the back-off has not been reached yet.
  await worker.deps.sync.run({ force: true });
  const done = await worker.ask('tasks.complete', { taskId: anId(1), outcome: {} });
  if (!done.ok) throw new Error(done.message);
  await worker.ask('tasks.undo', { actionId: done.value.actionId });
  expect(await worker.store.db.outbox.count()).toBe(0);
  expect((await worker.ask('tasks.list', everything)).total).toBe(3);
  world.server.weather = 'fine';
  await worker.deps.sync.run({ force: true });
  const again = await worker.ask('tasks.complete', { taskId: anId(1), outcome: {} });
  if (!again.ok) throw new Error(again.message);
  await worker.deps.sync.run();
  await worker.ask('tasks.undo', { actionId: again.value.actionId });
  await worker.deps.sync.run();
  expect(world.server.applied.map((action) => action.kind)).toEqual(['task.complete', 'task.reopen']);
  expect(world.server.task(anId(1))?.status).toBe('open');
});

test('a snooze is taken back to the moment it came from, also after the push', async () => {
  const { world, worker } = await aWorld();
  const snoozed = await worker.ask('tasks.snooze', { taskId: anId(1), until: '2026-11-25T08:00:00.000Z' });
  if (!snoozed.ok) throw new Error(snoozed.message);
  await worker.deps.sync.run();
  expect(world.server.task(anId(1))?.dueAt).toBe('2026-11-25T08:00:00.000Z');
  await worker.ask('tasks.undo', { actionId: snoozed.value.actionId });
  await worker.deps.sync.run();
  expect(world.server.task(anId(1))?.dueAt).toBe('2026-11-23T08:00:00.000Z');
});

test('the undo of an action that came to nothing is not a second notice', async () => {
  const { world, worker } = await aWorld();
  world.server.weather = 'lost';
  const done = await worker.ask('tasks.complete', { taskId: anId(1), outcome: {} });
  if (!done.ok) throw new Error(done.message);
  world.server.weather = 'away';
  await worker.deps.sync.run({ force: true });
  world.server.act({
    kind: 'task.skip',
    id: anId(50),
    taskId: anId(1),
    actedAt: '2026-11-23T08:32:00.000Z',
    baseVersion: 1,
  });
  await worker.ask('tasks.undo', { actionId: done.value.actionId });
  world.server.weather = 'fine';
  await worker.deps.sync.run({ force: true });
  expect((await worker.ask('notices.list', {})).notices.length).toBeLessThanOrEqual(1);
  expect((await worker.ask('session.get', {})).sync.waiting).toBe(0);
});

test('resync forgets the copy and keeps the outbox', async () => {
  const { world, worker } = await aWorld();
  world.server.weather = 'away';
  await worker.ask('tasks.complete', { taskId: anId(1), outcome: {} });
  world.server.remove(anId(3));
  world.server.generation = 2;
  world.server.weather = 'fine';
  await worker.deps.sync.run({ force: true });
  expect(world.server.task(anId(1))?.status).toBe('done');
  expect((await worker.ask('tasks.list', everything)).rows.map((row) => row.id)).toEqual([anId(2)]);
});

test('templates come with the others, go when they are archived, and start afresh with the rest', async () => {
  const { world, worker } = await aWorld();
  const [one, two] = [aTemplate(), aTemplate({ id: idOf('template', 2), name: 'Second' })];
  for (const data of [one, two]) world.server.putRow({ kind: 'template', id: data.id, data });
  const names = async () =>
    (await listTemplates(worker.store.db, { search: '', category: null, language: null })).templates.map(
      (template) => template.name,
    );
  await worker.deps.sync.run({ force: true });
  expect(await names()).toEqual(['First touch', 'Second']);
  world.server.putRow({ kind: 'template', id: one.id, data: null });
  await worker.deps.sync.run({ force: true });
  expect(await names()).toEqual(['Second']);
  await worker.store.write(() =>
    worker.store.db.templates.put(aTemplate({ id: anId(99), name: 'Left over' })),
  );
  world.server.generation = 2;
  await worker.deps.sync.run({ force: true });
  expect(await names()).toEqual(['Second']);
});

test('a reply that was seen is told once; what comes of it is nobody’s notice, and nobody’s undo', async () => {
  const { world, worker } = await aWorld();
  const { store } = worker;
  await worker.ask('tasks.complete', { taskId: anId(1), outcome: {} });
  const seen = (id: string, taskId: string) =>
    store.write(() =>
      act(store.db, {
        kind: 'task.replied',
        id,
        taskId,
        actedAt: '2026-11-23T09:00:00.000Z',
        ids: { reply: 'msg-2' },
      }),
    );
  expect(await seen(anId(60), anId(1))).toMatchObject({ ok: true, value: { status: 'done' } });
  // Not done here, so nothing is told at all.
  expect(await seen(anId(61), anId(2))).toMatchObject({ ok: false, code: 'TASK_NOT_CLOSED' });
  await worker.deps.sync.run({ force: true });
  expect(world.server.applied.map((action) => action.kind)).toEqual(['task.complete', 'task.replied']);
  expect(await worker.ask('tasks.undo', { actionId: anId(60) })).toMatchObject({ ok: false });
  world.server.remove(anId(1));
  await seen(anId(62), anId(1));
  await worker.deps.sync.run({ force: true });
  expect((await worker.ask('notices.list', {})).notices).toEqual([]);
  expect((await worker.ask('session.get', {})).sync.waiting).toBe(0);
});

test('a pulled row never hides what still waits', async () => {
  const { world, worker } = await aWorld();
  world.server.weather = 'away';
  await worker.ask('tasks.complete', { taskId: anId(1), outcome: {} });
  world.server.put(aTask(1, { type: 'custom', email: null, title: 'Renamed', version: 2 }));
  world.server.weather = 'fine';
  await pullAll({
    store: worker.store,
    call: world.server.call,
    server: { url: 'http://127.0.0.1:8550', token: 't' },
  });
  expect(await worker.ask('tasks.get', { taskId: anId(1) })).toMatchObject({
    ok: true,
    value: { task: { title: 'Renamed', status: 'done' } },
  });
});

test('a revoked token stops everything until the device is paired again, and the outbox waits', async () => {
  const { world, worker } = await aWorld();
  world.server.weather = 'revoked';
  await worker.ask('tasks.complete', { taskId: anId(1), outcome: {} });
  await worker.deps.sync.run({ force: true });
  world.server.weather = 'fine';
  await worker.deps.sync.run({ force: true });
  expect(await worker.ask('session.get', {})).toMatchObject({ sync: { state: 'signedOut', waiting: 1 } });
  expect(world.server.applied).toHaveLength(0);
});

test('failures back off, and an alarm is set for the next try', async () => {
  const { world, worker } = await aWorld();
  world.server.weather = 'broken';
  const pushes = world.server.pushes;
  await worker.ask('tasks.complete', { taskId: anId(1), outcome: {} });
  await worker.deps.sync.run();
  await worker.deps.sync.run();
  expect(await worker.ask('session.get', {})).toMatchObject({ sync: { state: 'failed', waiting: 1 } });
  expect(world.server.pushes).toBe(pushes);
  expect(world.alarms.length).toBeGreaterThan(0);
});
