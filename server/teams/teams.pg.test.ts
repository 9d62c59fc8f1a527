import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { addPerson, Device, launch, newStep, unwrap } from '../../tests/support/domain.ts';
import { addTemplate } from '../../tests/support/templates.ts';
import { addWorkspace } from '../../tests/support/workspace.ts';
import { createCampaign } from '../campaigns/create.ts';
import { launchCampaign } from '../campaigns/launch.ts';
import { copyCampaign } from '../campaigns/look-after.ts';
import { shareCampaign } from '../campaigns/share.ts';
import type { Database } from '../db/open.ts';
import { findSheet, listSummaries } from '../db/queries/campaign-sheets.ts';
import { listCampaigns } from '../db/queries/campaigns.ts';
import { listTasks } from '../db/queries/tasks.ts';
import { listTemplates } from '../db/queries/template-list.ts';
import { findTemplate } from '../db/queries/templates.ts';
import { shareTemplate } from '../templates/share.ts';
import { useTemplate } from '../templates/use.ts';
import {
  consequenceOfDeletion,
  createTeam,
  deleteTeam,
  listTeams,
  type TeamUser,
  updateTeam,
} from './teams.ts';

const now = new Date('2026-06-04T06:00:00.000Z');

describeOnEachEngine('§2.10 sharing: teams', (open) => {
  let db: Database;
  let admin: TeamUser;
  let alva: TeamUser;
  let bo: TeamUser;
  let cia: TeamUser;
  let teamId: string;

  beforeAll(async () => {
    db = await open();
  });
  beforeEach(async () => {
    const { workspaceId, userIds } = await addWorkspace(db, 'Nordby', ['Maja', 'Alva', 'Bo', 'Cia']);
    const users = userIds.map((userId, index) => ({
      workspaceId,
      userId,
      role: index === 0 ? ('admin' as const) : ('user' as const),
    }));
    [admin, alva, bo, cia] = users as [TeamUser, TeamUser, TeamUser, TeamUser];
    teamId = (await team('North', [alva, bo])).id;
  });

  const team = async (name: string, members: TeamUser[]) =>
    unwrap(
      await createTeam(
        db,
        admin,
        { id: randomUUID(), name, memberIds: members.map(({ userId }) => userId) },
        now,
      ),
    );
  const setMembers = async (members: TeamUser[]) =>
    unwrap(
      await updateTeam(
        db,
        admin,
        teamId,
        { name: 'North', memberIds: members.map(({ userId }) => userId) },
        now,
      ),
    );
  const withTeam = () => ({ shared: false, teamIds: [teamId] });
  /** A template of Alva's, shared with the team. */
  const templateOfTeam = async () => {
    const { id } = await addTemplate(db, alva, now, { name: 'Offer' });
    return unwrap(await shareTemplate(db, alva, id, withTeam(), now));
  };
  /** A campaign of Alva's, shared with the team. */
  const campaignOfTeam = async () => {
    const days = [{ number: 1, steps: [newStep({ type: 'call' })] }];
    const draft = { name: 'Spring', category: '', settings: { skipWeekends: false }, days, shared: false };
    const { id } = unwrap(await createCampaign(db, alva.workspaceId, draft, now, alva.userId));
    return unwrap(await shareCampaign(db, alva, id, withTeam(), now));
  };
  const seesTemplate = async (who: TeamUser, id: string) => {
    const page = { view: 'all', sort: 'name', limit: 10, offset: 0 } as const;
    const { templates } = await listTemplates(db.kysely, who.workspaceId, who.userId, page, now);
    const used = await useTemplate(db, who, { templateId: id, useId: randomUUID() }, now);
    const read = await findTemplate(db.kysely, who.workspaceId, who.userId, id);
    return [templates.some((one) => one.id === id), used.ok, read !== null];
  };
  const seesCampaign = async (who: TeamUser, id: string) => {
    const { workspaceId, userId } = who;
    const all = { limit: 10, offset: 0 };
    const summaries = await listSummaries(db.kysely, workspaceId, userId, { ...all, view: 'all' });
    const offered = await listCampaigns(db.kysely, workspaceId, all, userId);
    const input = { campaignId: id, userId, personIds: [], startAt: now.toISOString(), timeZone: 'UTC' };
    const launched = await launchCampaign(
      db,
      workspaceId,
      { ...input, choices: [], missingFields: 'byHand' },
      now,
    );
    return [
      summaries.campaigns.some((one) => one.id === id),
      offered.campaigns.some((one) => one.id === id),
      launched.ok,
      (await findSheet(db.kysely, workspaceId, id, userId)) !== null,
    ];
  };
  const views = async (who: TeamUser) => {
    const found = async (view: 'mine' | 'shared' | 'unshared') => {
      const page = { view, sort: 'name', limit: 10, offset: 0 } as const;
      const templates = await listTemplates(db.kysely, who.workspaceId, who.userId, page, now);
      const campaigns = await listSummaries(db.kysely, who.workspaceId, who.userId, page);
      return [...templates.templates, ...campaigns.campaigns].map(({ name }) => name);
    };
    return { mine: await found('mine'), shared: await found('shared'), unshared: await found('unshared') };
  };
  const held = async (device: Device) => {
    await device.pull(now);
    return device.all('template').map(({ name }) => name);
  };

  test('what is shared with a team is seen, used and launched by its members, its owner and admins', async () => {
    const [template, campaign] = [await templateOfTeam(), await campaignOfTeam()];
    for (const who of [alva, bo, admin]) {
      expect(await seesTemplate(who, template.id)).toEqual([true, true, true]);
      expect(await seesCampaign(who, campaign.id)).toEqual([true, true, true, true]);
    }
    expect(await seesTemplate(cia, template.id)).toEqual([false, false, false]);
    expect(await seesCampaign(cia, campaign.id)).toEqual([false, false, false, false]);
    expect(await views(alva)).toEqual({
      mine: ['Offer', 'Spring'],
      shared: ['Offer', 'Spring'],
      unshared: [],
    });
    expect(await views(bo)).toMatchObject({ mine: [], shared: ['Offer', 'Spring'] });
  });

  test('private is seen by the owner and admins; with everybody no team is named any more', async () => {
    const { id } = await templateOfTeam();
    const everybody = unwrap(await shareTemplate(db, alva, id, { shared: true, teamIds: [teamId] }, now));
    expect(everybody).toMatchObject({ shared: true, teamIds: [] });
    expect(await seesTemplate(cia, id)).toEqual([true, true, true]);
    unwrap(await shareTemplate(db, alva, id, { shared: false, teamIds: [] }, now));
    expect(await seesTemplate(bo, id)).toEqual([false, false, false]);
    expect(await seesTemplate(admin, id)).toEqual([true, true, true]);
    expect((await views(alva)).unshared).toEqual(['Offer']);
  });

  test('one shares with own teams only, admins with any; a stranger’s cannot be shared at all', async () => {
    const south = await team('South', [cia]);
    const { id } = await templateOfTeam();
    const both = { shared: false, teamIds: [teamId, south.id] };
    const refused = { code: 'INVALID_INPUT', fields: [{ path: 'teamIds.1' }] };
    expect(await shareTemplate(db, alva, id, both, now)).toMatchObject(refused);
    expect(await shareCampaign(db, alva, (await campaignOfTeam()).id, both, now)).toMatchObject(refused);
    expect(unwrap(await shareTemplate(db, admin, id, both, now)).teamIds).toEqual(both.teamIds);
    // A team that somebody else has put there may stay.
    expect((await shareTemplate(db, alva, id, both, now)).ok).toBe(true);
    expect(await shareTemplate(db, bo, id, both, now)).toMatchObject({ code: 'NOT_ALLOWED' });
  });

  test('whoever loses a template loses it on their devices; a run goes on', async () => {
    const { id } = await templateOfTeam();
    const device = new Device(db, bo);
    const newcomer = new Device(db, cia);
    expect([await held(device), await held(newcomer)]).toEqual([['Offer'], []]);
    await setMembers([alva, cia]);
    expect([await held(device), await held(newcomer)]).toEqual([[], ['Offer']]);
    unwrap(await shareTemplate(db, alva, id, { shared: false, teamIds: [] }, now));
    expect([await held(device), await held(newcomer)]).toEqual([[], []]);

    const campaign = await campaignOfTeam();
    await launch(db, cia, campaign, [await addPerson(db, cia.workspaceId, now)], now);
    await setMembers([alva]);
    expect(await findSheet(db.kysely, cia.workspaceId, campaign.id, cia.userId)).toBeNull();
    const { tasks } = await listTasks(db.kysely, cia.workspaceId, cia.userId, { limit: 5, offset: 0 });
    expect(tasks.map(({ status }) => status)).toEqual(['open']);
  });

  test('whoever leaves a team takes along what they had shared there, and nobody else’s', async () => {
    const [template, campaign] = [await templateOfTeam(), await campaignOfTeam()];
    const theirs = await addTemplate(db, bo, now, { name: 'Of Bo' });
    unwrap(await shareTemplate(db, bo, theirs.id, withTeam(), now));
    await setMembers([bo]);
    expect(await seesTemplate(bo, template.id)).toEqual([false, false, false]);
    expect(await seesCampaign(bo, campaign.id)).toEqual([false, false, false, false]);
    await setMembers([bo, cia]);
    expect(await seesTemplate(cia, theirs.id)).toEqual([true, true, true]);
  });

  test('deleting a team is told before, and leaves everything with its owner', async () => {
    const south = await team('South', [alva]);
    const [template, campaign] = [await templateOfTeam(), await campaignOfTeam()];
    unwrap(await shareCampaign(db, alva, campaign.id, { shared: false, teamIds: [teamId, south.id] }, now));
    expect(unwrap(await consequenceOfDeletion(db, admin, teamId))).toEqual({
      templates: 1,
      campaigns: 1,
      selections: 0,
      projects: 0,
      content: 0,
      private: 1,
    });
    unwrap(await deleteTeam(db, admin, teamId, now));
    expect(await deleteTeam(db, admin, teamId, now)).toMatchObject({ code: 'NOT_FOUND' });
    const [sheet, own] = [
      await findSheet(db.kysely, alva.workspaceId, campaign.id, alva.userId),
      await findTemplate(db.kysely, alva.workspaceId, alva.userId, template.id),
    ];
    expect([sheet?.teamIds, own?.teamIds]).toEqual([[south.id], []]);
    expect(await seesTemplate(bo, template.id)).toEqual([false, false, false]);
  });

  test('a copy is private, whoever sees what it was made from', async () => {
    const copy = { id: randomUUID(), name: 'Copy' };
    unwrap(await copyCampaign(db, bo, (await campaignOfTeam()).id, copy, now));
    expect(await seesCampaign(bo, copy.id)).toEqual([true, true, true, true]);
    expect(await seesCampaign(alva, copy.id)).toEqual([false, false, false, false]);
  });

  test('names stand once, members are of the workspace, and each knows where they may share', async () => {
    const id = randomUUID();
    expect(await createTeam(db, admin, { id, name: 'NORTH', memberIds: [] }, now)).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'name' }],
    });
    expect(
      await createTeam(db, admin, { id, name: 'East', memberIds: [bo.userId, randomUUID()] }, now),
    ).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: 'memberIds.1' }] });
    const may = async (who: TeamUser) => (await listTeams(db.kysely, who)).map(({ mayShare }) => mayShare);
    expect([await may(admin), await may(bo), await may(cia)]).toEqual([[true], [true], [false]]);
  });
});
