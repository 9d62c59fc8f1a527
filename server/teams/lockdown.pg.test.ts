import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import type { Role } from '../../lib/contract/account.ts';
import { api, type EndpointName } from '../../lib/contract/api.ts';
import type { Endpoint } from '../../lib/contract/endpoint.ts';
import { anApp, aToken, type TestApp } from '../../tests/support/app.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { addCampaign, addPerson, unwrap } from '../../tests/support/domain.ts';
import { addTemplate } from '../../tests/support/templates.ts';
import { addUser, addWorkspace } from '../accounts/users.ts';
import type { Database } from '../db/open.ts';

const now = new Date('2026-06-04T06:00:00.000Z');

/** Endpoints of templates, of their categories and of campaigns that ask to change something. */
const changing = (Object.keys(api) as EndpointName[]).filter(
  (name) => /^(templates|templateCategories|campaigns)\./.test(name) && api[name].method !== 'get',
);
/** Of these, what nobody loses by a lockdown: asking, marking, using and launching. */
const stays: readonly EndpointName[] = [
  'templates.export',
  'templates.favourite',
  'templates.used',
  'campaigns.impact',
  'campaigns.gate',
  'campaigns.plan',
  'campaigns.plans',
  'campaigns.candidates',
  'campaigns.launch',
];
const kindOf = (name: EndpointName) =>
  name.startsWith('campaigns.') || name === 'templates.updateCopies' ? 'campaigns' : 'templates';

describeOnEachEngine('§2.10 lockdown: what is locked', (open) => {
  let db: Database;
  let app: TestApp;
  let workspaceId: string;
  const tokens = new Map<Role, string>();
  const users = new Map<Role, string>();

  beforeAll(async () => {
    db = await open();
    app = await anApp(db, now);
    workspaceId = await addWorkspace(db, 'Nordby', now);
    for (const role of ['admin', 'manager', 'user'] as const) {
      const person = { name: role, email: `${role}@example.com`, role, password: null };
      const { userId } = unwrap(await addUser(db, { workspaceId, ...person }, now));
      users.set(role, userId);
      tokens.set(role, await aToken(db, { workspaceId, userId }, now));
    }
  });

  const call = async (role: Role, method: string, path: string, body: unknown = {}) =>
    await app.json(method, path, { token: tokens.get(role) ?? '', ...(method !== 'GET' && { body }) });
  const lock = async (templates: boolean, campaigns: boolean) =>
    await call('admin', 'PUT', '/api/v2/lockdown', { templates, campaigns });
  /** Code of the answer; no lockdown asks about the body, so that none is needed to see it refused. */
  const codeOf = async (role: Role, name: EndpointName) => {
    const { method, path }: Endpoint = api[name];
    const answer = await call(role, method.toUpperCase(), path.replaceAll(/\{\w+\}/g, randomUUID()));
    return (answer.body as { code?: string }).code;
  };
  const lockedFor = async (role: Role) => {
    const locked: EndpointName[] = [];
    for (const name of changing) if ((await codeOf(role, name)) === 'CONTENT_LOCKED') locked.push(name);
    return locked;
  };

  test('§2.10 lockdown: where nothing is locked, a plain user writes a campaign, copies it and changes it', async () => {
    await lock(false, false);
    const id = randomUUID();
    const written = { id, name: 'Mine', category: '', settings: { skipWeekends: true }, days: [] };
    expect(await call('user', 'POST', '/api/v2/campaigns', written)).toMatchObject({ status: 200 });
    const copy = { id: randomUUID(), name: 'Mine too' };
    expect(await call('user', 'POST', `/api/v2/campaigns/${id}/copy`, copy)).toMatchObject({ status: 200 });
    const change = { ...written, name: 'Mine, changed', baseVersion: 1 };
    expect(await call('user', 'PUT', `/api/v2/campaigns/${id}`, change)).toMatchObject({
      status: 200,
      body: { name: 'Mine, changed', ownerId: users.get('user') },
    });
    await lock(false, true);
    const locked = { status: 403, body: { code: 'CONTENT_LOCKED' } };
    expect(await call('user', 'POST', '/api/v2/campaigns', { ...written, id: randomUUID() })).toMatchObject(
      locked,
    );
    await lock(false, false);
  });

  test('each switch by itself keeps managers from every change of its kind, and admins from none', async () => {
    const all = changing.filter((name) => !stays.includes(name));
    expect(await lockedFor('manager')).toEqual([]);
    await lock(true, false);
    expect(await lockedFor('manager')).toEqual(all.filter((name) => kindOf(name) === 'templates'));
    await lock(false, true);
    expect(await lockedFor('manager')).toEqual(all.filter((name) => kindOf(name) === 'campaigns'));
    await lock(true, true);
    expect(await lockedFor('admin')).toEqual([]);
    await lock(false, false);
    expect(await lockedFor('manager')).toEqual([]);
  });

  test('the refusal names what is locked, pages hear of it, and only admins turn the switches', async () => {
    expect(
      await call('manager', 'PUT', '/api/v2/lockdown', { templates: false, campaigns: false }),
    ).toMatchObject({
      status: 403,
      body: { code: 'NOT_ALLOWED' },
    });
    expect(await lock(true, false)).toEqual({ status: 200, body: { templates: true, campaigns: false } });
    expect(await call('user', 'POST', '/api/v2/templates')).toMatchObject({
      status: 403,
      body: { code: 'CONTENT_LOCKED', message: expect.stringContaining('templates') },
    });
    expect(await call('user', 'GET', '/api/v2/me')).toMatchObject({
      body: { lockdown: { templates: true, campaigns: false } },
    });
  });

  test('templates are still taken, and campaigns launched with a first email of one’s own', async () => {
    await lock(true, true);
    const owner = { workspaceId, userId: users.get('admin') ?? '' };
    const template = await addTemplate(db, owner, now, { shared: true });
    const used = await call('user', 'POST', `/api/v2/templates/${template.id}/used`, { id: randomUUID() });
    expect(used.status).toBe(200);
    const campaign = await addCampaign(db, workspaceId, now);
    const person = await addPerson(db, workspaceId, now);
    const launch = { personIds: [person.id], startAt: now.toISOString(), timeZone: 'UTC' };
    const launched = await call('user', 'POST', `/api/v2/campaigns/${campaign.id}/launch`, launch);
    expect(launched).toMatchObject({ status: 200, body: { refused: [] } });
  });
});
