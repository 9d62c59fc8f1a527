import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Campaign, Enrolment, ReplyRule } from '../../lib/contract/campaign.ts';
import type { Action, ActionAnswer } from '../../lib/contract/sync.ts';
import type { Task } from '../../lib/contract/task.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import {
  act,
  addPerson,
  aProof,
  Device,
  launch,
  newStep,
  openTask,
  openTasks,
  unwrap,
} from '../../tests/support/domain.ts';
import { addWorkspace } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { listEnrolments } from '../db/queries/enrolments.ts';
import { findTask } from '../db/queries/tasks.ts';
import { pushActions } from '../sync/push.ts';
import { createTask } from '../tasks/create.ts';
import { createCampaign } from './create.ts';
import { launchCampaign } from './launch.ts';
import type { RunUser } from './runs.ts';
import { sayReplied, stopEnrolment, undoSaid } from './runs.ts';

const thursday = new Date('2026-06-04T06:00:00.000Z');
const at = (clock: string) => `2026-06-04T${clock}.000Z`;
const evening = new Date(at('20:00:00'));
const replied = { thread: 'thread-1', message: 'msg-1', reply: 'msg-2' };

describeOnEachEngine('replies', (open) => {
  let db: Database;
  let member: RunUser;
  let colleague: RunUser;
  let manager: RunUser;
  let device: Device;

  beforeAll(async () => {
    db = await open();
  });
  beforeEach(async () => {
    const { workspaceId, userIds } = await addWorkspace(db, 'Nordby', ['Maja', 'Alva', 'Bo']);
    const [boss = '', own = '', other = ''] = userIds;
    manager = { workspaceId, userId: boss, role: 'manager' };
    member = { workspaceId, userId: own, role: 'user' };
    colleague = { workspaceId, userId: other, role: 'user' };
    device = new Device(db, member);
  });

  /** Two mails, a day apart. */
  async function aCampaign(onReply: ReplyRule, name = 'Spring'): Promise<Campaign> {
    const days = [1, 2].map((number) => ({
      number,
      steps: [newStep({ type: 'email', title: `Mail ${number}` })],
    }));
    const settings = { skipWeekends: true, onReply };
    return unwrap(
      await createCampaign(db, member.workspaceId, { name, category: '', settings, days }, thursday),
    );
  }

  const push = async (...actions: Action[]): Promise<ActionAnswer[]> =>
    (await pushActions(db, member, actions, evening)).answers;
  const runOf = async (campaign: Campaign): Promise<Enrolment> => {
    const page = await listEnrolments(db.kysely, member.workspaceId, campaign.id, { limit: 9, offset: 0 });
    const [run] = page.enrolments;
    if (!run) throw new Error('expected a run');
    return run;
  };
  const kinds = async () => {
    await device.pull(evening);
    return device.all('activity').map((activity) => activity.kind);
  };
  const taskOf = (id: string) => findTask(db.kysely, member.workspaceId, member.userId, id);

  /** A person who has got the first mail; the second is a task. */
  async function afterFirstMail(
    onReply: ReplyRule,
  ): Promise<{ campaign: Campaign; first: Task; second: Task }> {
    const campaign = await aCampaign(onReply);
    const person = await addPerson(db, member.workspaceId, thursday);
    await launch(db, member, campaign, [person], thursday);
    const first = await openTask(db, member);
    await push(act('task.complete', first, at('07:10:00'), { outcome: { proof: aProof() } }));
    return { campaign, first, second: await openTask(db, member) };
  }

  describe('seen in the mailbox', () => {
    test.each([
      { onReply: 'end', status: 'replied', task: { status: 'cancelled', cause: 'replied' } },
      { onReply: 'success', status: 'success', task: { status: 'cancelled', cause: 'replied' } },
      { onReply: 'continue', status: 'active', task: { status: 'open', cause: null } },
    ] as const)('with “$onReply” the run is $status', async ({ onReply, status, task }) => {
      const { campaign, first, second } = await afterFirstMail(onReply);
      await device.pull(evening);
      const [answer] = await push(act('task.replied', first, at('12:00:00'), { ids: replied }));
      expect(answer).toMatchObject({ result: 'accepted', task: { id: first.id, status: 'done' } });
      expect(await runOf(campaign)).toMatchObject({ status, currentStepId: second.stepId });
      await device.pull(evening);
      expect(device.all('task').find((one) => one.id === second.id)).toMatchObject(task);
      expect(device.all('activity')).toContainEqual(
        expect.objectContaining({
          kind: 'reply.received',
          title: 'Mail 1',
          taskId: first.id,
          campaignId: campaign.id,
        }),
      );
    });

    test('the same reply counts once, whichever device tells it and under whatever id', async () => {
      const { campaign, first } = await afterFirstMail('continue');
      const told = act('task.replied', first, at('12:00:00'), { ids: replied });
      const again = act('task.replied', first, at('13:00:00'), { ids: { reply: 'msg-2' } });
      const answers = [...(await push(told)), ...(await push(told, again))];
      expect(answers.map((answer) => answer.result)).toEqual(['accepted', 'accepted', 'accepted']);
      expect((await kinds()).filter((kind) => kind === 'reply.received')).toHaveLength(1);
      await push(act('task.replied', first, at('14:00:00'), { ids: { reply: 'msg-3' } }));
      expect((await kinds()).filter((kind) => kind === 'reply.received')).toHaveLength(2);
      expect(await runOf(campaign)).toMatchObject({ status: 'active' });
    });

    test('a reply that was noted by hand before is not told twice', async () => {
      const { campaign, first } = await afterFirstMail('end');
      const { id } = await runOf(campaign);
      unwrap(await sayReplied(db, colleague, { enrolmentId: id, id: randomUUID() }, evening));
      await push(act('task.replied', first, at('12:00:00'), { ids: replied }));
      expect((await kinds()).filter((kind) => kind === 'reply.received')).toHaveLength(1);
    });

    test('the answer to the last mail ends a completed run', async () => {
      const { campaign, second } = await afterFirstMail('success');
      await push(act('task.complete', second, at('19:00:00'), { outcome: { proof: aProof() } }));
      expect(await runOf(campaign)).toMatchObject({ status: 'completed' });
      await push(act('task.replied', second, at('19:30:00'), { ids: replied }));
      expect(await runOf(campaign)).toMatchObject({ status: 'success', currentStepId: null });
    });

    test('the person’s other campaigns and own tasks go on', async () => {
      const { first } = await afterFirstMail('end');
      const other = await aCampaign('end', 'Autumn');
      const person = { ...(await addPerson(db, member.workspaceId, thursday)), id: first.personId };
      await launch(db, member, other, [person], thursday);
      const dueAt = at('18:00:00');
      const own = { type: 'call', title: 'Ring back', dueAt, personId: first.personId } as const;
      unwrap(await createTask(db, member.workspaceId, member.userId, own, thursday));
      await push(act('task.replied', first, at('12:00:00'), { ids: replied }));
      expect(await runOf(other)).toMatchObject({ status: 'active' });
      expect((await openTasks(db, member)).map((task) => task.title).sort()).toEqual(['Mail 1', 'Ring back']);
    });

    test('a mail outside campaigns: the reply stands in the history', async () => {
      const person = await addPerson(db, member.workspaceId, thursday);
      const own = { type: 'email', title: 'Offer', dueAt: at('07:00:00'), personId: person.id } as const;
      const task = unwrap(await createTask(db, member.workspaceId, member.userId, own, thursday));
      await push(act('task.complete', task, at('07:10:00'), { outcome: { proof: aProof() } }));
      const told = act('task.replied', task, at('12:00:00'), { ids: replied });
      expect((await push(told, { ...told, id: randomUUID() })).map((answer) => answer.result)).toEqual([
        'accepted',
        'accepted',
      ]);
      expect((await kinds()).filter((kind) => kind === 'reply.received')).toHaveLength(1);
    });

    test('a task that was not done cannot have been answered', async () => {
      const { campaign, second } = await afterFirstMail('end');
      const [answer] = await push(act('task.replied', second, at('12:00:00'), { ids: replied }));
      expect(answer).toMatchObject({ result: 'conflict', code: 'TASK_NOT_CLOSED' });
      expect(await runOf(campaign)).toMatchObject({ status: 'active' });
    });

    test('the mail that was under way when the run ended is kept, and moves nothing', async () => {
      const { campaign, first, second } = await afterFirstMail('end');
      await push(act('task.replied', first, at('12:00:00'), { ids: replied }));
      const [answer] = await push(
        act('task.complete', second, at('12:01:00'), { outcome: { proof: aProof({ subject: 'Too late' }) } }),
      );
      expect(answer).toMatchObject({
        result: 'conflict',
        code: 'TASK_ALREADY_CLOSED',
        task: { cause: 'replied' },
      });
      expect(await openTasks(db, member)).toEqual([]);
      expect(await runOf(campaign)).toMatchObject({ status: 'replied' });
      await device.pull(evening);
      expect(device.all('activity').map((activity) => activity.note)).toContain('Too late');
    });

    test('a done task can no longer be opened again, since its run is over', async () => {
      const { first } = await afterFirstMail('end');
      const done = await taskOf(first.id);
      await push(act('task.replied', first, at('12:00:00'), { ids: replied }));
      const undoes = done?.closedByAction ?? '';
      const [answer] = await push(act('task.reopen', first, at('12:05:00'), { undoes }));
      expect(answer).toMatchObject({ result: 'conflict', code: 'TASK_MOVED_ON' });
    });
  });

  describe('said by hand', () => {
    test('anybody may; the run ends, and a repeat of the same changes nothing', async () => {
      const { campaign, second } = await afterFirstMail('end');
      const said = { enrolmentId: (await runOf(campaign)).id, id: randomUUID(), at: at('11:00:00') };
      const once = unwrap(await sayReplied(db, colleague, said, evening));
      expect(once).toMatchObject({
        status: 'replied',
        campaignName: 'Spring',
        mine: false,
        assigneeName: 'Alva',
        nextDueAt: null,
        taskId: null,
        currentStep: { title: 'Mail 2', dayNumber: 2, stepNumber: 1, position: 2, steps: 2 },
        lastEvent: {
          id: said.id,
          kind: 'replied',
          source: 'hand',
          byName: 'Bo',
          at: said.at,
          undoable: true,
        },
      });
      expect(unwrap(await sayReplied(db, colleague, said, evening))).toEqual(once);
      expect(await taskOf(second.id)).toMatchObject({ status: 'cancelled', cause: 'replied' });
      expect((await kinds()).filter((kind) => kind === 'reply.received')).toHaveLength(1);
    });

    test('a second answer under another id says that the run is over', async () => {
      const { campaign } = await afterFirstMail('end');
      const enrolmentId = (await runOf(campaign)).id;
      unwrap(await sayReplied(db, member, { enrolmentId, id: randomUUID() }, evening));
      expect(await sayReplied(db, member, { enrolmentId, id: randomUUID() }, evening)).toMatchObject({
        code: 'ENROLMENT_ENDED',
      });
    });

    test('a moment in the future is taken for now', async () => {
      const { campaign } = await afterFirstMail('end');
      const said = {
        enrolmentId: (await runOf(campaign)).id,
        id: randomUUID(),
        at: '2027-01-01T00:00:00.000Z',
      };
      expect(unwrap(await sayReplied(db, member, said, evening)).lastEvent?.at).toBe(evening.toISOString());
    });

    test('an id that stands for another run is refused by name', async () => {
      const { campaign } = await afterFirstMail('end');
      const id = randomUUID();
      unwrap(await sayReplied(db, member, { enrolmentId: (await runOf(campaign)).id, id }, evening));
      const other = await aCampaign('end', 'Autumn');
      const bo = await addPerson(db, member.workspaceId, thursday, 'Bo');
      await launch(db, member, other, [bo], thursday);
      expect(
        await sayReplied(db, member, { enrolmentId: (await runOf(other)).id, id }, evening),
      ).toMatchObject({
        code: 'INVALID_INPUT',
        fields: [{ path: 'id' }],
      });
    });
  });

  describe('stopped by hand', () => {
    test('§7.1 by hand: by its assignee: removed, and the open task says why it is gone', async () => {
      const { campaign, second } = await afterFirstMail('continue');
      const said = { enrolmentId: (await runOf(campaign)).id, id: randomUUID() };
      expect(unwrap(await stopEnrolment(db, member, said, evening))).toMatchObject({
        status: 'removed',
        lastEvent: { kind: 'stopped', undoable: true },
      });
      expect(await taskOf(second.id)).toMatchObject({ status: 'cancelled', cause: 'stopped' });
      expect(await kinds()).toContain('campaign.stopped');
      expect(await stopEnrolment(db, member, { ...said, id: randomUUID() }, evening)).toMatchObject({
        code: 'ENROLMENT_ENDED',
      });
    });

    test('§7.1 admin stop: by a manager: stopped; a colleague may neither stop it nor let it go on', async () => {
      const { campaign } = await afterFirstMail('end');
      const said = { enrolmentId: (await runOf(campaign)).id, id: randomUUID() };
      expect(await stopEnrolment(db, colleague, said, evening)).toMatchObject({ code: 'NOT_ALLOWED' });
      expect(unwrap(await stopEnrolment(db, manager, said, evening))).toMatchObject({ status: 'stopped' });
      const undo = { enrolmentId: said.enrolmentId, undoes: said.id };
      expect(await undoSaid(db, colleague, undo, evening)).toMatchObject({ code: 'NOT_ALLOWED' });
      expect(unwrap(await undoSaid(db, member, undo, evening))).toMatchObject({ status: 'active' });
    });
  });

  describe('taken back', () => {
    async function ended(): Promise<{
      campaign: Campaign;
      second: Task;
      undo: { enrolmentId: string; undoes: string };
    }> {
      const { campaign, second } = await afterFirstMail('end');
      const enrolmentId = (await runOf(campaign)).id;
      const undoes = randomUUID();
      await device.pull(evening);
      unwrap(await sayReplied(db, member, { enrolmentId, id: undoes }, evening));
      return { campaign, second, undo: { enrolmentId, undoes } };
    }

    test('the run, its task and the history are as before, on every device', async () => {
      const { second, undo } = await ended();
      const before = new Device(db, member);
      await before.pull(evening);
      const context = unwrap(await undoSaid(db, member, undo, evening));
      expect(context).toMatchObject({
        status: 'active',
        taskId: second.id,
        nextDueAt: second.dueAt,
        lastEvent: null,
      });
      for (const one of [device, before, new Device(db, member)]) {
        await one.pull(evening);
        expect(one.all('task').find((task) => task.id === second.id)).toMatchObject({
          status: 'open',
          cause: null,
          closedAt: null,
          dueAt: second.dueAt,
        });
        expect(one.all('activity').map((activity) => activity.kind)).not.toContain('reply.received');
      }
    });

    test('a repeat changes nothing, and neither does the same mark once more', async () => {
      const { campaign, undo } = await ended();
      const once = unwrap(await undoSaid(db, member, undo, evening));
      expect(unwrap(await undoSaid(db, member, undo, evening))).toEqual(once);
      const { enrolmentId, undoes } = undo;
      expect(unwrap(await sayReplied(db, member, { enrolmentId, id: undoes }, evening))).toEqual(once);
      expect(await runOf(campaign)).toMatchObject({ status: 'active' });
    });

    test('a reply that was seen stays taken back when it is seen again', async () => {
      const { campaign, first } = await afterFirstMail('end');
      const told = act('task.replied', first, at('12:00:00'), { ids: replied });
      await push(told);
      const enrolmentId = (await runOf(campaign)).id;
      unwrap(await undoSaid(db, member, { enrolmentId, undoes: told.id }, evening));
      await push({ ...told, id: randomUUID() });
      expect(await runOf(campaign)).toMatchObject({ status: 'active' });
    });

    test('the work goes on where it stood', async () => {
      const { campaign, second, undo } = await ended();
      unwrap(await undoSaid(db, member, undo, evening));
      await push(act('task.complete', second, at('19:00:00'), { outcome: {} }));
      expect(await runOf(campaign)).toMatchObject({ status: 'completed' });
    });

    test('too late once the person is on the campaign again', async () => {
      const { campaign, second, undo } = await ended();
      const input = {
        campaignId: campaign.id,
        userId: member.userId,
        personIds: [second.personId],
        startAt: evening.toISOString(),
        timeZone: 'Europe/Stockholm',
        choices: [],
        missingFields: 'byHand' as const,
      };
      unwrap(await launchCampaign(db, member.workspaceId, input, evening));
      expect(await undoSaid(db, member, undo, evening)).toMatchObject({ code: 'ALREADY_ENROLLED' });
      expect(await taskOf(second.id)).toMatchObject({ status: 'cancelled' });
    });

    test('an unknown event, or one of another run, is not found', async () => {
      const { undo } = await ended();
      expect(await undoSaid(db, member, { ...undo, undoes: randomUUID() }, evening)).toMatchObject({
        code: 'NOT_FOUND',
      });
    });
  });
});
