import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { type Campaign, type Day, NewCampaign, type Step } from '../../lib/contract/campaign.ts';
import type { CampaignSheet } from '../../lib/contract/campaign-authoring.ts';
import type { Person } from '../../lib/contract/person.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { act, addPerson, Device, launch, newStep, openTasks, unwrap } from '../../tests/support/domain.ts';
import { addWorkspace, type TestWorkspace } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { listSummaries } from '../db/queries/campaign-sheets.ts';
import { listEnrolments } from '../db/queries/enrolments.ts';
import { pushActions } from '../sync/push.ts';
import { createCampaign } from './create.ts';
import { askImpact } from './impact.ts';
import { launchCampaign } from './launch.ts';
import {
  archiveCampaign,
  consequenceOfDeletion,
  copyCampaign,
  deleteCampaign,
  versionOf,
  versionsOf,
} from './look-after.ts';
import type { Author } from './refusals.ts';
import { restoreCampaign, updateCampaign } from './update.ts';

const thursday = new Date('2026-06-04T06:00:00.000Z');
const later = new Date('2026-06-04T08:00:00.000Z');
const settings = { skipWeekends: false, onReply: 'end' } as const;

describeOnEachEngine('authoring of campaigns', (open) => {
  let db: Database;
  let workspace: TestWorkspace;
  let owner: Author;
  let colleague: Author;
  let manager: Author;

  beforeAll(async () => {
    db = await open();
  });
  beforeEach(async () => {
    workspace = await addWorkspace(db, 'Nord', ['Alva', 'Bo', 'Cai']);
    const [one, two, three] = workspace.userIds;
    const { workspaceId } = workspace;
    owner = { workspaceId, userId: one ?? '', role: 'user' };
    colleague = { workspaceId, userId: two ?? '', role: 'user' };
    manager = { workspaceId, userId: three ?? '', role: 'manager' };
  });

  const call = (title: string): Step => newStep({ type: 'call', title });
  const daysOf = (...steps: Step[]): Day[] =>
    steps.map((step, index) => ({ number: index + 1, steps: [step] }));
  const add = async (days: Day[], name = 'Spring'): Promise<CampaignSheet> =>
    unwrap(
      await createCampaign(
        db,
        owner.workspaceId,
        { name, category: 'Sales', settings, days },
        thursday,
        owner.userId,
      ),
    );
  const change = (
    sheet: Campaign & { version: number },
    over: Partial<Campaign>,
    people: 'stay' | 'move' = 'stay',
  ) => {
    const { name, category, days, version: baseVersion } = sheet;
    return { name, category, settings, days, baseVersion, people, ...over };
  };
  const runs = async (id: string) =>
    (await listEnrolments(db.kysely, owner.workspaceId, id, { limit: 100, offset: 0 })).enrolments;
  const three = async (...names: string[]): Promise<Person[]> => {
    const people: Person[] = [];
    for (const name of names) people.push(await addPerson(db, owner.workspaceId, thursday, name));
    return people;
  };
  /** Does the open task of a person, and is then on the next step. */
  const finish = async (person: Person): Promise<void> => {
    const task = (await openTasks(db, owner)).find(({ personId }) => personId === person.id);
    if (!task) throw new Error('expected an open task');
    const actions = [act('task.complete', task, later.toISOString(), { outcome: {} })];
    const [answer] = (await pushActions(db, owner, actions, later)).answers;
    expect(answer).toMatchObject({ result: 'accepted' });
  };

  test('a change is the next version, by whom it was, and what says the same is none', async () => {
    const sheet = await add(daysOf(call('One')));
    expect(sheet).toMatchObject({
      version: 1,
      ownerId: owner.userId,
      ownerName: 'Alva',
      active: 0,
      archivedAt: null,
    });
    const changed = unwrap(
      await updateCampaign(db, manager, sheet.id, change(sheet, { name: 'Summer' }), later),
    );
    expect(changed).toMatchObject({ version: 2, name: 'Summer', changedAt: later.toISOString() });
    const same = unwrap(await updateCampaign(db, owner, sheet.id, change(changed, {}), later));
    expect(same.version).toBe(2);
    const { versions } = unwrap(await versionsOf(db, owner, sheet.id));
    expect(versions).toMatchObject([
      { version: 2, name: 'Summer', byName: 'Cai', steps: 1, people: 0 },
      { version: 1, name: 'Spring', byName: 'Alva' },
    ]);
  });

  test('§2.12 counts: what is stored and comes back unchanged changes nothing', async () => {
    const copies = { alsoTo: [], cc: [{ email: 'bo@nordby.example' }], bcc: [] };
    const email = { subject: 'Hej', html: '<p>Hej</p>', ...copies };
    const sheet = await add(daysOf(newStep({ type: 'email', title: 'Mail', send: 'fixed_time', email })));
    const window = { zone: 'recipient', weekdays: [1, 2], from: '09:00', to: '10:00' } as const;
    const edited = change(sheet, { settings: { ...settings, window: { ...window, weekdays: [1, 2] } } });
    const second = unwrap(await updateCampaign(db, owner, sheet.id, edited, later));
    // As a client says it: read by the schema, which has its keys in an order of its own.
    const said = NewCampaign.parse(second);
    const impact = unwrap(await askImpact(db, owner, sheet.id, said, later));
    expect(impact).toMatchObject({ steps: [], settings: [] });
  });

  test('whoever saves second is told, and nothing of theirs is written', async () => {
    const sheet = await add(daysOf(call('One')));
    unwrap(await updateCampaign(db, owner, sheet.id, change(sheet, { name: 'First' }), later));
    expect(
      await updateCampaign(db, manager, sheet.id, change(sheet, { name: 'Second' }), later),
    ).toMatchObject({
      ok: false,
      code: 'CAMPAIGN_CHANGED',
    });
    const { campaigns } = await listSummaries(db.kysely, owner.workspaceId, owner.userId, allOf);
    expect(campaigns.map(({ name }) => name)).toEqual(['First']);
  });

  test('of two who save at the same moment one is told', async () => {
    const sheet = await add(daysOf(call('One')));
    const both = ['A', 'B'].map((name) =>
      updateCampaign(db, owner, sheet.id, change(sheet, { name }), later),
    );
    const results = await Promise.all(both);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.find(({ ok }) => !ok)).toMatchObject({ code: 'CAMPAIGN_CHANGED' });
  });

  test('a colleague may copy and may not change, archive or delete', async () => {
    const sheet = await add(daysOf(call('One')));
    const refused = { ok: false, code: 'NOT_ALLOWED' };
    expect(await updateCampaign(db, colleague, sheet.id, change(sheet, { name: 'X' }), later)).toMatchObject(
      refused,
    );
    expect(await archiveCampaign(db, colleague, sheet.id, true, later)).toMatchObject(refused);
    expect(await deleteCampaign(db, colleague, sheet.id, later)).toMatchObject(refused);
    const wanted = { id: randomUUID(), name: 'Copy' };
    const copy = unwrap(await copyCampaign(db, colleague, sheet.id, wanted, later));
    expect(copy).toMatchObject({ ...wanted, ownerId: colleague.userId, version: 1 });
    expect(copy.days[0]?.steps[0]?.id).not.toBe(sheet.days[0]?.steps[0]?.id);
    expect(unwrap(await copyCampaign(db, colleague, sheet.id, wanted, later)).id).toBe(copy.id);
    expect(await copyCampaign(db, owner, sheet.id, wanted, later)).toMatchObject({ code: 'INVALID_INPUT' });
  });

  test('what cannot be read is refused at its field when it is saved, and when it is asked about', async () => {
    const sheet = await add(daysOf(call('One')));
    const days = daysOf(newStep({ type: 'call', details: '{{#if}}' }));
    const refused = { code: 'INVALID_INPUT', fields: [{ path: 'days.0.steps.0.details' }] };
    expect(await updateCampaign(db, owner, sheet.id, change(sheet, { days }), later)).toMatchObject(refused);
    expect(await askImpact(db, owner, sheet.id, change(sheet, { days }), later)).toMatchObject(refused);
  });

  test('§2.12 edits: people inside go on with the version they began with, and others begin with the new one', async () => {
    const [one, two, three_] = [call('One'), call('Two'), call('Three')];
    const sheet = await add(daysOf(one, two));
    const [anna, bo] = await three('Anna', 'Bo');
    if (!anna || !bo) throw new Error('expected two people');
    await launch(db, owner, sheet, [anna], thursday);
    unwrap(await updateCampaign(db, owner, sheet.id, change(sheet, { days: daysOf(one, three_) }), later));
    await launch(db, owner, sheet, [bo], later);
    await finish(anna);
    await finish(bo);
    const titles = new Map((await openTasks(db, owner)).map(({ personId, title }) => [personId, title]));
    expect(titles).toEqual(
      new Map([
        [anna.id, 'Two'],
        [bo.id, 'Three'],
      ]),
    );
    expect((await runs(sheet.id)).map(({ version }) => version).sort()).toEqual([1, 2]);
    const { versions } = unwrap(await versionsOf(db, owner, sheet.id));
    expect(versions.map(({ people }) => people)).toEqual([1, 1]);
  });

  test('who is moved and stands on a step that is gone goes to the next one that is left; devices are told', async () => {
    const [one, two, last] = [call('One'), call('Two'), call('Last')];
    const sheet = await add(daysOf(one, two, last));
    const [anna, bo] = await three('Anna', 'Bo');
    if (!anna || !bo) throw new Error('expected two people');
    await launch(db, owner, sheet, [anna, bo], thursday);
    await finish(bo);
    const device = new Device(db, owner);
    await device.pull(later);
    const days = daysOf(one, last);
    expect(unwrap(await askImpact(db, owner, sheet.id, change(sheet, { days }), later))).toEqual({
      people: 2,
      versions: [{ version: 1, people: 2 }],
      steps: [
        { stepId: last.id, title: 'Last', type: 'call', change: 'moved', standing: 0, ahead: 2, behind: 0 },
        { stepId: two.id, title: 'Two', type: 'call', change: 'removed', standing: 1, ahead: 1, behind: 0 },
      ],
      settings: [],
      forwarded: 1,
      completed: 0,
      redated: 2,
    });
    unwrap(await updateCampaign(db, owner, sheet.id, change(sheet, { days }, 'move'), later));
    const open = await openTasks(db, owner);
    expect(open.map(({ personId, title }) => `${title} ${personId}`).sort()).toEqual(
      [`Last ${bo.id}`, `One ${anna.id}`].sort(),
    );
    expect(open.find(({ title }) => title === 'Last')).toMatchObject({
      dayNumber: 2,
      dueAt: '2026-06-05T07:00:00.000Z',
    });
    await device.pull(later);
    expect(device.all('campaign')[0]?.days).toHaveLength(2);
    const told = device.all('task').filter(({ personId }) => personId === bo.id);
    expect(told.map(({ title, status, cause }) => `${title} ${status} ${cause}`).sort()).toEqual([
      'Last open null',
      'One done null',
      'Two cancelled edited',
    ]);
    await finish(bo);
    expect((await runs(sheet.id)).map(({ status }) => status).sort()).toEqual(['active', 'completed']);
  });

  test('the open task of a step that moves follows it, unless a person has set its moment', async () => {
    const [one, two] = [call('One'), call('Two')];
    const sheet = await add(daysOf(one, two));
    const [anna, bo] = await three('Anna', 'Bo');
    if (!anna || !bo) throw new Error('expected two people');
    await launch(db, owner, sheet, [anna, bo], thursday);
    const snoozed = (await openTasks(db, owner)).find(({ personId }) => personId === bo.id);
    if (!snoozed) throw new Error('expected a task');
    const until = '2026-06-09T07:00:00.000Z';
    const actions = [act('task.snooze', snoozed, later.toISOString(), { until })];
    await pushActions(db, owner, actions, later);
    const days = daysOf({ ...one, title: 'New words', dueTime: '15:00' }, two);
    unwrap(await updateCampaign(db, owner, sheet.id, change(sheet, { days }, 'move'), later));
    const due = new Map((await openTasks(db, owner)).map(({ personId, dueAt }) => [personId, dueAt]));
    expect(due).toEqual(
      new Map([
        [anna.id, '2026-06-04T13:00:00.000Z'],
        [bo.id, until],
      ]),
    );
    expect((await openTasks(db, owner)).map(({ title }) => title)).toEqual(['One', 'One']);
  });

  test('a step added in front of somebody who is moved is left out for them', async () => {
    const [one, two, last, added] = [call('One'), call('Two'), call('Last'), call('Added')];
    const sheet = await add([
      { number: 1, steps: [one, two] },
      { number: 2, steps: [last] },
    ]);
    const [anna] = await three('Anna');
    if (!anna) throw new Error('expected a person');
    await launch(db, owner, sheet, [anna], thursday);
    await finish(anna);
    const days = [
      { number: 1, steps: [one, added, two] },
      { number: 2, steps: [last] },
    ];
    unwrap(await updateCampaign(db, owner, sheet.id, change(sheet, { days }, 'move'), later));
    expect(await runs(sheet.id)).toMatchObject([{ version: 2, currentStepId: two.id, leftOut: [added.id] }]);
    await finish(anna);
    expect((await openTasks(db, owner)).map(({ title }) => title)).toEqual(['Last']);
    await finish(anna);
    expect(await runs(sheet.id)).toMatchObject([{ status: 'completed' }]);
  });

  test('people for whom no step is left are done; a version without steps takes nobody', async () => {
    const [one, two] = [call('One'), call('Two')];
    const sheet = await add(daysOf(one, two));
    const [anna] = await three('Anna');
    if (!anna) throw new Error('expected a person');
    await launch(db, owner, sheet, [anna], thursday);
    await finish(anna);
    const none = change(sheet, { days: [] }, 'move');
    expect(await updateCampaign(db, owner, sheet.id, none, later)).toMatchObject({ code: 'CAMPAIGN_EMPTY' });
    const changed = unwrap(
      await updateCampaign(db, owner, sheet.id, change(sheet, { days: daysOf(one) }, 'move'), later),
    );
    expect(changed.active).toBe(0);
    expect(await runs(sheet.id)).toMatchObject([{ status: 'completed', currentStepId: null }]);
    expect(await openTasks(db, owner)).toEqual([]);
  });

  test('an earlier version comes back as a new one', async () => {
    const sheet = await add(daysOf(call('One'), call('Two')));
    const second = unwrap(
      await updateCampaign(db, owner, sheet.id, change(sheet, { days: daysOf(call('New')) }), later),
    );
    const back = { version: 1, baseVersion: second.version, people: 'stay' as const };
    const restored = unwrap(await restoreCampaign(db, owner, sheet.id, back, later));
    expect(restored).toMatchObject({ version: 3, days: sheet.days });
    expect(unwrap(await versionsOf(db, owner, sheet.id)).versions).toMatchObject([
      { restoredFrom: 1, changes: [{ change: 'added' }, { change: 'added' }, { title: 'New' }] },
      { changes: [{ title: 'New', change: 'added' }, { change: 'removed' }, { change: 'removed' }] },
      { changes: [], settings: [] },
    ]);
    const { name, settings, days } = sheet;
    expect(unwrap(await versionOf(db, owner, sheet.id, 1))).toEqual({ name, settings, days });
    expect(await versionOf(db, owner, sheet.id, 9)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await restoreCampaign(db, owner, sheet.id, back, later)).toMatchObject({
      code: 'CAMPAIGN_CHANGED',
    });
    const unknown = { ...back, version: 9, baseVersion: 3 };
    expect(await restoreCampaign(db, owner, sheet.id, unknown, later)).toMatchObject({
      code: 'NOT_FOUND',
      fields: [{ path: 'version' }],
    });
  });

  test('an archived campaign takes nobody in and cannot be changed, and who is inside goes on', async () => {
    const sheet = await add(daysOf(call('One'), call('Two')));
    const [anna, bo] = await three('Anna', 'Bo');
    if (!anna || !bo) throw new Error('expected two people');
    await launch(db, owner, sheet, [anna], thursday);
    const archived = unwrap(await archiveCampaign(db, owner, sheet.id, true, later));
    expect(archived.archivedAt).toBe(later.toISOString());
    const refused = { ok: false, code: 'CAMPAIGN_ARCHIVED' };
    expect(await updateCampaign(db, owner, sheet.id, change(archived, { name: 'X' }), later)).toMatchObject(
      refused,
    );
    const input = {
      campaignId: sheet.id,
      userId: owner.userId,
      personIds: [bo.id],
      timeZone: 'UTC',
      choices: [],
    };
    const byHand = { ...input, missingFields: 'byHand' as const };
    expect(await launchCampaign(db, owner.workspaceId, byHand, later)).toMatchObject(refused);
    await finish(anna);
    expect((await openTasks(db, owner)).map(({ title }) => title)).toEqual(['Two']);
    const list = (view: 'all' | 'archived') =>
      listSummaries(db.kysely, owner.workspaceId, owner.userId, { ...allOf, view });
    expect((await list('all')).total).toBe(0);
    expect((await list('archived')).campaigns).toMatchObject([{ id: sheet.id, active: 1 }]);
    expect(unwrap(await archiveCampaign(db, owner, sheet.id, false, later)).archivedAt).toBeNull();
  });

  test('§2.12 delete: a campaign with people inside is not deleted; then it goes with its runs, tasks and versions', async () => {
    const sheet = await add(daysOf(call('One')));
    const [anna] = await three('Anna');
    if (!anna) throw new Error('expected a person');
    await launch(db, owner, sheet, [anna], thursday);
    const device = new Device(db, owner);
    expect(await deleteCampaign(db, owner, sheet.id, later)).toMatchObject({ code: 'CAMPAIGN_IN_USE' });
    await finish(anna);
    await device.pull(later);
    expect([device.all('campaign').length, device.all('task').length]).toEqual([1, 1]);
    expect(unwrap(await consequenceOfDeletion(db, owner, sheet.id))).toEqual({
      active: 0,
      ended: 1,
      tasks: 1,
      versions: 1,
    });
    unwrap(await deleteCampaign(db, manager, sheet.id, later));
    await device.pull(later);
    expect([device.all('campaign').length, device.all('task').length]).toEqual([0, 0]);
    expect(await versionsOf(db, owner, sheet.id)).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('the list counts people, finds words, and knows whose a campaign is', async () => {
    const sheet = await add([...daysOf(call('One')), { number: 5, steps: [call('Two'), call('Three')] }]);
    await add([], 'Empty 100%');
    const [anna, bo] = await three('Anna', 'Bo');
    if (!anna || !bo) throw new Error('expected two people');
    await launch(db, owner, sheet, [anna, bo], thursday);
    const list = (over: object, user = owner) =>
      listSummaries(db.kysely, user.workspaceId, user.userId, { ...allOf, ...over });
    expect((await list({})).campaigns).toMatchObject([
      { name: 'Empty 100%', days: 0, steps: 0, active: 0 },
      { name: 'Spring', days: 5, steps: 3, active: 2, ended: 0, ownerName: 'Alva' },
    ]);
    expect((await list({ search: 'sales SPR' })).total).toBe(1);
    expect((await list({ search: '%' })).campaigns.map(({ name }) => name)).toEqual(['Empty 100%']);
    expect((await list({ category: 'Other' })).total).toBe(0);
    expect((await list({ view: 'mine' }, colleague)).total).toBe(0);
    expect((await list({})).categories).toEqual(['Sales']);
  });
});

const allOf = { view: 'all', limit: 100, offset: 0 } as const;
