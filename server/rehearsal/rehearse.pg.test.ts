import { expect, test } from 'vitest';
import type { NewCampaign, Step } from '../../lib/contract/campaign.ts';
import type { Rehearsal, TaskWork, WorldMix } from '../../lib/contract/rehearsal.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { launch, newStep, unwrap } from '../../tests/support/domain.ts';
import { addWorkspace } from '../../tests/support/workspace.ts';
import { createCampaign } from '../campaigns/create.ts';
import type { Database } from '../db/open.ts';
import { createPerson } from '../people/people.ts';
import { exportWorkspace } from '../transfer/export.ts';
import { copyForRehearsal } from './copy-workspace.ts';
import { RehearsalRefused, rehearse } from './rehearse.ts';

/** Thursday 4 June 2026, 08:00 in Stockholm. */
const thursday = new Date('2026-06-04T06:00:00.000Z');
const mail = (title: string, over: Partial<Step> = {}): Step =>
  newStep({ type: 'email', title, send: 'fixed_time', ...over });
const content = (subject: string) => ({
  subject,
  html: '<p>Hi {{first_name}}, see <a href="https://fjord.example/tour">the tour</a></p>',
  alsoTo: [],
  cc: [],
  bcc: [],
});

interface Wanted {
  days: NewCampaign['days'];
  settings?: Partial<NewCampaign['settings']>;
  mix?: WorldMix;
  work?: TaskWork;
  people?: (string | null)[];
  signal?: AbortSignal;
}

describeOnEachEngine('G24 a rehearsal', (open) => {
  async function build(db: Database, { days, settings = {}, people = ['anna@fjord.example'] }: Wanted) {
    const { workspaceId, userIds } = await addWorkspace(db, 'Nordby');
    const [userId = ''] = userIds;
    const all = { name: 'Spring', category: '', settings: { skipWeekends: true, ...settings }, days };
    const campaign = unwrap(await createCampaign(db, workspaceId, all, thursday));
    const persons = [];
    for (const [index, email] of people.entries())
      persons.push(await createPerson(db, workspaceId, { firstName: `P${index}`, email }, thursday));
    const personIds = persons.map(({ id }) => id);
    const timeZone = 'Europe/Stockholm';
    const input = {
      campaignId: campaign.id,
      userId,
      personIds,
      timeZone,
      choices: [],
      missingFields: 'byHand' as const,
    };
    return { workspaceId, userId, campaign, persons, input };
  }

  async function rehearsed(wanted: Wanted): Promise<Rehearsal> {
    const db = await open();
    const { workspaceId, input } = await build(db, wanted);
    const { mix = {}, work = { kind: 'atDue' }, signal } = wanted;
    const plan = { launches: [input], startAt: thursday, seed: 1, mix, work };
    const rehearsal = await rehearse(db, workspaceId, plan, signal ? { signal } : {});
    expect(rehearsal.checks.filter(({ ok }) => !ok)).toEqual([]);
    return rehearsal;
  }

  const steps = ({ runs }: Rehearsal) =>
    runs.flatMap((run) => run.steps.map(({ title, outcome, closedAt }) => [title, outcome, closedAt]));

  test('mails leave and tasks are done on the virtual clock, each when the plan says', async () => {
    const rehearsal = await rehearsed({
      days: [
        { number: 1, steps: [mail('Intro', { email: content('Hej {{first_name}}') })] },
        { number: 3, steps: [newStep({ type: 'call', title: 'Ring' })] },
      ],
    });
    expect(steps(rehearsal)).toEqual([
      ['Intro', 'sent', '2026-06-04T07:00:00.000Z'],
      ['Ring', 'done', '2026-06-08T07:00:00.000Z'],
    ]);
    expect(rehearsal.runs[0]).toMatchObject({ status: 'completed', fate: 'accepts' });
    expect(rehearsal.runs[0]?.steps[1]?.moves).toMatchObject([{ rule: 'weekends' }]);
    expect(rehearsal.messages).toMatchObject([
      { subject: 'Hej P0', outcome: 'accepted', byHand: false, to: [{ email: 'anna@fjord.example' }] },
    ]);
    expect(rehearsal.messages[0]?.html).toContain('Hi P0, see <a href="https://fjord.example/tour">');
    expect(rehearsal.counts.steps).toEqual({ planned: 2, asPlanned: 2, moved: 0, notReached: 0 });
  });

  test('a reply ends the run as the campaign says, and takes back what has not left', async () => {
    const days = [1, 2, 30, 31].map((number) => ({ number, steps: [mail(`Day ${number}`)] }));
    const rehearsal = await rehearsed({ days, settings: { onReply: 'success' }, mix: { replies: 100 } });
    expect(rehearsal.counts.people).toMatchObject({ success: 1, completed: 0 });
    expect(rehearsal.counts.world).toMatchObject({ replies: 1 });
    expect(steps(rehearsal).map(([, outcome]) => outcome)).toEqual([
      ...(rehearsal.counts.mails.accepted === 1 ? ['sent', 'cancelled'] : ['sent', 'sent', 'cancelled']),
      ...(rehearsal.counts.mails.accepted === 1 ? ['notReached', 'notReached'] : ['notReached']),
    ]);
    expect(rehearsal.runs[0]?.events.find(({ kind }) => kind === 'reply')).toMatchObject({ effect: 'acted' });
  });

  test('G8 a reply stops the others at the company where the campaign says so', async () => {
    const days = [1, 4, 30].map((number) => ({ number, steps: [mail(`Day ${number}`)] }));
    const people = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${name}@zeta.example`);
    const settings = { onReply: 'end', onCompanyReply: { act: 'stop' } } as const;
    const rehearsal = await rehearsed({ days, people, settings, mix: { replies: 100 } });
    expect(rehearsal.counts.people).toMatchObject({ replied: 1, stopped: 5, completed: 0 });
    expect(rehearsal.counts.steps.notReached).toBeGreaterThan(0);
  });

  test('what is deferred is tried again by the server’s own rules until it is taken', async () => {
    const rehearsal = await rehearsed({
      days: [{ number: 1, steps: [mail('Intro')] }],
      mix: { defers: 100 },
    });
    const { deferrals } = rehearsal.counts.world;
    expect(deferrals).toBeGreaterThan(0);
    expect(rehearsal.counts.mails).toMatchObject({ planned: 1, accepted: 1 });
    expect(rehearsal.runs[0]?.events.filter(({ kind }) => kind === 'answered')).toHaveLength(deferrals);
    expect(Date.parse(String(steps(rehearsal)[0]?.[2]))).toBeGreaterThan(
      Date.parse('2026-06-04T07:03:00.000Z'),
    );
  });

  test('what is refused for good becomes the user’s task, who skips it, and the run goes on', async () => {
    const rehearsal = await rehearsed({
      days: [
        { number: 1, steps: [mail('Intro'), newStep({ type: 'call', title: 'Ring', dueTime: '10:00' })] },
      ],
      mix: { rejects: 100 },
    });
    expect(steps(rehearsal).map(([, outcome]) => outcome)).toEqual(['skipped', 'done']);
    expect(rehearsal.runs[0]?.steps[0]?.trouble).toContain('550 5.1.1');
    expect(rehearsal.counts.mails).toMatchObject({ planned: 1, rejected: 1, accepted: 0 });
  });

  test('§7.4 a dead address ends the run: the second mail never leaves', async () => {
    const days = [1, 4].map((number) => ({ number, steps: [mail(`Day ${number}`)] }));
    const rehearsal = await rehearsed({ days, mix: { bounces: 100 } });
    const [run] = rehearsal.runs;
    expect(run?.status).toBe('bounced');
    expect(run?.events.map(({ kind, effect }) => [kind, effect])).toEqual([['bounce', 'acted']]);
    expect(run?.steps.map(({ outcome }) => outcome)).toEqual(['sent', 'cancelled']);
    expect(rehearsal.counts).toMatchObject({
      people: { bounced: 1 },
      mails: { planned: 1, bounced: 1, accepted: 0 },
      world: { delivered: 1, bounces: 1, afterBounce: 0 },
    });
    expect(rehearsal.addsUp).toBe(true);
  });

  test('G20 whoever is away gets the next mail after their return', async () => {
    const days = [1, 2].map((number) => ({ number, steps: [mail(`Day ${number}`)] }));
    const rehearsal = await rehearsed({ days, mix: { outOfOffice: 100 } });
    const [run] = rehearsal.runs;
    const [note] = run?.events ?? [];
    expect(note).toMatchObject({ kind: 'outOfOffice', effect: 'acted' });
    expect(run?.steps[1]?.outcome).toBe('sent');
    expect(dayOf(run?.steps[1]?.closedAt) > dayOf(note?.detail)).toBe(true);
    expect(rehearsal.counts.steps).toMatchObject({ planned: 2, asPlanned: 1, moved: 1 });
    expect(rehearsal.addsUp).toBe(true);
  });

  test('what the server has no rule for is shown as such', async () => {
    const rehearsal = await rehearsed({ days: [{ number: 1, steps: [mail('One')] }], mix: { scanner: 100 } });
    expect(rehearsal.runs[0]?.events.map(({ kind, effect }) => [kind, effect])).toEqual([
      ['scanned', 'shown'],
    ]);
  });

  test('a user who never works: a run waits where it may wait for ever, and goes on where its step says so', async () => {
    const call = newStep({ type: 'call', title: 'Ring', wait: { days: 2, next: 'goOn' } });
    const days = [
      { number: 1, steps: [call] },
      { number: 5, steps: [mail('After')] },
      { number: 6, steps: [newStep({ type: 'custom', title: 'Think' })] },
    ];
    const rehearsal = await rehearsed({ days, work: { kind: 'never' } });
    expect(steps(rehearsal)).toEqual([
      ['Ring', 'passed', null],
      ['After', 'sent', '2026-06-10T07:00:00.000Z'],
      ['Think', 'open', null],
    ]);
    expect(rehearsal.counts.people).toMatchObject({ waiting: 1, completed: 0 });
  });

  test('a user who is late moves the run, and the timeline says by which rule', async () => {
    const days = [
      { number: 1, steps: [newStep({ type: 'call', title: 'Ring' })] },
      { number: 2, steps: [mail('After')] },
    ];
    const rehearsal = await rehearsed({ days, work: { kind: 'late', days: 5 } });
    const [, after] = rehearsal.runs[0]?.steps ?? [];
    expect(after?.plannedAt).toBe('2026-06-05T07:00:00.000Z');
    expect(after?.dueAt).toBe('2026-06-10T07:00:00.000Z');
    expect(after?.dueMoves?.map(({ rule }) => rule)).not.toEqual(after?.moves.map(({ rule }) => rule));
    expect(rehearsal.counts.steps).toMatchObject({ asPlanned: 1, moved: 1 });
  });

  test('an email by hand is written for its person, with what would have to be filled in, and reaches the world', async () => {
    const byHand = mail('Intro', { send: 'manual_task', email: content('About {{custom_field_sites}}') });
    const rehearsal = await rehearsed({ days: [{ number: 1, steps: [byHand] }], mix: { replies: 100 } });
    expect(rehearsal.messages).toMatchObject([{ byHand: true, missing: ['custom_field_sites'] }]);
    expect(rehearsal.counts).toMatchObject({ mails: { planned: 0 }, world: { delivered: 1, byHand: 1 } });
  });

  test('who cannot be launched is refused with the reason and counted', async () => {
    const people = [null, 'bo@fjord.example'];
    const rehearsal = await rehearsed({ days: [{ number: 1, steps: [mail('Intro')] }], people });
    expect(rehearsal.counts.people).toMatchObject({ asked: 2, refused: 1, completed: 1 });
    expect(rehearsal.runs.find(({ status }) => status === null)?.refusal).toContain('no address');
  });

  test('the same seed gives the same rehearsal, retries included', async () => {
    const days = [1, 3, 4].map((number) => ({ number, steps: [mail(`Day ${number}`)] }));
    const people = Array.from({ length: 12 }, (_, index) => `p${index}@fjord${index % 3}.example`);
    const mix = { defers: 30, bounces: 20, replies: 30, reads: 20 };
    const one = async () => {
      const { counts, endedAt, runs } = await rehearsed({ days, people, mix });
      return {
        counts,
        endedAt,
        times: runs.map((run) => [run.email, run.status, run.events.map(({ at }) => at)]),
      };
    };
    expect(await one()).toEqual(await one());
  });

  test('can be ended early', async () => {
    const signal = AbortSignal.abort();
    await expect(rehearsed({ days: [{ number: 1, steps: [mail('Intro')] }], signal })).rejects.toThrow(
      'aborted',
    );
  });

  test('a campaign without steps is refused as a launch would be', async () => {
    await expect(rehearsed({ days: [] })).rejects.toThrow(RehearsalRefused);
  });

  test('of a copy: the workspace itself stays as it is, and people who are on the campaign can be rehearsed', async () => {
    const from = await open();
    const { workspaceId, userId, campaign, persons, input } = await build(from, {
      days: [
        { number: 1, steps: [mail('Intro'), newStep({ type: 'call', title: 'Ring', dueTime: '10:00' })] },
      ],
    });
    await launch(from, { workspaceId, userId }, campaign, persons, thursday);
    const everything = async () => {
      const lines: string[] = [];
      const keep = async (line: string) => void lines.push(line);
      await exportWorkspace(from, { id: workspaceId, name: 'Nordby' }, keep, thursday);
      return lines;
    };
    const before = await everything();
    const to = await open();
    await copyForRehearsal(from, to, workspaceId, { campaign, personIds: input.personIds });
    const plan = { launches: [input], startAt: thursday, seed: 1, mix: {}, work: { kind: 'atDue' } } as const;
    const rehearsal = await rehearse(to, workspaceId, plan);
    expect(rehearsal.counts.people).toMatchObject({ asked: 1, completed: 1 });
    expect(await everything()).toEqual(before);
  });
});

function dayOf(text: string | null | undefined): string {
  if (!text) throw new Error('expected a day');
  return text.slice(0, 10);
}
