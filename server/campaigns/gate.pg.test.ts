import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import type { Campaign, Step } from '../../lib/contract/campaign.ts';
import type { PersonChoices } from '../../lib/contract/gate.ts';
import type { NewPerson, Person } from '../../lib/contract/person.ts';
import { renderEmail } from '../../lib/core/template/email.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import type { Member } from '../../tests/support/domain.ts';
import { act, Device, launch, newStep, openTask, openTasks, unwrap } from '../../tests/support/domain.ts';
import { addWorkspace, firstUser } from '../../tests/support/workspace.ts';
import { getWriter } from '../accounts/writer.ts';
import type { Database } from '../db/open.ts';
import { insertCampaign } from '../db/queries/campaigns.ts';
import { findPerson } from '../db/queries/people.ts';
import { setConsent } from '../people/consent.ts';
import { createPerson } from '../people/people.ts';
import { pushActions } from '../sync/push.ts';
import { createCampaign } from './create.ts';
import { askGate } from './gate.ts';
import { launchCampaign } from './launch.ts';

const now = new Date('2026-06-04T06:00:00.000Z');

describeOnEachEngine('the gate before a launch', (open) => {
  let db: Database;
  let member: Member;
  beforeAll(async () => {
    db = await open();
  });

  async function startAfresh(): Promise<void> {
    const workspace = await addWorkspace(db, 'Nordby');
    member = { workspaceId: workspace.workspaceId, userId: firstUser(workspace) };
  }

  async function add(person: Partial<NewPerson> & { firstName: string }): Promise<Person> {
    const email = `${person.firstName.toLowerCase()}@example.com`;
    return await createPerson(db, member.workspaceId, { email, ...person }, now);
  }

  function mailOf(subject: string, html: string): Step {
    return newStep({ type: 'email', email: { subject, html, alsoTo: [], cc: [], bcc: [] } });
  }

  async function addMails(...mails: [string, string][]): Promise<Campaign> {
    const days = mails.map(([subject, html], index) => ({
      number: index + 1,
      steps: [{ ...mailOf(subject, html), title: `Mail ${index + 1}` }],
    }));
    const input = { name: 'Mails', category: '', settings: { skipWeekends: false }, days };
    return unwrap(await createCampaign(db, member.workspaceId, input, now));
  }

  const gateOf = async (campaign: Campaign, people: Person[]) =>
    unwrap(
      await askGate(db, member.workspaceId, {
        campaignId: campaign.id,
        personIds: people.map(({ id }) => id),
        userId: member.userId,
      }),
    );

  const launchWith = (campaign: Campaign, people: Person[], choices: PersonChoices[]) =>
    launchCampaign(
      db,
      member.workspaceId,
      {
        campaignId: campaign.id,
        userId: member.userId,
        personIds: people.map(({ id }) => id),
        startAt: now.toISOString(),
        timeZone: 'UTC',
        choices,
        missingFields: 'refuse',
      },
      now,
    );

  test('says who lacks what in which mail, and leaves out who could not be enrolled anyway', async () => {
    await startAfresh();
    const campaign = await addMails(
      ['Hello {{first_name}}', '{{phone}} {{! say something }}'],
      ['{{my_title}}', '{{fields.plan}}'],
    );
    const [anna, bo, silent, gone, enrolled] = [
      await add({ firstName: 'Anna', fields: { plan: 'Gold' } }),
      await add({ firstName: 'Bo', phone: '+46 8' }),
      await createPerson(db, member.workspaceId, { firstName: 'Silent' }, now),
      await add({ firstName: 'Gone' }),
      await add({ firstName: 'Enrolled' }),
    ];
    const withdrawn = { status: 'withdrawn', legalBasis: null, source: 'email', comment: null } as const;
    unwrap(await setConsent(db, member, { personId: gone.id, purpose: 'sales' }, withdrawn, now));
    await launch(db, member, campaign, [enrolled], now);
    const strangers = { ...anna, id: '00000000-0000-4000-8000-000000000001' };
    const gate = await gateOf(campaign, [bo, anna, bo, silent, gone, enrolled, strangers]);
    expect(gate).toMatchObject({
      steps: [
        {
          title: 'Mail 1',
          dayNumber: 1,
          stepNumber: 1,
          held: [{ personId: anna.id, missing: [{ field: 'phone', parts: ['html'], why: 'empty' }] }],
          byField: [{ field: 'phone', personIds: [anna.id] }],
          prompts: [{ text: 'say something', part: 'html' }],
        },
        {
          title: 'Mail 2',
          held: [
            { personId: bo.id, missing: [{ field: 'my_title' }, { field: 'fields.plan' }] },
            { personId: anna.id, missing: [{ field: 'my_title' }] },
          ],
          byField: [
            { field: 'my_title', personIds: [bo.id, anna.id] },
            { field: 'fields.plan', personIds: [bo.id] },
          ],
          prompts: [],
        },
      ],
      editable: ['phone', 'fields.plan'],
    });
    expect(gate.steps[0]?.held).toHaveLength(1);
    expect(gate.steps[1]?.held).toHaveLength(2);
  });

  /** One that was stored when texts of steps were not read yet. */
  async function asBefore(campaign: Campaign, text: string): Promise<Campaign> {
    const days: Campaign['days'] = JSON.parse(JSON.stringify(campaign.days).replaceAll('BROKEN', text));
    const older = { ...campaign, id: randomUUID(), days };
    await insertCampaign(db.kysely, member.workspaceId, older, null, now);
    return older;
  }

  test('a mail that cannot be printed is named, and so many that it takes too long', async () => {
    await startAfresh();
    const anna = await add({ firstName: 'Anna' });
    const broken = await asBefore(await addMails(['ok', 'BROKEN']), '{{#if}}');
    const failed = { code: 'INVALID_INPUT', message: expect.stringMatching(/^“Mail 1”: /) };
    const question = { campaignId: broken.id, personIds: [anna.id], userId: member.userId };
    expect(await askGate(db, member.workspaceId, question)).toMatchObject(failed);
    expect(await launchWith(broken, [anna], [])).toMatchObject(failed);
    const slow = await addMails(['{{phone}}', '']);
    let nowMs = 0;
    const clock = () => (nowMs += 5_000);
    expect(await askGate(db, member.workspaceId, { ...question, campaignId: slow.id }, clock)).toMatchObject(
      failed,
    );
    expect(await openTasks(db, member)).toEqual([]);
  });

  test('a launch refuses by name and field whom nothing was chosen for; the others go', async () => {
    await startAfresh();
    const campaign = await addMails(['{{phone}}', '{{fields.plan}}'], ['{{phone}}', '{{! a prompt }}']);
    const [anna, bo, cilla] = [
      await add({ firstName: 'Anna', lastName: 'Ek' }),
      await add({ firstName: 'Bo', phone: '+46 8', fields: { plan: 'Gold' } }),
      await add({ firstName: 'Cilla', phone: '+46 9' }),
    ];
    const choices: PersonChoices[] = [{ personId: anna.id, fields: { phone: { type: 'task' } } }];
    expect(unwrap(await launchWith(campaign, [anna, bo, cilla], choices))).toMatchObject({
      enrolled: [{ personId: bo.id }],
      refused: [
        {
          personId: anna.id,
          code: 'FIELD_MISSING',
          message: 'Anna Ek lacks fields.plan (“Mail 1”), and nothing was chosen for it',
          missing: ['fields.plan'],
        },
        { personId: cilla.id, code: 'FIELD_MISSING', missing: ['fields.plan'] },
      ],
      skipped: [],
    });
    expect(await openTask(db, member)).toMatchObject({ personId: bo.id });
  });

  test('a value that is given gets the name that the field has in the workspace', async () => {
    await startAfresh();
    await add({ firstName: 'Bo', fields: { 'Renewal date': '2026-10-01' } });
    const anna = await add({ firstName: 'Anna' });
    const value = { type: 'edit', value: '2026-12-01' } as const;
    const first = await addMails(['Hi', '{{custom_field_renewal_date}}']);
    unwrap(
      await launchWith(first, [anna], [{ personId: anna.id, fields: { custom_field_renewal_date: value } }]),
    );
    const stored = await findPerson(db.kysely, member.workspaceId, anna.id);
    expect(stored?.fields).toEqual({ 'Renewal date': '2026-12-01' });
  });

  test('default, edit, task and skip: each does what it says, and a repeat changes nothing', async () => {
    await startAfresh();
    const campaign = await addMails(
      ['For {{fields.plan}}', '<p>{{phone}}</p>'],
      ['Again', '<p>{{fields.plan}} {{phone}}</p>'],
    );
    const [anna, bo, cilla, dora] = [
      await add({ firstName: 'Anna' }),
      await add({ firstName: 'Bo', fields: { 'Shoe size': '38' } }),
      await add({ firstName: 'Cilla' }),
      await add({ firstName: 'Dora' }),
    ];
    const choices: PersonChoices[] = [
      {
        personId: anna.id,
        fields: {
          phone: { type: 'default', text: 'our number' },
          'fields.plan': { type: 'default', text: 'all' },
        },
      },
      {
        personId: bo.id,
        fields: { phone: { type: 'edit', value: '+46 8 1' }, 'fields.plan': { type: 'edit', value: 'Gold' } },
      },
      { personId: cilla.id, fields: { phone: { type: 'skip' } } },
      {
        personId: dora.id,
        fields: { phone: { type: 'task' }, 'fields.plan': { type: 'edit', value: 'Silver' } },
      },
    ];
    const device = new Device(db, member);
    const people = [anna, bo, cilla, dora];
    const report = unwrap(await launchWith(campaign, people, choices));
    const defaults = { phone: 'our number', 'fields.plan': 'all' };
    expect(report).toMatchObject({ refused: [], skipped: [cilla.id] });
    expect(report.enrolled.map(({ personId, defaults: texts }) => [personId, texts])).toEqual([
      [anna.id, defaults],
      [bo.id, undefined],
      [dora.id, undefined],
    ]);
    await device.pull(now);
    const tasks = device.all('task');
    expect(tasks.map((task) => [task.personId, task.defaults]).sort()).toEqual(
      [
        [anna.id, defaults],
        [bo.id, undefined],
        [dora.id, undefined],
      ].sort(),
    );
    expect(device.all('person').find(({ id }) => id === bo.id)).toMatchObject({
      phone: '+46 8 1',
      fields: { 'Shoe size': '38', plan: 'Gold' },
    });
    expect(await findPerson(db.kysely, member.workspaceId, dora.id)).toMatchObject({
      phone: null,
      fields: { plan: 'Silver' },
    });
    const me = await getWriter(db.kysely, member.workspaceId, member.userId);
    const printed = tasks.map(({ email, personId, defaults: texts }) => {
      const person = device.all('person').find(({ id }) => id === personId) ?? null;
      if (!email) throw new Error('expected an email');
      const { to, subject, html, missing } = unwrap(renderEmail(email, person, me, { defaults: texts }));
      return [to[0]?.email, subject, html, missing];
    });
    expect(printed.sort()).toEqual([
      ['anna@example.com', 'For all', '<p>our number</p>', []],
      ['bo@example.com', 'For Gold', '<p>+46 8 1</p>', []],
      ['dora@example.com', 'For Silver', '<p>{{phone}}</p>', ['phone']],
    ]);
    const again = unwrap(await launchWith(campaign, people, choices));
    expect(again).toMatchObject({ enrolled: [], skipped: [cilla.id] });
    expect(again.refused.map(({ code }) => code)).toEqual(Array(3).fill('ALREADY_ENROLLED'));
    expect(await openTasks(db, member)).toHaveLength(3);
  });

  test('the texts of a run are there in its later mails too', async () => {
    await startAfresh();
    const campaign = await addMails(['{{phone}}', ''], ['Later {{phone}}', '']);
    const anna = await add({ firstName: 'Anna' });
    const choices = [{ personId: anna.id, fields: { phone: { type: 'default', text: 'x' } as const } }];
    unwrap(await launchWith(campaign, [anna], choices));
    const first = await openTask(db, member);
    await pushActions(db, member, [act('task.complete', first, now.toISOString(), { outcome: {} })], now);
    expect(await openTask(db, member)).toMatchObject({
      email: { subject: 'Later {{phone}}' },
      defaults: { phone: 'x' },
    });
  });

  test('a value that cannot be written is refused with its path, and nothing of the launch is done', async () => {
    await startAfresh();
    const campaign = await addMails(['{{phone}} {{my_title}}', '']);
    const [anna, bo] = [await add({ firstName: 'Anna' }), await add({ firstName: 'Bo' })];
    const title = { type: 'default', text: 'x' } as const;
    const fine: PersonChoices = {
      personId: bo.id,
      fields: { phone: { type: 'edit', value: '+46' }, my_title: title },
    };
    const long: PersonChoices = {
      personId: anna.id,
      fields: { phone: { type: 'edit', value: '1'.repeat(51) }, my_title: title },
    };
    expect(await launchWith(campaign, [anna, bo], [fine, long])).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'choices.1.fields.phone' }],
    });
    const notTheirs: PersonChoices = {
      personId: anna.id,
      fields: { my_title: { type: 'edit', value: 'Boss' } },
    };
    expect(await launchWith(campaign, [anna, bo], [notTheirs])).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'choices.0.fields.my_title', message: 'this field is not one of the person’s own' }],
    });
    expect(await openTasks(db, member)).toEqual([]);
    expect(await findPerson(db.kysely, member.workspaceId, bo.id)).toMatchObject({ phone: null });
  });

  test('a chosen text that may not stand in a link is named as that', async () => {
    await startAfresh();
    const campaign = await addMails(['{{fields.plan}}', '<a href="{{fields.site}}">x</a>']);
    const anna = await add({ firstName: 'Anna', lastName: 'Ek' });
    const site = { type: 'default', text: 'javascript:x' } as const;
    const report = unwrap(
      await launchWith(campaign, [anna], [{ personId: anna.id, fields: { 'fields.site': site } }]),
    );
    expect(report.refused).toEqual([
      {
        personId: anna.id,
        code: 'FIELD_MISSING',
        message:
          'Anna Ek lacks fields.plan (“Mail 1”), and nothing was chosen for it; what was chosen for fields.site ' +
          '(“Mail 1”) may not stand at its place: a link takes a web address only',
        missing: ['fields.plan', 'fields.site'],
        unsafe: ['fields.site'],
      },
    ]);
  });

  test('by hand, said openly, nobody is refused for a field; what was chosen counts all the same', async () => {
    await startAfresh();
    const campaign = await addMails(['{{phone}} {{my_title}}', '']);
    const anna = await add({ firstName: 'Anna' });
    const input = {
      campaignId: campaign.id,
      userId: member.userId,
      personIds: [anna.id],
      startAt: now.toISOString(),
      timeZone: 'UTC',
      choices: [{ personId: anna.id, fields: { phone: { type: 'default', text: 'x' } as const } }],
      missingFields: 'byHand' as const,
    };
    expect(unwrap(await launchCampaign(db, member.workspaceId, input, now))).toMatchObject({
      enrolled: [{ defaults: { phone: 'x' } }],
      refused: [],
    });
  });
});
