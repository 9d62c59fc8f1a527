import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import type { ConditionGroup } from '../../lib/contract/condition.ts';
import { LinkActions, LinkResponse } from '../../lib/contract/registered-link.ts';
import { registeredField } from '../../lib/core/mailing/registered-links.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { unwrap } from '../../tests/support/domain.ts';
import { mailingTests, noActions, publicUrl } from '../../tests/support/mailings.ts';
import { addWorkspace } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { createSelection } from '../selections/selections.ts';
import type { TeamUser } from '../teams/teams.ts';
import { checkStored } from './check.ts';
import { ACT_AFTER_MS, actOnClicks, putOffNextActs } from './link-acts.ts';
import * as links from './registered-links.ts';
import { sendMailing } from './send.ts';
import { storeEvents } from './store-events.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const after = (ms: number) => new Date(now.getTime() + ms);

describeOnEachEngine('registered links', (open) => {
  let db: Database;
  let alva: TeamUser;
  let bo: TeamUser;

  beforeEach(async () => {
    db ??= await open();
    const { workspaceId, userIds } = await addWorkspace(db, 'Nordby', ['Maja', 'Alva', 'Bo']);
    const [, second, third] = userIds as [string, string, string];
    alva = { workspaceId, userId: second, role: 'user' };
    bo = { workspaceId, userId: third, role: 'user' };
  });

  const { consenting, draft, settle, look } = mailingTests(() => ({ db, alva, now }));
  const aLink = (actions: Partial<LinkActions> = {}, name = 'Tour') => ({
    id: randomUUID(),
    name,
    response: { kind: 'redirect' as const, url: 'https://fjord.example/tour' },
    actions: { ...noActions, ...actions },
  });
  const register = async (link: ReturnType<typeof aLink>, user = alva) =>
    unwrap(await links.createRegisteredLink(db, user, link, now));
  const listed = async (search = '') =>
    unwrap(await links.listRegisteredLinks(db, bo, { search, limit: 10, offset: 0 }));

  test('mailings §14.1 registered: everybody sees and uses them by name; their owner and admins change them', async () => {
    const link = await register(aLink());
    await register(aLink({}, 'Boats'));
    expect((await listed()).links.map(({ name, mayChange }) => [name, mayChange])).toEqual([
      ['Boats', false],
      ['Tour', false],
    ]);
    expect((await listed('tOU')).total).toBe(2);
    expect((await listed('boat')).links.map(({ name }) => name)).toEqual(['Boats']);
    expect(
      unwrap(await links.createRegisteredLink(db, alva, { ...aLink({}, 'Again'), id: link.id }, now)).name,
    ).toBe('Tour');
    const other = {
      ...aLink({}, 'The tour'),
      response: { kind: 'page', title: 'Hi', html: '<p>Hi</p>' } as const,
    };
    expect(await links.updateRegisteredLink(db, bo, link.id, other)).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await links.deleteRegisteredLink(db, bo, link.id, now)).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(unwrap(await links.updateRegisteredLink(db, alva, link.id, other))).toMatchObject({
      name: 'The tour',
      response: other.response,
    });
    unwrap(await links.deleteRegisteredLink(db, alva, link.id, now));
    expect(await links.getRegisteredLink(db.kysely, alva, link.id)).toMatchObject({ code: 'NOT_FOUND' });
    expect((await listed()).total).toBe(1);
    expect(await links.restoreRegisteredLink(db, bo, link.id)).toMatchObject({ code: 'NOT_FOUND' });
    expect(unwrap(await links.restoreRegisteredLink(db, alva, link.id)).name).toBe('The tour');
  });

  test('mailings §14.2 one response: an address on the web without fields, or a page; nothing else', () => {
    const reads = (response: unknown) => LinkResponse.safeParse(response).success;
    expect(reads({ kind: 'redirect', url: 'https://fjord.example/?a=1' })).toBe(true);
    expect(reads({ kind: 'page', title: 'Thanks', html: '' })).toBe(true);
    for (const url of [
      'javascript:alert(1)',
      'ftp://fjord.example/',
      'https://{{company}}.example/',
      '/tour',
    ])
      expect(reads({ kind: 'redirect', url })).toBe(false);
    expect(reads({ kind: 'page', title: 'Thanks', html: 'Hello {{first_name}}' })).toBe(false);
    expect(reads({ kind: 'page', title: '', html: '' })).toBe(false);
    expect(reads({ kind: 'form' })).toBe(false);
  });

  test('mailings §14.3 combinations: what is not there, or not the user’s to fill, is refused by its place', async () => {
    const own = { id: randomUUID(), name: 'Own' };
    unwrap(await createSelection(db, alva, own, now));
    const conditions: ConditionGroup = {
      field: 'group',
      match: 'all',
      of: [{ field: 'name', operator: 'isFilled', value: '' }],
    };
    const definition = { kind: 'dynamic', conditions } as const;
    const search = { id: randomUUID(), name: 'Search', definition };
    unwrap(await createSelection(db, alva, search, now));
    const stranger = randomUUID();
    const refused = async (actions: Partial<LinkActions>, user = alva) => {
      const answer = await links.createRegisteredLink(db, user, aLink(actions), now);
      return answer.ok ? [] : (answer.fields ?? []).map(({ path }) => path);
    };
    const one = { add: [own.id], remove: [] };
    expect(await refused({ selections: one })).toEqual([]);
    expect(await refused({ selections: one }, bo)).toEqual(['actions.selections.add.0']);
    expect(await refused({ selections: { add: [], remove: [search.id] } })).toEqual([
      'actions.selections.remove.0',
    ]);
    expect(await refused({ selections: { add: [own.id], remove: [own.id] } })).toEqual([
      'actions.selections.remove.0',
    ]);
    expect(
      await refused({
        interests: { add: [stranger], remove: [] },
        projects: { add: [], remove: [stranger] },
      }),
    ).toEqual(['actions.interests.add.0', 'actions.projects.remove.0']);
    const followUp = {
      type: 'custom',
      title: 'Call',
      details: '',
      inDays: 0,
      assigneeId: stranger,
      preferSalesContact: false,
    } as const;
    expect(await refused({ followUp })).toEqual(['actions.followUp.assigneeId']);
    expect(LinkActions.safeParse({ followUp: { ...followUp, type: 'email' } }).success).toBe(false);
  });

  test('mailings §14.3 conflicts: links that undo each other are told before sending, and it can be sent', async () => {
    const one = await register(aLink({ field: { name: 'Wants', value: 'yes' } }, 'Yes'));
    const other = await register(aLink({ field: { name: 'Wants', value: 'no' } }, 'No'));
    const html = [one, other].map(({ id }) => `<a href="{{${registeredField(id)}}}">x</a>`).join('');
    const mailing = await draft([await consenting()], { content: { html } });
    await settle();
    const { mayChange: _, summary: __, ...stored } = await look(mailing.id);
    const problems = await checkStored(
      db.kysely,
      alva,
      { ...stored, edition: 0, listRun: 0, approvedBy: null },
      publicUrl,
    );
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(problems).toContainEqual(
      expect.objectContaining({ code: 'tracked_links_opposite', severity: 'warning', detail: 'Yes, No' }),
    );
    expect(problems.some(({ code }) => code === 'missing_field')).toBe(false);
  });

  /** Somebody has clicked a link that sets a field. */
  async function clicked(name = 'Anna') {
    const link = await register(aLink({ field: { name: 'Wants', value: 'yes' } }));
    const anna = await consenting({ firstName: name });
    const mailing = await draft([anna], {
      content: { html: `<a href="{{${registeredField(link.id)}}}">x</a>` },
    });
    await settle();
    unwrap(await sendMailing(db, alva, mailing.id, { at: null, timeZone: null }, publicUrl, now));
    await settle();
    const { id: recipientId } = await db.kysely
      .selectFrom('mailing_recipients')
      .select('id')
      .where('mailing_id', '=', mailing.id)
      .executeTakeFirstOrThrow();
    const click = {
      workspaceId: alva.workspaceId,
      recipientId,
      id: randomUUID(),
      kind: 'click',
      link: 1,
      at: now,
    } as const;
    await storeEvents(db, [{ ...click, agent: 'desktop', machine: null }], now);
    return { link, anna };
  }
  const wantsOf = async (personId: string) =>
    (
      await db.kysely
        .selectFrom('people')
        .select('fields')
        .where('id', '=', personId)
        .executeTakeFirstOrThrow()
    ).fields.Wants;

  test('mailings §14.3 held back: a click is acted on when it can be told from a burst, whichever process comes, once', async () => {
    const { anna } = await clicked();
    expect(await actOnClicks(db, after(ACT_AFTER_MS - 1))).toBe(false);
    expect(await wantsOf(anna.id)).toBeUndefined();
    const due = after(ACT_AFTER_MS);
    await Promise.all([actOnClicks(db, due), actOnClicks(db, due), actOnClicks(db, due)]);
    expect(await wantsOf(anna.id)).toBe('yes');
    expect(await actOnClicks(db, due)).toBe(false);
    expect(await db.kysely.selectFrom('link_acts').selectAll().execute()).toEqual([]);
  });

  test('mailings §14.3 held back: where something goes wrong nothing is half done, others go on, and it is tried again', async () => {
    const { link, anna } = await clicked();
    const actions = JSON.stringify({
      ...noActions,
      field: { name: 'Wants', value: 'yes' },
      interests: 'none',
    });
    await db.kysely.updateTable('registered_links').set({ actions }).where('id', '=', link.id).execute();
    const due = after(ACT_AFTER_MS);
    await expect(actOnClicks(db, due)).rejects.toThrow();
    expect(await wantsOf(anna.id)).toBeUndefined();
    await putOffNextActs(db, due);
    expect(await actOnClicks(db, due)).toBe(false);
    const { anna: dag } = await clicked('Dag');
    while (await actOnClicks(db, due));
    expect(await wantsOf(dag.id)).toBe('yes');
    const right = JSON.stringify({ ...noActions, field: { name: 'Wants', value: 'yes' } });
    await db.kysely
      .updateTable('registered_links')
      .set({ actions: right })
      .where('id', '=', link.id)
      .execute();
    while (await actOnClicks(db, after(120_000)));
    expect(await wantsOf(anna.id)).toBe('yes');
  });
});
