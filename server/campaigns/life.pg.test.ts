import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Campaign } from '../../lib/contract/campaign.ts';
import type { Action } from '../../lib/contract/sync.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import type { Member } from '../../tests/support/domain.ts';
import {
  act,
  addCampaign,
  addPerson,
  aProof,
  Device,
  launch,
  newStep,
  openTask,
  openTasks,
  unwrap,
} from '../../tests/support/domain.ts';
import { addWorkspace, firstUser } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { listEnrolments } from '../db/queries/enrolments.ts';
import { createPerson } from '../people/people.ts';
import { pushActions } from '../sync/push.ts';
import { createCampaign } from './create.ts';
import { launchCampaign } from './launch.ts';

/** Thursday 4 June 2026, 08:00 in Stockholm. */
const thursday = new Date('2026-06-04T06:00:00.000Z');

describeOnEachEngine('campaigns', (open) => {
  let db: Database;
  let member: Member;
  beforeAll(async () => {
    db = await open();
  });

  async function startAfresh(): Promise<Member> {
    const workspace = await addWorkspace(db, 'Nordby');
    member = { workspaceId: workspace.workspaceId, userId: firstUser(workspace) };
    return member;
  }

  async function push(action: Action): Promise<string> {
    const { answers } = await pushActions(db, member, [action], new Date(action.actedAt));
    return answers[0]?.result ?? 'no answer';
  }

  async function enrolment(campaign: Campaign) {
    const page = await listEnrolments(db.kysely, member.workspaceId, campaign.id, { limit: 10, offset: 0 });
    return page.enrolments[0];
  }

  test('§2.5: a person lives through five days of all step types, over a weekend and a late completion', async () => {
    await startAfresh();
    const days = [
      {
        number: 1,
        steps: [
          newStep({ type: 'email', title: 'Intro' }),
          newStep({ type: 'call', title: 'Ring', dueTime: '15:00' }),
        ],
      },
      { number: 2, steps: [newStep({ type: 'inmail', title: 'InMail' })] },
      { number: 3, steps: [newStep({ type: 'custom', title: 'Ask Bo' })] },
      { number: 5, steps: [newStep({ type: 'email', title: 'Last mail', dueTime: '10:30' })] },
    ];
    const input = { name: 'Five days', category: 'Sales', settings: { skipWeekends: true }, days };
    const campaign = unwrap(await createCampaign(db, member.workspaceId, input, thursday));
    await launch(db, member, campaign, [await addPerson(db, member.workspaceId, thursday)], thursday);

    const expected = [
      {
        title: 'Intro',
        type: 'email',
        dayNumber: 1,
        stepNumber: 1,
        dueAt: '2026-06-04T07:00:00.000Z',
        closeAt: '2026-06-04T07:10:00.000Z',
      },
      {
        title: 'Ring',
        type: 'call',
        dayNumber: 1,
        stepNumber: 2,
        dueAt: '2026-06-04T13:00:00.000Z',
        closeAt: '2026-06-04T14:00:00.000Z',
      },
      // Friday; done on the Monday after, which is where day 3 was planned, so day 3 moves to Tuesday …
      {
        title: 'InMail',
        type: 'inmail',
        dayNumber: 2,
        stepNumber: 1,
        dueAt: '2026-06-05T07:00:00.000Z',
        closeAt: '2026-06-08T08:00:00.000Z',
      },
      {
        title: 'Ask Bo',
        type: 'custom',
        dayNumber: 3,
        stepNumber: 1,
        dueAt: '2026-06-09T07:00:00.000Z',
        closeAt: '2026-06-09T08:00:00.000Z',
      },
      // … and day 5 keeps its two days behind it.
      {
        title: 'Last mail',
        type: 'email',
        dayNumber: 5,
        stepNumber: 1,
        dueAt: '2026-06-11T08:30:00.000Z',
        closeAt: '2026-06-11T09:00:00.000Z',
      },
    ];
    for (const { closeAt, ...step } of expected) {
      const task = await openTask(db, member);
      expect(task).toMatchObject({
        ...step,
        personName: 'Anna Ek',
        campaignName: 'Five days',
        status: 'open',
      });
      const outcome = task.type === 'email' ? { proof: aProof({ sentAt: closeAt }) } : { note: 'done' };
      expect(await push(act('task.complete', task, closeAt, { outcome }))).toBe('accepted');
    }

    expect(await openTasks(db, member)).toEqual([]);
    expect(await enrolment(campaign)).toMatchObject({
      status: 'completed',
      currentStepId: null,
    });
    const device = new Device(db, member);
    await device.pull(new Date('2026-06-12T06:00:00Z'));
    const history = device.all('activity').map((activity) => `${activity.at.slice(5, 16)} ${activity.kind}`);
    expect(history.sort()).toEqual([
      '06-04T06:00 campaign.started',
      '06-04T07:10 mail.sent',
      '06-04T14:00 task.done',
      '06-08T08:00 task.done',
      '06-09T08:00 task.done',
      '06-11T09:00 campaign.completed',
      '06-11T09:00 mail.sent',
    ]);
  });

  test('§8.4 skip: a skipped step moves the run on like a completed one', async () => {
    await startAfresh();
    const campaign = await addCampaign(db, member.workspaceId, thursday, 2);
    await launch(db, member, campaign, [await addPerson(db, member.workspaceId, thursday)], thursday);
    expect(await push(act('task.skip', await openTask(db, member), '2026-06-04T08:00:00.000Z', {}))).toBe(
      'accepted',
    );
    expect(await openTask(db, member)).toMatchObject({ title: 'Call 2', dueAt: '2026-06-05T07:00:00.000Z' });
  });

  test('a start in the future makes the first task now, due then', async () => {
    await startAfresh();
    const campaign = await addCampaign(db, member.workspaceId, thursday);
    const person = await addPerson(db, member.workspaceId, thursday);
    const startAt = '2026-06-13T06:00:00.000Z'; // Saturday
    const input = {
      campaignId: campaign.id,
      userId: member.userId,
      personIds: [person.id],
      startAt,
      timeZone: 'Asia/Kolkata',
      choices: [],
      missingFields: 'byHand' as const,
    };
    unwrap(await launchCampaign(db, member.workspaceId, input, thursday));
    expect(await openTask(db, member)).toMatchObject({ dueAt: '2026-06-15T03:30:00.000Z' });
  });

  test('a step that stands twice in a campaign is refused, naming it', async () => {
    await startAfresh();
    const step = newStep({ type: 'call' });
    const days = [1, 2].map((number) => ({ number, steps: [step] }));
    const input = { name: 'Twice', category: '', settings: { skipWeekends: true }, days };
    expect(await createCampaign(db, member.workspaceId, input, thursday)).toMatchObject({
      ok: false,
      code: 'INVALID_INPUT',
      fields: [{ path: 'days.1.steps.0.id' }],
    });
  });

  test('a step whose text acts or cannot be read is refused, naming the text', async () => {
    await startAfresh();
    const step = newStep({ type: 'email' });
    const html = '<scr{{!-- --}}ipt>{{x}}</script>';
    const email = { subject: 's {{#if', html, alsoTo: [], cc: [], bcc: [] };
    const days = [{ number: 1, steps: [{ ...step, email }] }];
    const input = { name: 'Acts', category: '', settings: { skipWeekends: true }, days };
    expect(await createCampaign(db, member.workspaceId, input, thursday)).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'days.0.steps.0.email.subject' }, { path: 'days.0.steps.0.email.html' }],
    });
  });

  describe('a launch', () => {
    const launchOf = (campaign: Campaign, personIds: string[]) =>
      launchCampaign(
        db,
        member.workspaceId,
        {
          campaignId: campaign.id,
          userId: member.userId,
          personIds,
          startAt: thursday.toISOString(),
          timeZone: 'Europe/Stockholm',
          choices: [],
          missingFields: 'refuse',
        },
        thursday,
      );

    test('§5 refused: one by one with the reason, and takes the others', async () => {
      await startAfresh();
      const days = [{ number: 1, steps: [newStep({ type: 'email' })] }];
      const input = { name: 'Mail', category: '', settings: { skipWeekends: false }, days };
      const campaign = unwrap(await createCampaign(db, member.workspaceId, input, thursday));
      const [anna, bo] = [
        await addPerson(db, member.workspaceId, thursday),
        await addPerson(db, member.workspaceId, thursday, 'Bo'),
      ];
      const silent = await createPerson(db, member.workspaceId, { firstName: 'Cilla' }, thursday);
      await launch(db, member, campaign, [anna], thursday);
      const report = unwrap(await launchOf(campaign, [silent.id, anna.id, bo.id, bo.id, anna.id]));
      expect(report.enrolled.map((one) => one.personId)).toEqual([bo.id]);
      expect(report.refused).toEqual([
        {
          personId: silent.id,
          code: 'PERSON_NOT_REACHABLE',
          message: 'Cilla has no address, and “Mail” opens with an email',
        },
        { personId: anna.id, code: 'ALREADY_ENROLLED', message: 'Anna Ek is on “Mail” already' },
      ]);
    });

    test('takes a person without address when the email comes later', async () => {
      await startAfresh();
      const days = [{ number: 1, steps: [newStep({ type: 'call' }), newStep({ type: 'email' })] }];
      const input = { name: 'Call first', category: '', settings: { skipWeekends: false }, days };
      const campaign = unwrap(await createCampaign(db, member.workspaceId, input, thursday));
      const silent = await createPerson(db, member.workspaceId, { firstName: 'Cilla' }, thursday);
      expect(unwrap(await launchOf(campaign, [silent.id])).refused).toEqual([]);
    });

    test('of an empty or unknown campaign is refused as a whole', async () => {
      await startAfresh();
      const empty = unwrap(
        await createCampaign(
          db,
          member.workspaceId,
          { name: 'Empty', category: '', settings: { skipWeekends: true }, days: [] },
          thursday,
        ),
      );
      const person = await addPerson(db, member.workspaceId, thursday);
      expect(await launchOf(empty, [person.id])).toMatchObject({ ok: false, code: 'CAMPAIGN_EMPTY' });
      expect(await launchOf({ ...empty, id: randomUUID() }, [person.id])).toMatchObject({
        ok: false,
        code: 'NOT_FOUND',
      });
    });

    test('twice at the same time enrols each person once, in whatever order they are named', async () => {
      await startAfresh();
      const campaign = await addCampaign(db, member.workspaceId, thursday);
      const people = await Promise.all(
        Array.from({ length: 40 }, (_, index) => addPerson(db, member.workspaceId, thursday, `P${index}`)),
      );
      const ids = people.map((person) => person.id);
      const reports = (
        await Promise.all([launchOf(campaign, ids), launchOf(campaign, [...ids].reverse())])
      ).map(unwrap);
      expect(reports.map((report) => report.enrolled.length + report.refused.length)).toEqual([40, 40]);
      expect(
        reports
          .flatMap((report) => report.enrolled)
          .map((one) => one.personId)
          .sort(),
      ).toEqual([...ids].sort());
      expect((await openTasks(db, member)).length).toBe(40);
    });

    test('is possible again once the run is over', async () => {
      await startAfresh();
      const campaign = await addCampaign(db, member.workspaceId, thursday, 1);
      const person = await addPerson(db, member.workspaceId, thursday);
      await launch(db, member, campaign, [person], thursday);
      const task = await openTask(db, member);
      const closing = act('task.complete', task, '2026-06-04T08:00:00.000Z', { outcome: {} });
      await push(closing);
      await launch(db, member, campaign, [person], thursday);
      expect(await openTask(db, member)).not.toMatchObject({ id: task.id });
      // The former run cannot come back beside the new one.
      expect(await push(act('task.reopen', task, '2026-06-04T08:00:05.000Z', { undoes: closing.id }))).toBe(
        'conflict',
      );
    });
  });
});
