import { beforeAll, expect, test } from 'vitest';
import { api, type EndpointName } from '../../lib/contract/api.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { newStep } from '../../tests/support/domain.ts';
import { type DomainName, domainHandlers } from '../../tests/support/domain-handlers.ts';
import { addNeighbours, type Neighbours } from '../../tests/support/neighbours.ts';
import type { Database } from '../db/open.ts';

const now = new Date('2026-06-04T06:00:00.000Z');

describeOnEachEngine('workspaces', (open) => {
  let db: Database;
  let neighbours: Neighbours;
  let before: string;

  /** The handler and its request belong together by name, which the compiler cannot follow through a loop. */
  const call = (name: DomainName) =>
    (domainHandlers[name] as (context: object, request: unknown) => Promise<unknown>)(
      neighbours.stranger,
      neighbours.requests[name],
    );
  const contents = async () => {
    const { workspaceId } = neighbours;
    const tables = [
      'people',
      'campaigns',
      'enrolments',
      'tasks',
      'activities',
      'changes',
      'sync_actions',
      'run_events',
      'templates',
      'template_categories',
      'template_attachments',
      'template_inserts',
      'teams',
      'imports',
    ] as const;
    const unnumbered = [
      'consents',
      'days_off',
      'template_uses',
      'template_favourites',
      'template_versions',
      'campaign_versions',
      'tracked_links',
      'link_clicks',
      'images',
      'content_items',
      'sends',
      'channels',
      'dkim_keys',
      'mail_marks',
      'mail_searches',
      'mail_layouts',
      'task_changes',
      'team_members',
      'import_parts',
      'import_batches',
      'import_rows',
      'import_mappings',
      'registered_links',
    ] as const;
    const rows = tables.map((table) =>
      db.kysely.selectFrom(table).selectAll().where('workspace_id', '=', workspaceId).orderBy('id').execute(),
    );
    const others = unnumbered.map((table) =>
      db.kysely.selectFrom(table).selectAll().where('workspace_id', '=', workspaceId).execute(),
    );
    return JSON.stringify(await Promise.all([...rows, ...others]));
  };

  beforeAll(async () => {
    db = await open();
    neighbours = await addNeighbours(db, now);
    before = await contents();
  });

  test('every endpoint of the domain is tried', () => {
    const elsewhere = /^(health|pairing|me|tokens)\./;
    const domain = (Object.keys(api) as EndpointName[]).filter((name) => !elsewhere.test(name));
    expect(Object.keys(domainHandlers).sort()).toEqual(domain.sort());
  });

  test('another workspace’s ids are unknown, and no answer says anything about it', async () => {
    const unknown: DomainName[] = [
      'people.get',
      'people.update',
      'campaigns.get',
      'campaigns.update',
      'campaigns.impact',
      'campaigns.copy',
      'campaigns.archive',
      'campaigns.deletion',
      'campaigns.delete',
      'campaigns.versions',
      'campaigns.restore',
      'campaigns.gate',
      'campaigns.plan',
      'campaigns.launch',
      'campaigns.enrolments',
      'rehearsals.start',
      'rehearsals.get',
      'rehearsals.stop',
      'tasks.get',
      'mails.do',
      'channels.test',
      'channels.remove',
      'channels.restore',
      'dkim.set',
      'dkim.sign',
      'dkim.check',
      'dkim.remove',
      'tasks.release',
      'tasks.create',
      'people.context',
      'people.log',
      'people.setConsent',
      'people.setNoMailings',
      'people.consentProof',
      'people.merge',
      'people.setFormer',
      'mailings.bounces',
      'blockedAddresses.correct',
      'enrolments.plan',
      'enrolments.replied',
      'enrolments.stop',
      'enrolments.undo',
      'links.create',
      'templates.recommended',
      'templates.export',
      'templates.get',
      'templates.preview',
      'templates.update',
      'templates.move',
      'templates.archive',
      'templates.deletion',
      'templates.delete',
      'templates.duplicate',
      'templates.favourite',
      'templates.used',
      'templates.versions',
      'templates.version',
      'templates.diff',
      'templates.restore',
      'templates.copies',
      'templates.updateCopies',
      'templates.attach',
      'templates.attachment',
      'templates.detach',
      'content.share',
      'content.uses',
      'content.delete',
      'content.restore',
      'content.track',
      'content.attach',
      'templateCategories.rename',
      'templateCategories.merge',
      'templateCategories.delete',
    ];
    for (const name of Object.keys(neighbours.requests) as DomainName[]) {
      const answer = await call(name);
      if (unknown.includes(name))
        expect([name, answer]).toMatchObject([name, { ok: false, code: 'NOT_FOUND' }]);
      for (const secret of neighbours.secrets)
        expect(JSON.stringify(answer), `${name} tells ${secret}`).not.toContain(secret);
    }
  });

  test('lists of the stranger hold the stranger’s own rows only, with and without a search', async () => {
    expect(await call('people.list')).toMatchObject({ value: { people: [], total: 0 } });
    const all = await domainHandlers['people.list'](neighbours.stranger, { query: { limit: 10, offset: 0 } });
    expect(all.ok && all.value.people.map((person) => person.firstName).sort()).toEqual(['New', 'Own']);
    expect(await call('tasks.list')).toMatchObject({ value: { tasks: [], total: 0 } });
    expect(await call('sync.pull')).toMatchObject({
      value: { rows: [{ kind: 'template', data: { name: 'Mine', ownerName: 'Bo' } }] },
    });
    expect(await call('sync.push')).toMatchObject({
      value: { answers: [{ result: 'refused', code: 'NOT_FOUND', task: null }] },
    });
  });

  test('names of custom fields are those of the workspace', async () => {
    expect(await call('people.fields')).toMatchObject({ ok: true, value: { fields: [] } });
    const { stranger, workspaceId } = neighbours;
    const inside = await domainHandlers['people.fields']({ ...stranger, workspaceId }, {});
    expect(inside).toMatchObject({ ok: true, value: { fields: ['Hidden plan'] } });
  });

  test('an own campaign cannot enrol another workspace’s person', async () => {
    const created = await call('campaigns.list');
    const { campaigns } = (created as { value: { campaigns: { id: string }[] } }).value;
    const answer = await domainHandlers['campaigns.launch'](neighbours.stranger, {
      params: { id: campaigns[0]?.id ?? '' },
      body: neighbours.requests['campaigns.launch'].body,
    });
    expect(answer).toMatchObject({ ok: true, value: { enrolled: [{}], refused: [{ code: 'NOT_FOUND' }] } });
  });

  test('an own campaign says nothing of what another workspace’s person lacks', async () => {
    const { stranger, requests } = neighbours;
    const step = newStep({
      type: 'email',
      email: { subject: '{{phone}}', html: '', alsoTo: [], cc: [], bcc: [] },
    });
    const created = await domainHandlers['campaigns.create'](stranger, {
      body: { ...requests['campaigns.create'].body, days: [{ number: 1, steps: [step] }] },
    });
    const answer = await domainHandlers['campaigns.gate'](stranger, {
      params: { id: created.ok ? created.value.id : '' },
      body: requests['campaigns.gate'].body,
    });
    const [own] = requests['campaigns.gate'].body.personIds;
    expect(answer).toMatchObject({ value: { steps: [{ held: [{ personId: own }] }] } });
    expect(answer.ok && answer.value.steps[0]?.held).toHaveLength(1);
  });

  test('an address is looked up among the stranger’s own people', async () => {
    expect(await call('people.lookup')).toMatchObject({
      value: {
        matches: [{ email: 'own@example.com', total: 1, people: [{ person: { firstName: 'Own' } }] }],
        unknown: ['secret@example.com'],
      },
    });
  });

  test('a task of another workspace gets no links, though the person is an own one', async () => {
    const people = await domainHandlers['people.list'](neighbours.stranger, {
      query: { limit: 10, offset: 0 },
    });
    const own = people.ok ? (people.value.people[0]?.id ?? '') : '';
    const taskId = neighbours.requests['tasks.get'].params.id;
    for (const body of [{ taskId }, { taskId, personId: own }]) {
      const asked = { body: { ...body, urls: ['https://example.com/'] } };
      expect(await domainHandlers['links.create'](neighbours.stranger, asked)).toMatchObject({
        code: 'NOT_FOUND',
      });
    }
  });

  test('nothing of all that has changed the other workspace', async () => {
    expect(await contents()).toBe(before);
  });
});
