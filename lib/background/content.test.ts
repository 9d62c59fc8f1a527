import { beforeEach, expect, test } from 'vitest';
import { anId, makeWorld, startWorker, type Worker, type World } from '../../tests/support/background.ts';
import type { Asked } from '../../tests/support/fake-server.ts';
import { aContentItem } from '../../tests/support/library.ts';

let world: World;
let worker: Worker;
const stored = aContentItem();
const request = { id: stored.id, name: stored.name, data: btoa('%PDF-1.7') };

beforeEach(() => {
  world = makeWorld(async () => {
    throw new Error('no tab is asked here');
  });
  worker = startWorker(world);
});

test('a file reaches the server byte by byte under its name and id, and comes back with its address', async () => {
  const arrived: Blob[] = [];
  world.server.answers = {
    'content.add': ({ body }: Asked) => {
      if (body.file instanceof Blob) arrived.push(body.file);
      return stored;
    },
  };
  expect(await worker.ask('content.add', request)).toEqual({ ok: true, value: stored });
  expect(await arrived[0]?.text()).toBe('%PDF-1.7');
  expect(world.server.asked.at(-1)).toMatchObject({ name: 'content.add' });
});

test('one that is called off is stopped on its way; the next goes through', async () => {
  world.server.answers = { 'content.add': () => new Promise(() => undefined) };
  const sent = worker.ask('content.add', request);
  await expect.poll(() => world.server.asked.length).toBe(1);
  expect(await worker.ask('content.cancel', { id: anId(2) })).toEqual({});
  expect(await worker.ask('content.cancel', { id: request.id })).toEqual({});
  expect(await sent).toMatchObject({ ok: false, code: 'SERVER_AWAY' });
  world.server.answers = { 'content.add': () => stored };
  expect(await worker.ask('content.add', request)).toMatchObject({ ok: true });
});
