import { beforeEach, expect, test } from 'vitest';
import type { MailingFrom, MailingReplyTo } from '../../lib/contract/mailing.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { mailingTests } from '../../tests/support/mailings.ts';
import { addWorkspace } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import type { TeamUser } from '../teams/teams.ts';
import { findSenders } from './correspondents.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const desk = { email: 'news@nordby.example', name: 'Nordby news' };

describeOnEachEngine('in whose name a mailing goes', (open) => {
  let db: Database;
  let alva: TeamUser;
  let bo: string;

  beforeEach(async () => {
    db ??= await open();
    const { workspaceId, userIds } = await addWorkspace(db, 'Nordby', ['Alva', 'Bo']);
    const [first = '', second = ''] = userIds;
    alva = { workspaceId, userId: first, role: 'admin' };
    bo = second;
  });

  const { draft } = mailingTests(() => ({ db, alva, now }));
  const addressOf = async (userId: string) =>
    await db.kysely
      .selectFrom('users')
      .select(['email', 'name'])
      .where('id', '=', userId)
      .executeTakeFirstOrThrow();
  const of = async (
    { from, replyTo = { mode: 'from' } }: { from: MailingFrom; replyTo?: MailingReplyTo },
    recipient: { salesContactId?: string; supportContactId?: string },
  ) => {
    const { setup } = await draft([], { setup: { from, replyTo } });
    const who = { salesContactId: null, supportContactId: null, ...recipient };
    const about = { setup, approvedBy: alva.userId, ownerId: alva.userId };
    return (await findSenders(db.kysely, alva.workspaceId, about, [who]))(who);
  };

  test('mailings §4.1 from: always the same address, or that of whoever looks after the recipient', async () => {
    const both = { salesContactId: bo, supportContactId: alva.userId };
    expect((await of({ from: { mode: 'always', ...desk } }, both)).from).toEqual(desk);
    const sales = await of({ from: { mode: 'sales_contact', ...desk } }, both);
    expect(sales.from).toEqual(await addressOf(bo));
    expect(sales.me.user.name).toBe('Bo');
    const support = await of({ from: { mode: 'support_contact', ...desk } }, both);
    expect(support.from).toEqual(await addressOf(alva.userId));
  });

  test('mailings §4.1 otherwise: a recipient whom nobody looks after is written to from the address given for that', async () => {
    const { from, me } = await of({ from: { mode: 'sales_contact', ...desk } }, { supportContactId: bo });
    expect(from).toEqual(desk);
    expect(me.user.name).toBe('Alva');
  });

  test('mailings §4.1 reply: answers go where the mail is from, or elsewhere by the same three modes', async () => {
    const from = { mode: 'always', ...desk } as const;
    expect((await of({ from }, {})).replyTo).toBeNull();
    const answers = { email: 'answers@nordby.example', name: '' };
    const asked = { from, replyTo: { mode: 'sales_contact', ...answers } } as const;
    expect((await of(asked, { salesContactId: bo })).replyTo).toEqual(await addressOf(bo));
    expect((await of(asked, {})).replyTo).toEqual({ email: answers.email });
  });
});
