import { beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { Campaign, CampaignSettings, Launch, Step } from '../../lib/contract/campaign.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { PlanLine } from '../../lib/contract/plan.ts';
import type { Action } from '../../lib/contract/sync.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import type { Member } from '../../tests/support/domain.ts';
import { act, aProof, newStep, openTask, openTasks, unwrap } from '../../tests/support/domain.ts';
import { localTime } from '../../tests/support/plans.ts';
import { addWorkspace, firstUser } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { saveTrouble } from '../db/queries/due-mails.ts';
import { withTransaction } from '../db/transaction.ts';
import { createPerson } from '../people/people.ts';
import { pushActions } from '../sync/push.ts';
import { createCampaign } from './create.ts';
import { launchCampaign } from './launch.ts';
import { planLaunch, planOfRun } from './plan.ts';
import { sayReplied } from './runs.ts';

/** Thursday 4 June 2026, 09:00 in Stockholm. */
const thursday = new Date('2026-06-04T07:00:00.000Z');
const timeZone = 'Europe/Stockholm';

const mail = (title: string, over: Partial<Step> = {}) => newStep({ type: 'email', title, ...over });
const call = (title: string, over: Partial<Step> = {}) => newStep({ type: 'call', title, ...over });

type Times = Pick<z.input<typeof Launch>, 'startAt' | 'timing'>;

describeOnEachEngine('plans', (open) => {
  let db: Database;
  let member: Member;
  beforeAll(async () => {
    db = await open();
  });

  async function startAfresh(): Promise<void> {
    const workspace = await addWorkspace(db, 'Nordby');
    member = { workspaceId: workspace.workspaceId, userId: firstUser(workspace) };
  }

  async function campaignOf(
    days: Record<number, Step[]>,
    settings: Partial<CampaignSettings> = {},
  ): Promise<Campaign> {
    const input = {
      name: 'Spring',
      category: '',
      settings: { skipWeekends: true, ...settings },
      days: Object.entries(days).map(([number, steps]) => ({ number: Number(number), steps })),
    };
    return unwrap(await createCampaign(db, member.workspaceId, input, thursday));
  }

  const addPerson = async (firstName: string, zone: string | null = null): Promise<Person> =>
    await createPerson(
      db,
      member.workspaceId,
      { firstName, email: `${firstName.toLowerCase()}@example.com`, timeZone: zone },
      thursday,
    );

  const asked = (campaign: Campaign, people: Person[], times: Times) => ({
    campaignId: campaign.id,
    userId: member.userId,
    personIds: people.map(({ id }) => id),
    timeZone,
    ...times,
  });

  async function preview(campaign: Campaign, people: Person[], times: Times = {}) {
    return unwrap(await planLaunch(db, member.workspaceId, asked(campaign, people, times), thursday)).plans;
  }

  async function launch(campaign: Campaign, people: Person[], times: Times = {}) {
    const input = { ...asked(campaign, people, times), choices: [], missingFields: 'byHand' as const };
    const report = unwrap(await launchCampaign(db, member.workspaceId, input, thursday));
    expect(report.refused).toEqual([]);
    return report.enrolled;
  }

  const planOf = async (enrolmentId: string) =>
    unwrap(await planOfRun(db, member.workspaceId, enrolmentId, thursday));

  async function push(action: Action): Promise<void> {
    const { answers } = await pushActions(db, member, [action], new Date(action.actedAt));
    expect(answers[0]?.result).toBe('accepted');
  }

  const timesOf = (lines: readonly PlanLine[], zone = timeZone) => lines.map(({ at }) => localTime(at, zone));
  const rulesOf = (line: PlanLine | undefined) => line?.moves.map(({ rule }) => rule);

  test('of a launch says the day, the instant and the rules of each step, and writes nothing', async () => {
    await startAfresh();
    const campaign = await campaignOf({
      1: [mail('First', { send: 'fixed_time', dueTime: '10:00' })],
      3: [mail('Second', { send: 'same_time_as_previous' })],
      4: [call('Third', { dueTime: '15:30' })],
    });
    const anna = await addPerson('Anna');
    const [plan] = await preview(campaign, [anna]);
    const [first, second, third] = plan?.lines ?? [];
    expect(plan).toMatchObject({ personId: anna.id, startAt: thursday.toISOString(), timeZone, leftOut: [] });
    expect(timesOf(plan?.lines ?? [])).toEqual(['06-04 10:00', '06-08 10:00', '06-09 15:30']);
    expect([first?.kind, second?.kind, third?.kind]).toEqual(['send', 'send', 'task']);
    expect(second).toMatchObject({
      dayNumber: 3,
      stepNumber: 1,
      countedAt: '2026-06-06T08:00:00.000Z',
      moves: [{ rule: 'weekends', from: '2026-06-06T08:00:00.000Z', to: '2026-06-08T08:00:00.000Z' }],
      time: { clock: '10:00', from: 'email', stepId: first?.stepId },
    });
    expect(await openTasks(db, member)).toEqual([]);
  });

  test('leaves out who would be refused, and knows no other workspace’s campaigns and runs', async () => {
    await startAfresh();
    const campaign = await campaignOf({ 1: [mail('First')] });
    const [anna, bo] = [await addPerson('Anna'), await addPerson('Bo')];
    const [run] = await launch(campaign, [anna]);
    expect((await preview(campaign, [anna, bo])).map(({ personId }) => personId)).toEqual([bo.id]);
    const question = asked(campaign, [bo], {});
    await startAfresh();
    const missing = { ok: false, code: 'NOT_FOUND' };
    expect(await planLaunch(db, member.workspaceId, question, thursday)).toMatchObject(missing);
    expect(await planOfRun(db, member.workspaceId, run?.id ?? '', thursday)).toMatchObject(missing);
  });

  test('§6 prompts: a mail that cannot leave by itself is a task, before the launch and after it', async () => {
    await startAfresh();
    const first = mail('First', { send: 'fixed_time', dueTime: '10:00' });
    if (first.email) first.email.html = '<p>{{! say something }}</p>';
    const second = mail('Second', { send: 'fixed_time', dueTime: '11:00' });
    const campaign = await campaignOf({ 1: [first], 2: [second] });
    const anna = await addPerson('Anna');
    const told = (lines: readonly PlanLine[]) => lines.map(({ kind, waitsFor }) => [kind, waitsFor]);
    const byHand = [
      ['task', null],
      ['send', first.id],
    ];
    const [planned] = await preview(campaign, [anna]);
    expect(told(planned?.lines ?? [])).toEqual(byHand);
    const question = { ...asked(campaign, [anna], {}), rewritten: [anna.id] };
    const [whole] = unwrap(await planLaunch(db, member.workspaceId, question, thursday)).plans;
    expect(told(whole?.lines ?? [])).toEqual([
      ['send', null],
      ['send', null],
    ]);
    const [run] = await launch(campaign, [anna]);
    const [task] = await openTasks(db, member);
    const trouble = { code: 'FIELD_MISSING', message: 'still to be filled in: say something' } as const;
    await withTransaction(db, (tx) =>
      saveTrouble(tx, member.workspaceId, task?.id ?? '', { trouble, byHand: true }, thursday),
    );
    expect(told((await planOf(run?.id ?? '')).lines)).toEqual(byHand);
  });

  describe('a launch and its preview agree', () => {
    const windowed: Partial<CampaignSettings> = {
      window: { weekdays: [1, 2, 3, 4, 5], from: '09:30', to: '16:00', zone: 'recipient' },
      pace: { perDay: 2 },
    };

    const ways: { name: string; times: Times; settings: Partial<CampaignSettings> }[] = [
      { name: 'now', times: { timing: { startNow: true } }, settings: {} },
      { name: 'at a time', times: { startAt: '2026-06-06T07:00:00.000Z' }, settings: {} },
      { name: 'on the recipient’s clock', times: { timing: { zone: 'recipient' } }, settings: {} },
      { name: 'with a window and a pace', times: {}, settings: windowed },
      {
        name: 'with all of these',
        times: { startAt: '2026-06-05T13:00:00.000Z', timing: { zone: 'recipient', firstTime: '08:15' } },
        settings: { ...windowed, strictOrder: true },
      },
    ];
    test.each(ways)('$name', async ({ times, settings }) => {
      await startAfresh();
      const steps = {
        1: [mail('First', { send: 'choose_at_launch' })],
        2: [mail('Second', { send: 'same_time_as_previous' }), call('Third')],
      };
      const campaign = await campaignOf(steps, settings);
      const zones = [null, 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland', timeZone];
      const people = await Promise.all(zones.map((zone, index) => addPerson(`P${index}`, zone)));
      const before = await preview(campaign, people, times);
      const runs = await launch(campaign, people, times);
      expect(before.length).toBe(people.length);
      for (const [index, run] of runs.entries()) {
        const { enrolmentId: _, ...plan } = await planOf(run.id);
        const task = (await openTasks(db, member)).find((one) => one.enrolmentId === run.id);
        const shown = before[index];
        expect(shown?.personId).toBe(run.personId);
        expect(task?.dueAt).toBe(shown?.lines[0]?.at);
        // With a pace the others stand where they are now, so that this one finds its own place free.
        if (!settings.pace) expect(plan).toEqual(shown);
        else expect(plan.lines[0]?.at).toBe(shown?.lines[0]?.at);
      }
    });
  });

  test('a pace counts the mails of runs that are on the campaign already', async () => {
    await startAfresh();
    const campaign = await campaignOf(
      { 1: [mail('First', { send: 'fixed_time', dueTime: '10:00' })] },
      { pace: { perDay: 2 } },
    );
    const people = await Promise.all(['A', 'B', 'C', 'D', 'E'].map((name) => addPerson(name)));
    await launch(campaign, people.slice(0, 3));
    const plans = await preview(campaign, people.slice(3));
    expect(plans.map(({ lines }) => timesOf(lines))).toEqual([['06-05 10:00'], ['06-08 10:00']]);
    expect(rulesOf(plans[0]?.lines[0])).toEqual(['dailyCap']);
    await launch(campaign, people.slice(3));
    expect((await openTasks(db, member)).map(({ dueAt }) => localTime(dueAt, timeZone))).toEqual([
      '06-04 10:00',
      '06-04 10:00',
      '06-05 10:00',
      '06-05 10:00',
      '06-08 10:00',
    ]);
  });

  describe('what is chosen at the launch', () => {
    test('“start now” wins over the weekend for the opening email alone (§4.2)', async () => {
      await startAfresh();
      const campaign = await campaignOf({
        1: [mail('First', { send: 'choose_at_launch' })],
        2: [mail('Second', { send: 'fixed_time' })],
      });
      const saturday = { startAt: '2026-06-06T08:00:00.000Z' };
      const people = [await addPerson('Anna')];
      const [now] = await preview(campaign, people, { ...saturday, timing: { startNow: true } });
      expect(timesOf(now?.lines ?? [])).toEqual(['06-06 10:00', '06-09 09:00']);
      const [later] = await preview(campaign, people, saturday);
      expect(timesOf(later?.lines ?? [])).toEqual(['06-08 10:00', '06-09 09:00']);
    });

    test('S9: a time of its own for the opening email is followed by later ones, and stays with the launch (§3.4)', async () => {
      await startAfresh();
      const campaign = await campaignOf({
        1: [mail('First', { send: 'fixed_time', dueTime: '10:00' })],
        2: [mail('Second', { send: 'same_time_as_previous' })],
      });
      const [anna, bo] = [await addPerson('Anna'), await addPerson('Bo')];
      const [own] = await launch(campaign, [anna], { timing: { firstTime: '13:20' } });
      const [other] = await launch(campaign, [bo]);
      expect(timesOf((await planOf(own?.id ?? '')).lines)).toEqual(['06-04 13:20', '06-05 13:20']);
      expect(timesOf((await planOf(other?.id ?? '')).lines)).toEqual(['06-04 10:00', '06-05 10:00']);
    });

    test.each([
      { pastTime: 'now', times: ['06-04 09:00', '06-05 08:00'], rule: 'timePassed' },
      { pastTime: 'nextDay', times: ['06-05 08:00', '06-08 08:00'], rule: 'nextDay' },
    ] as const)('§3.4: a time that is over means $pastTime', async ({ pastTime, times, rule }) => {
      await startAfresh();
      const campaign = await campaignOf({
        1: [mail('First', { send: 'fixed_time', dueTime: '08:00' })],
        2: [call('Second', { dueTime: '08:00' })],
      });
      const people = [await addPerson('Anna')];
      const [plan] = await preview(campaign, people, { timing: { pastTime } });
      expect(timesOf(plan?.lines ?? [])).toEqual(times);
      expect(rulesOf(plan?.lines[0])).toEqual([rule]);
      await launch(campaign, people, { timing: { pastTime } });
      expect(localTime((await openTask(db, member)).dueAt, timeZone)).toBe(times[0]);
    });

    test('§4.3: late work shifts what follows, or with dates kept only what would meet it', async () => {
      for (const { keepDates, third } of [
        { keepDates: false, third: '06-10 09:00' },
        { keepDates: true, third: '06-09 09:00' },
      ]) {
        await startAfresh();
        const campaign = await campaignOf({ 1: [call('One')], 2: [call('Two')], 4: [call('Three')] });
        await launch(campaign, [await addPerson('Anna')], { timing: { keepDates } });
        const task = await openTask(db, member);
        await push(act('task.complete', task, '2026-06-05T08:00:00.000Z', { outcome: {} }));
        const next = await openTask(db, member);
        expect(localTime(next.dueAt, timeZone)).toBe('06-08 09:00');
        await push(act('task.complete', next, '2026-06-08T08:00:00.000Z', { outcome: {} }));
        expect(localTime((await openTask(db, member)).dueAt, timeZone)).toBe(third);
      }
    });
  });

  describe('of a run', () => {
    test('tells what was done, what is open and what waits for it', async () => {
      await startAfresh();
      const campaign = await campaignOf({ 1: [mail('First')], 2: [call('Second')], 3: [call('Third')] });
      const [run] = await launch(campaign, [await addPerson('Anna')]);
      const sentAt = '2026-06-04T07:05:00.000Z';
      await push(
        act('task.complete', await openTask(db, member), sentAt, { outcome: { proof: aProof({ sentAt }) } }),
      );
      const { lines } = await planOf(run?.id ?? '');
      expect(lines.map(({ closedAt }) => closedAt)).toEqual([sentAt, null, null]);
      expect(lines.map(({ waitsFor }) => waitsFor)).toEqual([null, null, lines[1]?.stepId]);
      expect(timesOf(lines)).toEqual(['06-04 09:00', '06-05 09:00', '06-08 09:00']);
    });

    test('S7: an email task that was snoozed and sent later gives later mails the time of its sending', async () => {
      await startAfresh();
      const campaign = await campaignOf({
        1: [mail('First', { send: 'manual_task' })],
        2: [mail('Second', { send: 'same_time_as_previous' })],
      });
      const [run] = await launch(campaign, [await addPerson('Anna')]);
      const until = '2026-06-04T11:00:00.000Z';
      await push(act('task.snooze', await openTask(db, member), '2026-06-04T07:30:00.000Z', { until }));
      const snoozed = await planOf(run?.id ?? '');
      expect(timesOf(snoozed.lines)).toEqual(['06-04 13:00', '06-05 13:00']);
      expect(rulesOf(snoozed.lines[0])).toEqual(['byHand']);
      const sentAt = '2026-06-04T11:40:00.000Z';
      const outcome = { proof: aProof({ sentAt }) };
      await push(act('task.complete', await openTask(db, member), sentAt, { outcome }));
      expect(localTime((await openTask(db, member)).dueAt, timeZone)).toBe('06-05 13:40');
    });

    test('a task that is open again has happened to nobody', async () => {
      await startAfresh();
      const campaign = await campaignOf({ 1: [call('One')], 2: [call('Two')] });
      const [run] = await launch(campaign, [await addPerson('Anna')]);
      const before = await planOf(run?.id ?? '');
      const task = await openTask(db, member);
      const late = act('task.complete', task, '2026-06-10T08:00:00.000Z', { outcome: {} });
      await push(late);
      expect(timesOf((await planOf(run?.id ?? '')).lines)).toEqual(['06-04 09:00', '06-11 09:00']);
      await push(act('task.reopen', task, '2026-06-10T08:00:05.000Z', { undoes: late.id }));
      expect(await planOf(run?.id ?? '')).toEqual(before);
    });

    test('that a reply has ended holds only what was done', async () => {
      await startAfresh();
      const campaign = await campaignOf({ 1: [call('One')], 2: [call('Two')] });
      const [run] = await launch(campaign, [await addPerson('Anna')]);
      const at = '2026-06-04T08:00:00.000Z';
      await push(act('task.complete', await openTask(db, member), at, { outcome: {} }));
      const user = { ...member, role: 'admin' } as const;
      const said = { enrolmentId: run?.id ?? '', id: crypto.randomUUID() };
      unwrap(await sayReplied(db, user, said, new Date('2026-06-04T09:00:00.000Z')));
      expect((await planOf(run?.id ?? '')).lines.map(({ closedAt }) => closedAt)).toEqual([at]);
    });
  });
});
