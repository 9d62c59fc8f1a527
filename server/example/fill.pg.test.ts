import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import type { Me } from '../../lib/contract/account.ts';
import type { PersonContext } from '../../lib/contract/person-context.ts';
import type { Task } from '../../lib/contract/task.ts';
import { dayBounds, dueGroup } from '../../lib/core/task/group.ts';
import { renderEmail } from '../../lib/core/template/email.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { addWorkspace, firstUser } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { listCampaigns } from '../db/queries/campaigns.ts';
import { beginExampleFill, findUnfinishedFill } from '../db/queries/example-fills.ts';
import { listPeople } from '../db/queries/people.ts';
import { listTasks } from '../db/queries/tasks.ts';
import { listTemplates } from '../db/queries/template-list.ts';
import { lookUpPeople } from '../people/contexts.ts';
import { type ExampleOwner, fillExample } from './fill.ts';

const timeZone = 'Europe/Stockholm';

describeOnEachEngine('example workspace', (open) => {
  let db: Database;
  beforeAll(async () => {
    db = await open();
  });

  async function anOwner(): Promise<ExampleOwner> {
    const workspace = await addWorkspace(db, 'Fyrskepp');
    const user = { id: firstUser(workspace), name: 'Maja Ekström', email: 'maja.ekstrom@fyrskepp.example' };
    return { workspaceId: workspace.workspaceId, user, timeZone };
  }
  test('two workspaces can hold it side by side', async () => {
    const now = new Date('2026-06-03T10:00:00.000Z');
    const [one, other] = [await anOwner(), await anOwner()];
    await fillExample(db, one, now);
    await fillExample(db, other, now);
    expect((await tasksOf(other)).length).toBe((await tasksOf(one)).length);
  });

  async function tasksOf(owner: ExampleOwner): Promise<Task[]> {
    return (await listTasks(db.kysely, owner.workspaceId, owner.user.id, { limit: 1000, offset: 0 })).tasks;
  }

  // A weekday early and late, the days of a weekend, a Monday, and both clock changes.
  test.each([
    '2026-06-02T22:30:00.000Z',
    '2026-06-05T21:00:00.000Z',
    '2026-06-06T04:00:00.000Z',
    '2026-06-07T12:00:00.000Z',
    '2026-06-08T06:30:00.000Z',
    '2026-03-29T00:30:00.000Z',
    '2026-10-25T01:30:00.000Z',
  ])('at %s there is work overdue, today, tomorrow and later in the week', async (instant) => {
    const now = new Date(instant);
    const owner = await anOwner();
    await fillExample(db, owner, now);
    const bounds = dayBounds(now, timeZone);
    const open = (await tasksOf(owner)).filter((task) => task.status === 'open');
    const due = (group: string) => open.filter((task) => dueGroup(task.dueAt, bounds) === group);
    for (const group of ['overdue', 'today', 'tomorrow', 'week'] as const) {
      expect(due(group).length, group).toBeGreaterThan(1);
    }
    expect(new Set(due('today').map((task) => task.type))).toEqual(
      new Set(['email', 'call', 'inmail', 'custom']),
    );
  });

  test('who is to be called is at work when the call falls due', async () => {
    const now = new Date('2026-06-03T10:00:00.000Z');
    const owner = await anOwner();
    await fillExample(db, owner, now);
    const { people } = await listPeople(db.kysely, owner.workspaceId, { limit: 1000, offset: 0 });
    const zones = new Map(people.map((person) => [person.id, person.timeZone ?? timeZone]));
    const calls = (await tasksOf(owner)).filter((task) => task.type === 'call' && task.status === 'open');
    expect(calls.length).toBeGreaterThan(5);
    for (const { dueAt, personId } of calls) {
      const zone = zones.get(personId) ?? '';
      const hour = Number(
        new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: zone }).format(
          new Date(dueAt),
        ),
      );
      expect([zone, hour >= 8 && hour < 17]).toEqual([zone, true]);
    }
  });

  test('all steps of four campaigns, people in many time zones, done work in the past', async () => {
    const now = new Date('2026-06-03T10:00:00.000Z');
    const owner = await anOwner();
    await fillExample(db, owner, now);
    const { campaigns } = await listCampaigns(db.kysely, owner.workspaceId, { limit: 10, offset: 0 }, null);
    const types = campaigns.flatMap((campaign) =>
      campaign.days.flatMap((day) => day.steps.map((step) => step.type)),
    );
    expect(campaigns).toHaveLength(4);
    expect(new Set(types)).toEqual(new Set(['email', 'call', 'inmail', 'custom']));
    const { people } = await listPeople(db.kysely, owner.workspaceId, { limit: 1000, offset: 0 });
    expect(people).toHaveLength(40);
    expect(new Set(people.map((person) => person.timeZone)).size).toBeGreaterThan(20);
    const done = (await tasksOf(owner)).filter((task) => task.status === 'done');
    expect(done.length).toBeGreaterThan(20);
    expect(done.every((task) => Date.parse(task.closedAt ?? '') <= now.getTime())).toBe(true);
  });

  test('texts to write with, consents, replies, clicks and notes, so that every part of a person is seen', async () => {
    const now = new Date('2026-06-03T10:00:00.000Z');
    const owner = await anOwner();
    await fillExample(db, owner, now);
    const { workspaceId } = owner;
    const page = { view: 'all', sort: 'name', limit: 100, offset: 0 } as const;
    const { templates } = await listTemplates(db.kysely, workspaceId, owner.user.id, page, now);
    expect(templates).toHaveLength(11);
    expect(templates.filter((template) => template.favourite)).toHaveLength(1);
    expect(
      templates.find(({ variants }) => variants.length > 0)?.variants.map(({ language }) => language),
    ).toEqual(['sv', 'da', 'nb', 'nl']);
    expect(new Set(templates.map((template) => template.language))).toEqual(new Set(['en', 'sv']));
    expect(new Set(templates.map((template) => template.category)).size).toBeGreaterThan(3);
    expect(templates.filter((template) => template.useCount > 0)).toHaveLength(4);
    const { people } = await listPeople(db.kysely, workspaceId, { limit: 1000, offset: 0 });
    const emails = people.flatMap((person) => person.email ?? []);
    const asker = { workspaceId, userId: owner.user.id };
    const contexts: PersonContext[] = [];
    for (let start = 0; start < emails.length; start += 30) {
      const found = await lookUpPeople(db, asker, emails.slice(start, start + 30));
      expect(found.unknown).toEqual([]);
      contexts.push(...found.matches.flatMap((match) => match.people));
    }
    expect(contexts).toHaveLength(40);
    const statuses = new Set(contexts.flatMap(({ enrolments }) => enrolments.map(({ status }) => status)));
    expect(statuses).toEqual(new Set(['active', 'completed', 'replied', 'success', 'removed']));
    const kinds = new Set(contexts.flatMap(({ activities }) => activities.map(({ kind }) => kind)));
    for (const kind of ['reply.received', 'campaign.stopped', 'consent.changed', 'link.clicked'] as const)
      expect(kinds).toContain(kind);
    for (const kind of ['note.logged', 'call.logged', 'meeting.logged', 'mail.logged'] as const)
      expect(kinds).toContain(kind);
    expect(
      contexts.flatMap(({ activities }) => activities).every(({ at }) => Date.parse(at) <= now.getTime()),
    ).toBe(true);
    expect(contexts.filter(({ consent }) => consent.noMailings)).toHaveLength(1);
    const texts = templates.flatMap((template) => [template, ...template.variants]);
    const renderable = texts.flatMap(({ subject, html }) =>
      contexts.map(({ person }) =>
        renderEmail({ subject, html, alsoTo: [], cc: [], bcc: [] }, person, meOf(owner)),
      ),
    );
    expect(renderable.every((rendered) => rendered.ok && !rendered.value.html.includes('{{'))).toBe(true);
  });

  function meOf({ user, workspaceId }: ExampleOwner): Me {
    return {
      user: { ...user, timeZone, title: 'Account manager' },
      workspace: { id: workspaceId, name: 'Fyrskepp' },
      role: 'admin',
      mailboxes: [user.email],
    };
  }

  test('filled again after it was broken off, it holds nothing twice', async () => {
    const now = new Date('2026-06-03T10:00:00.000Z');
    const owner = await anOwner();
    await beginExampleFill(db.kysely, { workspaceId: owner.workspaceId, userId: owner.user.id }, now);
    await fillExample(db, owner, now);
    const once = await tasksOf(owner);
    expect(await findUnfinishedFill(db.kysely)).toBeNull();
    const tables = [
      'activities',
      'templates',
      'template_uses',
      'template_inserts',
      'template_categories',
      'template_favourites',
      'template_versions',
      'consents',
      'run_events',
      'tracked_links',
      'link_clicks',
    ];
    const counts: Record<string, number> = {};
    for (const table of tables) counts[table] = await countOf(table, owner);
    expect(Object.values(counts).every((count) => count > 0)).toBe(true);
    await fillExample(db, owner, now);
    const { people } = await listPeople(db.kysely, owner.workspaceId, { limit: 1000, offset: 0 });
    expect(people).toHaveLength(40);
    expect(await tasksOf(owner)).toEqual(once);
    for (const [table, count] of Object.entries(counts))
      expect([table, await countOf(table, owner)]).toEqual([table, count]);
  });

  const countOf = async (table: string, owner: ExampleOwner): Promise<number> => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from ${sql.table(table)} where workspace_id = ${owner.workspaceId}`.execute(
      db.kysely,
    );
    return rows[0]?.count ?? 0;
  };
});
