import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PersonContext } from '../../lib/contract/person-context.ts';
import { NewActivity, type NewTask } from '../../lib/contract/task.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import type { Member } from '../../tests/support/domain.ts';
import { act, addCampaign, addPerson, aProof, launch, openTask, unwrap } from '../../tests/support/domain.ts';
import { addColleagues } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { pushActions } from '../sync/push.ts';
import { createTask } from '../tasks/create.ts';
import { blockDomain } from './blocked-domains.ts';
import { findPersonContext, lookUpPeople } from './contexts.ts';
import { logActivity } from './log.ts';
import { addPerson as addByHand, createPeople, createPerson } from './people.ts';

const thursday = new Date('2026-06-04T06:00:00.000Z');
const at = (clock: string) => `2026-06-04T${clock}.000Z`;
const evening = new Date(at('20:00:00'));

describeOnEachEngine('a person in the mailbox', (open) => {
  let db: Database;
  let member: Member;
  let colleague: Member;

  beforeAll(async () => {
    db = await open();
  });
  beforeEach(async () => {
    [member, colleague] = await addColleagues(db);
  });

  const addOwnTask = (task: Partial<NewTask> & { personId: string }, who = member) =>
    createTask(
      db,
      who.workspaceId,
      who.userId,
      { type: 'call', title: 'Ring back', dueAt: at('12:00:00'), ...task },
      thursday,
    ).then(unwrap);
  const contextOf = async (personId: string, who = member): Promise<PersonContext> => {
    const context = await findPersonContext(db, who, personId);
    if (!context) throw new Error('expected a person');
    return context;
  };

  describe('looked up by address', () => {
    test('who is known is told with everything, who is not is named', async () => {
      const anna = await addPerson(db, member.workspaceId, thursday);
      const campaign = await addCampaign(db, member.workspaceId, thursday);
      await launch(db, colleague, campaign, [anna], thursday);
      const own = await addOwnTask({ personId: anna.id });
      const found = await lookUpPeople(db, member, ['anna@example.com', 'nobody@example.com']);
      expect(found.unknown).toEqual(['nobody@example.com']);
      expect(found.matches).toMatchObject([
        {
          email: 'anna@example.com',
          total: 1,
          people: [
            {
              person: anna,
              consent: {
                noMailings: false,
                purposes: [{ purpose: 'sales', status: 'none' }, { purpose: 'marketing' }],
              },
              enrolments: [
                {
                  campaignName: 'Spring',
                  status: 'active',
                  onReply: 'end',
                  mine: false,
                  assigneeName: 'Bo',
                  taskId: null,
                  nextDueAt: at('07:00:00'),
                  currentStep: {
                    title: 'Call 1',
                    type: 'call',
                    dayNumber: 1,
                    stepNumber: 1,
                    position: 1,
                    steps: 3,
                  },
                  lastEvent: null,
                },
              ],
              tasks: [{ id: own.id }],
              nextTask: { id: own.id },
              activities: [{ kind: 'campaign.started', title: 'Spring', byName: 'Bo' }],
            },
          ],
        },
      ]);
      const theirs = await lookUpPeople(db, colleague, ['anna@example.com']);
      const [context] = theirs.matches[0]?.people ?? [];
      expect(context?.enrolments[0]).toMatchObject({ mine: true, taskId: context?.nextTask?.id });
      expect(context?.tasks.map((task) => task.title)).toEqual(['Call 1']);
    });

    test('upper and lower case are the same, and each spelling asked is answered', async () => {
      await createPerson(
        db,
        member.workspaceId,
        { firstName: 'Anna', email: 'Anna.Ek@Example.com' },
        thursday,
      );
      const asked = ['anna.ek@example.com', 'ANNA.EK@example.com', 'anna.ek@example.com'];
      const { matches } = await lookUpPeople(db, member, asked);
      expect(matches.map(({ email, people }) => [email, people[0]?.person.firstName])).toEqual([
        ['anna.ek@example.com', 'Anna'],
        ['ANNA.EK@example.com', 'Anna'],
      ]);
    });

    test('an address of several people is answered with all of them by name, at most ten', async () => {
      const people = Array.from({ length: 12 }, (_, n) => ({
        firstName: `F${n}`,
        lastName: `L${String(n).padStart(2, '0')}`,
        email: 'info@example.com',
      }));
      await createPeople(db, member.workspaceId, people.reverse(), thursday);
      const { matches } = await lookUpPeople(db, member, ['info@example.com']);
      expect(matches[0]?.total).toBe(12);
      const expected = Array.from({ length: 10 }, (_, n) => `L${String(n).padStart(2, '0')}`);
      expect(matches[0]?.people.map(({ person }) => person.lastName)).toEqual(expected);
    });

    test('an address at a blocked domain is told apart, also of somebody unknown', async () => {
      unwrap(await blockDomain(db, member, 'fjord.example', thursday));
      const asked = ['Anna@Post.fjord.example', 'bo@nordby.example'];
      const { blocked, unknown } = await lookUpPeople(db, member, asked);
      expect(blocked).toEqual([{ email: 'Anna@Post.fjord.example', domain: 'fjord.example' }]);
      expect(unknown).toEqual(asked);
    });

    test('signs with a meaning in patterns are letters like any other', async () => {
      await createPerson(db, member.workspaceId, { firstName: 'Anna', email: 'a_b@example.com' }, thursday);
      const { unknown } = await lookUpPeople(db, member, ['axb@example.com', '%@example.com']);
      expect(unknown).toEqual(['axb@example.com', '%@example.com']);
    });
  });

  test('tasks are the caller’s own open ones, soonest first, and history is the newest fifty', async () => {
    const anna = await addPerson(db, member.workspaceId, thursday);
    const later = await addOwnTask({ personId: anna.id, dueAt: at('15:00:00'), title: 'Later' });
    const sooner = await addOwnTask({ personId: anna.id, dueAt: at('09:00:00'), title: 'Sooner' });
    await addOwnTask({ personId: anna.id, title: 'Not mine' }, colleague);
    const done = await addOwnTask({ personId: anna.id, dueAt: at('07:00:00'), title: 'Done' });
    await pushActions(db, member, [act('task.skip', done, at('07:05:00'), {})], evening);
    for (let minute = 0; minute < 55; minute += 1) {
      const note = NewActivity.parse({
        id: randomUUID(),
        kind: 'note.logged',
        at: new Date(Date.parse(at('08:00:00')) + minute * 60_000).toISOString(),
        title: `Note ${minute}`,
      });
      unwrap(await logActivity(db, member, anna.id, note, evening));
    }
    const context = await contextOf(anna.id);
    expect(context.tasks.map((task) => task.id)).toEqual([sooner.id, later.id]);
    expect(context.nextTask?.id).toBe(sooner.id);
    expect(context.activities).toHaveLength(50);
    expect(context.activities.map((activity) => activity.title).slice(0, 2)).toEqual(['Note 54', 'Note 53']);
  });

  test('runs: the active one first, then the newest', async () => {
    const anna = await addPerson(db, member.workspaceId, thursday);
    const [one, two] = [
      await addCampaign(db, member.workspaceId, thursday, 1),
      await addCampaign(db, member.workspaceId, thursday, 1),
    ];
    await launch(db, member, one, [anna], thursday);
    const task = await openTask(db, member);
    await pushActions(db, member, [act('task.complete', task, at('07:00:00'), { outcome: {} })], evening);
    await launch(db, member, two, [anna], new Date(at('08:00:00')));
    await launch(db, member, one, [anna], new Date(at('09:00:00')));
    const { enrolments } = await contextOf(anna.id);
    expect(enrolments.map(({ status, campaignId }) => [status, campaignId])).toEqual([
      ['active', one.id],
      ['active', two.id],
      ['completed', one.id],
    ]);
    expect(enrolments[2]).toMatchObject({ currentStep: null, nextDueAt: null, taskId: null });
  });

  describe('written down by hand', () => {
    const entry = (over: object = {}) =>
      NewActivity.parse({
        id: randomUUID(),
        kind: 'call.logged',
        at: at('10:00:00'),
        title: 'Asked for a price',
        ...over,
      });

    test('a line stands once, however often it is sent', async () => {
      const anna = await addPerson(db, member.workspaceId, thursday);
      const call = entry({ note: 'Wants numbers.' });
      const line = unwrap(await logActivity(db, member, anna.id, call, evening));
      expect(line).toEqual({
        id: call.id,
        at: at('10:00:00'),
        kind: 'call.logged',
        personId: anna.id,
        taskId: null,
        campaignId: null,
        byName: 'Alva',
        title: 'Asked for a price',
        note: 'Wants numbers.',
      });
      expect(unwrap(await logActivity(db, member, anna.id, call, evening))).toEqual(line);
      expect((await contextOf(anna.id)).activities).toEqual([line]);
    });

    test('a mail is written down once for a person, also under another id and by somebody else', async () => {
      const [anna, bea] = [
        await addPerson(db, member.workspaceId, thursday, 'Anna'),
        await addPerson(db, member.workspaceId, thursday, 'Bea'),
      ];
      const mail = { kind: 'mail.logged', direction: 'in', ids: { thread: 't1', message: 'm1' } };
      const line = unwrap(await logActivity(db, member, anna.id, entry(mail), evening));
      expect(line).toMatchObject({ kind: 'mail.logged', direction: 'in' });
      expect(unwrap(await logActivity(db, colleague, anna.id, entry(mail), evening))).toEqual(line);
      unwrap(await logActivity(db, member, bea.id, entry(mail), evening));
      unwrap(await logActivity(db, member, anna.id, entry({ ...mail, ids: { message: 'm2' } }), evening));
      expect((await contextOf(anna.id)).activities).toHaveLength(2);
      expect((await contextOf(bea.id)).activities).toHaveLength(1);
    });

    test.each([{ what: 'what has not happened yet', over: { at: '2026-06-05T10:00:00.000Z' }, path: 'at' }])(
      '$what is refused by name',
      async ({ over, path }) => {
        const anna = await addPerson(db, member.workspaceId, thursday);
        expect(await logActivity(db, member, anna.id, entry(over), evening)).toMatchObject({
          code: 'INVALID_INPUT',
          fields: [{ path }],
        });
      },
    );

    test('a clock a few minutes fast does no harm', async () => {
      const anna = await addPerson(db, member.workspaceId, thursday);
      const soon = entry({ at: at('20:04:00') });
      expect(unwrap(await logActivity(db, member, anna.id, soon, evening)).at).toBe(evening.toISOString());
    });

    test('an id of another line is refused, and nothing is told about that line', async () => {
      const [anna, bea] = [
        await addPerson(db, member.workspaceId, thursday, 'Anna'),
        await addPerson(db, member.workspaceId, thursday, 'Bea'),
      ];
      const call = entry();
      unwrap(await logActivity(db, member, anna.id, call, evening));
      expect(await logActivity(db, member, bea.id, call, evening)).toMatchObject({
        fields: [{ path: 'id' }],
      });
      expect(await logActivity(db, member, anna.id, { ...call, kind: 'note.logged' }, evening)).toMatchObject(
        {
          fields: [{ path: 'id' }],
        },
      );
    });

    test.each([
      { over: { kind: 'mail.logged' }, path: 'direction' },
      { over: { kind: 'note.logged', direction: 'in' }, path: 'direction' },
      { over: { kind: 'note.logged', ids: { message: 'm1' } }, path: 'ids' },
      { over: { kind: 'mail.logged', direction: 'in', ids: { message: 'two words' } }, path: 'ids.message' },
      { over: { kind: 'task.done' }, path: 'kind' },
      { over: { title: '  ' }, path: 'title' },
    ])('$over is no such entry, because of $path', ({ over, path }) => {
      const { error } = NewActivity.safeParse({
        id: randomUUID(),
        kind: 'call.logged',
        at: at('10:00:00'),
        title: 'x',
        ...over,
      });
      expect(error?.issues.map((issue) => issue.path.join('.'))).toContain(path);
    });
  });

  test('a person and a task that are added twice by the same id stand once', async () => {
    const id = randomUUID();
    const anna = unwrap(
      await addByHand(db, member.workspaceId, { id, firstName: 'Anna', email: 'a@example.com' }, thursday),
    );
    const again = await addByHand(
      db,
      member.workspaceId,
      { id, firstName: 'Anna', email: 'a@example.com' },
      evening,
    );
    expect(unwrap(again)).toEqual(anna);
    expect(await addByHand(db, member.workspaceId, { id, firstName: 'Bea' }, evening)).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'id' }],
    });
    const taskId = randomUUID();
    const task = await addOwnTask({ id: taskId, personId: anna.id });
    await pushActions(
      db,
      member,
      [act('task.snooze', task, at('07:00:00'), { until: at('16:00:00') })],
      evening,
    );
    const repeated = await addOwnTask({ id: taskId, personId: anna.id });
    expect(repeated).toMatchObject({ id: taskId, version: 2, dueAt: at('16:00:00') });
    const other = { type: 'call', title: 'x', dueAt: at('12:00:00'), personId: anna.id, id: taskId } as const;
    expect(await createTask(db, colleague.workspaceId, colleague.userId, other, thursday)).toMatchObject({
      fields: [{ path: 'id' }],
    });
    expect((await contextOf(anna.id)).tasks).toHaveLength(1);
  });

  test('a mail that a task sent stands in the history with its subject', async () => {
    const anna = await addPerson(db, member.workspaceId, thursday);
    const task = await addOwnTask({ personId: anna.id, type: 'email', title: 'Offer' });
    const outcome = { proof: aProof({ subject: 'Your offer' }) };
    await pushActions(db, member, [act('task.complete', task, at('08:00:00'), { outcome })], evening);
    expect((await contextOf(anna.id)).activities).toMatchObject([
      { kind: 'mail.sent', title: 'Offer', note: 'Your offer', taskId: task.id },
    ]);
  });
});
