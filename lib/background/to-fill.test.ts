import { beforeEach, expect, test } from 'vitest';
import {
  anId,
  aPerson,
  aTask,
  makeWorld,
  startWorker,
  type Worker,
  type World,
} from '../../tests/support/background.ts';
import type { Prefill } from '../contract/compose.ts';
import type { MessageRequest } from '../contract/messages.ts';
import { ok } from '../contract/result.ts';
import { findMarks } from '../core/template/marks.ts';
import type { AskTab } from '../messaging/send.ts';

const hello: MessageRequest<'host.hello'> = {
  site: 'gmail',
  account: 'mia@nordby.example',
  missing: [],
  checks: [],
  dark: false,
};
const email = {
  subject: 'About {{fields.plan}}',
  html: '<p>{{phone}} {{! say something }}</p>',
  alsoTo: [],
  cc: [],
  bcc: [],
};

let filled: Prefill[];
let world: World;
let worker: Worker;

beforeEach(async () => {
  filled = [];
  const ask = async (_: number, name: string, request: unknown): Promise<unknown> => {
    if (name !== 'compose.fill') return {};
    const { prefill } = request as { prefill: Prefill };
    filled.push(prefill);
    const marks = findMarks(`${prefill.subject} ${prefill.html}`, prefill.marks ?? []);
    const report = { to: 'done', cc: 'empty', bcc: 'empty', subject: 'done', body: 'done' };
    const recipients = { to: ['asa@fjord.example'], cc: [], bcc: [] };
    const account = 'mia@nordby.example';
    return ok({ account, ids: { draft: 'd1' }, report, recipients, subject: prefill.subject, marks });
  };
  // The tab answers the one message that matters here.
  world = makeWorld(ask as AskTab);
  world.server.putRow({ kind: 'person', id: aPerson.id, data: aPerson });
  world.server.put(aTask(1, { email, defaults: { 'fields.plan': 'our plans' } }));
  worker = startWorker(world);
  await worker.deps.sync.run();
  await worker.askFromTab('host.hello', hello);
});

test('a task’s mail is printed with the texts of its run, in the preview and in the window alike', async () => {
  const shown = await worker.ask('tasks.get', { taskId: anId(1) });
  const printed = { subject: 'About our plans', html: '<p>{{phone}} {{! say something }}</p>' };
  expect(shown).toMatchObject({
    value: { email: { ...printed, missing: ['phone'], prompts: ['say something'] } },
  });
  await worker.ask('compose.start', { taskId: anId(1) });
  expect(filled).toMatchObject([printed]);
  expect(filled[0]).not.toHaveProperty('prompts');
});

test('what stands in the window to be replaced is known until it is not there any more', async () => {
  const started = await worker.ask('compose.start', { taskId: anId(1) });
  if (!started.ok) throw new Error(started.message);
  const { id: sessionId, marks } = started.value;
  expect(marks).toEqual(['{{phone}}', '{{! say something }}']);
  const content = { type: 'content' as const, to: ['asa@fjord.example'], cc: [], bcc: [], subject: 'x' };
  await worker.askFromTab('compose.signal', { sessionId, signal: { ...content, marks: ['{{phone}}'] } });
  const marksNow = async () => {
    const detail = await worker.ask('tasks.get', { taskId: anId(1) });
    return detail.ok ? detail.value.compose?.marks : null;
  };
  expect(await marksNow()).toEqual(['{{phone}}']);
  await worker.askFromTab('compose.signal', { sessionId, signal: { ...content, marks: [] } });
  expect(await marksNow()).toEqual([]);
});

test('a mail that takes too long to print is refused, by the worker’s own clock', async () => {
  let nowMs = 0;
  const slow = { ...email, html: '{{first_name}}'.repeat(200) };
  world.server.put(aTask(2, { email: slow }));
  await worker.deps.sync.run({ force: true });
  worker.deps.clock = () => (nowMs += 1_200);
  expect(await worker.ask('compose.start', { taskId: anId(2) })).toMatchObject({
    code: 'INVALID_INPUT',
    message: expect.stringContaining('takes longer than'),
  });
  expect(filled).toEqual([]);
});
