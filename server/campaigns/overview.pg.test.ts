import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { mostCampaigns } from '../../lib/contract/campaign.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { addPerson, launch, newStep, unwrap } from '../../tests/support/domain.ts';
import { addWorkspace } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import type { TeamUser } from '../teams/teams.ts';
import { createCampaign } from './create.ts';
import { overviewOf } from './overview.ts';
import { listCampaignPeople } from './people.ts';

const now = new Date('2026-06-04T07:00:00.000Z');
const page = { view: 'all', limit: 100, offset: 0 } as const;

describeOnEachEngine('campaigns as they are listed', (open) => {
  let db: Database;
  let maja: TeamUser;
  let alva: TeamUser;
  let bo: TeamUser;

  beforeEach(async () => {
    db ??= await open();
    const { workspaceId, userIds } = await addWorkspace(db, 'Nordby', ['Maja', 'Alva', 'Bo']);
    const [first = '', second = '', third = ''] = userIds;
    maja = { workspaceId, userId: first, role: 'admin' };
    alva = { workspaceId, userId: second, role: 'user' };
    bo = { workspaceId, userId: third, role: 'user' };
  });

  const add = async (
    owner: TeamUser,
    name: string,
    category: string,
    shared: boolean,
    id: string = randomUUID(),
  ) => {
    const days = [{ number: 1, steps: [newStep({ type: 'call' })] }];
    const settings = { skipWeekends: true } as const;
    return await createCampaign(
      db,
      owner.workspaceId,
      { id, name, category, settings, days, shared },
      now,
      owner.userId,
    );
  };
  const seen = async (asker: TeamUser, query = {}) =>
    unwrap(await overviewOf(db, asker, { ...page, ...query }));
  const namesOf = ({ campaigns }: Awaited<ReturnType<typeof seen>>) => campaigns.map(({ name }) => name);

  test('§2.11 view as: an admin sees a colleague’s campaigns and categories, and narrows them on', async () => {
    unwrap(await add(alva, 'Autumn', 'Alva’s', false));
    unwrap(await add(bo, 'Winter', 'Bo’s', false));
    unwrap(await add(bo, 'Spring', 'All', true));
    expect(namesOf(await seen(maja))).toEqual(['Autumn', 'Spring', 'Winter']);
    const asAlva = await seen(maja, { as: alva.userId });
    expect([namesOf(asAlva), asAlva.categories]).toEqual([
      ['Autumn', 'Spring'],
      ['All', 'Alva’s'],
    ]);
    expect(asAlva.users.map(({ name }) => name)).toEqual(['Alva', 'Bo', 'Maja']);
    expect(namesOf(await seen(maja, { as: alva.userId, search: 'spr' }))).toEqual(['Spring']);
    expect(namesOf(await seen(maja, { as: bo.userId, view: 'mine' }))).toEqual(['Spring', 'Winter']);
  });

  test('§2.11 view as: nobody else may, and as a stranger nobody looks', async () => {
    expect((await seen(alva)).users).toEqual([]);
    expect(await overviewOf(db, alva, { ...page, as: bo.userId })).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await overviewOf(db, maja, { ...page, as: randomUUID() })).toMatchObject({
      fields: [{ path: 'as' }],
    });
    expect(await overviewOf(db, maja, { ...page, as: 'x' })).toMatchObject({ fields: [{ path: 'as' }] });
  });

  test('§2.11 everyone: admins see everybody on a campaign, whoever put them there', async () => {
    const campaign = unwrap(await add(alva, 'Autumn', '', false));
    await launch(db, alva, campaign, [await addPerson(db, alva.workspaceId, now, 'Anna')], now);
    const query = { view: 'inside', limit: 10, offset: 0 } as const;
    expect(unwrap(await listCampaignPeople(db, maja, campaign.id, query))).toMatchObject({
      people: [{ name: 'Anna Ek', run: { mine: false } }],
    });
    expect(await listCampaignPeople(db, bo, campaign.id, query)).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('§5 campaigns: 500 are the most for a workspace, and one that is there is no more', async () => {
    await sql`
      insert into campaigns (workspace_id, id, name, category, settings, days, owner_id, shared, created_at, updated_at)
      select ${maja.workspaceId}::uuid, gen_random_uuid(), 'C', '', '{"skipWeekends": true}', '[]',
        ${maja.userId}::uuid, true, ${now}::timestamptz, ${now}::timestamptz
      from generate_series(1, ${mostCampaigns - 1})`.execute(db.kysely);
    const answers = await Promise.all([
      add(maja, 'One', '', true),
      add(maja, 'Two', '', true),
      add(maja, 'Three', '', true),
    ]);
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.code)).sort()).toEqual([
      'LIMIT_REACHED',
      'LIMIT_REACHED',
      'ok',
    ]);
    const [added] = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
    expect(await add(maja, 'Again', '', true, added?.id)).toMatchObject({
      ok: true,
      value: { name: added?.name },
    });
    expect((await seen(maja)).total).toBe(mostCampaigns);
  });
});
