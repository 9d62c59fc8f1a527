import { beforeEach, expect, test } from 'vitest';
import { anId, makeWorld, startWorker, type Worker, type World } from '../../tests/support/background.ts';
import type { Asked } from '../../tests/support/fake-server.ts';
import { pngOf } from '../../tests/support/images.ts';

let world: World;
let worker: Worker;
const picture = pngOf(6, 2);
const request = { id: anId(1), data: Buffer.from(picture).toString('base64') };
const stored = {
  url: 'http://utskick.test/i/x.png',
  type: 'png',
  bytes: picture.byteLength,
  width: 6,
  height: 2,
} as const;

beforeEach(() => {
  world = makeWorld(async () => {
    throw new Error('no tab is asked here');
  });
  worker = startWorker(world);
});

test('a picture reaches the server byte by byte, and its address comes back', async () => {
  const arrived: Blob[] = [];
  world.server.answers = {
    'images.add': ({ body }: Asked) => {
      if (body.file instanceof Blob) arrived.push(body.file);
      return stored;
    },
  };
  expect(await worker.ask('images.add', request)).toEqual({ ok: true, value: stored });
  expect(new Uint8Array((await arrived[0]?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(picture);
});

test('one that is called off is stopped on its way; the next goes through', async () => {
  world.server.answers = { 'images.add': () => new Promise(() => undefined) };
  const sent = worker.ask('images.add', request);
  await expect.poll(() => world.server.asked.length).toBe(1);
  expect(await worker.ask('images.cancel', { id: anId(2) })).toEqual({});
  expect(await worker.ask('images.cancel', { id: request.id })).toEqual({});
  expect(await sent).toMatchObject({ ok: false, code: 'SERVER_AWAY' });
  world.server.answers = { 'images.add': () => stored };
  expect(await worker.ask('images.add', request)).toMatchObject({ ok: true });
});

test('a server that is away is told as such', async () => {
  world.server.weather = 'away';
  expect(await worker.ask('images.add', request)).toMatchObject({ ok: false, code: 'SERVER_AWAY' });
});
