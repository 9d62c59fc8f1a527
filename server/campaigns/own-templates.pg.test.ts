import { beforeEach, expect, test } from 'vitest';
import type { Template } from '../../lib/contract/template.ts';
import { copyInto } from '../../lib/core/library/copies.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { newStep, unwrap } from '../../tests/support/domain.ts';
import { addReaders, addTemplate, changeOf } from '../../tests/support/templates.ts';
import type { Database } from '../db/open.ts';
import { updateCopies } from '../templates/copies.ts';
import type { TemplateUser } from '../templates/refusals.ts';
import { updateTemplate } from '../templates/templates.ts';
import { createCampaign } from './create.ts';
import { archiveCampaign, copyCampaign } from './look-after.ts';
import { updateCampaign } from './update.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const nobody = { alsoTo: [], cc: [], bcc: [] };
const settings = { skipWeekends: false, onReply: 'end' as const };

describeOnEachEngine('§2.10 templates that an author may not see', (open) => {
  let db: Database;
  let owner: TemplateUser;
  let author: TemplateUser;
  let hidden: Template;

  beforeEach(async () => {
    db ??= await open();
    const { manager, member } = await addReaders(db);
    [owner, author] = [member, manager];
    hidden = await addTemplate(db, owner, now, { name: 'Secret offer', shared: false });
  });

  const days = (template: Template) => [
    { number: 1, steps: [newStep({ type: 'email', email: copyInto(nobody, template) })] },
  ];
  const add = async (by: TemplateUser, over = {}) =>
    unwrap(
      await createCampaign(
        db,
        by.workspaceId,
        { name: 'Spring', category: '', settings, days: days(hidden), shared: true, ...over },
        now,
        by.userId,
      ),
    );
  const fromOf = (campaign: { days: ReturnType<typeof days> }) =>
    campaign.days[0]?.steps[0]?.email?.fromTemplate;

  test('a step says that it is from one, and has its files, only where its author may see it', async () => {
    const own = await add(owner);
    expect(fromOf(own)).toEqual({ id: hidden.id, version: hidden.version });
    const other = await add(author);
    expect(fromOf(other)).toBeUndefined();
    expect(other.days[0]?.steps[0]?.email?.subject).toBe(hidden.subject);
    const change = {
      name: 'Summer',
      category: '',
      settings,
      days: days(hidden),
      baseVersion: 1,
      people: 'stay',
    } as const;
    expect(fromOf(unwrap(await updateCampaign(db, author, other.id, change, now)))).toBeUndefined();
    const copied = { id: crypto.randomUUID(), name: 'Copy' };
    expect(fromOf(unwrap(await copyCampaign(db, author, own.id, copied, now)))).toBeUndefined();
  });

  test('what a campaign is from already stays, whoever writes it', async () => {
    const { id, days: written } = await add(owner);
    const change = {
      name: 'Summer',
      category: '',
      settings,
      days: written,
      baseVersion: 1,
      people: 'stay',
    } as const;
    const admin = { ...author, role: 'admin' } as const;
    expect(fromOf(unwrap(await updateCampaign(db, admin, id, change, now)))).toEqual({
      id: hidden.id,
      version: 1,
    });
  });

  test('copies in archived campaigns stay as they are', async () => {
    const { id } = await add(owner);
    unwrap(await archiveCampaign(db, owner, id, true, now));
    unwrap(await updateTemplate(db, owner, hidden.id, changeOf(hidden, { subject: 'New' }), now));
    const asked = { campaignIds: [id], version: 2, edited: false };
    expect(await updateCopies(db, owner, hidden.id, asked, now)).toMatchObject({
      value: {
        campaigns: [],
        refused: [{ campaignId: id, code: 'NOT_FOUND', message: expect.stringContaining('archived') }],
      },
    });
  });
});
