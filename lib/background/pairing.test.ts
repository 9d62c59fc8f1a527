import { expect, test } from 'vitest';
import { aMe, anId, aPerson, aTask, makeWorld, startWorker } from '../../tests/support/background.ts';
import { FakeServer } from '../../tests/support/fake-server.ts';
import type { AskTab } from '../messaging/send.ts';

const noTab: AskTab = async () => {
  throw new Error('no tab');
};
const link = { server: 'http://127.0.0.1:8550', linkCode: 'once' };

async function anUnpairedWorld() {
  const world = makeWorld(noTab);
  await world.keys.setPairing(null);
  world.server.putRow({ kind: 'person', id: aPerson.id, data: aPerson });
  world.server.put(aTask(1));
  return { world, worker: startWorker(world) };
}

test('not paired: nothing is asked of any server, and the page is told', async () => {
  const { world, worker } = await anUnpairedWorld();
  await worker.deps.sync.run({ force: true });
  expect(await worker.ask('session.get', {})).toMatchObject({ paired: false, me: null, server: null });
  expect(await worker.ask('compose.start', { taskId: anId(1) })).toMatchObject({
    ok: false,
    code: 'NOT_PAIRED',
  });
  expect(world.server.pushes).toBe(0);
});

test('a link pairs, and the tasks come', async () => {
  const { worker } = await anUnpairedWorld();
  expect(await worker.ask('pairing.redeem', link)).toEqual({ ok: true, value: aMe });
  await worker.deps.sync.run();
  expect(await worker.ask('session.get', {})).toMatchObject({
    paired: true,
    server: link.server,
    me: aMe,
    sync: { state: 'fresh' },
  });
  expect((await worker.ask('tasks.list', { filter: {}, offset: 0, limit: 9 })).total).toBe(1);
});

test('no answer is told apart from a stranger', async () => {
  const { world, worker } = await anUnpairedWorld();
  world.server.weather = 'away';
  const away = await worker.ask('pairing.begin', { server: 'crm.example' });
  expect(away).toMatchObject({ ok: false, code: 'SERVER_AWAY', message: 'no answer: https://crm.example' });
  expect(await worker.ask('pairing.begin', { server: 'http://crm.example' })).toMatchObject({
    code: 'INVALID_INPUT',
  });
});

test('the same person pairs again after their token was revoked: what waited is sent', async () => {
  const { world, worker } = await anUnpairedWorld();
  await worker.ask('pairing.redeem', link);
  await worker.deps.sync.run();
  world.server.weather = 'revoked';
  await worker.ask('tasks.complete', { taskId: anId(1), outcome: {} });
  await worker.deps.sync.run({ force: true });
  expect(await worker.ask('session.get', {})).toMatchObject({ sync: { state: 'signedOut', waiting: 1 } });
  world.server.weather = 'fine';
  await worker.ask('pairing.redeem', link);
  await worker.deps.sync.run();
  expect(world.server.task(anId(1))?.status).toBe('done');
});

test('another person never sends what the one before them left waiting, nor sees it', async () => {
  const { world, worker } = await anUnpairedWorld();
  await worker.ask('pairing.redeem', link);
  await worker.deps.sync.run();
  world.server.weather = 'away';
  await worker.ask('tasks.complete', { taskId: anId(1), outcome: {} });
  await worker.deps.sync.run({ force: true });
  world.server = new FakeServer({ ...aMe, user: { ...aMe.user, id: 'user-2', email: 'ola@nordby.example' } });
  await worker.ask('pairing.redeem', link);
  await worker.deps.sync.run({ force: true });
  expect(world.server.pushes).toBe(0);
  expect(await worker.store.db.tasks.count()).toBe(0);
});
