import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import type { Campaign, Step } from '../../lib/contract/campaign.ts';
import type { Mail, MailDeed, MailFilters, MailSort } from '../../lib/contract/mail.ts';
import { MailSort as Sorts } from '../../lib/contract/mail.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { SendProof } from '../../lib/contract/task.ts';
import { folderOf, standingOf } from '../../lib/core/mail/folder.ts';
import type { SendState } from '../../lib/core/send/state.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import type { Member } from '../../tests/support/domain.ts';
import { act, aProof, launch, newStep, openTasks, unwrap } from '../../tests/support/domain.ts';
import { handOver } from '../../tests/support/hand-over.ts';
import { aSend } from '../../tests/support/sends.ts';
import { addTemplate } from '../../tests/support/templates.ts';
import { addColleagues } from '../../tests/support/workspace.ts';
import { createCampaign } from '../campaigns/create.ts';
import { hearSends } from '../campaigns/engine/hear-sends.ts';
import { sendDue } from '../campaigns/engine/send-due.ts';
import { sayReplied } from '../campaigns/runs.ts';
import type { Database } from '../db/open.ts';
import { listEnrolments } from '../db/queries/enrolments.ts';
import { insertLinks } from '../db/queries/links.ts';
import { findFigures } from '../db/queries/template-figures.ts';
import { planSends } from '../delivery/ledger.ts';
import { storeClick } from '../links/click.ts';
import { setConsent } from '../people/consent.ts';
import { createPerson, updatePerson } from '../people/people.ts';
import { pushActions } from '../sync/push.ts';
import { createTask } from '../tasks/create.ts';
import { useTemplate } from '../templates/use.ts';
import { doToMail } from './do.ts';
import { type Asker, countFolders, searchMails } from './list.ts';
import { keepSearch, readSearches } from './searches.ts';

/** Thursday 4 June 2026, 08:00 in Stockholm. */
const thursday = new Date('2026-06-04T06:00:00.000Z');
const at = (time: string) => new Date(`2026-06-04T${time}:00.000Z`);

describeOnEachEngine('Command Center', (open) => {
  let db: Database;
  let alva: Asker;
  let bo: Asker;

  beforeEach(async () => {
    db ??= await open();
    await db.kysely.deleteFrom('sends').execute();
    const [first, second] = await addColleagues(db);
    alva = { ...first, role: 'admin' };
    bo = { ...second, role: 'user' };
  });

  const list = async (filters: MailFilters & { as?: string } = {}, asker = alva): Promise<Mail[]> => {
    const query = { sort: 'at', order: 'descending', limit: 500, ...filters } as const;
    return unwrap(await searchMails(db, asker, { query }, at('12:00'))).mails;
  };
  const one = async (): Promise<Mail> => {
    const [mail, ...more] = await list();
    if (!mail || more.length > 0) throw new Error(`expected one mail, found ${mail ? more.length + 1 : 0}`);
    return mail;
  };
  const perform = (mail: Mail, deed: MailDeed, asker = alva, now = at('11:00')) =>
    doToMail(db, asker, { id: mail.id, deed }, now);
  const mailStep = (over: Partial<Step> = {}) =>
    newStep({ type: 'email', title: 'Intro', send: 'fixed_time', ...over });
  const anna = (over = {}): Promise<Person> =>
    createPerson(
      db,
      alva.workspaceId,
      { firstName: 'Anna', lastName: 'Ek', email: 'anna@fjord.example', companyName: 'Fjord', ...over },
      thursday,
    );
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
  async function bounced(): Promise<{ mail: Mail; person: Person; campaign: Campaign }> {
    const campaign = await campaignOf([mailStep(), newStep({ type: 'call' })]);
    const person = await anna();
    await launch(db, alva, campaign, [person], thursday);
    await sendDue(db, 10, at('07:00'));
    await deliver('reject', at('07:01'));
    return { mail: await one(), person, campaign };
  }

  /** A mail that Bo has sent by hand, proven. */
  async function sentByHand(member: Member, over: Partial<SendProof> = {}): Promise<string> {
    const person = await anna({ firstName: over.subject ?? 'Anna' });
    const task = unwrap(
      await createTask(
        db,
        member.workspaceId,
        member.userId,
        {
          type: 'email',
          title: 'Write',
          priority: 'normal',
          dueAt: thursday.toISOString(),
          details: '',
          email: { subject: 'Hej', html: '<p>Hej</p>', alsoTo: [], cc: [], bcc: [] },
          personId: person.id,
        },
        thursday,
      ),
    );
    const done = act('task.complete', task, '2026-06-04T08:00:00.000Z', { outcome: { proof: aProof(over) } });
    await pushActions(db, member, [done], at('09:00'));
    return task.id;
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

  test('§12.4 View As is for admins: others neither see nor touch a colleague’s mail', async () => {
    await sentByHand(alva, { subject: 'Mine' });
    await sentByHand(bo, { subject: 'Theirs' });
    const subjects = (mails: Mail[]) => mails.map(({ subject }) => subject).sort();
    expect(subjects(await list())).toEqual(['Mine']);
    expect(subjects(await list({ as: 'all' }))).toEqual(['Mine', 'Theirs']);
    expect(subjects(await list({ as: bo.userId }))).toEqual(['Theirs']);
    const query = { sort: 'at', order: 'descending', limit: 10, as: alva.userId } as const;
    expect(await searchMails(db, bo, { query }, at('12:00'))).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await countFolders(db, bo, 'all')).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await perform(await one(), 'archive', bo)).toMatchObject({ code: 'NOT_FOUND' });
    expect(unwrap(await countFolders(db, bo, undefined)).senders).toEqual([]);
    expect(unwrap(await countFolders(db, alva, 'all')).counts.delivered).toBe(2);
  });

  test('§12.4 filters join: replies, clicks, success, person, period and words', async () => {
    const answered = await sentByHand(alva, { subject: 'Answered' });
    const silent = await sentByHand(alva, { subject: 'Silent', sentAt: '2026-06-01T08:00:00.000Z' });
    const task = await db.kysely
      .selectFrom('tasks')
      .select('version')
      .where('id', '=', answered)
      .executeTakeFirstOrThrow();
    await pushActions(
      db,
      alva,
      [
        {
          kind: 'task.replied',
          id: randomUUID(),
          taskId: answered,
          actedAt: '2026-06-04T09:30:00.000Z',
          baseVersion: task.version,
          ids: { reply: 'r1' },
        },
      ],
      at('10:00'),
    );
    const links = [{ key: randomUUID(), url: 'https://example.com/' }];
    const drafts = { personId: null, taskId: silent, createdBy: alva.userId, links };
    await insertLinks(db.kysely, alva.workspaceId, drafts, thursday);
    const subjects = async (filters: MailFilters) => (await list(filters)).map(({ subject }) => subject);
    expect(await subjects({ replied: 'yes' })).toEqual(['Answered']);
    expect(await subjects({ replied: 'no' })).toEqual(['Silent']);
    expect(await subjects({ clicked: 'no' })).toEqual(['Silent']); // of the other nobody knows
    expect(await subjects({ period: 'today' })).toEqual(['Answered']);
    expect(await subjects({ period: 'last7' })).toEqual(['Answered', 'Silent']);
    expect(await subjects({ to: '2026-06-02T00:00:00.000Z', moment: 'sent' })).toEqual(['Silent']);
    expect(await subjects({ text: 'ek SIL' })).toEqual(['Silent']);
    expect(await subjects({ text: '%' })).toEqual([]);
    expect(await subjects({ replied: 'yes', clicked: 'no' })).toEqual([]);
    const [mail] = await list({ text: 'Answered' });
    if (!mail) throw new Error('expected a mail');
    expect(mail).toMatchObject({ replies: 1, clicks: null, lastActivityAt: '2026-06-04T09:30:00.000Z' });
    unwrap(await perform(mail, 'success'));
    expect(await subjects({ success: 'yes' })).toEqual(['Answered']);
    expect(await subjects({ personId: mail.personId ?? '' })).toEqual(['Answered']);
    expect(await subjects({ folders: 'archived,bounced' })).toEqual([]);
  });

  test('§12.2 Success counts in the figures of the template, once, until it is taken back', async () => {
    const template = await addTemplate(db, alva, thursday, { name: 'First touch' });
    const taskId = await sentByHand(alva);
    const use = { templateId: template.id, useId: randomUUID(), taskId };
    unwrap(await useTemplate(db, alva, use, at('10:00')));
    const successes = async () =>
      (await findFigures(db.kysely, alva.workspaceId, [template.id])).get(template.id);
    const mail = await one();
    expect(mail).toMatchObject({ templateName: 'First touch', success: false });
    unwrap(await perform(mail, 'success'));
    unwrap(await perform(mail, 'success'));
    expect(await successes()).toMatchObject({ sent: 1, success: 1 });
    unwrap(await perform(mail, 'noSuccess'));
    expect(await successes()).toMatchObject({ sent: 1, success: 0 });
  });

  test('pages go on where the one before ended, whatever they are sorted by', async () => {
    const sent = Array.from({ length: 7 }, (_, index) =>
      aSend(alva, { source: `own/${index}`, recipient: { email: `p${index % 2}@example.com` } }),
    );
    await planSends(db.kysely, sent, thursday);
    const pages = async (sort: MailSort, order: 'ascending' | 'descending') => {
      const ids: string[] = [];
      for (let cursor: string | undefined; ; ) {
        const query = { sort, order, limit: 3, ...(cursor && { cursor }) };
        const page = unwrap(await searchMails(db, alva, { query }, at('12:00')));
        expect(page.total).toBe(7);
        ids.push(...page.mails.map(({ id }) => id));
        if (page.next === null) return ids;
        cursor = page.next;
      }
    };
    for (const sort of Sorts.options) {
      const ascending = await pages(sort, 'ascending');
      expect(new Set(ascending).size).toBe(7);
      expect(await pages(sort, 'descending')).toEqual(ascending.toReversed());
    }
    const query = { sort: 'at', order: 'ascending', limit: 3, cursor: 'e30' } as const;
    expect(await searchMails(db, alva, { query }, at('12:00'))).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'cursor' }],
    });
  });

  test('§12.4 a search is kept under a name, renamed, and one’s own; there may be fifty', async () => {
    const id = randomUUID();
    unwrap(await keepSearch(db, alva, { id, name: 'Hot', filters: { replied: 'yes' } }, thursday));
    unwrap(await keepSearch(db, alva, { id, name: 'Warm', filters: { replied: 'yes' } }, thursday));
    expect(await readSearches(db, alva)).toEqual([{ id, name: 'Warm', filters: { replied: 'yes' } }]);
    expect(await readSearches(db, bo)).toEqual([]);
    for (let count = 1; count < 50; count += 1)
      unwrap(await keepSearch(db, alva, { id: randomUUID(), name: `S${count}`, filters: {} }, thursday));
    const more = { id: randomUUID(), name: 'One too many', filters: {} };
    expect(await keepSearch(db, alva, more, thursday)).toMatchObject({ code: 'LIMIT_REACHED' });
    expect(await keepSearch(db, alva, { id, name: 'Hot', filters: {} }, thursday)).toMatchObject({
      ok: true,
    });
  });
});
