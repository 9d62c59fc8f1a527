import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import type { Person } from '../../lib/contract/person.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { addPerson, Device, launch, newStep, unwrap } from '../../tests/support/domain.ts';
import { addWorkspace } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { findSheet } from '../db/queries/campaign-sheets.ts';
import { findPersonContext } from '../people/contexts.ts';
import { createTask } from '../tasks/create.ts';
import { createCampaign } from './create.ts';
import { planOfRun } from './plan.ts';
import type { RunUser } from './runs.ts';
import { sayReplied, stopEnrolment, undoSaid } from './runs.ts';
import { shareCampaign } from './share.ts';
import { updateCampaign } from './update.ts';

const thursday = new Date('2026-06-04T06:00:00.000Z');

describeOnEachEngine('runs of a private campaign (§2.10)', (open) => {
  let db: Database;
  let owner: RunUser;
  let colleague: RunUser;
  let manager: RunUser;
  let anna: Person;
  let campaignId: string;
  let enrolmentId: string;

  beforeEach(async () => {
    db ??= await open();
    const { workspaceId, userIds } = await addWorkspace(db, 'Nordby', ['Maja', 'Alva', 'Bo', 'Cai']);
    const [, one = '', other = '', third = ''] = userIds;
    owner = { workspaceId, userId: one, role: 'user' };
    colleague = { workspaceId, userId: other, role: 'user' };
    manager = { workspaceId, userId: third, role: 'manager' };
    for (const { userId, role } of [owner, colleague, manager])
      await db.kysely.updateTable('memberships').set({ role }).where('user_id', '=', userId).execute();
    const days = [{ number: 1, steps: [newStep({ type: 'call', title: 'Whisper' })] }];
    const drafted = { name: 'Takeover of Fjord', category: '', settings: { skipWeekends: true }, days };
    const campaign = unwrap(await createCampaign(db, workspaceId, drafted, thursday, owner.userId));
    campaignId = campaign.id;
    anna = await addPerson(db, workspaceId, thursday);
    await launch(db, owner, campaign, [anna], thursday);
    const context = await findPersonContext(db, owner, anna.id);
    enrolmentId = context?.enrolments[0]?.id ?? '';
    await share(false);
  });

  const share = async (shared: boolean) =>
    unwrap(await shareCampaign(db, owner, campaignId, { shared, teamIds: [] }, thursday));
  const say = (user: RunUser, id = randomUUID()) => sayReplied(db, user, { enrolmentId, id }, thursday);

  test('a reply is noted by whoever may see the campaign, works the run, or may stop it', async () => {
    expect(await say(colleague)).toMatchObject({ code: 'NOT_ALLOWED' });
    const undoes = randomUUID();
    unwrap(await say(manager, undoes));
    const undo = { enrolmentId, undoes };
    expect(await undoSaid(db, colleague, undo, thursday)).toMatchObject({ code: 'NOT_ALLOWED' });
    unwrap(await undoSaid(db, owner, undo, thursday));
    await share(true);
    expect(unwrap(await say(colleague))).toMatchObject({
      status: 'replied',
      campaignName: expect.anything(),
    });
  });

  test('its plan is read by whoever may see the campaign', async () => {
    const plan = (user: RunUser) => planOfRun(db, owner.workspaceId, enrolmentId, thursday, user.userId);
    expect(await plan(colleague)).toMatchObject({ code: 'NOT_FOUND' });
    expect(unwrap(await plan(owner)).lines).toHaveLength(1);
    await share(true);
    expect(unwrap(await plan(colleague)).lines).toHaveLength(1);
  });

  test('that a person is on it is told to everybody, what it is called and does only to who may see it', async () => {
    unwrap(await stopEnrolment(db, owner, { enrolmentId, id: randomUUID() }, thursday));
    const context = await findPersonContext(db, colleague, anna.id);
    expect(context?.enrolments).toMatchObject([
      {
        campaignId,
        campaignName: null,
        currentStep: null,
        status: 'removed',
        assigneeName: 'Alva',
        lastEvent: { undoable: false },
      },
    ]);
    expect(context?.activities.map(({ kind, title }) => [kind, title]).toSorted()).toEqual([
      ['campaign.started', ''],
      ['campaign.stopped', ''],
    ]);
    expect(JSON.stringify(context)).not.toMatch(/Takeover|Whisper/);
    const own = await findPersonContext(db, owner, anna.id);
    expect(own?.enrolments).toMatchObject([
      { campaignName: 'Takeover of Fjord', lastEvent: { undoable: true } },
    ]);
    expect(own?.activities[0]?.title).toBe('Takeover of Fjord');
  });

  test('devices of whoever may not see it get its lines without its name, and anew when that changes', async () => {
    const task = { type: 'call', title: 'Ring', dueAt: thursday.toISOString(), personId: anna.id } as const;
    unwrap(await createTask(db, colleague.workspaceId, colleague.userId, task, thursday));
    const devices = [new Device(db, colleague), new Device(db, owner)] as const;
    const titles = async () => {
      for (const device of devices) await device.pull(thursday);
      return devices.map((device) => device.all('activity').map(({ kind, title }) => [kind, title]));
    };
    const called = (name: string) => [['campaign.started', name]];
    expect(await titles()).toEqual([called(''), called('Takeover of Fjord')]);
    await share(true);
    expect(await titles()).toEqual([called('Takeover of Fjord'), called('Takeover of Fjord')]);
    const sheet = unwrap(
      await updateCampaign(db, { ...owner, role: 'user' }, campaignId, await renamed('Quiet'), thursday),
    );
    expect(sheet.name).toBe('Quiet');
    await share(false);
    expect(await titles()).toEqual([called(''), called('Takeover of Fjord')]);
    expect(await devices[0].pull(thursday)).toEqual([]);
  });

  const renamed = async (name: string) => {
    const sheet = await findSheet(db.kysely, owner.workspaceId, campaignId, owner.userId);
    if (!sheet) throw new Error('expected the campaign');
    const { version, category, settings, days } = sheet;
    return { name, category, settings, days, baseVersion: version, people: 'stay' as const };
  };
});
