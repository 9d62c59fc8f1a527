import { beforeEach, expect, test } from 'vitest';
import { anId, makeWorld, startWorker, type Worker, type World } from '../../tests/support/background.ts';
import { aTemplate } from '../../tests/support/tasks.ts';

let world: World;
let worker: Worker;
const template = aTemplate({ id: anId(1) });
const params = { id: template.id };

beforeEach(() => {
  world = makeWorld(async () => {
    throw new Error('no tab is asked here');
  });
  worker = startWorker(world);
  world.server.answers = { 'templates.get': () => template, 'templates.favourite': () => template };
});
const pulls = () => world.server.asked.filter(({ name }) => name === 'sync.pull').length;

test('what is only read is answered as the server answers', async () => {
  const asked = await worker.ask('library.ask', { name: 'templates.get', request: { params } });
  expect(asked).toEqual({ ok: true, value: template });
  expect(world.server.asked).toEqual([{ name: 'templates.get', request: { params } }]);
});

test('what changes something is followed by a synchronisation, so that mails have it at once', async () => {
  const request = { params, body: { favourite: true } };
  await worker.ask('library.ask', { name: 'templates.favourite', request });
  await expect.poll(pulls).toBe(1);
});

test('a server that is away is told as such', async () => {
  world.server.weather = 'away';
  const asked = await worker.ask('library.ask', { name: 'templates.get', request: { params } });
  expect(asked).toMatchObject({ ok: false, code: 'SERVER_AWAY' });
});

test('no other endpoint can be asked in this way', async () => {
  // Only what is in the table passes; the type would not let it be written.
  const strange = { name: 'tokens.revoke' as 'templates.get', request: { params } };
  await expect(worker.ask('library.ask', strange)).rejects.toThrow('name');
});

const file = { id: anId(2), name: 'Priser – 2027.pdf', type: 'application/pdf' };
const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7) % 256);
const data = Buffer.from(bytes).toString('base64');

test('an attachment reaches the server byte by byte, and comes back as it was', async () => {
  const sent = await worker.ask('library.attach', { ...file, templateId: template.id, data });
  expect(sent).toEqual({ ok: true, value: { ...file, bytes: bytes.length } });
  const arrived = world.server.files.get(file.id);
  expect(new Uint8Array((await arrived?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(bytes);
  await expect.poll(pulls).toBe(1);
  const read = await worker.ask('library.attachment', { templateId: template.id, id: file.id });
  expect(read).toEqual({ ok: true, value: { data } });
});

test('an attachment that is gone, and a server that is away, are told apart', async () => {
  const gone = await worker.ask('library.attachment', { templateId: template.id, id: file.id });
  expect(gone).toMatchObject({ ok: false, code: 'NOT_FOUND' });
  world.server.weather = 'away';
  const away = await worker.ask('library.attach', { ...file, templateId: template.id, data });
  expect(away).toMatchObject({ ok: false, code: 'SERVER_AWAY' });
});
