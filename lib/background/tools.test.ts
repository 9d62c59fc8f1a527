import { beforeEach, expect, test } from 'vitest';
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
import { aTemplate } from '../../tests/support/tasks.ts';
import type { TabMessageRequest } from '../contract/messages.ts';
import { fail, ok } from '../contract/result.ts';
import type { Criterion, Recommendation } from '../contract/template.ts';
import type { ToolWindow } from '../contract/tools.ts';

const key = anId(500);
const template = aTemplate({
  id: anId(700),
  subject: 'For {{company}}',
  html: '<p>Hi {{first_name}}</p><a href="https://a.example/x">x</a><a href="mailto:a@b.example">m</a>',
});
const source = { type: 'template', id: template.id } as const;
const email = aPerson.email ?? '';

let world: World;
let worker: Worker;
let window: ToolWindow;
let inserted: TabMessageRequest<'tools.insert'>[];
let linked: TabMessageRequest<'tools.link'>[];
let unlinked: string[];
let refuseLink: boolean;

beforeEach(async () => {
  inserted = [];
  linked = [];
  unlinked = [];
  refuseLink = false;
  window = {
    to: [email],
    others: [],
    reply: false,
    hasSubject: false,
    hasText: false,
    tracked: false,
    sessionId: null,
  };
  world = makeWorld(tab as World['tab']);
  worker = startWorker(world);
  world.server.answers = {
    'people.lookup': ({ body }) => lookedUp(body.emails as string[]),
    'links.create': ({ body }) => ({
      links: (body.urls as string[]).map((url) => ({ url, tracked: `${url}?t=1` })),
    }),
    'templates.used': () => template,
  };
  await worker.store.write(async () => {
    const { db } = worker.store;
    await db.meta.put({ key: 'me', value: aMe });
    await db.people.put(aPerson);
    await db.templates.put(template);
  });
  const hello = { missing: [], checks: [], dark: false };
  await worker.askFromTab('host.hello', { site: 'gmail', account: 'mia@nordby.example', ...hello });
});

/** The content script of the one tab. */
async function tab(_tabId: number, name: string, request: unknown): Promise<unknown> {
  if (name === 'tools.read') return ok(window);
  if (name === 'tools.track') {
    window = { ...window, tracked: (request as { tracked: boolean }).tracked };
    return ok({});
  }
  if (name === 'tools.insert') {
    inserted.push(request as TabMessageRequest<'tools.insert'>);
    return ok({ subject: 'done', body: 'done' });
  }
  if (name === 'tools.link') {
    if (refuseLink) return fail('WRONG_ACCOUNT', 'another mailbox is open');
    const asked = request as TabMessageRequest<'tools.link'>;
    linked.push(asked);
    window = { ...window, sessionId: asked.sessionId };
    const nothing = { to: 'empty', cc: 'empty', bcc: 'empty', subject: 'empty', body: 'empty' };
    const recipients = { to: [email], cc: [], bcc: [] };
    const ids = { draft: 'msg-a:r1' };
    return ok({ account: 'mia@nordby.example', ids, report: nothing, recipients, subject: '' });
  }
  if (name === 'tools.unlink') {
    unlinked.push((request as { sessionId: string }).sessionId);
    return {};
  }
  throw new Error(`the tab is not asked ${name} here`);
}

const usual = { total: 1, isUnsubscribed: false, isBlocked: false };
let address = usual;
beforeEach(() => {
  address = usual;
});
function lookedUp(emails: string[]) {
  const { total, isUnsubscribed, isBlocked } = address;
  const context = {
    person: aPerson,
    consent: { noMailings: false, purposes: isUnsubscribed ? [unsubscribed] : [] },
    enrolments: [],
    tasks: [],
    nextTask: null,
    activities: [],
  };
  const known = emails.filter((one) => one === email);
  const blocked = isBlocked ? known.map((one) => ({ email: one, domain: 'fjord.example' })) : [];
  const people = total === 1 ? [context] : [context, context];
  return {
    matches: known.map((one) => ({ email: one, people, total })),
    unknown: emails.filter((one) => one !== email),
    blocked,
  };
}

const unsubscribed = {
  purpose: 'sales',
  status: 'withdrawn',
  legalBasis: null,
  source: 'email',
  comment: null,
  at: '2026-11-18T08:00:00.000Z',
  byName: null,
} as const;

test('§14.6 who has unsubscribed is pointed out, and a text that may go to them says so and goes', async () => {
  address = { ...usual, isUnsubscribed: true };
  expect(await view()).toMatchObject({ ok: true, value: { recipients: [{ email, unsubscribed: true }] } });
  const source = { type: 'template', id: template.id } as const;
  const commercial = await worker.ask('tools.preview', { compose: key, source });
  expect(commercial).not.toHaveProperty('value.nonCommercial');
  await worker.store.write(() => worker.store.db.templates.put({ ...template, nonCommercial: true }));
  expect(await worker.ask('tools.preview', { compose: key, source })).toMatchObject({
    ok: true,
    value: { nonCommercial: true },
  });
  expect(await insert()).toMatchObject({ ok: true, value: { report: { body: 'done' } } });
});

test('§5 blocked domains: who is at one is pointed out beside the mail that is written by hand', async () => {
  address = { ...usual, isBlocked: true };
  expect(await view()).toMatchObject({ value: { recipients: [{ email, blockedDomain: 'fjord.example' }] } });
});

const view = () => worker.ask('tools.view', { compose: key });
const insert = (recipient: string | null = email) =>
  worker.ask('tools.insert', { compose: key, source, how: 'cursor', recipient });
const put = (...tasks: ReturnType<typeof aTask>[]) =>
  worker.store.write(async () => {
    for (const task of tasks) {
      const due = { due: Date.parse(task.dueAt) };
      await worker.store.db.tasks.put({
        id: task.id,
        type: task.type,
        campaignId: null,
        ...due,
        task,
        base: null,
      });
    }
  });

test.each([
  [[email], 1, [{ email, state: 'known', person: aPerson }]],
  [[email], 2, [{ email, state: 'several', person: null }]],
  [['new@x.example'], 1, [{ email: 'new@x.example', state: 'unknown', person: null }]],
  [[], 1, []],
])('of %o, of whom the server has %i, the window is told', async (to, count, recipients) => {
  address = { ...usual, total: count };
  window = { ...window, to };
  expect(await view()).toMatchObject({ ok: true, value: { recipients } });
});

test('whoever needs an address that is being asked for waits for the answer', async () => {
  await worker.store.write(() => worker.store.db.people.clear());
  let answer = () => {};
  const answered = new Promise<void>((come) => {
    answer = come;
  });
  world.server.answers['people.lookup'] = async ({ body }) => {
    await answered;
    return lookedUp(body.emails as string[]);
  };
  const first = view();
  await expect.poll(() => world.server.asked.at(-1)?.name).toBe('people.lookup');
  const second = worker.ask('tools.preview', { compose: key, source });
  setTimeout(answer, 50);
  expect(await first).toMatchObject({ ok: true, value: { recipients: [{ state: 'known' }] } });
  expect(await second).toMatchObject({ ok: true, value: { subject: 'For Fjord' } });
  expect(world.server.asked.filter(({ name }) => name === 'people.lookup')).toHaveLength(1);
});

test('without the server the local copy knows somebody, and never that nobody is', async () => {
  world.server.weather = 'away';
  window = { ...window, to: [email, 'new@x.example'] };
  expect(await view()).toMatchObject({
    ok: true,
    value: { recipients: [{ state: 'known' }, { state: 'unchecked' }] },
  });
});

test('a template is filled for the first recipient, inserted, and stands first from then on', async () => {
  expect(await insert()).toEqual(
    ok({ report: { subject: 'done', body: 'done' }, links: 'untracked', attachments: null }),
  );
  expect(inserted).toEqual([
    {
      compose: key,
      html: template.html.replace('{{first_name}}', 'Åsa'),
      subject: 'For Fjord',
      marks: [],
      how: 'cursor',
      recipient: email,
    },
  ]);
  const { templates } = await worker.ask('tools.templates', { search: '', category: null, recipient: email });
  expect(templates[0]?.lastUsedAt).not.toBeNull();
});

test('tracked links take the place of those that can be, for that person', async () => {
  await worker.ask('tools.track', { compose: key, tracked: true });
  expect(await insert()).toMatchObject({ ok: true, value: { links: 'tracked' } });
  expect(inserted[0]?.html).toContain(
    '<a href="https://a.example/x?t=1">x</a><a href="mailto:a@b.example">m</a>',
  );
  const asked = world.server.asked.filter(({ name }) => name === 'links.create');
  expect(asked).toMatchObject([
    { request: { body: { personId: aPerson.id, urls: ['https://a.example/x'] } } },
  ]);
});

test.each([
  ['away', 'away'],
  ['broken', 'refused'],
] as const)('with the server %s the text is inserted untracked, and that is said', async (weather, links) => {
  await view();
  await worker.ask('tools.track', { compose: key, tracked: true });
  world.server.weather = weather;
  expect(await insert()).toMatchObject({ ok: true, value: { links } });
  expect(inserted[0]?.html).toContain('href="https://a.example/x"');
});

test('clicks of somebody unknown would be nobody’s: untracked, and that is said', async () => {
  window = { ...window, to: ['new@x.example'], tracked: true };
  expect(await insert('new@x.example')).toMatchObject({ ok: true, value: { links: 'unknown' } });
  expect(inserted[0]?.html).toContain('Hi {{first_name}}');
});

test('the choice is the user’s own, for windows to come and after signing out', async () => {
  expect(await worker.askFromTab('tools.default', {})).toEqual({ tracked: false });
  await worker.ask('tools.track', { compose: key, tracked: true });
  expect(await worker.askFromTab('tools.default', {})).toEqual({ tracked: true });
  await worker.store.write(async () => {
    await worker.store.db.meta.put({ key: 'me', value: { ...aMe, user: { ...aMe.user, id: 'user-2' } } });
  });
  expect(await worker.askFromTab('tools.default', {})).toEqual({ tracked: false });
});

test('a tab that does not answer is an answer for the person', async () => {
  world.tab = async () => Promise.reject(new Error('gone'));
  const other = startWorker(world);
  expect(await other.ask('tools.view', { compose: key })).toMatchObject({
    ok: false,
    code: 'COMPOSE_NOT_FOUND',
  });
  expect(await other.ask('tools.open', {})).toEqual({ opened: false });
});

const tomorrow = '2026-11-24T08:00:00.000Z';
test('offered are own email tasks for that person that are due by today, and that no window writes', async () => {
  await put(
    aTask(1, { title: 'Due' }),
    aTask(2, { dueAt: tomorrow }),
    aTask(3, { type: 'call', email: null }),
    aTask(4, { personId: anId(901) }),
  );
  const offered = await view();
  expect(offered.ok && offered.value.tasks.map(({ title }) => title)).toEqual(['Due']);
  await worker.ask('tools.link', { compose: key, taskId: anId(1) });
  expect(await view()).toMatchObject({
    value: {
      tasks: [],
      linked: { task: { title: 'Due' }, session: { state: 'writing', ids: { draft: 'msg-a:r1' } } },
    },
  });
  window = { ...window, sessionId: null };
  expect(await view()).toMatchObject({ value: { tasks: [], linked: null } });
});

test('a task is linked once, to a window that is addressed to its person, in one of the user’s mailboxes', async () => {
  await put(aTask(1));
  window = { ...window, to: ['other@x.example'] };
  const link = () => worker.ask('tools.link', { compose: key, taskId: anId(1) });
  expect(await link()).toMatchObject({ ok: false, code: 'COMPOSE_CHANGED' });
  window = { ...window, to: [email] };
  refuseLink = true;
  expect(await link()).toMatchObject({ ok: false, code: 'WRONG_ACCOUNT' });
  expect(await worker.store.db.composeSessions.count()).toBe(0);
  refuseLink = false;
  expect(await link()).toEqual(ok({}));
  expect(linked).toMatchObject([{ compose: key, accounts: ['mia@nordby.example'] }]);
  expect(await link()).toMatchObject({ ok: false, code: 'TASK_BEING_WRITTEN' });
});

test('let go of, the draft completes nothing any more; on its way it cannot be let go of', async () => {
  await put(aTask(1));
  await worker.ask('tools.link', { compose: key, taskId: anId(1) });
  const [session] = await worker.store.db.composeSessions.toArray();
  const sessionId = session?.id ?? '';
  expect(await worker.ask('tools.unlink', { compose: key, sessionId })).toEqual(ok({}));
  expect(unlinked).toEqual([sessionId]);
  expect(await worker.store.db.composeSessions.count()).toBe(0);

  await worker.ask('tools.link', { compose: key, taskId: anId(1) });
  const [again] = await worker.store.db.composeSessions.toArray();
  await worker.store.write(() =>
    worker.store.db.composeSessions.update(again?.id ?? '', { state: 'sending', requestId: '1' }),
  );
  expect(await worker.ask('tools.unlink', { compose: key, sessionId: again?.id ?? '' })).toMatchObject({
    ok: false,
    code: 'SEND_UNDER_WAY',
  });
  expect(await worker.store.db.composeSessions.count()).toBe(1);
});

test('a person gets the text in their language; a use for a linked task says which', async () => {
  const swedish = { language: 'sv', subject: 'En fråga', html: '<p>Hej</p>', text: null, preheader: '' };
  await worker.store.write(async () => {
    await worker.store.db.templates.put({ ...template, variants: [swedish] });
    await worker.store.db.people.put({ ...aPerson, email, language: 'sv-FI' });
  });
  const source = { type: 'template', id: template.id } as const;
  expect(await worker.ask('tools.preview', { compose: key, source })).toMatchObject({
    value: { subject: 'En fråga', text: 'Hej' },
  });
  await put(aTask(1));
  await worker.ask('tools.link', { compose: key, taskId: anId(1) });
  const [session] = await worker.store.db.composeSessions.toArray();
  window = { ...window, sessionId: session?.id ?? null };
  await worker.ask('tools.insert', { compose: key, source, how: 'cursor', recipient: email });
  const used = () => world.server.asked.find(({ name }) => name === 'templates.used');
  await expect.poll(used).toMatchObject({ request: { body: { taskId: anId(1) } } });
});

test('the files of a template are told of with its text, and with a task whose email was copied from it', async () => {
  const files = [{ id: anId(710), name: 'prices.pdf', type: 'application/pdf', bytes: 12 }];
  await worker.store.write(() => worker.store.db.templates.put({ ...template, attachments: files }));
  const attachments = { templateId: template.id, files };
  const shown = await worker.ask('tools.preview', { compose: key, source });
  expect(shown).toMatchObject({ ok: true, value: { attachments } });
  const inserted = await worker.ask('tools.insert', {
    compose: key,
    source,
    how: 'cursor',
    recipient: email,
  });
  expect(inserted).toMatchObject({ ok: true, value: { attachments } });

  const text = aTask(1).email;
  const email1 = text && { ...text, fromTemplate: { id: template.id, version: 1 } };
  await put(aTask(1, { email: email1 }), aTask(2));
  const detail = (taskId: string) => worker.ask('tasks.get', { taskId });
  expect(await detail(anId(1))).toMatchObject({ ok: true, value: { attachments } });
  expect(await detail(anId(2))).toMatchObject({ ok: true, value: { attachments: null } });
});

test('what is recommended for the recipient stands first, before favourites; of a stranger nothing is said', async () => {
  const rule = (operator: Criterion['operator'], value: string): Recommendation => ({
    match: 'all',
    criteria: [{ field: 'company', operator, value }],
  });
  await worker.store.write(async () => {
    const { templates } = worker.store.db;
    await templates.put({ ...template, id: anId(701), name: 'Loved', favourite: true });
    await templates.put({
      ...template,
      id: anId(702),
      name: 'Fitting',
      recommendation: rule('contains', 'fjord'),
    });
    await templates.put({
      ...template,
      id: anId(703),
      name: 'Other',
      recommendation: rule('equals', 'Volvo'),
    });
  });
  const listed = async (recipient: string | null) => {
    const found = await worker.ask('tools.templates', { search: '', category: null, recipient });
    return found.templates.map(({ name, recommended }) => (recommended ? `${name}!` : name));
  };
  expect(await listed(email)).toEqual(['Fitting!', 'Loved', 'First touch', 'Other']);
  expect(await listed('new@x.example')).toEqual(['Loved', 'First touch', 'Fitting', 'Other']);
  expect(await listed(null)).toEqual(['Loved', 'First touch', 'Fitting', 'Other']);
});
