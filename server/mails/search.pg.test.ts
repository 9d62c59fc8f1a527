import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import type { Mail, MailFilters, MailSort } from '../../lib/contract/mail.ts';
import { MailSort as Sorts } from '../../lib/contract/mail.ts';
import { at, centerOf, thursday } from '../../tests/support/center.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { unwrap } from '../../tests/support/domain.ts';
import { aSend } from '../../tests/support/sends.ts';
import { addTemplate } from '../../tests/support/templates.ts';
import { addColleagues } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { insertLinks } from '../db/queries/links.ts';
import { addMembers } from '../db/queries/people-lists.ts';
import { insertSelection } from '../db/queries/selections.ts';
import { findFigures } from '../db/queries/template-figures.ts';
import { withTransaction } from '../db/transaction.ts';
import { planSends } from '../delivery/ledger.ts';
import { pushActions } from '../sync/push.ts';
import { useTemplate } from '../templates/use.ts';
import { type Asker, countFolders, searchMails } from './list.ts';
import { keepSearch, readSearches } from './searches.ts';

describeOnEachEngine('Command Center: finding', (open) => {
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

  const { list, one, perform, sentByHand } = centerOf(() => ({ db, alva }));

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
    expect(await subjects({ period: '2026-05-30/2026-06-01' })).toEqual(['Silent']);
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

  test('§12.4 By Selection finds the mails of those who are in it now, of selections that one may see', async () => {
    const taskId = await sentByHand(bo, { subject: 'Grouped' });
    const [mail] = await list({ as: bo.userId, text: 'Grouped' });
    const personId = mail?.personId ?? '';
    const selection = async (owner: Asker, name: string) => {
      const id = randomUUID();
      await withTransaction(db, async (tx) => {
        await insertSelection(tx, owner, { id, name }, thursday);
        await addMembers(tx, owner.workspaceId, 'selections', id, [personId]);
      });
      return id;
    };
    const own = await selection(bo, 'Autumn fair');
    const foreign = await selection(alva, 'Of the admin');
    const found = async (asker: Asker, selectionId: string) => {
      const query = { selectionId, sort: 'at', order: 'descending', limit: 10 } as const;
      return unwrap(await searchMails(db, asker, { query }, at('12:00'))).mails;
    };
    expect((await found(bo, own)).map(({ taskId: of, selections }) => [of, selections])).toEqual([
      [taskId, ['Autumn fair']],
    ]);
    expect(await found(bo, foreign)).toEqual([]);
    expect(await found(bo, randomUUID())).toEqual([]);
    expect((await list({ as: bo.userId, text: 'Grouped' }))[0]?.selections).toEqual([
      'Autumn fair',
      'Of the admin',
    ]);
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

  test('§2.10 the name of a template is told to those who may see it', async () => {
    const template = await addTemplate(db, alva, thursday, { name: 'Secret offer', shared: true });
    const taskId = await sentByHand(bo);
    unwrap(await useTemplate(db, bo, { templateId: template.id, useId: randomUUID(), taskId }, at('10:00')));
    await db.kysely.updateTable('templates').set({ shared: false }).where('id', '=', template.id).execute();
    const named = async (asker: Asker) =>
      (await list({ as: bo.userId, templateId: template.id }, asker)).map(({ templateName }) => templateName);
    expect(await named(alva)).toEqual(['Secret offer']);
    expect(await named(bo)).toEqual([]);
    expect(await list({}, bo)).toMatchObject([{ templateId: null, templateName: null }]);
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
