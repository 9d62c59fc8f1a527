import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import type { Campaign, Step, StepEmail } from '../../lib/contract/campaign.ts';
import type { Mail } from '../../lib/contract/mail.ts';
import type { Person } from '../../lib/contract/person.ts';
import { folderOf, standingOf } from '../../lib/core/mail/folder.ts';
import type { SendState } from '../../lib/core/send/state.ts';
import { at, centerOf, thursday } from '../../tests/support/center.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { act, aProof, launch, newStep, openTasks, unwrap } from '../../tests/support/domain.ts';
import { handOver } from '../../tests/support/hand-over.ts';
import { aSend } from '../../tests/support/sends.ts';
import { addColleagues } from '../../tests/support/workspace.ts';
import { createCampaign } from '../campaigns/create.ts';
import { hearSends } from '../campaigns/engine/hear-sends.ts';
import { sendDue } from '../campaigns/engine/send-due.ts';
import { sayReplied } from '../campaigns/runs.ts';
import type { Database } from '../db/open.ts';
import { listEnrolments } from '../db/queries/enrolments.ts';
import { insertLinks } from '../db/queries/links.ts';
import { planSends } from '../delivery/ledger.ts';
import { storeClick } from '../links/click.ts';
import { setConsent } from '../people/consent.ts';
import { updatePerson } from '../people/people.ts';
import { pushActions } from '../sync/push.ts';
import { createTask } from '../tasks/create.ts';
import { type Asker, countFolders } from './list.ts';

describeOnEachEngine('Command Center', (open) => {
  let db: Database;
  let alva: Asker;

  beforeEach(async () => {
    db ??= await open();
    await db.kysely.deleteFrom('sends').execute();
    const [first] = await addColleagues(db);
    alva = { ...first, role: 'admin' };
  });

  const { list, one, perform, anna, sentByHand } = centerOf(() => ({ db, alva }));
  const mailStep = (over: Partial<Step> = {}) =>
    newStep({ type: 'email', title: 'Intro', send: 'fixed_time', ...over });
  const campaignOf = async (steps: Step[], settings = {}): Promise<Campaign> =>
    unwrap(
      await createCampaign(
        db,
        alva.workspaceId,
        {
          name: 'Spring',
          category: '',
          settings: { skipWeekends: true, ...settings },
          days: steps.map((step, index) => ({ number: index + 1, steps: [step] })),
        },
        thursday,
      ),
    );
  const sends = () =>
    db.kysely
      .selectFrom('sends')
      .selectAll()
      .where('workspace_id', '=', alva.workspaceId)
      .orderBy('created_at')
      .orderBy('id')
      .execute();

  const deliver = (move: Parameters<typeof handOver>[1], now: Date) => handOver(db, move, now);

  /** Anna's first mail, refused by her server. */
  async function bounced(
    over: Partial<StepEmail> = {},
  ): Promise<{ mail: Mail; person: Person; campaign: Campaign }> {
    const first = mailStep();
    const email = first.email && { ...first.email, ...over };
    const campaign = await campaignOf([{ ...first, email }, newStep({ type: 'call' })]);
    const person = await anna();
    await launch(db, alva, campaign, [person], thursday);
    await sendDue(db, 10, at('07:00'));
    await deliver('reject', at('07:01'));
    return { mail: await one(), person, campaign };
  }

  test('§12.1 the database finds each send in the folder that the rule says', async () => {
    const states: SendState[] = [
      'planned',
      'claimed',
      'handing_over',
      'accepted',
      'deferred',
      'rejected',
      'unsure',
      'cancelled',
      'held',
    ];
    const causes = [
      null,
      'refused',
      'gave_up',
      'content',
      'channel',
      'replied',
      'stopped',
      'renewed',
      'late',
    ];
    const expected: Record<string, string> = {};
    for (const state of states)
      for (const cause of causes) {
        const [planned] = await planSends(
          db.kysely,
          [aSend(alva, { source: `own/${state}/${cause}` })],
          thursday,
        );
        const id = planned?.id ?? '';
        const isOut = state === 'claimed' || state === 'handing_over';
        await db.kysely
          .updateTable('sends')
          .set({ state, cause, claimed_by: isOut ? randomUUID() : null })
          .where('id', '=', id)
          .execute();
        const folder = folderOf(standingOf({ state, cause }), false);
        if (folder) expected[id] = folder;
      }
    const found = await list();
    expect(Object.fromEntries(found.map(({ id, folder }) => [id, folder]))).toEqual(expected);
    const { counts } = unwrap(await countFolders(db, alva, undefined));
    for (const [folder, count] of Object.entries(counts))
      expect(count).toBe(Object.values(expected).filter((name) => name === folder).length);
  });

  test('§12.1 a campaign’s mail is Scheduled, Delivered, and told once with its copies', async () => {
    const campaign = await campaignOf([
      mailStep({
        email: { subject: 'Hej', html: 'x', alsoTo: [], cc: [{ email: 'cc@example.com' }], bcc: [] },
      }),
    ]);
    await launch(db, alva, campaign, [await anna()], thursday);
    expect(await one()).toMatchObject({ folder: 'scheduled', standing: 'waiting', actions: ['edit'] });
    await sendDue(db, 10, at('07:00'));
    expect(await one()).toMatchObject({ folder: 'scheduled', standing: 'planned' });
    await deliver('accept', at('07:01'));
    expect(await sends()).toHaveLength(2);
    expect(await one()).toMatchObject({
      folder: 'delivered',
      personName: 'Anna Ek',
      campaignName: 'Spring',
      stepTitle: 'Intro',
      sentAt: '2026-06-04T07:01:00.000Z',
      email: 'anna@fjord.example',
    });
  });

  test('§12.1 a mail that a person sent is Delivered, and an own one not begun a Draft', async () => {
    await sentByHand(alva);
    expect(await one()).toMatchObject({ folder: 'delivered', standing: 'sent', channel: 'gmail' });
    await createTask(
      db,
      alva.workspaceId,
      alva.userId,
      {
        type: 'email',
        title: 'Write',
        priority: 'normal',
        dueAt: thursday.toISOString(),
        details: '',
        email: { subject: 'Later', html: '', alsoTo: [], cc: [], bcc: [] },
        personId: (await anna()).id,
      },
      thursday,
    );
    const [draft] = await list({ folders: 'draft' });
    if (!draft) throw new Error('expected a draft');
    expect(draft).toMatchObject({ subject: 'Later', actions: ['edit', 'delete'] });
    expect(unwrap(await perform(draft, 'delete'))).toEqual({ mail: null });
    expect(await list({ folders: 'draft' })).toEqual([]);
    expect(unwrap(await perform(draft, 'restore')).mail).toMatchObject({ folder: 'draft' });
  });

  test('§12.2 Retry Send writes a bounced mail anew, to the address as it is now, and once however often it is pressed', async () => {
    const { mail, person } = await bounced();
    expect(mail).toMatchObject({ folder: 'bounced', reason: '550 no such user', actions: ['retry'] });
    unwrap(
      await updatePerson(
        db,
        alva.workspaceId,
        person.id,
        { firstName: 'Anna', lastName: 'Ek', email: 'anna@new.example' },
        at('10:00'),
      ),
    );
    const answers = await Promise.all([perform(mail, 'retry'), perform(mail, 'retry')]);
    expect(answers.filter((answer) => answer.ok && answer.value.mail === null).length).toBeGreaterThan(0);
    await sendDue(db, 10, at('11:00'));
    await sendDue(db, 10, at('11:00'));
    const rows = await sends();
    expect(rows.map(({ state, cause, recipient }) => [state, cause, recipient])).toEqual([
      ['cancelled', 'renewed', 'anna@fjord.example'],
      ['planned', null, 'anna@new.example'],
    ]);
    await deliver('accept', at('11:01'));
    expect(await one()).toMatchObject({ folder: 'delivered', email: 'anna@new.example' });
    expect(await perform(mail, 'retry')).toMatchObject({ ok: false });
    await sendDue(db, 10, at('11:05'));
    expect(await sends()).toHaveLength(2);
    const page = { limit: 9, offset: 0 };
    const { enrolments } = await listEnrolments(db.kysely, alva.workspaceId, mail.campaignId ?? '', page);
    expect(enrolments[0]).toMatchObject({ status: 'active' });
    expect(await openTasks(db, alva)).toMatchObject([{ type: 'call' }]);
  });

  test('§12.2 Retry Send is refused once a person has sent the mail by hand', async () => {
    const { mail } = await bounced();
    const [task] = (await openTasks(db, alva)).filter(({ type }) => type === 'email');
    if (!task) throw new Error('expected a task');
    const done = act('task.complete', task, '2026-06-04T08:00:00.000Z', { outcome: { proof: aProof() } });
    await pushActions(db, alva, [done], at('09:00'));
    expect(await perform(mail, 'retry')).toMatchObject({ ok: false, code: 'TASK_ALREADY_CLOSED' });
    await sendDue(db, 10, at('11:00'));
    expect(await sends()).toMatchObject([{ state: 'rejected' }]);
    expect((await list()).map(({ folder }) => folder).sort()).toEqual(['bounced', 'delivered']);
  });

  test('§12.2 Retry Send is refused when the run is over, and to who has withdrawn consent', async () => {
    const { mail, person, campaign } = await bounced();
    const withdrawn = { status: 'withdrawn', legalBasis: null, source: 'email', comment: null } as const;
    const given = { ...withdrawn, status: 'given', legalBasis: 'consent' } as const;
    const said = (consent: typeof withdrawn | typeof given, now: Date) =>
      setConsent(db, alva, { personId: person.id, purpose: 'sales' }, consent, now);
    unwrap(await said(withdrawn, at('09:00')));
    expect(await perform(mail, 'retry')).toMatchObject({ ok: false, code: 'CONSENT_WITHDRAWN' });
    unwrap(await said(given, at('09:30')));
    const page = { limit: 9, offset: 0 };
    const { enrolments } = await listEnrolments(db.kysely, alva.workspaceId, campaign.id, page);
    const enrolmentId = enrolments[0]?.id ?? '';
    unwrap(await sayReplied(db, alva, { enrolmentId, id: randomUUID() }, at('10:00')));
    const refused = await perform(mail, 'retry');
    expect(refused).toMatchObject({ ok: false });
    await sendDue(db, 10, at('11:00'));
    expect(await sends()).toMatchObject([{ state: 'rejected' }]);
  });

  test('§14.6 Retry Send of a non-commercial mail goes to who has withdrawn consent, too', async () => {
    const { mail, person } = await bounced({ nonCommercial: true });
    const withdrawn = { status: 'withdrawn', legalBasis: null, source: 'email', comment: null } as const;
    unwrap(await setConsent(db, alva, { personId: person.id, purpose: 'sales' }, withdrawn, at('09:00')));
    expect(await perform(mail, 'retry')).toMatchObject({ ok: true });
  });

  test('§12.1 a mail that could not be written is Failed with its reason, and leaves once the field is there', async () => {
    const subject = 'Hej {{phone}}';
    const campaign = await campaignOf([
      mailStep({ email: { subject, html: 'x', alsoTo: [], cc: [], bcc: [] } }),
    ]);
    const person = await anna();
    await launch(db, alva, campaign, [person], thursday);
    await sendDue(db, 10, at('07:00'));
    const mail = await one();
    expect(mail).toMatchObject({ folder: 'failed', standing: 'unwritten', actions: ['retry'] });
    expect(mail.reason).toContain('phone');
    const body = { firstName: 'Anna', lastName: 'Ek', email: 'anna@fjord.example', phone: '08-1' };
    unwrap(await updatePerson(db, alva.workspaceId, person.id, body, at('10:00')));
    unwrap(await perform(mail, 'retry'));
    await sendDue(db, 10, at('11:00'));
    expect(await one()).toMatchObject({ standing: 'planned', subject: 'Hej 08-1' });
  });

  test('§12.1 a mail that is still to be written bears the subject that its person will read', async () => {
    const email = { subject: '{{first_name}}, two {{phone}}', html: 'x', alsoTo: [], cc: [], bcc: [] };
    await launch(db, alva, await campaignOf([mailStep({ email })]), [await anna()], thursday);
    expect(await one()).toMatchObject({ folder: 'scheduled', subject: 'Anna, two {{phone}}' });
  });

  test('§17 a mail held because the account was refused goes again on Retry, as the same send', async () => {
    const campaign = await campaignOf([mailStep()]);
    await launch(db, alva, campaign, [await anna()], thursday);
    await sendDue(db, 10, at('07:00'));
    await deliver('hold', at('07:01'));
    const mail = await one();
    expect(mail).toMatchObject({ folder: 'failed', reason: '535 authentication failed', actions: ['retry'] });
    expect(unwrap(await perform(mail, 'retry')).mail).toMatchObject({ id: mail.id, folder: 'scheduled' });
    expect(await perform(mail, 'retry')).toMatchObject({ ok: false, code: 'MAIL_MOVED_ON' });
    expect(await sends()).toHaveLength(1);
  });

  test('an unsure mail is settled by a person’s word and never sent again from here', async () => {
    const campaign = await campaignOf([mailStep()]);
    await launch(db, alva, campaign, [await anna()], thursday);
    await sendDue(db, 10, at('07:00'));
    await deliver('lose', at('07:01'));
    const mail = await one();
    expect(mail).toMatchObject({ folder: 'unsure', actions: ['arrived', 'notSent'] });
    expect(await perform(mail, 'retry')).toMatchObject({ ok: false, code: 'MAIL_MOVED_ON' });
    unwrap(await perform(mail, 'arrived'));
    await hearSends(db, 10, at('11:01'));
    expect(await one()).toMatchObject({ folder: 'delivered' });
    expect(await openTasks(db, alva)).toEqual([]);
  });

  test('§12.2 a mail of a campaign cannot be deleted; an own archived one can, and comes back', async () => {
    const { mail } = await bounced();
    expect(await perform(mail, 'delete')).toMatchObject({ ok: false, code: 'MAIL_OF_CAMPAIGN' });
    await sentByHand(alva);
    const [own] = await list({ folders: 'delivered' });
    if (!own) throw new Error('expected a mail');
    expect(await perform(own, 'delete')).toMatchObject({ ok: false, code: 'MAIL_MOVED_ON' });
    unwrap(await perform(own, 'archive'));
    unwrap(await perform(own, 'delete'));
    expect(unwrap(await perform(own, 'delete'))).toEqual({ mail: null });
    expect(await list({ folders: 'archived' })).toEqual([]);
    expect(unwrap(await perform(own, 'restore')).mail).toMatchObject({ folder: 'archived' });
    const history = db.kysely.selectFrom('activities').select('id').where('id', '=', own.id);
    expect(await history.execute()).toHaveLength(1);
  });

  test('§16 clicks in an archived mail count nothing until it is unarchived', async () => {
    const taskId = await sentByHand(alva);
    const key = randomUUID();
    const links = [{ key, url: 'https://example.com/' }];
    const drafts = { personId: null, taskId, createdBy: alva.userId, links };
    await insertLinks(db.kysely, alva.workspaceId, drafts, thursday);
    const mail = await one();
    expect(mail.clicks).toBe(0);
    const click = () => storeClick(db, { workspaceId: alva.workspaceId, key }, 'desktop', at('10:00'));
    unwrap(await perform(mail, 'archive'));
    await click();
    expect((await one()).clicks).toBe(0);
    unwrap(await perform(mail, 'unarchive'));
    await click();
    expect(await one()).toMatchObject({ clicks: 1, lastActivityAt: '2026-06-04T10:00:00.000Z' });
  });
});
