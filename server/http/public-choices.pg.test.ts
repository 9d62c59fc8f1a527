import { beforeEach, expect, test } from 'vitest';
import { anApp, publicUrl } from '../../tests/support/app.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { unwrap } from '../../tests/support/domain.ts';
import { handOver } from '../../tests/support/hand-over.ts';
import { freshAuthor, mailingTests } from '../../tests/support/mailings.ts';
import { publicMails } from '../../tests/support/public-mails.ts';
import { rawRequest, startRawServer } from '../../tests/support/raw-http.ts';
import type { Database } from '../db/open.ts';
import { listSubscriptionTypes } from '../db/queries/subscriptions.ts';
import { withTransaction } from '../db/transaction.ts';
import { sendMailing } from '../mailings/send.ts';
import { findPersonConsent } from '../people/contexts.ts';
import { addUsualTypes } from '../people/subscriptions.ts';
import type { TeamUser } from '../teams/teams.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const days = (count: number) => later(count * 24 * 60);

describeOnEachEngine('leaving mailings, and choosing what one gets', (open) => {
  let db: Database;
  let alva: TeamUser;
  let app: Awaited<ReturnType<typeof anApp>>;
  let news: string;

  beforeEach(async () => {
    db ??= await open();
    alva = await freshAuthor(db);
    await withTransaction(db, (tx) => addUsualTypes(tx, alva.workspaceId, now));
    news = (await listSubscriptionTypes(db.kysely, alva.workspaceId))[0]?.id ?? '';
    app = await anApp(db, now);
  });

  const { consenting, draft, settle, look, statuses } = mailingTests(() => ({ db, alva, now }));
  const { linksFor, ask, post, events } = publicMails(() => ({ db, app }));
  async function planned(typeId: string | null, people: Parameters<typeof draft>[0]) {
    const mailing = await draft(people, { setup: { typeId } });
    await settle();
    unwrap(await sendMailing(db, alva, mailing.id, { at: null, timeZone: null }, publicUrl, now));
    await settle();
    return mailing;
  }
  /** Anna has got a mail of a type an hour ago. */
  async function arrived(typeId: string | null = news) {
    const anna = await consenting();
    const mailing = await planned(typeId, [anna]);
    await handOver(db, 'accept', later(1));
    await settle(later(1));
    app.setNow(later(61));
    return { anna, mailing, links: await linksFor(mailing.id, 'Anna') };
  }
  async function standing(personId: string) {
    const { purposes, subscriptions } = await findPersonConsent(db.kysely, alva.workspaceId, personId);
    const marketing = purposes.find(({ purpose }) => purpose === 'marketing');
    const declined = (subscriptions ?? []).filter((one) => one.declined).map(({ name }) => name);
    return {
      marketing: marketing?.status,
      basis: marketing?.legalBasis,
      source: marketing?.source,
      declined,
    };
  }
  const wanting = { marketing: 'given', basis: 'consent', source: 'phone', declined: [] };
  const left = async (id: string) => (await look(id)).figures['total.unsubscribed'] ?? 0;

  test('mailings §13 page: GET asks and changes nothing, the button ends this type alone, Undo takes all of it back', async () => {
    const { anna, mailing, links } = await arrived();
    const page = await ask(links.unsubscribe);
    expect(await page.text()).toMatch(/Unsubscribe from “News”\?/);
    expect(page.headers.get('set-cookie')).toBeNull();
    for (const method of ['GET', 'HEAD']) await ask(links.oneClick, { method });
    expect(await standing(anna.id)).toEqual(wanting);
    expect(await events(links.id)).toEqual([]);
    const done = await post(links.unsubscribe);
    expect(done.status).toBe(200);
    expect(await done.text()).toContain('You are unsubscribed');
    expect(await standing(anna.id)).toEqual({ ...wanting, declined: ['News'] });
    expect(await left(mailing.id)).toBe(1);
    expect((await events(links.id)).map(({ kind }) => kind)).toEqual(['unsubscribe']);
    await post(links.unsubscribe, { undo: '1' });
    expect(await standing(anna.id)).toEqual(wanting);
    expect(await left(mailing.id)).toBe(0);
    expect(await events(links.id)).toEqual([]);
  });

  test('mailings §13 no type: the page shows all subscriptions, one click withdraws the consent, Undo gives it back as it was', async () => {
    const { anna, mailing, links } = await arrived(null);
    expect(await (await ask(links.unsubscribe)).text()).toContain('Your subscriptions');
    expect((await post(links.oneClick)).status).toBe(200);
    expect(await standing(anna.id)).toEqual({
      ...wanting,
      marketing: 'withdrawn',
      basis: null,
      source: 'email',
    });
    const row = await db.kysely
      .selectFrom('consents')
      .select(['by_user_id', 'comment'])
      .where('person_id', '=', anna.id)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ by_user_id: null, comment: '“Spring”' });
    expect(await left(mailing.id)).toBe(1);
    await post(links.unsubscribe, { undo: '1' });
    expect(await standing(anna.id)).toEqual(wanting);
  });

  test('mailings §13 cancelled: mails of this type that wait for the person do not go; of other types they do', async () => {
    const { anna, links } = await arrived();
    const same = await planned(news, [anna]);
    const other = await planned(null, [anna]);
    expect(await statuses(same.id)).toEqual({ Anna: 'sending' });
    await post(links.oneClick);
    await settle(later(62));
    expect(await statuses(same.id)).toEqual({ Anna: 'no_consent' });
    expect(await statuses(other.id)).toEqual({ Anna: 'sending' });
  });

  test('mailings §13 unregistered: an address that nobody is known for is remembered as such, and forgotten by Undo', async () => {
    const { mailing, links } = await arrived();
    await db.kysely
      .updateTable('mailing_recipients')
      .set({ kind: 'address', person_id: null })
      .where('id', '=', links.id)
      .execute();
    const refused = () =>
      db.kysely
        .selectFrom('address_refusals')
        .select(['address', 'kind', 'type_id'])
        .where('workspace_id', '=', alva.workspaceId)
        .execute();
    await post(links.oneClick);
    await post(links.oneClick);
    expect(await refused()).toEqual([{ address: 'anna@fjord.example', kind: 'declined', type_id: news }]);
    expect(await left(mailing.id)).toBe(1);
    await post(links.unsubscribe, { undo: '1' });
    expect(await refused()).toEqual([]);
    expect(await left(mailing.id)).toBe(0);
  });

  test('mailings §13 manage: master and types are saved on Confirm, in the language picked, and Undo takes them back', async () => {
    const { anna, mailing, links } = await arrived();
    const swedish = await (await ask(`${links.manage}?lang=sv`)).text();
    expect(swedish).toMatch(/<html lang="sv">/);
    expect(swedish).toMatch(/Dina prenumerationer.*Anna.*anna@fjord\.example.*Nyheter.*Erbjudanden/s);
    const types = await listSubscriptionTypes(db.kysely, alva.workspaceId);
    const others = types.filter(({ id }) => id !== news).map(({ id }): [string, string] => ['type', id]);
    await post(links.manage, [['consent', 'yes'], ...others]);
    expect(await standing(anna.id)).toEqual({ ...wanting, declined: ['News'] });
    expect(await left(mailing.id)).toBe(1);
    await post(links.manage, { undo: '1' });
    expect(await standing(anna.id)).toEqual(wanting);
    expect(await left(mailing.id)).toBe(0);
    await post(links.manage, { type: news });
    expect(await standing(anna.id)).toMatchObject({ marketing: 'withdrawn', source: 'form' });
  });

  test('mailings §13 lifetime: after 21 days whose page it is stays hidden; a fresh link goes to their own address, once a day', async () => {
    const { links } = await arrived();
    app.setNow(days(21));
    expect(await (await ask(links.manage)).text()).toContain('anna@fjord.example');
    app.setNow(days(22));
    const old = await (await ask(links.manage)).text();
    expect(old).toContain('This link has expired');
    expect(old).not.toContain('anna@fjord.example');
    expect(await (await post(links.manage, { consent: 'yes' })).text()).toContain('This link has expired');
    for (const _ of [1, 2]) expect((await post(`${links.manage}/fresh`)).status).toBe(200);
    const mails = (await db.kysely.selectFrom('sends').selectAll().execute()).filter(({ source }) =>
      source.startsWith('manage/'),
    );
    expect(mails.map(({ recipient, lane }) => [recipient, lane])).toEqual([['anna@fjord.example', 0]]);
    const [fresh = ''] = /\/s\/[\w-]{43}/.exec(mails[0]?.content.html ?? '') ?? [];
    expect(await (await ask(fresh)).text()).toContain('anna@fjord.example');
    expect(await (await ask(links.manage)).text()).toContain('This link has expired');
    app.setNow(days(44));
    expect(await (await ask(fresh)).text()).toContain('This link has expired');
  });

  test('mailings §13 one click: RFC 8058 posts in raw bytes, with any body and no cookie, all answer 200 and end it once', async () => {
    const { anna, mailing, links } = await arrived();
    const server = await startRawServer((request, env) => app.fetch(request, env));
    const { pathname } = new URL(links.oneClick);
    const form = 'List-Unsubscribe=One-Click';
    const part = `--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n`;
    const bodies: [string, string][] = [
      ['application/x-www-form-urlencoded', form],
      ['multipart/form-data; boundary=x', part],
      ['text/plain', '\u0000\u0001 {"not": "a form"}'],
      ['', ''],
    ];
    for (const [type, body] of bodies) {
      const said = await server.say(rawRequest('POST', pathname, { type, body }));
      expect(said).toMatch(/^HTTP\/1\.1 200 /);
      expect(said).not.toMatch(/^(location|set-cookie):/im);
    }
    server.stop();
    expect(await standing(anna.id)).toEqual({ ...wanting, declined: ['News'] });
    expect(await left(mailing.id)).toBe(1);
    expect((await events(links.id)).map(({ kind }) => kind)).toEqual(['unsubscribe']);
  });
});
