import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Campaign, StepEmail } from '../../lib/contract/campaign.ts';
import type { Template } from '../../lib/contract/template.ts';
import { copyInto } from '../../lib/core/library/copies.ts';
import type { SendState } from '../../lib/core/send/state.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import {
  act,
  addPerson,
  aProof,
  Device,
  launch,
  newStep,
  openTask,
  unwrap,
} from '../../tests/support/domain.ts';
import { aSend } from '../../tests/support/sends.ts';
import { addTemplate, changeOf } from '../../tests/support/templates.ts';
import { addWorkspace } from '../../tests/support/workspace.ts';
import { createCampaign } from '../campaigns/create.ts';
import type { Database } from '../db/open.ts';
import { findCampaign } from '../db/queries/campaigns.ts';
import { planSends } from '../delivery/ledger.ts';
import { storeClick } from '../links/click.ts';
import { createLinks } from '../links/create.ts';
import { parseLinkKey } from '../links/public-key.ts';
import { createPerson } from '../people/people.ts';
import { pushActions } from '../sync/push.ts';
import { createTask } from '../tasks/create.ts';
import { listCopies, updateCopies } from './copies.ts';
import { consequenceOfDeletion, deleteTemplate } from './delete.ts';
import { readFigures } from './figures.ts';
import type { TemplateUser } from './refusals.ts';
import { updateTemplate } from './templates.ts';
import { useTemplate } from './use.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const at = now.toISOString();
const nobody = { alsoTo: [], cc: [], bcc: [] };
const none = { used: 0, sent: 0, opened: null, clicked: 0, replied: 0, success: 0, bounced: 0 };

describeOnEachEngine('copies of templates', (open) => {
  let db: Database;
  let member: TemplateUser;
  let template: Template;

  beforeAll(async () => {
    db = await open();
  });
  beforeEach(async () => {
    const { workspaceId, userIds } = await addWorkspace(db, 'Nordby', ['Maja']);
    member = { workspaceId, userId: userIds[0] ?? '', role: 'admin' };
    const swedish = { language: 'sv', subject: 'Hej', html: '<p>Hej</p>', text: null, preheader: '' };
    const text = { name: 'Hello', subject: 'Hi', html: '<p>Hi</p>', language: 'en', variants: [swedish] };
    template = await addTemplate(db, member, now, text);
  });

  const copy = (over: Partial<StepEmail> = {}) => ({ ...copyInto(nobody, template), ...over });
  const campaignWith = async (name: string, emails: StepEmail[]): Promise<Campaign> => {
    const steps = emails.map((email) => newStep({ type: 'email', email }));
    const settings = { skipWeekends: false, onReply: 'success' as const };
    const campaign = { name, category: '', settings, days: [{ number: 1, steps }] };
    return unwrap(await createCampaign(db, member.workspaceId, campaign, now));
  };
  const edit = async (subject: string) => {
    template = unwrap(await updateTemplate(db, member, template.id, changeOf(template, { subject }), now));
  };
  const states = async () =>
    unwrap(await listCopies(db, member, template.id)).campaigns.map(({ name, steps }) => [
      name,
      steps.map(({ state, version, openTasks }) => [state, version, openTasks]),
    ]);
  const subjects = async ({ id }: Campaign) =>
    (await findCampaign(db.kysely, member.workspaceId, id, member.userId))?.days.flatMap(({ steps }) =>
      steps.map(({ email }) => email?.subject),
    );
  const figures = async () => unwrap(await readFigures(db, member, template.id));

  test('which copies differ after an edit, and which were edited in their campaign', async () => {
    const spring = await campaignWith('Spring', [copy(), copy({ subject: 'Mine' })]);
    await campaignWith('Other', [{ ...nobody, subject: 'Hi', html: '<p>Hi</p>' }]);
    await launch(db, member, spring, [await addPerson(db, member.workspaceId, now)], now);
    expect(await states()).toEqual([
      [
        'Spring',
        [
          ['same', 1, 1],
          ['edited', 1, 0],
        ],
      ],
    ]);
    await edit('Hello again');
    expect(await states()).toEqual([
      [
        'Spring',
        [
          ['older', 1, 1],
          ['edited', 1, 0],
        ],
      ],
    ]);
  });

  test('§2.7: chosen campaigns get the text; edited copies stay unless that is wanted, and open tasks keep theirs', async () => {
    const [spring, autumn] = [
      await campaignWith('Spring', [copy(), copy({ subject: 'Mine' })]),
      await campaignWith('Autumn', [copy()]),
    ];
    await launch(db, member, spring, [await addPerson(db, member.workspaceId, now)], now);
    const device = new Device(db, member);
    await device.pull(now);
    await edit('Hello again');
    const unknown = randomUUID();
    const update = (edited: boolean, version = 2) =>
      updateCopies(db, member, template.id, { campaignIds: [spring.id, unknown], version, edited }, now);
    expect(await update(false, 1)).toMatchObject({ code: 'TEMPLATE_CHANGED' });
    const first = unwrap(await update(false));
    expect(first).toMatchObject({
      campaigns: [{ campaignId: spring.id, name: 'Spring', updated: 1, same: 0, kept: 1 }],
      refused: [{ campaignId: unknown, code: 'NOT_FOUND' }],
    });
    expect(await subjects(spring)).toEqual(['Hello again', 'Mine']);
    expect(await subjects(autumn)).toEqual(['Hi']);
    expect((await openTask(db, member)).email?.subject).toBe('Hi');
    await device.pull(now);
    expect(device.all('campaign')[0]?.days[0]?.steps[0]?.email?.subject).toBe('Hello again');
    const second = unwrap(await update(true));
    expect(second.campaigns).toMatchObject([{ updated: 1, same: 1, kept: 0 }]);
    expect(await subjects(spring)).toEqual(['Hello again', 'Hello again']);
    expect(unwrap(await update(true)).campaigns).toMatchObject([{ updated: 0, same: 2, kept: 0 }]);
  });

  test('two updates at the same moment: each campaign has the text once', async () => {
    const campaigns = [await campaignWith('A', [copy()]), await campaignWith('B', [copy()])];
    await edit('Hello again');
    const ids = campaigns.map(({ id }) => id);
    const reports = await Promise.all(
      [ids, [...ids].reverse()].map((campaignIds) =>
        updateCopies(db, member, template.id, { campaignIds, version: 2, edited: false }, now),
      ),
    );
    const updated = reports.flatMap((report) => unwrap(report).campaigns.map((campaign) => campaign.updated));
    expect(updated.sort()).toEqual([0, 0, 1, 1]);
  });

  test('a person gets the step in their language', async () => {
    const campaign = await campaignWith('Spring', [copy()]);
    const about = { firstName: 'Åsa', email: 'asa@example.com', language: 'sv-FI' };
    const person = await createPerson(db, member.workspaceId, about, now);
    await launch(db, member, campaign, [person], now);
    const { email } = await openTask(db, member);
    expect(email).toEqual({
      ...nobody,
      subject: 'Hej',
      html: '<p>Hej</p>',
      text: null,
      preheader: '',
      language: 'sv',
      fromTemplate: { id: template.id, version: 1 },
    });
  });

  test('figures: what was used, proven sent, clicked and answered, each mail once', async () => {
    expect(await figures()).toEqual(none);
    const campaign = await campaignWith('Spring', [copy()]);
    await launch(db, member, campaign, [await addPerson(db, member.workspaceId, now)], now);
    const task = await openTask(db, member);
    expect(await figures()).toEqual({ ...none, used: 1 });
    const [link] = unwrap(
      await createLinks(
        db,
        member,
        { taskId: task.id, urls: ['https://example.com/'] },
        'http://u.test',
        now,
      ),
    );
    const key = parseLinkKey(link?.tracked.split('/t/')[1] ?? '');
    if (!key) throw new Error('expected a key');
    await storeClick(db, key, 'desktop', now);
    expect(await figures()).toEqual({ ...none, used: 1 });
    await pushActions(
      db,
      member,
      [act('task.complete', task, at, { outcome: { proof: aProof({ sentAt: at }) } })],
      now,
    );
    await storeClick(db, key, 'desktop', now);
    expect(await figures()).toEqual({ ...none, used: 1, sent: 1, clicked: 1 });
    const done = { ...task, version: task.version + 1 };
    for (const reply of ['r1', 'r2'])
      await pushActions(db, member, [act('task.replied', done, at, { ids: { reply } })], now);
    expect(await figures()).toEqual({ ...none, used: 1, sent: 1, clicked: 1, replied: 1, success: 1 });
  });

  test('figures: bounced is what the recipient’s server refused or sent back, nothing else', async () => {
    const campaign = await campaignWith('Spring', [copy()]);
    await launch(db, member, campaign, [await addPerson(db, member.workspaceId, now)], now);
    const { id } = await openTask(db, member);
    const [send] = await planSends(db.kysely, [aSend(member, { taskId: id })], now);
    const stand = async (state: SendState, cause: string | null) => {
      await db.kysely
        .updateTable('sends')
        .set({ state, cause })
        .where('id', '=', send?.id ?? '')
        .execute();
      return (await figures()).bounced;
    };
    expect(await stand('accepted', null)).toBe(0);
    expect(await stand('bounced', null)).toBe(1);
    expect(await stand('rejected', 'refused')).toBe(1);
    expect(await stand('rejected', 'expired')).toBe(0);
  });

  test('a template that was taken for a task’s own mail counts what becomes of it', async () => {
    const person = await addPerson(db, member.workspaceId, now);
    const own = { type: 'email', title: 'Write', dueAt: at, personId: person.id } as const;
    const task = unwrap(await createTask(db, member.workspaceId, member.userId, own, now));
    const use = { templateId: template.id, useId: randomUUID(), taskId: task.id };
    for (const _ of [1, 2]) unwrap(await useTemplate(db, member, use, now));
    const strange = { ...use, useId: randomUUID(), taskId: randomUUID() };
    expect(await useTemplate(db, member, strange, now)).toMatchObject({ code: 'NOT_FOUND' });
    await pushActions(
      db,
      member,
      [act('task.complete', task, at, { outcome: { proof: aProof({ sentAt: at }) } })],
      now,
    );
    expect(await figures()).toEqual({ ...none, used: 1, sent: 1 });
  });

  test('what a deletion takes is told before, and the campaign keeps its copy', async () => {
    const campaign = await campaignWith('Spring', [copy(), copy()]);
    unwrap(await useTemplate(db, member, { templateId: template.id, useId: randomUUID() }, now));
    expect(unwrap(await consequenceOfDeletion(db, member, template.id))).toEqual({
      figures: { ...none, used: 1 },
      versions: 1,
      attachments: 0,
      favouriteOf: 0,
      campaigns: [{ campaignId: campaign.id, name: 'Spring', steps: 2 }],
    });
    unwrap(await deleteTemplate(db, member, template.id, now));
    expect(await subjects(campaign)).toEqual(['Hi', 'Hi']);
    expect(await consequenceOfDeletion(db, member, template.id)).toMatchObject({ code: 'NOT_FOUND' });
  });
});
