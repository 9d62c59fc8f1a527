import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { CampaignSettings } from '../../lib/contract/campaign.ts';
import type { Person } from '../../lib/contract/person.ts';
import { anApp, aToken, type TestApp } from '../../tests/support/app.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { type Member, newStep, unwrap } from '../../tests/support/domain.ts';
import { addColleagues } from '../../tests/support/workspace.ts';
import { updateProfile } from '../accounts/profile.ts';
import type { Database } from '../db/open.ts';
import { createPerson } from '../people/people.ts';
import { createCampaign } from './create.ts';
import { setDaysOff } from './days-off.ts';
import { launchCampaign } from './launch.ts';
import { planLaunch, planOfRun } from './plan.ts';

/** Thursday 30 April 2026, 09:00 in Stockholm; the day after is a holiday in Sweden and in Germany. */
const now = new Date('2026-04-30T07:00:00.000Z');
const timeZone = 'Europe/Stockholm';

describeOnEachEngine('days off', (open) => {
  let db: Database;
  let app: TestApp;
  let member: Member;
  let colleague: Member;
  beforeAll(async () => {
    db = await open();
    app = await anApp(db, now);
  });
  beforeEach(async () => {
    [member, colleague] = await addColleagues(db);
  });

  const campaignFor = async (holidays: CampaignSettings['holidays']) =>
    unwrap(
      await createCampaign(
        db,
        member.workspaceId,
        {
          name: 'Spring',
          category: '',
          settings: { skipWeekends: true, ...(holidays && { holidays }) },
          days: [1, 2].map((number) => ({ number, steps: [newStep({ type: 'call' })] })),
        },
        now,
      ),
    );
  const addPerson = (firstName: string, country?: string) =>
    createPerson(db, member.workspaceId, { firstName, ...(country && { country }) }, now);
  const asked = (campaignId: string, people: Person[]) => ({
    campaignId,
    userId: member.userId,
    personIds: people.map(({ id }) => id),
    timeZone,
  });
  const secondSteps = async (holidays: CampaignSettings['holidays'], people: Person[]) => {
    const campaign = await campaignFor(holidays);
    const { plans } = unwrap(await planLaunch(db, member.workspaceId, asked(campaign.id, people), now));
    return plans.map(({ lines }) => ({ on: lines[1]?.at.slice(0, 10), moves: lines[1]?.moves }));
  };

  test('G5: the company’s own move what the campaign counts without them, and are named', async () => {
    const days = [{ date: '2026-05-01', name: 'Office move' }];
    await setDaysOff(db, member, days, now);
    const anna = await addPerson('Anna');
    expect(await secondSteps(undefined, [anna])).toEqual([{ on: '2026-05-01', moves: [] }]);
    const [second] = await secondSteps(['company'], [anna]);
    expect(second).toMatchObject({ on: '2026-05-04', moves: [{ rule: 'companyHolidays', daysOff: days }] });
  });

  test('G5: preview, launch and the plan of a run say the same', async () => {
    await setDaysOff(db, member, [{ date: '2026-05-01', name: 'Office move' }], now);
    const campaign = await campaignFor(['company']);
    const question = asked(campaign.id, [await addPerson('Anna')]);
    const { plans } = unwrap(await planLaunch(db, member.workspaceId, question, now));
    const input = { ...question, choices: [], missingFields: 'byHand' as const };
    const { enrolled } = unwrap(await launchCampaign(db, member.workspaceId, input, now));
    const plan = unwrap(await planOfRun(db, member.workspaceId, enrolled[0]?.id ?? '', now));
    expect(plan.lines).toEqual(plans[0]?.lines);
    expect(plan.lines[1]?.moves[0]?.daysOff).toEqual([{ date: '2026-05-01', name: 'Office move' }]);
  });

  test('G5: the recipient’s country moves its own people only, in one launch', async () => {
    const people = [
      await addPerson('Anna', 'SE'),
      await addPerson('Bo', 'US'),
      await addPerson('Cleo'),
      await addPerson('Dora', 'DE-BY'),
    ];
    const seconds = await secondSteps(['recipient'], people);
    expect(seconds.map(({ on }) => on)).toEqual(['2026-05-04', '2026-05-01', '2026-05-01', '2026-05-04']);
    expect(seconds[0]?.moves).toMatchObject([
      { rule: 'recipientHolidays', daysOff: [{ date: '2026-05-01', name: 'första maj' }] },
    ]);
    expect(seconds[3]?.moves?.[0]?.daysOff?.[0]?.name).toBe('Maifeiertag');
  });

  test('G5: the sender’s country moves everybody, whoever they write to', async () => {
    const people = [await addPerson('Anna'), await addPerson('Bo', 'US')];
    await updateProfile(db, member.userId, { country: 'SE' }, now);
    const seconds = await secondSteps(['sender'], people);
    expect(seconds.map(({ on, moves }) => [on, moves?.[0]?.rule])).toEqual([
      ['2026-05-04', 'senderHolidays'],
      ['2026-05-04', 'senderHolidays'],
    ]);
    await updateProfile(db, member.userId, { country: null }, now);
    expect((await secondSteps(['sender'], people)).map(({ on }) => on)).toEqual(['2026-05-01', '2026-05-01']);
  });

  test('over HTTP an admin reads and replaces them, nobody else', async () => {
    const [admin, user] = [await aToken(db, member, now), await aToken(db, colleague, now)];
    const days = [
      { date: '2026-12-31', name: 'New Year’s Eve' },
      { date: '2026-12-24', name: 'Christmas Eve' },
    ];
    const put = (token: string, body: unknown) => app.json('PUT', '/api/v2/days-off', { token, body });
    expect(await put(user, { days })).toMatchObject({ status: 403, body: { code: 'NOT_ALLOWED' } });
    expect(await app.json('GET', '/api/v2/days-off', { token: user })).toMatchObject({ status: 403 });
    expect(await put(admin, { days })).toEqual({ status: 200, body: { days: days.toReversed() } });
    expect(await put(admin, { days: days.slice(0, 1) })).toMatchObject({ body: { days: days.slice(0, 1) } });
    const { body } = await app.json('GET', '/api/v2/days-off', { token: admin });
    expect(body).toEqual({ days: days.slice(0, 1) });
  });

  test.each([
    { days: [{ date: '2026-02-30', name: 'None' }], path: 'days.0.date' },
    { days: [{ date: '2026-12-24', name: ' ' }], path: 'days.0.name' },
    {
      days: [
        { date: '2026-12-24', name: 'One' },
        { date: '2026-12-24', name: 'Two' },
      ],
      path: 'days.1.date',
    },
  ])('what is no list of days is refused, naming $path', async ({ days, path }) => {
    const token = await aToken(db, member, now);
    const answer = await app.json('PUT', '/api/v2/days-off', { token, body: { days } });
    expect(answer).toMatchObject({ status: 422, body: { code: 'INVALID_INPUT', fields: [{ path }] } });
  });

  test('over HTTP everybody says whose holidays are their own', async () => {
    const token = await aToken(db, colleague, now);
    const put = (country: unknown) => app.json('PUT', '/api/v2/me/profile', { token, body: { country } });
    expect(await put('DE-BY')).toMatchObject({ status: 200, body: { user: { country: 'DE-BY' } } });
    expect(await put('Bavaria')).toMatchObject({ status: 422, body: { fields: [{ path: 'country' }] } });
    const { body } = await app.json('PUT', '/api/v2/me/profile', { token, body: { country: null } });
    expect(body).not.toHaveProperty('user.country');
  });
});
