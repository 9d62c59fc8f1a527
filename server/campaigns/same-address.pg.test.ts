import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Campaign, Step } from '../../lib/contract/campaign.ts';
import type { Person } from '../../lib/contract/person.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { type Member, newStep, unwrap } from '../../tests/support/domain.ts';
import { addColleagues } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { createPeople } from '../people/people.ts';
import { askCandidates } from './ask-candidates.ts';
import { createCampaign } from './create.ts';
import { type LaunchInput, launchCampaign } from './launch.ts';
import { planLaunch } from './plan.ts';
import { stopEnrolment, undoSaid } from './runs.ts';
import { stopMany } from './stop-many.ts';

/** Thursday, 09:00 in Stockholm. */
const now = new Date('2026-06-04T07:00:00.000Z');
const timeZone = 'Europe/Stockholm';

describeOnEachEngine('one address of several people', (open) => {
  let db: Database;
  let member: Member;
  let colleague: Member;
  beforeAll(async () => {
    db = await open();
  });
  beforeEach(async () => {
    [member, colleague] = await addColleagues(db);
  });

  const people = (emails: Record<string, string | null>): Promise<Person[]> => {
    const all = Object.entries(emails).map(([firstName, email]) => ({ firstName, email, lastName: 'Ek' }));
    return createPeople(db, member.workspaceId, all, now);
  };
  const create = async (...steps: Step[]) => {
    const days = steps.map((step, index) => ({ number: index + 1, steps: [step] }));
    const input = { name: 'Spring', category: '', settings: { skipWeekends: true }, days };
    return unwrap(await createCampaign(db, member.workspaceId, input, now));
  };
  const mail = () => newStep({ type: 'email', send: 'fixed_time' });
  const idsOf = (of: readonly Person[]) => of.map(({ id }) => id);
  const launch = async (campaign: Campaign, of: readonly Person[], over: Partial<LaunchInput> = {}) => {
    const asked = { campaignId: campaign.id, userId: member.userId, personIds: idsOf(of), timeZone };
    const input = { ...asked, choices: [], missingFields: 'byHand' as const, ...over };
    return unwrap(await launchCampaign(db, member.workspaceId, input, now));
  };
  const whoOf = (of: readonly Person[], found: readonly { personId: string }[]) =>
    found.map(({ personId }) => of.find(({ id }) => id === personId)?.firstName);

  test('§5 same address: the first is taken, and each other is told whose it is; capital letters make no difference', async () => {
    const campaign = await create(newStep({ type: 'call' }), mail());
    const all = await people({
      Ana: 'par@same.example',
      Bo: 'PAR@Same.example',
      Cai: 'cai@same.example',
      Dag: null,
    });
    const more = await people({ Eva: 'par@SAME.example' });
    const question = { campaignId: campaign.id, userId: member.userId, personIds: idsOf([...all, ...more]) };
    const found = unwrap(await askCandidates(db, member.workspaceId, question, now));
    expect(whoOf(all, found.people)).toEqual(['Ana', 'Cai', 'Dag']);
    const sameAs = { name: 'Ana Ek', isInside: false };
    expect(found.refused).toEqual(
      [...all.slice(1, 2), ...more].map(({ id, firstName }) => ({
        personId: id,
        code: 'SAME_ADDRESS',
        message: `${firstName} Ek has the same address as Ana Ek, who is added`,
        sameAs,
      })),
    );
    const plan = await planLaunch(db, member.workspaceId, { ...question, timeZone }, now);
    expect(unwrap(plan).plans).toHaveLength(3);
    const report = await launch(campaign, [...all, ...more]);
    expect(whoOf(all, report.enrolled)).toEqual(['Ana', 'Cai', 'Dag']);
    expect(report.refused).toEqual(found.refused);
    // The order asked decides.
    const other = await create(mail());
    expect(whoOf(all, (await launch(other, [...all].reverse().slice(1))).enrolled)).toEqual(['Cai', 'Bo']);
  });

  test('§5 same address: whoever is inside keeps it until their run is over', async () => {
    const campaign = await create(mail());
    const all = await people({ Ana: 'par@same.example', Bo: 'PAR@same.example' });
    const [ana, bo] = [all.slice(0, 1), all.slice(1)];
    const [run] = (await launch(campaign, ana)).enrolled;
    const again = await launch(campaign, [...bo, ...ana]);
    expect(again.refused.map(({ code, sameAs }) => [code, sameAs])).toEqual([
      ['SAME_ADDRESS', { name: 'Ana Ek', isInside: true }],
      ['ALREADY_ENROLLED', undefined],
    ]);
    // Another campaign is nothing to do with it.
    expect((await launch(await create(mail()), bo)).enrolled).toHaveLength(1);
    const runs = [{ enrolmentId: run?.id ?? '', id: randomUUID() }];
    await stopMany(db, { ...member, role: 'admin' }, runs, now);
    expect((await launch(campaign, bo)).enrolled).toHaveLength(1);
  });

  test('§5 same address: a run that was stopped does not go on once somebody else is inside', async () => {
    const campaign = await create(mail());
    const all = await people({ Ana: 'par@same.example', Bo: 'PAR@same.example' });
    const [ana, bo] = [all.slice(0, 1), all.slice(1)];
    const user = { ...member, role: 'admin' as const };
    const stop = async (of: readonly Person[]) => {
      const [run] = (await launch(campaign, of)).enrolled;
      const said = { enrolmentId: run?.id ?? '', id: randomUUID() };
      unwrap(await stopEnrolment(db, user, said, now));
      return { enrolmentId: said.enrolmentId, undoes: said.id };
    };
    const undo = await stop(ana);
    const second = await stop(bo);
    const [inside] = (await launch(campaign, bo)).enrolled;
    expect(await undoSaid(db, user, undo, now)).toEqual({
      ok: false,
      code: 'SAME_ADDRESS',
      message: 'Ana Ek has the same address as Bo Ek, who is on “Spring” already',
    });
    expect(await undoSaid(db, user, second, now)).toMatchObject({ code: 'ALREADY_ENROLLED' });
    await stopMany(db, user, [{ enrolmentId: inside?.id ?? '', id: randomUUID() }], now);
    const [undone, report] = await Promise.all([undoSaid(db, user, undo, now), launch(campaign, bo)]);
    expect([undone.ok, report.enrolled.length === 1].filter(Boolean)).toHaveLength(1);
  });

  test('§5 same address: calls alone make no difference', async () => {
    const all = await people({ Ana: 'par@same.example', Bo: 'par@same.example' });
    expect((await launch(await create(newStep({ type: 'call' })), all)).enrolled).toHaveLength(2);
  });

  test('§5 same address: who is left out holds it for nobody', async () => {
    const campaign = await create(mail());
    const all = await people({ Ana: 'par@same.example', Bo: 'par@same.example' });
    const email = { subject: 'x', html: '<p>{{phone}}</p>', alsoTo: [], cc: [], bcc: [] };
    const asking = await create(newStep({ type: 'email', send: 'fixed_time', email }));
    const [ana, bo] = idsOf(all);
    if (!ana || !bo) throw new Error('expected two people');
    const skip = { personId: ana, fields: { phone: { type: 'skip' as const } } };
    const task = { personId: bo, fields: { phone: { type: 'task' as const } } };
    const report = await launch(asking, all, { choices: [skip, task] });
    expect([report.skipped, whoOf(all, report.enrolled)]).toEqual([[ana], ['Bo']]);
    // Nor is it taken by a value that the launch itself gives.
    const own = await people({ Eva: 'eva@same.example' });
    expect((await launch(campaign, [...all.slice(0, 1), ...own])).enrolled).toHaveLength(2);
  });

  test('§5 same address: by many at the same time one of them gets in', async () => {
    const campaign = await create(mail());
    const all = await people({ Ana: 'par@same.example', Bo: 'Par@same.example', Cai: 'PAR@same.example' });
    const reports = await Promise.all(
      Array.from({ length: 9 }, (_, index) => {
        const { userId } = index % 2 ? member : colleague;
        return launch(campaign, all.slice(index % 3, (index % 3) + 1), { userId });
      }),
    );
    expect(reports.flatMap(({ enrolled }) => enrolled)).toHaveLength(1);
    expect(new Set(reports.flatMap(({ refused }) => refused.map(({ code }) => code)))).toEqual(
      new Set(['ALREADY_ENROLLED', 'SAME_ADDRESS']),
    );
  });

  test('§5 same address: in parts it comes to what it would at once, also where a part is asked for again', async () => {
    const emails = {
      Ana: 'par@same.example',
      Bo: 'bo@same.example',
      Cai: 'PAR@same.example',
      Dag: 'BO@same.example',
    };
    const all = await people(emails);
    const atOnce = await launch(await create(mail()), all);
    const campaign = await create(mail());
    const launchId = randomUUID();
    const part = (from: number) => launch(campaign, all, { part: { launchId, from, count: 1 } });
    const reports = [];
    for (const from of [0, 1, 1, 2, 3]) {
      reports.push(await part(from));
      // Meanwhile the first one's run is over: the launch stays what it is.
      const runs = [{ enrolmentId: reports[0]?.enrolled[0]?.id ?? '', id: randomUUID() }];
      if (from === 1) await stopMany(db, { ...member, role: 'admin' }, runs, now);
    }
    const enrolled = reports.flatMap((report) => whoOf(all, report.enrolled));
    expect(enrolled).toEqual(['Ana', 'Bo', 'Bo']);
    expect(reports.flatMap(({ refused }) => refused)).toEqual(atOnce.refused);
  });
});
