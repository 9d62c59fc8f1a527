import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Action, ActionAnswer } from '../../lib/contract/sync.ts';
import type { Task } from '../../lib/contract/task.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import type { Member } from '../../tests/support/domain.ts';
import {
  act,
  addCampaign,
  addPerson,
  aProof,
  Device,
  launch,
  openTask,
  openTasks,
  unwrap,
} from '../../tests/support/domain.ts';
import { addColleagues, addWorkspace } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { createTask } from '../tasks/create.ts';
import { pruneAll } from './prune.ts';
import { pushActions } from './push.ts';

const thursday = new Date('2026-06-04T06:00:00.000Z');
const at = (clock: string) => `2026-06-04T${clock}.000Z`;
const evening = new Date(at('20:00:00'));

describeOnEachEngine('push', (open) => {
  let db: Database;
  let member: Member;
  let colleague: Member;
  beforeAll(async () => {
    db = await open();
  });
  beforeEach(async () => {
    [member, colleague] = await addColleagues(db);
  });

  const push = async (actions: Action[], who = member, now = evening): Promise<ActionAnswer[]> =>
    (await pushActions(db, who, actions, now)).answers;
  const results = async (...actions: Action[]) =>
    (await push(actions)).map((answer) => answer.code ?? answer.result);

  async function ownTask(title = 'Ring back'): Promise<Task> {
    const person = await addPerson(db, member.workspaceId, thursday);
    const task = { type: 'call', title, dueAt: at('07:00:00'), personId: person.id } as const;
    return unwrap(await createTask(db, member.workspaceId, member.userId, task, thursday));
  }

  async function campaignTask(days = 3): Promise<Task> {
    const campaign = await addCampaign(db, member.workspaceId, thursday, days);
    await launch(db, member, campaign, [await addPerson(db, member.workspaceId, thursday)], thursday);
    return await openTask(db, member);
  }

  const activityKinds = async () => {
    const rows = await db.kysely
      .selectFrom('activities')
      .select('kind')
      .where('workspace_id', '=', member.workspaceId)
      .execute();
    return rows.map((row) => row.kind).sort();
  };

  test('a replayed push is answered as before and changes nothing', async () => {
    const task = await campaignTask();
    const actions = [
      act('task.snooze', task, at('07:00:00'), { until: at('09:00:00') }),
      act('task.complete', task, at('08:00:00'), { outcome: { note: 'ok' } }),
    ];
    const first = await push(actions);
    const again = await push(actions);
    expect(first.map((answer) => answer.result)).toEqual(['accepted', 'accepted']);
    expect(again.map(({ id, result, code }) => ({ id, result, code }))).toEqual(
      first.map(({ id, result, code }) => ({ id, result, code })),
    );
    expect(again[0]?.task).toMatchObject({ status: 'done', version: 3 });
    expect(await activityKinds()).toEqual(['campaign.started', 'task.done', 'task.snoozed']);
    expect(await openTasks(db, member)).toHaveLength(1);
  });

  test('the same push eight times at once does each thing once', async () => {
    const task = await campaignTask();
    const actions = [
      act('task.snooze', task, at('07:00:00'), { until: at('09:00:00') }),
      act('task.complete', task, at('08:00:00'), { outcome: {} }),
    ];
    const answers = await Promise.all(Array.from({ length: 8 }, () => push(actions)));
    for (const answer of answers) expect(answer.map((one) => one.result)).toEqual(['accepted', 'accepted']);
    expect(await activityKinds()).toEqual(['campaign.started', 'task.done', 'task.snoozed']);
    expect(await openTasks(db, member)).toHaveLength(1);
  });

  test('pushes that overtake each other settle each action once; what is done stays done', async () => {
    const task = await ownTask();
    const snooze = act('task.snooze', task, at('07:00:00'), { until: at('09:00:00') });
    const complete = act('task.complete', task, at('08:00:00'), { outcome: {} });
    expect(await results(complete)).toEqual(['accepted']);
    expect(await results(snooze, complete)).toEqual(['TASK_ALREADY_CLOSED', 'accepted']);
    expect(await results(snooze)).toEqual(['TASK_ALREADY_CLOSED']);
    expect(await activityKinds()).toEqual(['task.done']);
  });

  test('two devices complete the same task at once: one outcome, the other is told', async () => {
    const task = await campaignTask();
    const mine = act('task.complete', task, at('08:00:00'), { outcome: { note: 'phone' } });
    const other = act('task.complete', task, at('08:00:00'), { outcome: { note: 'laptop' } });
    const answers = (await Promise.all([push([mine]), push([other])])).flat();
    expect(answers.map((answer) => answer.result).sort()).toEqual(['accepted', 'conflict']);
    const winner = answers.find((answer) => answer.result === 'accepted');
    expect(answers.find((answer) => answer.result === 'conflict')).toMatchObject({
      code: 'TASK_ALREADY_CLOSED',
      task: { status: 'done', closedByAction: winner?.id, outcome: winner?.task?.outcome },
    });
    expect(await openTasks(db, member)).toHaveLength(1);
  });

  test.each([
    ['is done', { note: 'From the phone' }],
    ['was sent', { note: 'From the phone', proof: aProof({ evidence: 'person', ids: {} }) }],
  ])(
    'a proof that comes after somebody’s word that it %s takes the place of the word',
    async (_, outcome) => {
      const task = await ownTask();
      const said = act('task.complete', task, at('08:10:00'), { outcome });
      const proven = () => act('task.complete', task, at('08:11:00'), { outcome: { proof: aProof() } });
      expect(await results(said, proven(), proven())).toEqual([
        'accepted',
        'TASK_ALREADY_CLOSED',
        'TASK_ALREADY_CLOSED',
      ]);
      const device = new Device(db, member);
      await device.pull(new Date(at('09:00:00')));
      expect(device.all('activity')).toMatchObject([
        { kind: 'mail.sent', at: aProof().sentAt, note: 'From the phone' },
      ]);
      const other = aProof({ ids: { message: 'second' } });
      await results(act('task.complete', task, at('08:12:00'), { outcome: { proof: other } }));
      expect(await activityKinds()).toEqual(['mail.sent', 'mail.sent']);
    },
  );

  test('a second mail that was proven sent is kept in the history, though the task was done', async () => {
    const task = await ownTask();
    const proof = aProof({ ids: { message: 'second' }, subject: 'Again' });
    expect(
      await results(act('task.complete', task, at('08:00:00'), { outcome: { proof: aProof() } })),
    ).toEqual(['accepted']);
    const second = act('task.complete', task, at('08:05:00'), { outcome: { proof } });
    expect(await results(second)).toEqual(['TASK_ALREADY_CLOSED']);
    expect(await results(second)).toEqual(['TASK_ALREADY_CLOSED']);
    const sent = await db.kysely
      .selectFrom('activities')
      .select(['kind', 'detail', 'note'])
      .where('workspace_id', '=', member.workspaceId)
      .where('note', '=', 'Again')
      .execute();
    expect(sent).toEqual([{ kind: 'mail.sent', note: 'Again', detail: { proof, action: second.id } }]);
    expect(await activityKinds()).toEqual(['mail.sent', 'mail.sent']);
  });

  describe('complete, reopen, complete', () => {
    test('leaves one next step, with a new due instant', async () => {
      const task = await campaignTask();
      const first = act('task.complete', task, at('08:00:00'), { outcome: {} });
      await push([first]);
      const taken = await openTask(db, member);
      const back = act('task.reopen', task, at('08:00:05'), { undoes: first.id });
      const later = act('task.complete', task, '2026-06-05T08:00:00.000Z', { outcome: {} });
      const answers = await push([back, later], member, new Date('2026-06-05T09:00:00.000Z'));
      expect(answers.map((answer) => answer.result)).toEqual(['accepted', 'accepted']);
      const next = await openTask(db, member);
      expect(next.id).not.toBe(taken.id);
      // Done on the day that was planned for day 2, so that one moves over the weekend.
      expect([taken.dueAt, next.dueAt]).toEqual(['2026-06-05T07:00:00.000Z', '2026-06-08T07:00:00.000Z']);
      const device = new Device(db, member);
      await device.pull(evening);
      expect(device.all('task').find((one) => one.id === taken.id)?.status).toBe('cancelled');
    });

    test('takes back the shift that a late completion had made', async () => {
      const task = await campaignTask();
      const late = act('task.complete', task, '2026-06-10T08:00:00.000Z', { outcome: {} });
      const back = act('task.reopen', task, '2026-06-10T08:00:05.000Z', { undoes: late.id });
      await push([late, back], member, new Date('2026-06-10T09:00:00.000Z'));
      const run = await db.kysely
        .selectFrom('enrolments')
        .selectAll()
        .where('workspace_id', '=', member.workspaceId)
        .executeTakeFirstOrThrow();
      expect(run).toMatchObject({ status: 'active', current_step_id: task.stepId });
      await push([act('task.complete', task, at('08:00:00'), { outcome: {} })]);
      expect(await openTask(db, member)).toMatchObject({ dueAt: '2026-06-05T07:00:00.000Z' });
    });

    test('of the last step makes the run active again, then completes it', async () => {
      const task = await campaignTask(1);
      const first = act('task.complete', task, at('08:00:00'), { outcome: {} });
      const back = act('task.reopen', task, at('08:00:05'), { undoes: first.id });
      const status = async () =>
        (
          await db.kysely
            .selectFrom('enrolments')
            .select('status')
            .where('workspace_id', '=', member.workspaceId)
            .executeTakeFirstOrThrow()
        ).status;
      await push([first]);
      expect(await status()).toBe('completed');
      await push([back]);
      expect(await status()).toBe('active');
      expect(await results(act('task.complete', task, at('09:00:00'), { outcome: {} }))).toEqual([
        'accepted',
      ]);
      expect(await status()).toBe('completed');
    });

    test('is too late once the next step has been worked on', async () => {
      const task = await campaignTask();
      const first = act('task.complete', task, at('08:00:00'), { outcome: {} });
      await push([first]);
      await push([act('task.snooze', await openTask(db, member), at('08:01:00'), { until: at('09:00:00') })]);
      expect(await results(act('task.reopen', task, at('08:02:00'), { undoes: first.id }))).toEqual([
        'TASK_MOVED_ON',
      ]);
    });

    test('names the closing action: another device cannot take it back', async () => {
      const task = await ownTask();
      await push([act('task.complete', task, at('08:00:00'), { outcome: {} })]);
      expect(await results(act('task.reopen', task, at('08:02:00'), { undoes: randomUUID() }))).toEqual([
        'TASK_ALREADY_CLOSED',
      ]);
    });

    test('at once with work on the next step: one of the two wins, and nobody waits for ever', async () => {
      for (let round = 0; round < 10; round += 1) {
        const task = await campaignTask();
        const first = act('task.complete', task, at('08:00:00'), { outcome: {} });
        await push([first]);
        const next = await openTask(db, member);
        const both = await Promise.all([
          push([act('task.reopen', task, at('08:00:05'), { undoes: first.id })]),
          push([act('task.complete', next, at('08:00:05'), { outcome: {} })]),
        ]);
        expect(
          both
            .flat()
            .map((answer) => answer.result)
            .sort(),
        ).toEqual(['accepted', 'conflict']);
        await push([act('task.skip', await openTask(db, member), at('08:01:00'), {})]);
        const rest = await openTasks(db, member);
        for (const one of rest)
          await db.kysely
            .deleteFrom('tasks')
            .where('workspace_id', '=', member.workspaceId)
            .where('id', '=', one.id)
            .execute();
      }
    });
  });

  test('a task that is not one’s own is unknown, and stays as it is', async () => {
    const task = await ownTask();
    const other = await addWorkspace(db, 'Other');
    const stranger = { workspaceId: other.workspaceId, userId: other.userIds[0] ?? '' };
    for (const who of [colleague, stranger]) {
      const answers = await push([act('task.complete', task, at('08:00:00'), { outcome: {} })], who);
      expect(answers).toMatchObject([{ result: 'refused', code: 'NOT_FOUND', task: null }]);
    }
    expect(await openTask(db, member)).toEqual(task);
  });

  test('an action id that a colleague has used tells nothing about the colleague’s task', async () => {
    const task = await ownTask();
    const action = act('task.complete', task, at('08:00:00'), { outcome: {} });
    await push([action]);
    expect(await push([action], colleague)).toMatchObject([
      { result: 'refused', code: 'NOT_FOUND', task: null },
    ]);
  });

  test('a device whose clock is ahead closes now, so that the run is not moved into the future', async () => {
    const task = await campaignTask();
    await push(
      [act('task.complete', task, '2031-01-01T00:00:00.000Z', { outcome: {} })],
      member,
      new Date(at('08:00:00')),
    );
    expect(await openTask(db, member)).toMatchObject({ dueAt: '2026-06-05T07:00:00.000Z' });
  });

  test('instants come back in one form, so that they sort as text', async () => {
    const task = await ownTask();
    const [answer] = await push([
      act('task.snooze', task, '2026-06-04T08:00:00Z', { until: '2026-06-05T08:00Z' }),
    ]);
    expect(answer?.task).toMatchObject({ dueAt: '2026-06-05T08:00:00.000Z' });
  });

  test('answers are kept for ninety days; what comes again after that still closes nothing twice', async () => {
    const task = await campaignTask();
    const action = act('task.complete', task, at('08:00:00'), { outcome: {} });
    await push([action]);
    const days = (count: number) => new Date(evening.getTime() + count * 86_400_000);
    const kept = async () =>
      await db.kysely
        .selectFrom('sync_actions')
        .select('id')
        .where('workspace_id', '=', member.workspaceId)
        .execute();
    await pruneAll(db, days(89));
    expect(await kept()).toHaveLength(1);
    await pruneAll(db, days(91));
    expect(await kept()).toEqual([]);
    const next = await openTask(db, member);
    expect(await push([action], member, days(92))).toMatchObject([
      { result: 'accepted', task: { status: 'done' } },
    ]);
    expect(await openTask(db, member)).toEqual(next);
  });
});
