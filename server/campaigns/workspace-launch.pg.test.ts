import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Campaign, FirstEmail, Step } from '../../lib/contract/campaign.ts';
import type { Person } from '../../lib/contract/person.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { addPerson, launch, type Member, newStep, openTasks, unwrap } from '../../tests/support/domain.ts';
import { addColleagues } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { setConsent } from '../people/consent.ts';
import { createPeople, createPerson } from '../people/people.ts';
import { askCandidates } from './ask-candidates.ts';
import { createCampaign } from './create.ts';
import { launchCampaign } from './launch.ts';
import { setLimits } from './limits.ts';
import { listCampaignPeople } from './people.ts';
import { planLaunch, planOfRun, plansOfRuns } from './plan.ts';
import { stopMany } from './stop-many.ts';

/** Thursday, 09:00 in Stockholm. */
const now = new Date('2026-06-04T07:00:00.000Z');
const timeZone = 'Europe/Stockholm';
const mail = { subject: 'Hi {{first_name}}', html: '<p>All the same</p>', alsoTo: [], cc: [], bcc: [] };

describeOnEachEngine('a launch from the workspace', (open) => {
  let db: Database;
  let member: Member;
  let colleague: Member;
  beforeAll(async () => {
    db = await open();
  });
  beforeEach(async () => {
    [member, colleague] = await addColleagues(db);
  });

  const aCampaign = async (steps: Step[], name = 'Spring'): Promise<Campaign> => {
    const days = steps.map((step, index) => ({ number: index + 1, steps: [step] }));
    const input = { name, category: '', settings: { skipWeekends: true }, days };
    return unwrap(await createCampaign(db, member.workspaceId, input, now));
  };
  const opening = () =>
    newStep({ type: 'email', send: 'fixed_time', dueTime: '14:00', email: { ...mail, preheader: 'Soon' } });
  const launchThem = (campaign: Campaign, people: readonly Person[], firstEmails: FirstEmail[] = []) =>
    launchCampaign(
      db,
      member.workspaceId,
      {
        campaignId: campaign.id,
        userId: member.userId,
        personIds: people.map(({ id }) => id),
        timeZone,
        choices: [],
        missingFields: 'refuse',
        firstEmails,
      },
      now,
    );

  test('§5 elsewhere: who is on another campaign is told and can come; who cannot is said before anything starts', async () => {
    const { workspaceId } = member;
    const campaign = await aCampaign([opening()]);
    const other = await aCampaign([newStep({ type: 'call' })], 'Autumn');
    const [free, inside, elsewhere, unwilling] = [
      await addPerson(db, workspaceId, now, 'Free'),
      await addPerson(db, workspaceId, now, 'Inside'),
      await addPerson(db, workspaceId, now, 'Elsewhere'),
      await addPerson(db, workspaceId, now, 'Unwilling'),
    ];
    const silent = await createPerson(db, workspaceId, { firstName: 'Silent' }, now);
    await launch(db, member, campaign, [inside], now);
    await launch(db, member, other, [elsewhere], now);
    const change = { status: 'withdrawn', legalBasis: null, source: 'email', comment: null } as const;
    unwrap(await setConsent(db, member, { personId: unwilling.id, purpose: 'sales' }, change, now));
    const stranger = randomUUID();
    const people = [unwilling, free, inside, elsewhere, silent];
    const personIds = [...people.map(({ id }) => id), stranger, free.id];
    const answer = unwrap(
      await askCandidates(
        db,
        workspaceId,
        { campaignId: campaign.id, personIds, userId: member.userId },
        now,
      ),
    );
    expect(answer.people).toEqual([
      { personId: free.id, otherCampaigns: [], addressDead: null },
      { personId: elsewhere.id, otherCampaigns: ['Autumn'], addressDead: null },
    ]);
    expect(answer.refused.map(({ personId, code }) => [personId, code])).toEqual([
      [unwilling.id, 'CONSENT_WITHDRAWN'],
      [inside.id, 'ALREADY_ENROLLED'],
      [silent.id, 'PERSON_NOT_REACHABLE'],
      [stranger, 'NOT_FOUND'],
    ]);
    expect(await openTasks(db, member)).toHaveLength(2);
    const empty = await aCampaign([], 'Empty');
    expect(
      await askCandidates(db, workspaceId, { campaignId: empty.id, personIds, userId: member.userId }, now),
    ).toMatchObject({
      code: 'CAMPAIGN_EMPTY',
    });
  });

  test('§5 first email: a first email that was written anew goes to that person alone; the campaign stays as it is', async () => {
    const campaign = await aCampaign([opening()]);
    const [anna, bo] = [
      await addPerson(db, member.workspaceId, now, 'Anna'),
      await addPerson(db, member.workspaceId, now, 'Bo'),
    ];
    const written = { personId: bo.id, subject: 'Only Bo', html: '<p>For {{first_name}} alone</p>' };
    unwrap(await launchThem(campaign, [anna, bo], [written]));
    const emails = new Map((await openTasks(db, member)).map((task) => [task.personId, task.email]));
    expect(emails.get(anna.id)).toMatchObject({ ...mail, preheader: 'Soon' });
    expect(emails.get(bo.id)).toMatchObject({
      subject: 'Only Bo',
      html: written.html,
      text: null,
      preheader: 'Soon',
    });
    expect(campaign.days[0]?.steps[0]?.email).toMatchObject(mail);
  });

  test('a first email that cannot go out is refused by its field, and nobody is added', async () => {
    const campaign = await aCampaign([opening()]);
    const anna = await addPerson(db, member.workspaceId, now, 'Anna');
    const text = { personId: anna.id, subject: 'x', html: '<p>x</p>' };
    const refused = await launchThem(campaign, [anna], [{ ...text, html: '{{#if x}}' }, text]);
    expect(refused).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'firstEmails.0.html' }, { path: 'firstEmails.1.personId' }],
    });
    const calls = await aCampaign([newStep({ type: 'call' })]);
    expect(await launchThem(calls, [anna], [text])).toMatchObject({ fields: [{ path: 'firstEmails' }] });
    expect(await openTasks(db, member)).toEqual([]);
  });

  test('§7.4 people on a campaign are listed with their state, found by name, and their plans read at once', async () => {
    const campaign = await aCampaign([newStep({ type: 'call', title: 'Ring' }), newStep({ type: 'custom' })]);
    const [anna, bo] = [
      await addPerson(db, member.workspaceId, now, 'Anna'),
      await addPerson(db, member.workspaceId, now, 'Bo'),
    ];
    const { enrolled } = unwrap(await launchThem(campaign, [anna, bo]));
    const user = { ...member, role: 'user' } as const;
    const listed = (query: Partial<Parameters<typeof listCampaignPeople>[3]>) =>
      listCampaignPeople(db, user, campaign.id, { view: 'inside', limit: 10, offset: 0, ...query });
    const all = unwrap(await listed({}));
    expect(all).toMatchObject({ total: 2, people: [{ name: 'Anna Ek' }, { name: 'Bo Ek' }] });
    expect(all.people[1]).toMatchObject({
      email: 'bo@example.com',
      run: { status: 'active', mine: true, currentStep: { title: 'Ring' }, nextDueAt: now.toISOString() },
    });
    expect(unwrap(await listed({ search: 'BO example' })).people.map(({ name }) => name)).toEqual(['Bo Ek']);

    const runs = enrolled.map(({ id }) => id);
    const { plans } = unwrap(
      await plansOfRuns(
        db,
        member.workspaceId,
        { ...member, campaignId: campaign.id, enrolmentIds: runs },
        now,
      ),
    );
    const alone = runs.map(async (id) => unwrap(await planOfRun(db, member.workspaceId, id, now)));
    expect(plans).toEqual(await Promise.all(alone));

    // A colleague may not end them, their assignee may; each says so for itself, and a repeat changes nothing.
    const stops = runs.map((enrolmentId) => ({ enrolmentId, id: randomUUID() }));
    const theirs = await stopMany(db, { ...colleague, role: 'user' }, stops, now);
    expect(theirs).toMatchObject({
      stopped: [],
      refused: [{ code: 'NOT_ALLOWED' }, { code: 'NOT_ALLOWED' }],
    });
    const ids = stops.map(({ id }) => id);
    expect(await stopMany(db, user, stops, now)).toEqual({ stopped: ids, refused: [], left: 0 });
    expect(await stopMany(db, user, stops, now)).toEqual({ stopped: ids, refused: [], left: 0 });
    // What was said of another run, a run that is over, and one that is not there.
    const [first, second] = stops;
    const strange = [
      { enrolmentId: second?.enrolmentId ?? '', id: first?.id ?? '' },
      { enrolmentId: first?.enrolmentId ?? '', id: randomUUID() },
      { enrolmentId: randomUUID(), id: randomUUID() },
    ];
    expect(await stopMany(db, user, strange, now)).toMatchObject({
      stopped: [],
      refused: [{ code: 'INVALID_INPUT' }, { code: 'ENROLMENT_ENDED' }, { code: 'NOT_FOUND' }],
    });
    expect(unwrap(await listed({ limit: 1 })).total).toBe(0);
    expect(unwrap(await listed({ view: 'over', limit: 1 }))).toMatchObject({
      total: 2,
      people: [{ run: { status: 'removed' } }],
    });
  });

  test('§5 a launch of 1,000 is planned, made and taken back as a whole; a run named twice ends once', async () => {
    const { workspaceId, userId } = member;
    const people = await createPeople(db, workspaceId, somePeople(1000), now);
    const limits = { peoplePerLaunch: 1000, launchesPerDay: 10, runningCampaigns: 10 };
    await setLimits(db, member, limits, now);
    const campaign = await aCampaign([opening(), newStep({ type: 'call' })]);
    const personIds = people.map(({ id }) => id);
    const question = { campaignId: campaign.id, userId, personIds, timeZone };
    const { plans } = unwrap(await planLaunch(db, workspaceId, question, now));
    const { enrolled, refused } = unwrap(await launchThem(campaign, people));
    expect(refused).toEqual([]);
    expect(enrolled.map(({ personId }) => personId)).toEqual(personIds);
    // Each task stands where the plan said.
    const tasks = await openTasks(db, member);
    const dueOf = new Map(tasks.map((task) => [task.personId, task.dueAt]));
    expect(plans.map(({ personId }) => dueOf.get(personId))).toEqual(plans.map(({ lines }) => lines[0]?.at));
    const user = { ...member, role: 'user' as const };
    const stops = enrolled.map((run) => ({ enrolmentId: run.id, id: randomUUID() }));
    const twice = { enrolmentId: enrolled[0]?.id ?? '', id: randomUUID() };
    const { stopped, refused: over } = await stopMany(db, user, [...stops, twice], now);
    expect(stopped).toHaveLength(1000);
    expect(over).toMatchObject([{ id: twice.id, code: 'ENROLMENT_ENDED' }]);
    expect(await openTasks(db, member)).toEqual([]);
  });
});

function somePeople(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    firstName: 'Ana',
    lastName: `Berg ${index}`,
    email: `ana.berg.${index}@fjord.example`,
  }));
}
