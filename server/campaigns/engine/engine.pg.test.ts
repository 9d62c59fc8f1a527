import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { automaticMails, on, thursday } from '../../../tests/support/automatic-mails.ts';
import { describeOnEachEngine } from '../../../tests/support/database.ts';
import type { Member } from '../../../tests/support/domain.ts';
import { act, Device, launch, newStep, openTask, openTasks, unwrap } from '../../../tests/support/domain.ts';
import { handOver } from '../../../tests/support/hand-over.ts';
import { addColleagues } from '../../../tests/support/workspace.ts';
import type { Database } from '../../db/open.ts';
import { saveConsent } from '../../db/queries/consents.ts';
import { cancelLateSends } from '../../db/queries/sends-plan.ts';
import { withTransaction } from '../../db/transaction.ts';
import { setConsent } from '../../people/consent.ts';
import { pushActions } from '../../sync/push.ts';
import { releaseTask } from '../../tasks/release.ts';
import { lookAtRuns } from '../look.ts';
import { sayReplied, undoSaid } from '../runs.ts';
import { hearSends } from './hear-sends.ts';
import { sendDue } from './send-due.ts';

describeOnEachEngine('automatic mails of campaigns', (open) => {
  let db: Database;
  let alva: Member;

  beforeEach(async () => {
    db ??= await open();
    await db.kysely.deleteFrom('sends').execute();
    [alva] = await addColleagues(db);
  });

  const { mail, anna, add, content, sends, states, run } = automaticMails(() => ({ db, alva }));

  async function look(at: Date): Promise<void> {
    while ((await lookAtRuns(db, at)) > 0);
  }

  const deliver = (move: Parameters<typeof handOver>[1], now: Date) => handOver(db, move, now);

  test('leave when they are due, and what was accepted moves the run on to the next step', async () => {
    const campaign = await add([
      {
        number: 1,
        steps: [mail('Intro', { email: content('Hej {{first_name}}', '<p>Hi {{first_name}}</p>') })],
      },
      { number: 2, steps: [newStep({ type: 'call', title: 'Ring' })] },
    ]);
    await launch(db, alva, campaign, [await anna()], thursday);
    await sendDue(db, 10, on('04', '08:59'));
    expect(await sends()).toEqual([]);
    await sendDue(db, 10, on('04', '09:00'));
    await sendDue(db, 10, on('04', '09:00'));
    expect(await sends()).toMatchObject([
      {
        recipient: 'anna@fjord.example',
        state: 'planned',
        content: { subject: 'Hej Anna', html: '<p>Hi Anna</p>', text: 'Hi Anna' },
        not_after: null,
      },
    ]);
    await deliver('accept', on('04', '09:01'));
    const [{ message_id: messageId } = { message_id: '' }] = await sends();
    const [task] = await openTasks(db, alva);
    expect(task).toMatchObject({ title: 'Ring', dueAt: '2026-06-05T07:00:00.000Z' });
    const done = await db.kysely
      .selectFrom('tasks')
      .select(['outcome'])
      .where('workspace_id', '=', alva.workspaceId)
      .where('status', '=', 'done')
      .execute();
    expect(done).toMatchObject([
      {
        outcome: {
          proof: { site: 'server', subject: 'Hej Anna', to: ['anna@fjord.example'], ids: { messageId } },
        },
      },
    ]);
  });

  test('are nothing to do for a person, until they have gone', async () => {
    const campaign = await add([{ number: 1, steps: [mail('Intro')] }]);
    await launch(db, alva, campaign, [await anna()], thursday);
    const device = new Device(db, alva);
    await device.pull(thursday);
    expect(device.all('task')).toEqual([]);
    await sendDue(db, 10, on('04', '09:00'));
    await deliver('accept', on('04', '09:01'));
    await device.pull(on('04', '09:02'));
    expect(device.all('task')).toMatchObject([{ title: 'Intro', status: 'done' }]);
    expect(await run(campaign.id)).toMatchObject({ status: 'completed' });
  });

  test('§3.6 quotes: that follow up answer the mail before, with its text below', async () => {
    const second = mail('Nudge', {
      followUp: true,
      dueTime: '10:00',
      email: content('', '<p>Any thoughts?</p>'),
    });
    const third = mail('Last', { followUp: true, dueTime: '11:00', email: content('', '<p>Bye</p>') });
    const campaign = await add([
      { number: 1, steps: [mail('Intro', { email: content('Vans', '<p>Hello</p>') }), second, third] },
    ]);
    await launch(db, alva, campaign, [await anna()], thursday);
    for (const time of ['09:00', '10:00', '11:00']) {
      await sendDue(db, 10, on('04', time));
      await deliver('accept', on('04', time));
    }
    const [intro, nudge, last] = await sends();
    expect(nudge).toMatchObject({ in_reply_to: intro?.message_id, reference_ids: [intro?.message_id] });
    expect(last).toMatchObject({
      in_reply_to: nudge?.message_id,
      reference_ids: [intro?.message_id, nudge?.message_id],
    });
    expect([nudge?.content.subject, last?.content.subject]).toEqual(['Re: Vans', 'Re: Vans']);
    expect(last?.content.text).toMatch(
      /^Bye\n\nJune 4, 2026 at 8:00 AM · Alva <.*>\n> Any thoughts\?\n>\n> June 4, 2026 at 7:00 AM · Alva <.*>\n>> Hello$/,
    );
    expect(last?.content.html.match(/<p>Hello<\/p>/g)).toHaveLength(1);
  });

  test('§6 missing fields: that lack a value become a task, with the reason', async () => {
    const campaign = await add([
      { number: 1, steps: [mail('Intro', { email: content('Hej', '<p>{{phone}} {{! say why }}</p>') })] },
    ]);
    await launch(db, alva, campaign, [await anna()], thursday);
    await sendDue(db, 10, on('04', '09:00'));
    expect(await sends()).toEqual([]);
    const device = new Device(db, alva);
    await device.pull(on('04', '09:00'));
    expect(device.all('task')).toMatchObject([
      {
        status: 'open',
        trouble: { code: 'FIELD_MISSING', message: 'still to be filled in: phone, say why' },
      },
    ]);
    expect((await openTask(db, alva)).automatic).toBeUndefined();
  });

  test('§6 paused with an error: that are refused become a task; one that is unsure waits and says so', async () => {
    const campaign = await add([{ number: 1, steps: [mail('Intro')] }]);
    await launch(db, alva, campaign, [await anna()], thursday);
    await sendDue(db, 10, on('04', '09:00'));
    await deliver('lose', on('04', '09:01'));
    expect(await openTask(db, alva)).toMatchObject({
      automatic: expect.anything(),
      trouble: { code: 'MAIL_UNSURE' },
    });
    await sendDue(db, 10, on('04', '12:00'));
    expect(await states()).toEqual(['unsure']);

    await launch(
      db,
      alva,
      campaign,
      [await anna({ firstName: 'Bo', email: 'bo@fjord.example' })],
      on('04', '13:00'),
    );
    await sendDue(db, 10, on('04', '13:00'));
    await deliver('reject', on('04', '13:01'));
    const tasks = await openTasks(db, alva);
    expect(tasks.find(({ personName }) => personName === 'Bo Ek')).toMatchObject({
      trouble: { code: 'MAIL_REJECTED', message: '550 no such user' },
    });
    await sendDue(db, 10, on('04', '14:00'));
    expect(await states()).toEqual(['unsure', 'rejected']);
  });

  test('do not leave after an answer; when that was no answer they leave once', async () => {
    const campaign = await add([{ number: 1, steps: [mail('Intro')] }]);
    await launch(db, alva, campaign, [await anna()], thursday);
    await sendDue(db, 10, on('04', '09:00'));
    const { id: enrolmentId } = await run(campaign.id);
    const event = randomUUID();
    const user = { ...alva, role: 'user' } as const;
    unwrap(await sayReplied(db, user, { enrolmentId, id: event }, on('04', '09:00')));
    expect(await states()).toEqual(['cancelled']);
    unwrap(await undoSaid(db, user, { enrolmentId, undoes: event }, on('04', '09:05')));
    await hearSends(db, 10, on('04', '09:06'));
    await look(on('04', '09:06'));
    await sendDue(db, 10, on('04', '09:06'));
    await sendDue(db, 10, on('04', '09:07'));
    expect(await states()).toEqual(['cancelled', 'planned']);
    await deliver('accept', on('04', '09:08'));
    expect(await run(campaign.id)).toMatchObject({ status: 'completed' });
  });

  test('do not go to who does not want to hear from sales any more: the run stops', async () => {
    const campaign = await add([{ number: 1, steps: [mail('Intro')] }]);
    const person = await anna();
    await launch(db, alva, campaign, [person], thursday);
    const withdrawn = { status: 'withdrawn', legalBasis: null, source: 'phone', comment: null } as const;
    const about = { personId: person.id, purpose: 'sales' } as const;
    unwrap(await setConsent(db, alva, about, withdrawn, thursday));
    await sendDue(db, 10, on('04', '09:00'));
    expect(await sends()).toEqual([]);
    expect(await run(campaign.id)).toMatchObject({ status: 'unsubscribed' });
    expect(await openTasks(db, alva)).toEqual([]);
  });

  test('nor where the consent was withdrawn while the run began', async () => {
    const campaign = await add([{ number: 1, steps: [mail('Intro')] }]);
    const person = await anna();
    await launch(db, alva, campaign, [person], thursday);
    const said = { status: 'withdrawn', legalBasis: null, source: 'phone', comment: null } as const;
    const draft = { purpose: 'sales', ...said, at: thursday.toISOString(), byUserId: alva.userId } as const;
    await withTransaction(db, (tx) => saveConsent(tx, alva.workspaceId, person.id, draft));
    await sendDue(db, 10, on('04', '09:00'));
    expect(await sends()).toEqual([]);
    expect(await run(campaign.id)).toMatchObject({ status: 'unsubscribed' });
  });

  test('are taken back when a person closes the task first', async () => {
    const campaign = await add([{ number: 1, steps: [mail('Intro')] }]);
    await launch(db, alva, campaign, [await anna()], thursday);
    await sendDue(db, 10, on('04', '09:00'));
    const task = await openTask(db, alva);
    await pushActions(db, alva, [act('task.skip', task, '2026-06-04T07:00:01.000Z', {})], on('04', '09:01'));
    expect(await states()).toEqual(['cancelled']);
    await hearSends(db, 10, on('04', '09:02'));
    expect(await run(campaign.id)).toMatchObject({ status: 'completed' });
  });

  test('that are unsure are settled by the person’s word', async () => {
    const campaign = await add([{ number: 1, steps: [mail('Intro')] }]);
    const people = [await anna(), await anna({ firstName: 'Bo', email: 'bo@fjord.example' })];
    await launch(db, alva, campaign, people, thursday);
    await sendDue(db, 10, on('04', '09:00'));
    await deliver('lose', on('04', '09:01'));
    const [arrived, lost] = await openTasks(db, alva);
    if (!arrived || !lost) throw new Error('expected two tasks');
    const at = '2026-06-04T07:10:00.000Z';
    await pushActions(db, alva, [act('task.complete', arrived, at, { outcome: {} })], on('04', '09:10'));
    await pushActions(db, alva, [act('task.skip', lost, at, {})], on('04', '09:10'));
    expect((await states()).sort()).toEqual(['accepted', 'cancelled']);
    await hearSends(db, 10, on('04', '09:11'));
    expect(await run(campaign.id)).toMatchObject({ status: 'completed' });
  });

  test('cannot be done again once they have left', async () => {
    const campaign = await add([{ number: 1, steps: [mail('Intro')] }]);
    await launch(db, alva, campaign, [await anna()], thursday);
    await sendDue(db, 10, on('04', '09:00'));
    const task = await openTask(db, alva);
    await deliver('accept', on('04', '09:01'));
    const [{ id: undoes } = { id: '' }] = await sends();
    const action = act('task.reopen', task, '2026-06-04T07:05:00.000Z', { undoes });
    const { answers } = await pushActions(db, alva, [action], on('04', '09:05'));
    expect(answers).toMatchObject([{ result: 'conflict', code: 'TASK_MOVED_ON' }]);
  });

  test('are not sent later than the late guard allows: held, and sent once a person lets them go', async () => {
    const campaign = await add([{ number: 1, steps: [mail('Intro')] }], { lateHours: 2 });
    await launch(db, alva, campaign, [await anna()], thursday);
    await sendDue(db, 10, on('04', '09:00'));
    expect(await sends()).toMatchObject([{ not_after: on('04', '11:00') }]);
    await cancelLateSends(db.kysely, 10, on('04', '11:01'));
    await hearSends(db, 10, on('04', '11:02'));
    await look(on('04', '11:03'));
    const task = await openTask(db, alva);
    expect(task).toMatchObject({ held: { cause: 'late' } });
    await sendDue(db, 10, on('04', '11:04'));
    unwrap(await releaseTask(db, alva, task.id, on('04', '12:00')));
    await look(on('04', '12:00'));
    await sendDue(db, 10, on('04', '12:00'));
    expect(await sends()).toMatchObject([
      { state: 'cancelled' },
      { state: 'planned', not_after: on('04', '14:00') },
    ]);
    await deliver('accept', on('04', '12:01'));
    expect(await run(campaign.id)).toMatchObject({ status: 'completed' });
  });

  test('go to copies too, each once, under one Message-ID', async () => {
    const email = { ...content('Hej', '<p>Hej</p>'), cc: [{ email: 'boss@fjord.example', name: 'Boss' }] };
    const campaign = await add([{ number: 1, steps: [mail('Intro', { email })] }]);
    await launch(db, alva, campaign, [await anna()], thursday);
    await sendDue(db, 10, on('04', '09:00'));
    const planned = await sends();
    expect(planned.map(({ recipient }) => recipient).sort()).toEqual([
      'anna@fjord.example',
      'boss@fjord.example',
    ]);
    expect(new Set(planned.map(({ message_id }) => message_id)).size).toBe(1);
    await deliver('accept', on('04', '09:01'));
    expect(await run(campaign.id)).toMatchObject({ status: 'completed' });
  });

  test('one that cannot be brought on becomes a task; the others go on', async () => {
    const campaign = await add([{ number: 1, steps: [mail('Intro')] }]);
    const people = [await anna(), await anna({ firstName: 'Bo', email: 'bo@fjord.example' })];
    await launch(db, alva, campaign, people, thursday);
    // A row that nobody of ours writes.
    await db.kysely
      .updateTable('tasks')
      .set({ email: null })
      .where('workspace_id', '=', alva.workspaceId)
      .where('person_id', '=', people[0]?.id ?? '')
      .execute();
    const faults: unknown[] = [];
    await sendDue(db, 10, on('04', '09:00'), (error) => faults.push(error));
    expect(faults).toHaveLength(1);
    expect((await sends()).map(({ recipient }) => recipient)).toEqual(['bo@fjord.example']);
    const tasks = await openTasks(db, alva);
    expect(tasks.find(({ personName }) => personName === 'Anna Ek')).toMatchObject({
      trouble: { code: 'FAILED' },
    });
  });

  test('are planned once, however many look at once', async () => {
    const campaign = await add([{ number: 1, steps: [mail('Intro')] }]);
    const people = await Promise.all(
      Array.from({ length: 20 }, (_, index) => anna({ email: `anna${index}@fjord.example` })),
    );
    await launch(db, alva, campaign, people, thursday);
    for (let round = 0; round < 6; round += 1)
      await Promise.all(Array.from({ length: 4 }, () => sendDue(db, 5, on('04', '09:00'))));
    const planned = await sends();
    expect(new Set(planned.map(({ recipient }) => recipient)).size).toBe(20);
    expect(planned).toHaveLength(20);
  });
});
