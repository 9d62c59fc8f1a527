import { beforeAll, beforeEach, expect, test } from 'vitest';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import type { Member } from '../../tests/support/domain.ts';
import { addCampaign, addPerson, Device, unwrap } from '../../tests/support/domain.ts';
import { addColleagues } from '../../tests/support/workspace.ts';
import { findCandidates } from '../campaigns/candidates.ts';
import { launchCampaign } from '../campaigns/launch.ts';
import type { Database } from '../db/open.ts';
import { setFormer } from '../mailings/bounced.ts';
import { createTask } from '../tasks/create.ts';
import { setConsent, setNoMailings } from './consent.ts';
import { findPersonContext } from './contexts.ts';

const thursday = new Date('2026-06-04T06:00:00.000Z');
const at = (clock: string) => `2026-06-04T${clock}.000Z`;
const evening = new Date(at('20:00:00'));

describeOnEachEngine('consent', (open) => {
  let db: Database;
  let member: Member;
  let colleague: Member;

  beforeAll(async () => {
    db = await open();
  });
  beforeEach(async () => {
    [member, colleague] = await addColleagues(db);
  });

  const withdrawn = { status: 'withdrawn', legalBasis: null, source: 'phone', comment: null } as const;
  const given = {
    status: 'given',
    legalBasis: 'legitimate_interest',
    source: 'meeting',
    comment: 'Card',
  } as const;

  test('mailings §12.1 model: is kept with basis, source and who wrote it down, and stands in the history', async () => {
    const anna = await addPerson(db, member.workspaceId, thursday);
    const device = new Device(db, member);
    const call = { type: 'call', title: 'Ring back', dueAt: at('12:00:00'), personId: anna.id } as const;
    unwrap(await createTask(db, member.workspaceId, member.userId, call, thursday));
    await device.pull(evening);
    const about = { personId: anna.id, purpose: 'sales' } as const;
    unwrap(await setConsent(db, member, about, { ...given, at: at('06:30:00') }, evening));
    const consent = unwrap(await setConsent(db, colleague, about, withdrawn, evening));
    expect(consent.purposes[0]).toEqual({
      purpose: 'sales',
      ...withdrawn,
      at: evening.toISOString(),
      byName: 'Bo',
    });
    await device.pull(evening);
    const lines = device.all('activity').map(({ kind, title, note }) => [kind, title, note]);
    expect(lines.sort()).toEqual([
      ['consent.changed', 'sales', 'given'],
      ['consent.changed', 'sales', 'withdrawn'],
    ]);
  });

  test('the same once more makes no second line', async () => {
    const anna = await addPerson(db, member.workspaceId, thursday);
    const about = { personId: anna.id, purpose: 'marketing' } as const;
    const once = unwrap(await setConsent(db, member, about, given, thursday));
    expect(unwrap(await setConsent(db, colleague, about, given, evening))).toEqual(once);
    const change = { noMailings: true, source: 'email', comment: null } as const;
    unwrap(await setNoMailings(db, member, anna.id, change, evening));
    expect(unwrap(await setNoMailings(db, member, anna.id, change, evening)).noMailings).toBe(true);
    const activities = (await findPersonContext(db, member, anna.id))?.activities ?? [];
    expect(activities.map(({ title, note }) => [title, note]).sort()).toEqual([
      ['marketing', 'given'],
      ['no_mailings', 'forbidden'],
    ]);
  });

  test('mailings §12.1 purposes: one says nothing about another one', async () => {
    const anna = await addPerson(db, member.workspaceId, thursday);
    unwrap(await setConsent(db, member, { personId: anna.id, purpose: 'marketing' }, withdrawn, evening));
    const consent = (await findPersonContext(db, member, anna.id))?.consent;
    expect(consent?.purposes.map(({ purpose, status }) => [purpose, status])).toEqual([
      ['sales', 'none'],
      ['marketing', 'withdrawn'],
    ]);
  });

  test('a former employee is put on no campaign, until they work there again', async () => {
    const anna = await addPerson(db, member.workspaceId, thursday, 'Anna');
    const campaign = await addCampaign(db, member.workspaceId, thursday);
    const refused = async () => {
      const { refused: all } = await findCandidates(db.kysely, member.workspaceId, campaign, [anna.id]);
      return all.map(({ code }) => code);
    };
    unwrap(await setFormer(db, member.workspaceId, anna.id, true, evening));
    expect(await refused()).toEqual(['FORMER_EMPLOYEE']);
    unwrap(await setFormer(db, member.workspaceId, anna.id, false, evening));
    expect(await refused()).toEqual([]);
  });

  test('§5 consent: who does not want to hear from sales is not enrolled; the others are', async () => {
    const [anna, bea] = [
      await addPerson(db, member.workspaceId, thursday, 'Anna'),
      await addPerson(db, member.workspaceId, thursday, 'Bea'),
    ];
    unwrap(await setConsent(db, member, { personId: anna.id, purpose: 'sales' }, withdrawn, evening));
    unwrap(await setConsent(db, member, { personId: bea.id, purpose: 'marketing' }, withdrawn, evening));
    const campaign = await addCampaign(db, member.workspaceId, thursday);
    const input = {
      campaignId: campaign.id,
      userId: member.userId,
      personIds: [anna.id, bea.id],
      startAt: evening.toISOString(),
      timeZone: 'UTC',
      choices: [],
      missingFields: 'byHand' as const,
    };
    expect(unwrap(await launchCampaign(db, member.workspaceId, input, evening))).toMatchObject({
      enrolled: [{ personId: bea.id }],
      refused: [
        {
          personId: anna.id,
          code: 'CONSENT_WITHDRAWN',
          message: 'Anna Ek does not want to be contacted by sales',
        },
      ],
    });
  });
});
