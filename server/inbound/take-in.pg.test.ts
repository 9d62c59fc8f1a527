import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Campaign, NewCampaign, Step } from '../../lib/contract/campaign.ts';
import type { Person } from '../../lib/contract/person.ts';
import { runPhase } from '../../lib/core/campaign/run-phase.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { Device, launch, newStep, openTasks, unwrap } from '../../tests/support/domain.ts';
import { handOver } from '../../tests/support/hand-over.ts';
import { aMail, aReport } from '../../tests/support/inbound.ts';
import { addWorkspace } from '../../tests/support/workspace.ts';
import { createCampaign } from '../campaigns/create.ts';
import { hearSends } from '../campaigns/engine/hear-sends.ts';
import { sendDue } from '../campaigns/engine/send-due.ts';
import { lookAtRuns } from '../campaigns/look.ts';
import { type RunUser, undoSaid } from '../campaigns/runs.ts';
import type { Database } from '../db/open.ts';
import { findPersonContext } from '../people/contexts.ts';
import { createPerson } from '../people/people.ts';
import { takeIn } from './take-in.ts';

/** Thursday 4 June 2026, 08:00 in Stockholm. */
const thursday = new Date('2026-06-04T06:00:00.000Z');
/** In Stockholm. */
const on = (day: string, time: string) => new Date(`2026-06-${day}T${time}:00.000+02:00`);
const noon = on('04', '12:00');

describeOnEachEngine('mail that comes back', (open) => {
  let db: Database;
  let alva: RunUser;

  beforeEach(async () => {
    db ??= await open();
    await db.kysely.deleteFrom('sends').execute();
    const { workspaceId, userIds } = await addWorkspace(db, 'Nordby', ['Alva']);
    alva = { workspaceId, userId: userIds[0] ?? '', role: 'user' };
  });

  const mail = (title: string, over: Partial<Step> = {}): Step =>
    newStep({ type: 'email', title, send: 'fixed_time', ...over });
  const person = (firstName: string, email: string): Promise<Person> =>
    createPerson(db, alva.workspaceId, { firstName, lastName: 'Ek', email }, thursday);
  const campaignOf = async (
    settings: Partial<NewCampaign['settings']> = {},
    name = 'Spring',
    first = mail('Intro'),
  ) =>
    unwrap(
      await createCampaign(
        db,
        alva.workspaceId,
        {
          name,
          category: '',
          settings: { skipWeekends: true, ...settings },
          days: [
            { number: 1, steps: [first] },
            { number: 2, steps: [mail('Nudge', { followUp: true })] },
          ],
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
      .orderBy('source')
      .execute();
  const contextOf = async ({ id }: Person) => {
    const context = await findPersonContext(db, alva, id);
    if (!context) throw new Error('expected the person');
    return context;
  };
  const runOf = async (who: Person, campaign: Campaign) => {
    const run = (await contextOf(who)).enrolments.find(({ campaignId }) => campaignId === campaign.id);
    if (!run) throw new Error('expected a run');
    const { underWay, startAt } = run;
    return { ...run, phase: underWay && runPhase(startAt, underWay, noon) };
  };
  const dueOf = async (who: Person) =>
    (await openTasks(db, alva)).find(({ personId }) => personId === who.id)?.dueAt;

  async function deliver(at: Date): Promise<void> {
    await sendDue(db, 10, at);
    await handOver(db, 'accept', at);
  }
  async function look(at: Date): Promise<void> {
    while ((await lookAtRuns(db, at)) > 0);
  }

  /** Anna has got the first mail; the second is due on Friday at nine. */
  async function afterFirstMail(settings: Partial<NewCampaign['settings']> = {}, first?: Step) {
    const anna = await person('Anna', 'anna@fjord.example');
    const campaign = await campaignOf(settings, 'Spring', first);
    await launch(db, alva, campaign, [anna], thursday);
    await deliver(on('04', '09:01'));
    const send = (await sends()).find(({ recipient }) => recipient === 'anna@fjord.example');
    if (!send) throw new Error('expected a send');
    const { message_id: messageId, sender } = send;
    const reply = (over: Partial<Parameters<typeof aMail>[0]> = {}) =>
      aMail({
        from: 'Anna <anna@fjord.example>',
        to: sender,
        id: '<r1@fjord.example>',
        inReplyTo: messageId,
        ...over,
      });
    return { anna, campaign, messageId, sender, reply };
  }
  const take = (source: Buffer, at = noon) => takeIn(db, { source, receivedAt: at }, at);

  describe('a reply', () => {
    test('§7.2: ends the run, takes its pending mail back with the cause, and counts once', async () => {
      const { anna, campaign, reply } = await afterFirstMail();
      await sendDue(db, 10, on('05', '09:00'));
      expect(await take(reply(), on('05', '09:00'))).toBe('reply');
      expect(await take(reply(), on('05', '09:00'))).toBeNull();
      expect(await runOf(anna, campaign)).toMatchObject({
        status: 'replied',
        lastEvent: { kind: 'replied', source: 'mailbox', undoable: true },
      });
      expect((await sends()).map(({ state, cause }) => [state, cause])).toEqual([
        ['accepted', null],
        ['cancelled', 'replied'],
      ]);
      const { activities } = await contextOf(anna);
      expect(activities.filter(({ kind }) => kind === 'reply.received')).toHaveLength(1);
      await hearSends(db, 10, on('05', '09:01'));
      expect(await openTasks(db, alva)).toEqual([]);
    });

    test('§7.1 reply: as a success where the campaign says so; not at all where it goes on', async () => {
      const { anna, campaign, reply } = await afterFirstMail({ onReply: 'success' });
      await take(reply());
      expect(await runOf(anna, campaign)).toMatchObject({ status: 'success' });
    });

    test('§7.1 reply from elsewhere: from another address, and of somebody in copy, by what it answers', async () => {
      const { anna, campaign, reply } = await afterFirstMail();
      await take(reply({ from: 'Eva <eva@elsewhere.example>' }));
      expect(await runOf(anna, campaign)).toMatchObject({
        status: 'replied',
        lastEvent: { note: 'eva@elsewhere.example' },
      });
    });

    test('that names the thread only further back, or nothing but the subject', async () => {
      const { anna, campaign, messageId, reply } = await afterFirstMail({ onReply: 'continue' });
      await take(reply({ inReplyTo: '<x@y>', references: [messageId, '<x@y>'] }));
      const bare = reply({ id: '<r2@fjord.example>', inReplyTo: '<unknown@y>', subject: 'SV: Hello' });
      expect(await take(bare)).toBe('reply');
      expect(await take(reply({ id: '<r3@f>', inReplyTo: '<unknown@y>', subject: 'Lunch?' }))).toBeNull();
      const { activities } = await contextOf(anna);
      expect(activities.filter(({ kind }) => kind === 'reply.received')).toHaveLength(2);
      expect(await runOf(anna, campaign)).toMatchObject({ status: 'active' });
    });

    test('§7.3: is none when our own people write, and nothing is kept of other mail', async () => {
      const { anna, campaign, sender, reply } = await afterFirstMail();
      const { rows } = { rows: await db.kysely.selectFrom('users').select('email').execute() };
      const own = rows.find(({ email }) => email === sender)?.email ?? '';
      expect(await take(reply({ from: own }))).toBeNull();
      expect(await take(aMail({ from: 'news@x.example', to: sender, id: '<n@x>' }))).toBeNull();
      expect(await runOf(anna, campaign)).toMatchObject({ status: 'active' });
      const kept = await db.kysely
        .selectFrom('inbound_mails')
        .selectAll()
        .where('workspace_id', '=', alva.workspaceId)
        .execute();
      expect(kept).toEqual([]);
    });

    test('§7.1 unsubscribe: that wants no more mail and says nothing else ends every run, and the consent', async () => {
      const { anna, campaign, reply } = await afterFirstMail({ onReply: 'continue' });
      const other = await campaignOf({}, 'Autumn');
      await launch(db, alva, other, [anna], thursday);
      await take(reply({ body: 'Unsubscribe please\n\nAnna' }));
      for (const one of [campaign, other])
        expect(await runOf(anna, one)).toMatchObject({
          status: 'unsubscribed',
          lastEvent: { kind: 'unsubscribed' },
        });
      const { consent } = await contextOf(anna);
      expect(consent.purposes).toContainEqual(
        expect.objectContaining({ purpose: 'sales', status: 'withdrawn' }),
      );
    });
  });

  describe('an out-of-office answer (G20)', () => {
    const away = { subject: 'Automatic reply: Hello', body: 'I am out of the office until 12 June.' };

    test('§7.1 away: is no reply; nothing falls before the working day after the return', async () => {
      const { anna, campaign, reply } = await afterFirstMail();
      expect(await dueOf(anna)).toBe(on('05', '09:00').toISOString());
      expect(await take(reply(away))).toBe('autoReply');
      await look(noon);
      // Back on Friday 12, so ours comes on Monday 15.
      expect(await dueOf(anna)).toBe(on('15', '09:00').toISOString());
      await deliver(on('12', '09:00'));
      expect(await sends()).toHaveLength(1);
      expect(await runOf(anna, campaign)).toMatchObject({
        status: 'active',
        phase: 'paused',
        lastEvent: {
          kind: 'away',
          note: '2026-06-12',
          until: on('15', '00:00').toISOString(),
          undoable: true,
        },
      });
      await deliver(on('15', '09:00'));
      expect((await sends()).map(({ state }) => state)).toEqual(['accepted', 'accepted']);
    });

    test('puts off a mail that is in the ledger already', async () => {
      const { anna, reply } = await afterFirstMail();
      await sendDue(db, 10, on('05', '09:00'));
      await take(reply(away), on('05', '09:00'));
      await hearSends(db, 10, on('05', '09:00'));
      await look(on('05', '09:00'));
      expect(await dueOf(anna)).toBe(on('15', '09:00').toISOString());
      expect((await openTasks(db, alva))[0]).not.toHaveProperty('trouble');
      await deliver(on('15', '09:00'));
      expect((await sends()).map(({ state }) => state).sort()).toEqual(['accepted', 'accepted', 'cancelled']);
    });

    test('without a date is told, and puts nothing off', async () => {
      const { anna, campaign, reply } = await afterFirstMail();
      await take(reply({ ...away, body: 'I am on leave.' }));
      await look(noon);
      expect(await dueOf(anna)).toBe(on('05', '09:00').toISOString());
      expect(await runOf(anna, campaign)).toMatchObject({ lastEvent: { kind: 'away', until: null } });
    });

    test('taken back: what was put off falls as planned', async () => {
      const { anna, campaign, reply } = await afterFirstMail();
      await take(reply(away));
      await look(noon);
      const run = await runOf(anna, campaign);
      unwrap(await undoSaid(db, alva, { enrolmentId: run.id, undoes: run.lastEvent?.id ?? '' }, noon));
      await look(noon);
      expect(await dueOf(anna)).toBe(on('05', '09:00').toISOString());
      expect((await contextOf(anna)).activities.map(({ kind }) => kind)).not.toContain('reply.automatic');
    });

    test('of somebody in copy says nothing about the person', async () => {
      const cc = [{ name: 'Eva', email: 'eva@fjord.example' }];
      const first = mail('Intro', {
        email: { subject: 'Hello', html: '<p>Hi</p>', alsoTo: [], cc, bcc: [] },
      });
      const { anna, reply } = await afterFirstMail({}, first);
      await take(reply({ ...away, from: 'eva@fjord.example' }));
      await look(noon);
      expect(await dueOf(anna)).toBe(on('05', '09:00').toISOString());
    });

    test('of somebody who has left makes the next mail a task', async () => {
      const { anna, campaign, reply } = await afterFirstMail();
      await take(reply({ ...away, body: 'Anna no longer works here.' }));
      expect((await openTasks(db, alva))[0]).toMatchObject({ trouble: { code: 'PERSON_LEFT' } });
      expect(await runOf(anna, campaign)).toMatchObject({ status: 'active', phase: 'pausedError' });
    });
  });

  describe('a bounce', () => {
    const dead = { status: '5.1.1', diagnostic: '550 5.1.1 User unknown' };
    const full = { status: '5.2.2', diagnostic: '552 5.2.2 mailbox full' };
    const report = (messageId: string, sender: string, over: object = {}) =>
      aReport({
        to: sender,
        recipient: 'anna@fjord.example',
        messageId,
        id: `<${randomUUID()}@mx>`,
        ...dead,
        ...over,
      });
    const health = () =>
      db.kysely
        .selectFrom('address_health')
        .selectAll()
        .where('workspace_id', '=', alva.workspaceId)
        .execute();

    test('§7.1 bounce: of a dead address ends the run as bounced; the row and the address say so', async () => {
      const { anna, campaign, messageId, sender } = await afterFirstMail();
      expect(await take(report(messageId, sender))).toBe('bounce');
      expect(await runOf(anna, campaign)).toMatchObject({
        status: 'bounced',
        lastEvent: { kind: 'bounced', note: '550 5.1.1 User unknown' },
      });
      expect(await sends()).toMatchObject([
        { state: 'bounced', bounce: { severity: 'hard', reason: 'noSuchUser' } },
      ]);
      expect(await health()).toMatchObject([
        { address: 'anna@fjord.example', dead_at: expect.any(Date), status: '5.1.1' },
      ]);
      expect(await openTasks(db, alva)).toEqual([]);
    });

    test('where the campaign waits, the next mail is a task that says why (paused with an error)', async () => {
      const { anna, campaign, messageId, sender } = await afterFirstMail({ onBounce: 'wait' });
      await take(report(messageId, sender));
      expect(await runOf(anna, campaign)).toMatchObject({ status: 'active', phase: 'pausedError' });
      const [task] = await openTasks(db, alva);
      expect(task).toMatchObject({
        title: 'Nudge',
        trouble: { code: 'MAIL_BOUNCED', message: dead.diagnostic },
      });
      await sendDue(db, 10, on('05', '09:00'));
      expect(await sends()).toHaveLength(1);
    });

    test('that says nothing about the address is counted, and the run goes on', async () => {
      const { anna, campaign, messageId, sender } = await afterFirstMail();
      await take(report(messageId, sender, full));
      expect(await runOf(anna, campaign)).toMatchObject({
        status: 'active',
        phase: 'waitingTime',
        lastEvent: null,
      });
      expect(await health()).toMatchObject([{ dead_at: null, bounces: 1 }]);
      expect((await contextOf(anna)).activities).toContainEqual(
        expect.objectContaining({ kind: 'mail.bounced', note: full.diagnostic }),
      );
      await deliver(on('05', '09:00'));
      expect(await sends()).toHaveLength(2);
    });

    test('five in a row make an address dead, and an answer makes it well again', async () => {
      const { messageId, sender, reply } = await afterFirstMail({ onReply: 'continue' });
      for (let count = 1; count <= 4; count += 1) await take(report(messageId, sender, full));
      expect(await health()).toMatchObject([{ dead_at: null, bounces: 4 }]);
      await take(reply());
      expect(await health()).toEqual([]);
      for (let count = 1; count <= 5; count += 1) await take(report(messageId, sender, full));
      expect(await health()).toMatchObject([{ dead_at: expect.any(Date), bounces: 5 }]);
    });

    test('that is still being tried changes nothing', async () => {
      const { messageId, sender } = await afterFirstMail();
      await take(report(messageId, sender, { action: 'delayed', status: '4.4.1' }));
      expect(await sends()).toMatchObject([{ state: 'accepted', bounce: null }]);
    });

    test('without our Message-ID is known by who it was for', async () => {
      const { anna, campaign, sender } = await afterFirstMail();
      await take(aReport({ to: sender, recipient: 'anna@fjord.example', ...dead }));
      expect(await runOf(anna, campaign)).toMatchObject({ status: 'bounced' });
    });

    test('to a dead address no further mail leaves by itself, in whatever campaign', async () => {
      const { anna, messageId, sender } = await afterFirstMail();
      await take(report(messageId, sender));
      const other = await campaignOf({}, 'Autumn');
      await launch(db, alva, other, [anna], noon);
      await sendDue(db, 10, on('05', '09:00'));
      expect(await sends()).toHaveLength(1);
      expect((await openTasks(db, alva))[0]).toMatchObject({ trouble: { code: 'MAIL_BOUNCED' } });
    });

    test('that comes before the hand-over was heard of keeps the mail in the history', async () => {
      const { anna, campaign, messageId, sender } = await afterFirstMail();
      await db.kysely.updateTable('sends').set({ told: false }).where('message_id', '=', messageId).execute();
      await take(report(messageId, sender));
      await hearSends(db, 10, noon);
      expect(await runOf(anna, campaign)).toMatchObject({ status: 'bounced' });
      expect((await contextOf(anna)).activities.map(({ kind }) => kind)).toContain('mail.sent');
    });

    test('taken back, the run goes on', async () => {
      const { anna, campaign, messageId, sender } = await afterFirstMail();
      await take(report(messageId, sender));
      const run = await runOf(anna, campaign);
      unwrap(await undoSaid(db, alva, { enrolmentId: run.id, undoes: run.lastEvent?.id ?? '' }, noon));
      expect(await runOf(anna, campaign)).toMatchObject({ status: 'active', taskId: expect.any(String) });
    });
  });

  test('a complaint withdraws the consent and ends the run', async () => {
    const { anna, campaign, messageId } = await afterFirstMail();
    const source = Buffer.from(
      [
        'From: fbl@isp.example',
        'Subject: complaint',
        'Content-Type: multipart/report; report-type=feedback-report; boundary=x',
        '',
        '--x',
        'Content-Type: message/feedback-report',
        '',
        'Feedback-Type: abuse',
        '--x',
        'Content-Type: text/rfc822-headers',
        '',
        `Message-ID: ${messageId}`,
        '--x--',
      ].join('\n'),
    );
    expect(await take(source)).toBe('complaint');
    expect(await runOf(anna, campaign)).toMatchObject({
      status: 'unsubscribed',
      lastEvent: { note: 'complaint' },
    });
    expect(await sends()).toMatchObject([{ state: 'complained' }]);
  });

  describe('an answer of somebody at the same company (G8)', () => {
    async function withColleague(
      settings: Partial<NewCampaign['settings']>,
      email = 'carl@mail.fjord.example',
    ) {
      const carl = await person('Carl', email);
      const campaign = await campaignOf(settings, 'Company');
      await launch(db, alva, campaign, [carl], thursday);
      const anna = await afterFirstMail();
      await take(anna.reply());
      await look(noon);
      return { carl, run: await runOf(carl, campaign) };
    }

    test('stops the run, and says whose answer it was', async () => {
      const { run } = await withColleague({ onCompanyReply: { act: 'stop' } });
      expect(run).toMatchObject({
        status: 'stopped',
        lastEvent: { kind: 'company', note: 'Anna Ek', undoable: true },
      });
    });

    test('pauses it for so many days', async () => {
      const { carl, run } = await withColleague({ onCompanyReply: { act: 'pause', days: 5 } });
      expect(run).toMatchObject({
        status: 'active',
        phase: 'paused',
        lastEvent: { kind: 'company', note: 'Anna Ek', until: on('09', '12:00').toISOString() },
      });
      expect(await dueOf(carl)).toBe(on('09', '12:00').toISOString());
    });

    test('makes its next mail a task', async () => {
      const { carl } = await withColleague({ onCompanyReply: { act: 'task' } });
      const task = (await openTasks(db, alva)).find(({ personId }) => personId === carl.id);
      expect(task).toMatchObject({ trouble: { code: 'COMPANY_REPLIED', message: 'Anna Ek' } });
    });

    test('does nothing where the campaign does not ask for it', async () => {
      const { run } = await withColleague({});
      expect(run).toMatchObject({ status: 'active', lastEvent: null });
    });

    test('nor to people of another company', async () => {
      const { run } = await withColleague({ onCompanyReply: { act: 'stop' } }, 'carl@other.example');
      expect(run).toMatchObject({ status: 'active', lastEvent: null });
    });
  });

  test('devices hear of what has happened', async () => {
    const { reply } = await afterFirstMail();
    const device = new Device(db, alva);
    await device.pull(noon);
    await take(reply());
    await device.pull(noon);
    expect(device.all('activity').map(({ kind }) => kind)).toContain('reply.received');
  });
});
