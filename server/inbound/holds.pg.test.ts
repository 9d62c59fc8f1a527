import { describe, expect, test } from 'vitest';
import type { NewCampaign } from '../../lib/contract/campaign.ts';
import { correspondence, noon, on, thursday } from '../../tests/support/correspondence.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { launch, openTasks, unwrap } from '../../tests/support/domain.ts';
import { hearSends } from '../campaigns/engine/hear-sends.ts';
import { sendDue } from '../campaigns/engine/send-due.ts';
import { undoSaid } from '../campaigns/runs.ts';

describeOnEachEngine('mail that holds runs', (open) => {
  const {
    here,
    mail,
    person,
    campaignOf,
    sends,
    contextOf,
    runOf,
    dueOf,
    deliver,
    look,
    afterFirstMail,
    take,
  } = correspondence(open);

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
      await sendDue(here.db, 10, on('05', '09:00'));
      await take(reply(away), on('05', '09:00'));
      await hearSends(here.db, 10, on('05', '09:00'));
      await look(on('05', '09:00'));
      expect(await dueOf(anna)).toBe(on('15', '09:00').toISOString());
      expect((await openTasks(here.db, here.alva))[0]).not.toHaveProperty('trouble');
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
      unwrap(
        await undoSaid(here.db, here.alva, { enrolmentId: run.id, undoes: run.lastEvent?.id ?? '' }, noon),
      );
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
      expect((await openTasks(here.db, here.alva))[0]).toMatchObject({ trouble: { code: 'PERSON_LEFT' } });
      expect(await runOf(anna, campaign)).toMatchObject({ status: 'active', phase: 'pausedError' });
    });
  });
  describe('an answer of somebody at the same company (G8)', () => {
    async function withColleague(
      settings: Partial<NewCampaign['settings']>,
      email = 'carl@mail.fjord.example',
    ) {
      const carl = await person('Carl', email);
      const campaign = await campaignOf(settings, 'Company');
      await launch(here.db, here.alva, campaign, [carl], thursday);
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
      const task = (await openTasks(here.db, here.alva)).find(({ personId }) => personId === carl.id);
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
});
