import { beforeEach, expect, test } from 'vitest';
import type { Step } from '../../../lib/contract/campaign.ts';
import { automaticMails, on, thursday } from '../../../tests/support/automatic-mails.ts';
import { describeOnEachEngine } from '../../../tests/support/database.ts';
import type { Member } from '../../../tests/support/domain.ts';
import { launch, openTasks, unwrap } from '../../../tests/support/domain.ts';
import { handOver } from '../../../tests/support/hand-over.ts';
import { addColleagues } from '../../../tests/support/workspace.ts';
import type { Database } from '../../db/open.ts';
import { setConsent } from '../../people/consent.ts';
import { launchCampaign } from '../launch.ts';
import { updateCampaign } from '../update.ts';
import { sendDue } from './send-due.ts';

describeOnEachEngine('§14.6 mail of a business that is under way', (open) => {
  let db: Database;
  let alva: Member;

  beforeEach(async () => {
    db ??= await open();
    await db.kysely.deleteFrom('sends').execute();
    [alva] = await addColleagues(db);
  });

  const { mail, anna, add, content, sends, states, run } = automaticMails(() => ({ db, alva }));

  const deliver = (move: Parameters<typeof handOver>[1], now: Date) => handOver(db, move, now);

  const invoice = { ...content('Invoice', '<p>Enclosed</p>'), nonCommercial: true };
  const withdraw = async (personId: string) => {
    const withdrawn = { status: 'withdrawn', legalBasis: null, source: 'phone', comment: null } as const;
    unwrap(await setConsent(db, alva, { personId, purpose: 'sales' }, withdrawn, thursday));
  };
  const dayOf = (...steps: Step[]) => [{ number: 1, steps }];

  test('§14.6 non-commercial: mail goes to who has withdrawn the consent for sales, with nothing added to it', async () => {
    const person = await anna();
    await withdraw(person.id);
    const campaign = await add(dayOf(mail('Invoice', { email: invoice })));
    await launch(db, alva, campaign, [person], thursday);
    await sendDue(db, 10, on('04', '09:00'));
    expect(await sends()).toMatchObject([{ state: 'planned', content: { html: '<p>Enclosed</p>' } }]);
    expect((await sends())[0]?.content).not.toHaveProperty('unsubscribeUrl');
    await deliver('accept', on('04', '09:01'));
    expect(await run(campaign.id)).toMatchObject({ status: 'completed' });
  });

  test('mail is refused with one that is commercial, which is named', async () => {
    const person = await anna();
    await withdraw(person.id);
    const campaign = await add(dayOf(mail('Invoice', { email: invoice }), mail('Offer')));
    const input = {
      campaignId: campaign.id,
      userId: alva.userId,
      personIds: [person.id],
      timeZone: 'UTC',
      choices: [],
      missingFields: 'byHand' as const,
    };
    expect(unwrap(await launchCampaign(db, alva.workspaceId, input, thursday)).refused).toEqual([
      {
        personId: person.id,
        code: 'CONSENT_WITHDRAWN',
        message:
          'Anna Ek does not want to be contacted by sales, and “Offer” of day 1 is not marked non-commercial',
        step: 'Offer',
      },
    ]);
  });

  test.each([
    ['goes on when nothing else is left', [mail('Invoice', { email: invoice })], 'active', 'planned'],
    [
      'ends when commercial mail is left',
      [mail('Invoice', { email: invoice }), mail('Offer')],
      'unsubscribed',
      null,
    ],
  ] as const)('a run %s at the withdrawal', async (_, steps, status, state) => {
    const person = await anna();
    const campaign = await add(dayOf(...steps));
    await launch(db, alva, campaign, [person], thursday);
    await withdraw(person.id);
    await sendDue(db, 10, on('04', '09:00'));
    expect(await run(campaign.id)).toMatchObject({ status });
    expect((await states())[0] ?? null).toBe(state);
  });

  test('a run ends when its people are moved to a version that is commercial', async () => {
    const person = await anna();
    await withdraw(person.id);
    const campaign = await add(dayOf(mail('Invoice', { email: invoice })));
    await launch(db, alva, campaign, [person], thursday);
    const author = { ...alva, role: 'admin' } as const;
    const { name, category, settings } = campaign;
    const days = [...campaign.days, { number: 2, steps: [mail('Offer', { send: 'manual_task' })] }];
    const change = { name, category, settings, days, baseVersion: 1, people: 'move' as const };
    unwrap(await updateCampaign(db, author, campaign.id, change, thursday));
    expect(await run(campaign.id)).toMatchObject({ status: 'unsubscribed' });
    expect(await openTasks(db, alva)).toEqual([]);
  });

  test('mail does not go to a domain that is blocked', async () => {
    const person = await anna();
    const campaign = await add(dayOf(mail('Invoice', { email: invoice })));
    await launch(db, alva, campaign, [person], thursday);
    await db.kysely
      .updateTable('workspaces')
      .set({ blocked_domains: ['fjord.example'] })
      .where('id', '=', alva.workspaceId)
      .execute();
    await sendDue(db, 10, on('04', '09:00'));
    expect(await sends()).toEqual([]);
    expect(await run(campaign.id)).toMatchObject({ status: 'stopped' });
  });
});
