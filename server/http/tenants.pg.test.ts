import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import type { EndpointName, ParsedRequestOf } from '../../lib/contract/api.ts';
import { api } from '../../lib/contract/api.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { act, addCampaign, addPerson, launch, newStep, openTask } from '../../tests/support/domain.ts';
import { addWorkspace, firstUser } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { campaignHandlers } from './campaigns.ts';
import type { CallContext } from './handlers.ts';
import { peopleHandlers } from './people.ts';
import { syncHandlers } from './sync.ts';
import { taskHandlers } from './tasks.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const handlers = { ...peopleHandlers, ...campaignHandlers, ...taskHandlers, ...syncHandlers };
type Name = keyof typeof handlers;
type Requests = { [N in Name]: ParsedRequestOf<N> };

describeOnEachEngine('workspaces', (open) => {
  let db: Database;
  let secrets: string[];
  let stranger: CallContext;
  let requests: Requests;
  let before: string;

  const contextOf = (workspaceId: string, userId: string): CallContext => ({
    db,
    workspaceId,
    userId,
    role: 'admin',
    tokenId: null,
    now,
  });
  /** The handler and its request belong together by name, which the compiler cannot follow through a loop. */
  const call = (name: Name, context: CallContext) =>
    (handlers[name] as (c: CallContext, r: unknown) => Promise<unknown>)(context, requests[name]);
  const contents = async (workspaceId: string) => {
    const tables = [
      'people',
      'campaigns',
      'enrolments',
      'tasks',
      'activities',
      'changes',
      'sync_actions',
    ] as const;
    const rows = tables.map((table) =>
      db.kysely.selectFrom(table).selectAll().where('workspace_id', '=', workspaceId).orderBy('id').execute(),
    );
    return JSON.stringify(await Promise.all(rows));
  };

  beforeAll(async () => {
    db = await open();
    const [ours, theirs] = [await addWorkspace(db, 'Ours'), await addWorkspace(db, 'Theirs')];
    const owner = { workspaceId: ours.workspaceId, userId: firstUser(ours) };
    const person = await addPerson(db, ours.workspaceId, now, 'Secret');
    const campaign = await addCampaign(db, ours.workspaceId, now);
    await launch(db, owner, campaign, [person], now);
    const task = await openTask(db, owner);
    // What a stranger's own ids must not be able to join to.
    const own = await addPerson(db, theirs.workspaceId, now, 'Own');
    secrets = [ours.workspaceId, owner.userId, 'Secret', 'Spring', 'Call 1', 'Alva', task.enrolmentId ?? ''];
    stranger = contextOf(theirs.workspaceId, firstUser(theirs));
    const page = { limit: 1000, offset: 0 };
    const email = { subject: 'S', html: '', alsoTo: [], cc: [], bcc: [] };
    requests = {
      'people.list': { query: { ...page, search: 'secret' } },
      'people.get': { params: { id: person.id } },
      'people.create': { body: { firstName: 'New' } },
      'people.update': { params: { id: person.id }, body: { firstName: 'Taken' } },
      'campaigns.list': { query: page },
      'campaigns.get': { params: { id: campaign.id } },
      'campaigns.create': {
        body: {
          name: 'New',
          category: '',
          settings: { skipWeekends: true },
          days: [{ number: 1, steps: [newStep({ type: 'call', id: task.stepId ?? randomUUID() })] }],
        },
      },
      'campaigns.launch': {
        params: { id: campaign.id },
        body: { personIds: [own.id, person.id], startAt: now.toISOString(), timeZone: 'UTC' },
      },
      'campaigns.enrolments': { params: { id: campaign.id }, query: page },
      'tasks.list': { query: page },
      'tasks.get': { params: { id: task.id } },
      'tasks.create': {
        body: {
          type: 'email',
          title: 'T',
          priority: 'normal',
          dueAt: now.toISOString(),
          details: '',
          email,
          personId: person.id,
        },
      },
      'sync.pull': { query: { limit: 1000 } },
      'sync.push': { body: { actions: [act('task.complete', task, now.toISOString(), { outcome: {} })] } },
    };
    before = await contents(ours.workspaceId);
  });

  test('every endpoint of the domain is tried', () => {
    const elsewhere = /^(health|pairing|me|tokens)\./;
    const domain = (Object.keys(api) as EndpointName[]).filter((name) => !elsewhere.test(name));
    expect(Object.keys(handlers).sort()).toEqual(domain.sort());
  });

  test('another workspace’s ids are unknown, and no answer says anything about it', async () => {
    const unknown: Name[] = [
      'people.get',
      'people.update',
      'campaigns.get',
      'campaigns.launch',
      'campaigns.enrolments',
      'tasks.get',
      'tasks.create',
    ];
    for (const name of Object.keys(requests) as Name[]) {
      const answer = await call(name, stranger);
      if (unknown.includes(name))
        expect([name, answer]).toMatchObject([name, { ok: false, code: 'NOT_FOUND' }]);
      for (const secret of secrets)
        expect(JSON.stringify(answer), `${name} tells ${secret}`).not.toContain(secret);
    }
  });

  test('lists of the stranger hold the stranger’s own rows only, with and without a search', async () => {
    expect(await call('people.list', stranger)).toMatchObject({ value: { people: [], total: 0 } });
    const all = await peopleHandlers['people.list'](stranger, { query: { limit: 10, offset: 0 } });
    expect(all.ok && all.value.people.map((person) => person.firstName).sort()).toEqual(['New', 'Own']);
    expect(await call('tasks.list', stranger)).toMatchObject({ value: { tasks: [], total: 0 } });
    expect(await call('sync.pull', stranger)).toMatchObject({ value: { rows: [] } });
    expect(await call('sync.push', stranger)).toMatchObject({
      value: { answers: [{ result: 'refused', code: 'NOT_FOUND', task: null }] },
    });
  });

  test('an own campaign cannot enrol another workspace’s person', async () => {
    const created = await call('campaigns.list', stranger);
    const { campaigns } = (created as { value: { campaigns: { id: string }[] } }).value;
    const answer = await campaignHandlers['campaigns.launch'](stranger, {
      params: { id: campaigns[0]?.id ?? '' },
      body: requests['campaigns.launch'].body,
    });
    expect(answer).toMatchObject({ ok: true, value: { enrolled: [{}], refused: [{ code: 'NOT_FOUND' }] } });
  });

  test('nothing of all that has changed the other workspace', async () => {
    const ours = secrets[0] ?? '';
    expect(await contents(ours)).toBe(before);
  });
});
