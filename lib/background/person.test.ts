import { beforeEach, expect, test, vi } from 'vitest';
import {
  aMe,
  anId,
  aPerson,
  aTask,
  makeWorld,
  startWorker,
  type Worker,
  type World,
} from '../../tests/support/background.ts';
import { fail, ok } from '../contract/errors.ts';
import type { EnrolmentContext, PersonContext } from '../contract/person-context.ts';
import type { MailThread, ThreadParticipant } from '../contract/thread.ts';
import { beginBrowserSession } from './browser-session.ts';
import { tellReplies } from './replies.ts';

const account = 'mia@nordby.example';
const ana: ThreadParticipant = { email: 'Asa@fjord.example', name: 'Åsa Ö', role: 'from', own: false };
const bo: ThreadParticipant = { email: 'bo@else.example', name: 'Bo', role: 'cc', own: false };
const self: ThreadParticipant = { email: account, name: 'me', role: 'to', own: true };

let world: World;
let worker: Worker;

beforeEach(async () => {
  world = makeWorld(async () => {
    throw new Error('no tab is asked here');
  });
  worker = startWorker(world);
  await worker.store.write(async () => {
    await worker.store.db.meta.put({ key: 'me', value: aMe });
  });
  world.server.answers = {
    'people.lookup': ({ body }) => lookedUp(body.emails as string[]),
    'people.context': () => aContext(),
  };
  const page = { missing: [], checks: [], dark: false };
  await worker.askFromTab('host.hello', { site: 'gmail', account, ...page });
});

function aContext(change: Partial<PersonContext> = {}): PersonContext {
  return {
    person: aPerson,
    consent: { noMailings: false, purposes: [] },
    enrolments: [],
    tasks: [],
    nextTask: null,
    activities: [],
    ...change,
  };
}

let known: PersonContext[] = [];
function lookedUp(emails: string[]) {
  const found = emails.filter((email) => email === aPerson.email);
  return {
    matches: known.length > 0 ? found.map((email) => ({ email, people: known, total: known.length })) : [],
    unknown: emails.filter((email) => !found.includes(email)),
  };
}
beforeEach(() => {
  known = [aContext()];
});

function aThread(
  participants: ThreadParticipant[],
  key = 't1',
  messages: MailThread['messages'] = [],
): MailThread {
  return { key, ids: { thread: key }, participants, messages };
}
const see = (thread: MailThread | null) =>
  worker.askFromTab('thread.seen', { site: 'gmail', account, thread });
const pane = (look = true, chosen: { key: string; email: string } | null = null) =>
  worker.ask('person.context', { look, chosen });
const lookups = () => world.server.asked.filter(({ name }) => name === 'people.lookup');
/** The answer once the server has had its say. */
async function settled(...given: Parameters<typeof pane>) {
  await pane(...given);
  return vi.waitFor(async () => {
    const shown = await pane(...given);
    expect(shown.lookup).not.toBe('asking');
    return shown;
  }, 20_000);
}

test('no thread, only oneself, nobody with an address, several: each is told apart', async () => {
  expect(await pane()).toMatchObject({ state: 'noThread', site: 'gmail', key: null });
  await see(aThread([self]));
  expect(await pane()).toMatchObject({ state: 'onlySelf', key: 't1' });
  await see(aThread([self, { ...ana, email: null }]));
  expect(await pane()).toMatchObject({ state: 'noAddress' });
  await see(aThread([self, ana, bo]));
  expect(await pane()).toMatchObject({ state: 'several', others: [{ name: 'Åsa Ö' }, { name: 'Bo' }] });
  await see(null);
  expect(await pane()).toMatchObject({ state: 'noThread', key: null, others: [] });
});

test('own further addresses count as oneself', async () => {
  await see(aThread([{ ...self, own: false, email: aMe.user.email }, ana]));
  expect(await pane()).toMatchObject({ state: 'person', email: ana.email });
});

test('a person is shown from the copy at once, and from the server as soon as it answers', async () => {
  world.server.putRow({ kind: 'person', id: aPerson.id, data: aPerson });
  world.server.put(aTask(1), aTask(2, { dueAt: '2026-11-22T08:00:00.000Z' }));
  await worker.deps.sync.run();
  await see(aThread([self, ana]));
  const first = await pane(false);
  expect(first).toMatchObject({ lookup: 'asking', asOf: null, cards: [{ consent: null, enrolments: null }] });
  expect(first.cards[0]?.tasks.map(({ id }) => id)).toEqual([anId(2), anId(1)]);
  expect(await settled()).toMatchObject({
    lookup: 'done',
    cards: [{ person: { firstName: 'Åsa' }, consent: { noMailings: false } }],
    total: 1,
  });
});

test('an address that nobody has is unknown, and asked for once a minute at most', async () => {
  await see(aThread([self, bo]));
  expect(await settled()).toMatchObject({
    state: 'person',
    email: bo.email,
    name: 'Bo',
    cards: [],
    lookup: 'done',
  });
  await pane();
  await pane();
  expect(lookups()).toHaveLength(1);
  world.clock.now = new Date(world.clock.now.getTime() + 61_000);
  await pane();
  await expect.poll(() => lookups()).toHaveLength(2);
});

test('of whom nobody knows nothing is kept; who was looked up is gone with the browser', async () => {
  await see(aThread([self, bo]));
  await settled();
  world.clock.now = new Date(world.clock.now.getTime() + 61_000);
  await see(aThread([self, ana], 't2'));
  await settled();
  expect(await worker.store.db.lookups.toCollection().primaryKeys()).toEqual(['asa@fjord.example']);
  await beginBrowserSession(worker.deps);
  expect(await worker.store.db.lookups.count()).toBe(0);
});

test('nobody looks, nothing is asked', async () => {
  await see(aThread([self, ana]));
  expect(await pane(false)).toMatchObject({ state: 'person', lookup: 'asking' });
  await new Promise((resolve) => setTimeout(resolve));
  expect(lookups()).toEqual([]);
});

test('R20 every site: of a thread only its addresses go to the server, of several people in one question', async () => {
  await see(aThread([self, ana, bo], 't1', [{ id: 'msg-f:1', own: false, from: 'asa@fjord.example' }]));
  await pane();
  await expect.poll(() => lookups()).toHaveLength(1);
  const names = new Set(world.server.asked.map(({ name }) => name));
  expect(lookups()[0]?.request).toEqual({ body: { emails: ['asa@fjord.example', 'bo@else.example'] } });
  expect([...names].sort()).toEqual(['people.lookup']);
});

test('what was chosen holds for its thread only', async () => {
  await see(aThread([self, ana, bo]));
  expect(await pane(false, { key: 't1', email: 'bo@else.example' })).toMatchObject({
    state: 'person',
    name: 'Bo',
  });
  await see(aThread([self, ana, bo], 't2'));
  expect(await pane(false, { key: 't1', email: 'bo@else.example' })).toMatchObject({
    state: 'several',
    key: 't2',
  });
});

test('R14 every site: an answer that comes late shows nothing of its person under the thread that is open by then', async () => {
  let answer: (value: unknown) => void = () => undefined;
  const real = world.server.call;
  const late = new Promise((resolve) => {
    answer = resolve;
  });
  Object.assign(worker.deps, {
    call: async (...given: Parameters<typeof real>) => {
      if (given[1] === 'people.lookup') await late;
      return real(...given);
    },
  });
  await see(aThread([self, ana]));
  await pane();
  await see(aThread([self, bo], 't2'));
  expect(await pane()).toMatchObject({ key: 't2', email: bo.email, cards: [] });
  answer(undefined);
  await expect.poll(() => lookups()).toHaveLength(2);
  expect(await settled()).toMatchObject({ key: 't2', email: bo.email, cards: [], lookup: 'done' });
});

test('without the server the copy stays, with the reason; later it is asked again', async () => {
  await see(aThread([self, ana]));
  await settled();
  world.server.weather = 'away';
  world.clock.now = new Date(world.clock.now.getTime() + 61_000);
  await pane();
  const old = await vi.waitFor(async () => {
    const shown = await pane();
    expect(shown.lookup).toBe('failed');
    return shown;
  }, 20_000);
  expect(old).toMatchObject({ problem: { code: 'SERVER_AWAY' }, cards: [{ person: { firstName: 'Åsa' } }] });
  expect(old.asOf).not.toBeNull();
  world.server.weather = 'fine';
  await pane();
  expect((await pane()).lookup).toBe('failed');
  await worker.ask('person.lookAgain', { email: ana.email ?? '' });
  expect((await pane()).lookup).toBe('done');
});

test('what is done to a task here is seen at once, and the server is asked anew', async () => {
  const task = aTask(1);
  world.server.putRow({ kind: 'person', id: aPerson.id, data: aPerson });
  world.server.put(task);
  known = [aContext({ tasks: [task], nextTask: task })];
  await worker.deps.sync.run();
  await see(aThread([self, ana]));
  expect((await settled()).cards[0]?.tasks).toHaveLength(1);
  await worker.ask('tasks.complete', { taskId: task.id, outcome: {} });
  expect((await pane()).cards[0]?.tasks).toEqual([]);
  await expect.poll(() => lookups().length).toBeGreaterThan(1);
});

test('a tab that is closed or left shows nobody, and neither does a browser that was started anew', async () => {
  await see(aThread([self, ana]));
  await worker.askFromTab('host.bye', {});
  expect(await pane(false)).toMatchObject({ state: 'noMailbox', key: null });
  expect(await worker.store.db.threads.count()).toBe(0);
});

test('a page on this machine that is not our server’s shows nobody', async () => {
  const stranger = { site: 'practice', account, thread: aThread([ana]) } as const;
  await worker.askFromTab('thread.seen', stranger);
  expect(await pane(false)).toMatchObject({ state: 'noThread' });
});

test('a refusal of a campaign has its reason, and nothing is asked anew for it', async () => {
  const refused = { personId: aPerson.id, code: 'CONSENT_WITHDRAWN', message: 'does not want to' };
  world.server.answers['campaigns.launch'] = () => ({ enrolled: [], refused: [refused], skipped: [] });
  const choices = [{ personId: aPerson.id, fields: { phone: { type: 'task' as const } } }];
  const launched = await worker.ask('person.launch', {
    personId: aPerson.id,
    campaignId: anId(7),
    start: { timing: { startNow: true, pastTime: 'nextDay' } },
    choices,
  });
  expect(launched).toEqual(ok({ enrolmentId: null, refused }));
  const { request } = world.server.asked.find(({ name }) => name === 'campaigns.launch') ?? {};
  expect(request).toMatchObject({ params: { id: anId(7) }, body: { choices, missingFields: 'refuse' } });
  expect(request).toMatchObject({
    body: { timeZone: 'Europe/Stockholm', timing: { startNow: true, pastTime: 'nextDay' } },
  });
});

test('the gate is the server’s word; nothing of it is kept', async () => {
  const gate = { steps: [], editable: [] };
  world.server.answers['campaigns.gate'] = () => gate;
  const question = { campaignId: anId(7), personIds: [aPerson.id] };
  expect(await worker.ask('campaigns.gate', question)).toEqual(ok(gate));
  expect(world.server.asked.at(-1)).toMatchObject({
    name: 'campaigns.gate',
    request: { params: { id: anId(7) }, body: { personIds: [aPerson.id] } },
  });
  world.server.weather = 'away';
  expect(await worker.ask('campaigns.gate', question)).toMatchObject({ code: 'SERVER_AWAY' });
});

test('without the server an action says so', async () => {
  world.server.weather = 'away';
  const request = { personId: aPerson.id, enrolmentId: anId(8), id: anId(9) };
  expect(await worker.ask('enrolment.replied', request)).toEqual(
    fail('SERVER_AWAY', 'no answer: http://127.0.0.1:8550'),
  );
});

const proof = {
  site: 'gmail',
  account,
  sentAt: '2026-11-20T09:00:00.000Z',
  to: [],
  cc: [],
  bcc: [],
  subject: '',
  ids: { message: 'msg-a:r1', thread: 'thread-a:r1' },
  evidence: 'network',
} as const;
const answered = aThread([self, ana], 'thread-a:r1', [
  { id: 'msg-a:r1', own: true, from: account },
  { id: 'msg-f:2', own: false, from: 'asa@fjord.example' },
]);

async function withSentTask(change = {}): Promise<void> {
  const outcome = { proof: { ...proof, to: [], cc: [], bcc: [] } };
  world.server.put(
    aTask(1, {
      status: 'done',
      outcome,
      enrolmentId: anId(8),
      campaignId: anId(7),
      closedAt: proof.sentAt,
      ...change,
    }),
  );
  await worker.deps.sync.run();
}
const replies = () => world.server.applied.filter(({ kind }) => kind === 'task.replied');

test('a reply that the open thread shows is told once, by ids alone', async () => {
  await withSentTask();
  await see(answered);
  await worker.deps.sync.run();
  expect(replies()).toMatchObject([
    { taskId: anId(1), ids: { message: 'msg-a:r1', thread: 'thread-a:r1', reply: 'msg-f:2' } },
  ]);
  await see(null);
  await see(answered);
  await worker.deps.sync.run();
  expect(replies()).toHaveLength(1);
});

test('a task outside campaigns, and one that is open, have nobody to be told of', async () => {
  await withSentTask({ enrolmentId: null });
  await see(answered);
  await worker.deps.sync.run();
  expect(replies()).toEqual([]);
});

/** The run that the reply has ended, as the server tells of it; as much of it as is read. */
const endedRun = () =>
  ({
    id: anId(8),
    campaignName: 'First touch',
    status: 'replied',
    lastEvent: { id: replies()[0]?.id, kind: 'replied', source: 'mailbox', at: proof.sentAt, undoable: true },
  }) as EnrolmentContext;
const notices = async () => (await worker.ask('notices.list', {})).notices;
const told = () => expect.poll(() => worker.store.db.replies.where('told').equals(1).count()).toBe(1);

test('what came of the reply is said once the server has answered, with the way back', async () => {
  await withSentTask();
  world.server.answers['people.context'] = () => aContext({ enrolments: [endedRun()] });
  await see(answered);
  await told();
  const [notice] = await notices();
  const undo = { personId: aPerson.id, enrolmentId: anId(8), undoes: replies()[0]?.id };
  expect(notice).toMatchObject({ kind: 'replied', title: 'Åsa Öberg', detail: 'ended: First touch', undo });
  await worker.ask('notices.dismiss', { id: notice?.id ?? '' });
  await tellReplies(worker.deps);
  expect(await notices()).toEqual([]);
});

test('a reply that changed nothing is not talked about', async () => {
  await withSentTask();
  await see(answered);
  await told();
  expect(await notices()).toEqual([]);
});

test('the run that a reply ended is told after the worker was stopped as well', async () => {
  await withSentTask();
  world.server.weather = 'away';
  await see(answered);
  const next = startWorker(world);
  world.server.weather = 'fine';
  world.server.answers['people.context'] = () => aContext({ enrolments: [endedRun()] });
  await next.deps.sync.run({ force: true });
  await tellReplies(next.deps);
  expect(await notices()).toMatchObject([{ kind: 'replied' }]);
});
