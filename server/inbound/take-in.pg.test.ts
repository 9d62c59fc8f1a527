import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { correspondence, noon, on, thursday } from '../../tests/support/correspondence.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { Device, launch, newStep, openTasks, unwrap } from '../../tests/support/domain.ts';
import { aMail, aReport } from '../../tests/support/inbound.ts';
import { createCampaign } from '../campaigns/create.ts';
import { hearSends } from '../campaigns/engine/hear-sends.ts';
import { sendDue } from '../campaigns/engine/send-due.ts';
import { undoSaid } from '../campaigns/runs.ts';

describeOnEachEngine('mail that comes back', (open) => {
  const { here, campaignOf, sends, contextOf, runOf, deliver, afterFirstMail, take } = correspondence(open);

  describe('a reply', () => {
    test('§7.2: ends the run, takes its pending mail back with the cause, and counts once', async () => {
      const { anna, campaign, reply } = await afterFirstMail();
      await sendDue(here.db, 10, on('05', '09:00'));
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
      await hearSends(here.db, 10, on('05', '09:01'));
      expect(await openTasks(here.db, here.alva)).toEqual([]);
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
      const { rows } = { rows: await here.db.kysely.selectFrom('users').select('email').execute() };
      const own = rows.find(({ email }) => email === sender)?.email ?? '';
      expect(await take(reply({ from: own }))).toBeNull();
      expect(await take(aMail({ from: 'news@x.example', to: sender, id: '<n@x>' }))).toBeNull();
      expect(await runOf(anna, campaign)).toMatchObject({ status: 'active' });
      const kept = await here.db.kysely
        .selectFrom('inbound_mails')
        .selectAll()
        .where('workspace_id', '=', here.alva.workspaceId)
        .execute();
      expect(kept).toEqual([]);
    });

    test('§14.6: one that wants no more mail ends the run it answers, and leaves what is non-commercial', async () => {
      const { anna, campaign, reply } = await afterFirstMail({ onReply: 'continue' });
      const email = { subject: 'Invoice', html: 'x', alsoTo: [], cc: [], bcc: [], nonCommercial: true };
      const days = [{ number: 1, steps: [newStep({ type: 'email', email })] }];
      const input = { name: 'Invoices', category: '', settings: { skipWeekends: true }, days };
      const invoices = unwrap(await createCampaign(here.db, here.alva.workspaceId, input, thursday));
      await launch(here.db, here.alva, invoices, [anna], thursday);
      await take(reply({ body: 'Unsubscribe please\n\nAnna' }));
      expect(await runOf(anna, campaign)).toMatchObject({ status: 'unsubscribed' });
      expect(await runOf(anna, invoices)).toMatchObject({ status: 'active' });
    });

    test('§7.1 unsubscribe: that wants no more mail and says nothing else ends every run, and the consent', async () => {
      const { anna, campaign, reply } = await afterFirstMail({ onReply: 'continue' });
      const other = await campaignOf({}, 'Autumn');
      await launch(here.db, here.alva, other, [anna], thursday);
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
      here.db.kysely
        .selectFrom('address_health')
        .selectAll()
        .where('workspace_id', '=', here.alva.workspaceId)
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
      expect(await openTasks(here.db, here.alva)).toEqual([]);
    });

    test('where the campaign waits, the next mail is a task that says why (paused with an error)', async () => {
      const { anna, campaign, messageId, sender } = await afterFirstMail({ onBounce: 'wait' });
      await take(report(messageId, sender));
      expect(await runOf(anna, campaign)).toMatchObject({ status: 'active', phase: 'pausedError' });
      const [task] = await openTasks(here.db, here.alva);
      expect(task).toMatchObject({
        title: 'Nudge',
        trouble: { code: 'MAIL_BOUNCED', message: dead.diagnostic },
      });
      await sendDue(here.db, 10, on('05', '09:00'));
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

    test('of one mail counts once, however often it is reported, and an answer makes the address well again', async () => {
      const { messageId, sender, reply } = await afterFirstMail({ onReply: 'continue' });
      for (let count = 1; count <= 6; count += 1) await take(report(messageId, sender, full));
      expect(await health()).toMatchObject([{ dead_at: null, bounces: 1 }]);
      await take(report(messageId, sender));
      expect(await health()).toMatchObject([{ dead_at: expect.any(Date), bounces: 1 }]);
      await take(reply());
      expect(await health()).toMatchObject([{ dead_at: null, bounces: 0, cleared_at: expect.any(Date) }]);
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
      await launch(here.db, here.alva, other, [anna], noon);
      await sendDue(here.db, 10, on('05', '09:00'));
      expect(await sends()).toHaveLength(1);
      expect((await openTasks(here.db, here.alva))[0]).toMatchObject({ trouble: { code: 'MAIL_BOUNCED' } });
    });

    test('that comes before the hand-over was heard of keeps the mail in the history', async () => {
      const { anna, campaign, messageId, sender } = await afterFirstMail();
      await here.db.kysely
        .updateTable('sends')
        .set({ told: false })
        .where('message_id', '=', messageId)
        .execute();
      await take(report(messageId, sender));
      await hearSends(here.db, 10, noon);
      expect(await runOf(anna, campaign)).toMatchObject({ status: 'bounced' });
      expect((await contextOf(anna)).activities.map(({ kind }) => kind)).toContain('mail.sent');
    });

    test('taken back, the run goes on', async () => {
      const { anna, campaign, messageId, sender } = await afterFirstMail();
      await take(report(messageId, sender));
      const run = await runOf(anna, campaign);
      unwrap(
        await undoSaid(here.db, here.alva, { enrolmentId: run.id, undoes: run.lastEvent?.id ?? '' }, noon),
      );
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

  test('devices hear of what has happened', async () => {
    const { reply } = await afterFirstMail();
    const device = new Device(here.db, here.alva);
    await device.pull(noon);
    await take(reply());
    await device.pull(noon);
    expect(device.all('activity').map(({ kind }) => kind)).toContain('reply.received');
  });
});
