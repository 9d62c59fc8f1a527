import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import type { LinkActions, LinkResponse } from '../../lib/contract/registered-link.ts';
import { registeredField } from '../../lib/core/mailing/registered-links.ts';
import { anApp, publicUrl } from '../../tests/support/app.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { unwrap } from '../../tests/support/domain.ts';
import { handOver } from '../../tests/support/hand-over.ts';
import { freshAuthor, mailingTests, noActions } from '../../tests/support/mailings.ts';
import { publicMails } from '../../tests/support/public-mails.ts';
import { addWorkspace } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { listRegisteredClickers } from '../db/queries/clickers.ts';
import { actOnClicks } from '../mailings/link-acts.ts';
import { previewMailing } from '../mailings/preview.ts';
import {
  createRegisteredLink,
  deleteRegisteredLink,
  getRegisteredLink,
  resetRegisteredLink,
} from '../mailings/registered-links.ts';
import { sendMailing } from '../mailings/send.ts';
import { setInterests } from '../people/interests.ts';
import { createSelection } from '../selections/selections.ts';
import type { TeamUser } from '../teams/teams.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

describeOnEachEngine('registered links, where they have arrived', (open) => {
  let db: Database;
  let alva: TeamUser;
  let app: Awaited<ReturnType<typeof anApp>>;

  beforeEach(async () => {
    db ??= await open();
    alva = await freshAuthor(db);
    app = await anApp(db, now);
  });

  const { person, consenting, draft, settle, look } = mailingTests(() => ({ db, alva, now }));
  const { linksFor, ask } = publicMails(() => ({ db, app }));
  const tour: LinkResponse = { kind: 'redirect', url: 'https://fjord.example/tour' };
  const register = async (
    actions: Partial<LinkActions> = {},
    { name = 'Tour', response = tour }: { name?: string; response?: LinkResponse } = {},
  ) => {
    const link = { id: randomUUID(), name, response, actions: { ...noActions, ...actions } };
    return unwrap(await createRegisteredLink(db, alva, link, now));
  };
  const linking = (...ids: string[]) =>
    `<p>${ids.map((id) => `<a href="{{${registeredField(id)}}}">Go</a>`).join(' ')}</p>`;
  const send = async (people: Parameters<typeof draft>[0], html: string, setup = {}) => {
    const mailing = await draft(people, { content: { html }, setup });
    await settle();
    unwrap(await sendMailing(db, alva, mailing.id, { at: null, timeZone: null }, publicUrl, now));
    await settle();
    await handOver(db, 'accept', later(1));
    await settle(later(1));
    app.setNow(later(61));
    return mailing;
  };
  /** Lets whatever is due be done. */
  const act = async (at = later(120)) => {
    while (await actOnClicks(db, at));
  };
  const interestsOf = async (personId: string) =>
    (
      await db.kysely
        .selectFrom('person_interests')
        .select('interest_id')
        .where('person_id', '=', personId)
        .execute()
    ).map((row) => row.interest_id);
  const seen = async (id: string) => unwrap(await getRegisteredLink(db.kysely, alva, id));

  test('mailings §14.1 registered: one link counts over all mailings, also where links are not tracked', async () => {
    const link = await register();
    const anna = await consenting();
    const first = await send([anna], linking(link.id), { trackAll: false, name: 'First' });
    await ask((await linksFor(first.id, 'Anna')).link(1));
    const second = await send([anna], linking(link.id), { utm: { source: 'news', campaign: 'two' } });
    const answer = await ask((await linksFor(second.id, 'Anna')).link(1));
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe(
      'https://fjord.example/tour?utm_medium=email&utm_source=news&utm_campaign=two',
    );
    expect(await seen(link.id)).toMatchObject({
      clicks: 2,
      mailings: 2,
      machineClicks: 0,
      lastClickAt: later(61).toISOString(),
    });
    const { clickers, total } = await listRegisteredClickers(db.kysely, alva, link, { limit: 10, offset: 0 });
    expect(total).toBe(2);
    expect(clickers.map(({ personId, mailingName, clicks }) => [personId, mailingName, clicks])).toEqual(
      expect.arrayContaining([
        [anna.id, 'First', 1],
        [anna.id, 'Spring', 1],
      ]),
    );
    expect((await look(first.id)).figures).toMatchObject({ 'link.1.clicks': 1, 'total.clicked': 1 });
  });

  test('mailings §14.1 deleted: in mails that were sent a link keeps leading and acting; a draft says that it is gone', async () => {
    const interest = { id: randomUUID(), name: 'Boats' };
    unwrap(await setInterests(db, alva.workspaceId, [interest], now));
    const link = await register({ interests: { add: [interest.id], remove: [] } });
    const anna = await consenting();
    const mailing = await send([anna], linking(link.id));
    unwrap(await deleteRegisteredLink(db, alva, link.id, now));
    const answer = await ask((await linksFor(mailing.id, 'Anna')).link(1));
    expect(answer.headers.get('location')).toBe('https://fjord.example/tour');
    await act();
    expect(await interestsOf(anna.id)).toEqual([interest.id]);
    const next = await draft([anna], { content: { html: linking(link.id) } });
    await settle();
    expect(await sendMailing(db, alva, next.id, { at: null, timeZone: null }, publicUrl, now)).toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('tracked_link_gone'),
    });
  });

  test('mailings §14.2 page: a link shows its text on a page of ours, sanitised, on which nothing acts', async () => {
    const html = '<p>Thank <b>you</b></p><script>alert(1)</script><img src="x" onerror="alert(1)">';
    const link = await register({}, { response: { kind: 'page', title: 'Thanks & bye', html } });
    const mailing = await send([await consenting()], linking(link.id));
    const answer = await ask((await linksFor(mailing.id, 'Anna')).link(1));
    expect(answer.status).toBe(200);
    const text = await answer.text();
    expect(text).toContain('<h1>Thanks &amp; bye</h1>');
    expect(text).toContain('Thank <b>you</b>');
    expect(text).not.toMatch(/script|onerror/);
    expect(answer.headers.get('content-security-policy')).toMatch(
      /default-src 'none'.*sandbox(?!.*allow-(scripts|same-origin|forms))/,
    );
    expect(await seen(link.id)).toMatchObject({ clicks: 1 });
  });

  test('mailings §14.3 each click: what is set and removed is so after each click of a person, and is a line once', async () => {
    const [boats, cars] = [
      { id: randomUUID(), name: 'Boats' },
      { id: randomUUID(), name: 'Cars' },
    ];
    unwrap(await setInterests(db, alva.workspaceId, [boats, cars], now));
    const anna = await consenting({ fields: { Team: 'Red' } });
    const [keen, bored] = [randomUUID(), randomUUID()];
    unwrap(await createSelection(db, alva, { id: keen, name: 'Keen' }, now));
    unwrap(await createSelection(db, alva, { id: bored, name: 'Bored', personIds: [anna.id] }, now));
    const yes = await register({
      field: { name: 'Wants', value: 'yes' },
      interests: { add: [boats.id], remove: [cars.id] },
      selections: { add: [keen], remove: [bored] },
    });
    const no = await register({ interests: { add: [], remove: [boats.id] } }, { name: 'No' });
    const mailing = await send([anna], linking(yes.id, no.id));
    const { link } = await linksFor(mailing.id, 'Anna');
    for (const [minute, number] of [1, 1, 2, 1].entries()) {
      app.setNow(later(61 + minute));
      await ask(link(number));
    }
    await act();
    expect(await interestsOf(anna.id)).toEqual([boats.id]);
    const row = await db.kysely
      .selectFrom('people')
      .select('fields')
      .where('id', '=', anna.id)
      .executeTakeFirstOrThrow();
    expect(row.fields).toEqual({ Team: 'Red', Wants: 'yes' });
    const members = await db.kysely
      .selectFrom('selection_members')
      .select('list_id')
      .where('person_id', '=', anna.id)
      .execute();
    expect(members).toEqual([{ list_id: keen }]);
    const lines = await db.kysely
      .selectFrom('activities')
      .select('kind')
      .where('person_id', '=', anna.id)
      .where('kind', 'in', ['interest.added', 'interest.removed'])
      .execute();
    expect(lines).toHaveLength(3);
  });

  test('mailings §14.3 once: a follow-up is made once for each mailing, person and link; for the sales contact where there is one', async () => {
    const [bo, vera] = (await addWorkspace(db, 'Other', ['Bo', 'Vera'])).userIds as [string, string];
    for (const userId of [bo])
      await db.kysely
        .insertInto('memberships')
        .values({ workspace_id: alva.workspaceId, user_id: userId, role: 'user', created_at: now })
        .execute();
    const followUp = { type: 'call', title: 'Call about the tour', details: '', inDays: 2 } as const;
    const link = await register({
      followUp: { ...followUp, assigneeId: alva.userId, preferSalesContact: true },
    });
    const [anna, dag, eva] = [
      await consenting(),
      await consenting({ firstName: 'Dag', email: 'dag@fjord.example' }),
      await consenting({ firstName: 'Eva', email: 'eva@fjord.example' }),
    ];
    const looksAfter = (personId: string, userId: string) =>
      db.kysely.updateTable('people').set({ sales_contact_id: userId }).where('id', '=', personId).execute();
    await looksAfter(dag.id, bo);
    // Somebody who has left the workspace gets none.
    await looksAfter(eva.id, vera);
    const mailing = await send([anna, dag, eva], linking(link.id));
    for (const [minute, name] of ['Anna', 'Dag', 'Anna', 'Eva'].entries()) {
      app.setNow(later(61 + minute));
      await ask((await linksFor(mailing.id, name)).link(1));
      await act(later(90 + minute));
    }
    const tasks = await db.kysely
      .selectFrom('tasks')
      .select(['person_id', 'assignee_id', 'type', 'title', 'due_at'])
      .where('workspace_id', '=', alva.workspaceId)
      .orderBy('due_at')
      .execute();
    const task = (personId: string, userId: string, minute: number) => ({
      person_id: personId,
      assignee_id: userId,
      type: 'call',
      title: 'Call about the tour',
      due_at: later(minute + 2 * 24 * 60),
    });
    expect(tasks).toEqual([
      task(anna.id, alva.userId, 61),
      task(dag.id, bo, 62),
      task(eva.id, alva.userId, 64),
    ]);
  });

  test('mailings §14.3 machines: nothing acts on a machine’s click, nor on one that a burst shows to be a machine’s', async () => {
    const interest = { id: randomUUID(), name: 'Boats' };
    unwrap(await setInterests(db, alva.workspaceId, [interest], now));
    const link = await register({ interests: { add: [interest.id], remove: [] } });
    const anna = await consenting();
    const html = `${linking(link.id)}<a href="https://fjord.example/a">A</a>`;
    const mailing = await send([anna], html);
    const { link: to } = await linksFor(mailing.id, 'Anna');
    await ask(to(2), { headers: { 'user-agent': 'Barracuda Sentinel' } });
    await ask(to(2), { method: 'HEAD' });
    app.setNow(later(70));
    await ask(to(2));
    // Held back: another link within the same second shows that it was a scanner.
    await act(new Date(later(70).getTime() + 5000));
    app.setNow(new Date(later(70).getTime() + 600));
    await ask(to(1));
    await act();
    expect(await interestsOf(anna.id)).toEqual([]);
    expect(await seen(link.id)).toMatchObject({ clicks: 0, machineClicks: 3 });
    app.setNow(later(80));
    await ask(to(2));
    await act();
    expect(await interestsOf(anna.id)).toEqual([interest.id]);
  });

  test('mailings §14.3 unregistered: an address that is nobody’s is counted, and nothing is done', async () => {
    const link = await register({ field: { name: 'Wants', value: 'yes' } });
    const mailing = await send([await consenting()], linking(link.id));
    await db.kysely
      .updateTable('mailing_recipients')
      .set({ person_id: null, kind: 'address' })
      .where('mailing_id', '=', mailing.id)
      .execute();
    await ask((await linksFor(mailing.id, 'Anna')).link(1));
    expect(await db.kysely.selectFrom('link_acts').selectAll().execute()).toEqual([]);
    const { clickers } = await listRegisteredClickers(db.kysely, alva, link, { limit: 10, offset: 0 });
    expect(clickers).toMatchObject([{ personId: null, email: 'anna@fjord.example', clicks: 1 }]);
  });

  test('mailings §14.3 tests: what is looked at or tried out leads straight on, counts nothing and does nothing', async () => {
    const redirect = await register({ field: { name: 'Wants', value: 'yes' } });
    const page = await register({}, { response: { kind: 'page', title: 'Thanks', html: '<p>Bye</p>' } });
    const anna = await person();
    const { id } = await draft([anna], { content: { html: linking(redirect.id, page.id) } });
    await settle();
    const { html } = unwrap(await previewMailing(db, alva, id, { recipientId: null }, publicUrl));
    const [first = '', second = ''] = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
    expect(first).toBe('https://fjord.example/tour');
    const shown = await ask(second.slice(publicUrl.length));
    expect(await shown.text()).toContain('<p>Bye</p>');
    expect(await seen(page.id)).toMatchObject({ clicks: 0, machineClicks: 0 });
    expect(await db.kysely.selectFrom('link_acts').selectAll().execute()).toEqual([]);
  });

  test('mailings §14.4 reset: counting begins anew, the mailing keeps its counts, and it can be taken back', async () => {
    const link = await register();
    const mailing = await send([await consenting()], linking(link.id));
    const { link: to } = await linksFor(mailing.id, 'Anna');
    await ask(to(1));
    const reset = unwrap(await resetRegisteredLink(db, alva, link.id, { back: false }, later(62)));
    expect(reset).toMatchObject({ clicks: 0, lastClickAt: null, resetAt: later(62).toISOString() });
    const page = { limit: 10, offset: 0 };
    expect(await listRegisteredClickers(db.kysely, alva, reset, page)).toEqual({ clickers: [], total: 0 });
    app.setNow(later(63));
    await ask(to(1));
    expect(await seen(link.id)).toMatchObject({ clicks: 1, lastClickAt: later(63).toISOString() });
    expect((await look(mailing.id)).figures).toMatchObject({ 'link.1.clicks': 2 });
    const back = unwrap(await resetRegisteredLink(db, alva, link.id, { back: true }, later(64)));
    expect(back).toMatchObject({ clicks: 2, resetAt: null });
    expect((await listRegisteredClickers(db.kysely, alva, back, page)).clickers).toMatchObject([
      { clicks: 2 },
    ]);
  });
});
