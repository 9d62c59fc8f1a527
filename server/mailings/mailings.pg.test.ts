import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { unwrap } from '../../tests/support/domain.ts';
import { mailingTests, noOrigin, publicUrl } from '../../tests/support/mailings.ts';
import { addTemplate } from '../../tests/support/templates.ts';
import { addWorkspace } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import type { TeamUser } from '../teams/teams.ts';
import * as mailings from './mailings.ts';
import { previewMailing, testMailing } from './preview.ts';
import { reviseMailing, sendMailing } from './send.ts';

const now = new Date('2026-06-04T06:00:00.000Z');
const list = {
  search: '',
  mine: false,
  statuses: [],
  selectionId: null,
  projectId: null,
  limit: 50,
  offset: 0,
};

describeOnEachEngine('mailings', (open) => {
  let db: Database;
  let alva: TeamUser;
  let bo: TeamUser;

  beforeEach(async () => {
    db ??= await open();
    await db.kysely.deleteFrom('mailings').execute();
    await db.kysely.deleteFrom('sends').execute();
    const { workspaceId, userIds } = await addWorkspace(db, 'Nordby', ['Alva', 'Bo']);
    alva = { workspaceId, userId: userIds[0] ?? '', role: 'admin' };
    bo = { workspaceId, userId: userIds[1] ?? '', role: 'user' };
  });

  const { consenting, draft, settle, look } = mailingTests(() => ({ db, alva, now }));
  const recipientOf = (mailingId: string) =>
    db.kysely
      .selectFrom('mailing_recipients')
      .selectAll()
      .where('mailing_id', '=', mailingId)
      .executeTakeFirstOrThrow();
  const begin = (user: TeamUser, over = {}) =>
    mailings.createMailing(
      db,
      user,
      { id: randomUUID(), type: 'email', name: 'Spring', ...noOrigin, ...over },
      now,
    );

  test('mailings §4.2 template: a mailing begins empty, with a template, or as a copy; repeated it is the same one', async () => {
    const id = randomUUID();
    const empty = unwrap(await begin(alva, { id }));
    expect(empty).toMatchObject({
      id,
      type: 'email',
      status: 'draft',
      pane: 'setup',
      mayChange: true,
      setup: { subject: '', from: { mode: 'always', name: 'Alva' } },
      options: { onePerAddress: true, updateWhenSending: true },
    });
    expect(unwrap(await begin(alva, { id, name: 'Other' })).name).toBe('Spring');
    const template = await addTemplate(db, alva, now, { subject: 'Hej {{first_name}}', html: '<p>Hej</p>' });
    const filled = unwrap(await begin(alva, { templateId: template.id }));
    expect(filled).toMatchObject({
      setup: { subject: 'Hej {{first_name}}' },
      content: { html: '<p>Hej</p>' },
    });
    const copy = unwrap(await begin(alva, { copyOf: filled.id, name: 'Again' }));
    expect(copy).toMatchObject({ name: 'Again', setup: { subject: 'Hej {{first_name}}' }, sources: [] });
    expect(await begin(alva, { copyOf: randomUUID() })).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('somebody else’s is seen when it is shared, and changed by its owner and admins alone', async () => {
    const { id, version, setup } = unwrap(await begin(alva));
    expect(await mailings.getMailing(db, bo, id)).toMatchObject({ code: 'NOT_FOUND' });
    unwrap(await mailings.shareMailing(db, alva, id, { shared: true, teamIds: [] }));
    expect(unwrap(await mailings.getMailing(db, bo, id))).toMatchObject({ mayChange: false });
    expect((await mailings.listMailings(db, bo, list)).mailings.map(({ name }) => name)).toEqual(['Spring']);
    expect((await mailings.listMailings(db, bo, { ...list, mine: true })).total).toBe(0);
    expect(await mailings.saveMailing(db, bo, id, { version, setup }, now)).toMatchObject({
      code: 'NOT_ALLOWED',
      message: expect.stringContaining('belongs to Alva'),
    });
  });

  test('what somebody else has written meanwhile is not overwritten', async () => {
    const { id, version, setup } = unwrap(await begin(alva));
    unwrap(await mailings.saveMailing(db, alva, id, { version, setup: { ...setup, subject: 'One' } }, now));
    const late = await mailings.saveMailing(
      db,
      alva,
      id,
      { version, setup: { ...setup, subject: 'Two' } },
      now,
    );
    expect(late).toMatchObject({ code: 'MAILING_CHANGED' });
    expect((await look(id)).setup.subject).toBe('One');
  });

  test.each([
    [
      'setup.from.name',
      { setup: { from: { mode: 'always', email: 'a@nordby.example', name: 'a@b.example' } } },
    ],
    ['setup.typeId', { setup: { typeId: randomUUID() } }],
    ['content.html', { content: { html: '<script>x</script>' } }],
    ['options.preferCompany', { options: { preferCompany: true } }],
  ] as const)('%s is named where it cannot be so', async (path, over) => {
    const { id, version, setup, content, options } = unwrap(await begin(alva));
    const change = {
      version,
      setup: { ...setup, ...('setup' in over ? over.setup : {}) },
      content: { ...content, ...('content' in over ? over.content : {}) },
      options: { ...options, ...('options' in over ? over.options : {}) },
    };
    expect(await mailings.saveMailing(db, alva, id, change, now)).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path }],
    });
  });

  test('mailings §6.2 override kept: managers and admins may, and who has done so, and why, is written down', async () => {
    const mine = unwrap(await begin(bo));
    const override = { reason: 'a recall of the spring line' };
    const change = { version: mine.version, options: { ...mine.options, override } };
    expect(await mailings.saveMailing(db, bo, mine.id, change, now)).toMatchObject({ code: 'NOT_ALLOWED' });
    const mailing = await draft([await consenting()], { options: { override } });
    await settle();
    unwrap(await sendMailing(db, alva, mailing.id, { at: null, timeZone: null }, publicUrl, now));
    const rows = await db.kysely
      .selectFrom('audit_log')
      .selectAll()
      .where('workspace_id', '=', alva.workspaceId)
      .where('action', '=', 'mailing.override')
      .execute();
    expect(rows).toMatchObject([
      { user_id: alva.userId, detail: { mailingId: mailing.id, name: 'Spring', ...override } },
    ]);
  });

  test('mailings §8 preview: it is written with the recipient’s values, and its links lead straight there', async () => {
    const html = '<p>Hi {{first_name}} {{phone}}</p><a href="https://nordby.example/tour">Tour</a>';
    const mailing = await draft([await consenting()], { content: { html } });
    await settle();
    const { id: recipientId } = await recipientOf(mailing.id);
    const shown = unwrap(await previewMailing(db, alva, mailing.id, { recipientId }, publicUrl));
    expect(shown).toMatchObject({
      to: 'Anna <anna@fjord.example>',
      subject: 'Spring is here',
      missing: ['phone'],
    });
    expect(shown.html).toContain('Hi Anna');
    expect(shown.html).toContain('href="https://nordby.example/tour"');
    expect(shown.html).not.toContain('<img');
    const own = unwrap(await previewMailing(db, alva, mailing.id, { recipientId: null }, publicUrl));
    expect([own.to, own.text]).toEqual([
      expect.stringContaining('Alva <'),
      expect.stringContaining('Hi Alva'),
    ]);
    expect(
      await previewMailing(db, alva, mailing.id, { recipientId: randomUUID() }, publicUrl),
    ).toMatchObject({
      fields: [{ path: 'recipientId' }],
    });
  });

  test('mailings §8 test: it goes once to each address, and the mailing knows nothing of it', async () => {
    const mailing = await draft([await consenting()]);
    await settle();
    const asked = {
      testId: randomUUID(),
      addresses: ['me@nordby.example', 'ME@nordby.example', 'you@nordby.example'],
      recipientId: null,
    };
    for (const _ of [1, 2])
      expect(unwrap(await testMailing(db, alva, mailing.id, asked, publicUrl, now))).toEqual({ planned: 2 });
    const sends = await db.kysely.selectFrom('sends').selectAll().orderBy('recipient').execute();
    expect(sends.map(({ recipient, lane }) => [recipient, lane])).toEqual([
      ['me@nordby.example', 1],
      ['you@nordby.example', 1],
    ]);
    expect(JSON.stringify(sends.map(({ content }) => content))).not.toContain('/t/');
    expect(await look(mailing.id)).toMatchObject({ status: 'draft', figures: { 'status.ready': 1 } });
  });

  test('what is missing disables sending, by its step; sent, it cannot be changed but for its name', async () => {
    const incomplete = unwrap(await begin(alva));
    const refused = await sendMailing(db, alva, incomplete.id, { at: null, timeZone: null }, publicUrl, now);
    expect(refused).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'setup' }, { path: 'content' }, { path: 'recipients' }],
    });
    const mailing = await draft([await consenting()]);
    await settle();
    unwrap(await sendMailing(db, alva, mailing.id, { at: null, timeZone: null }, publicUrl, now));
    await settle();
    const { version, setup } = await look(mailing.id);
    const renamed = { version, setup: { ...setup, name: 'Summer' } };
    const after = unwrap(await mailings.saveMailing(db, alva, mailing.id, renamed, now));
    expect(after.name).toBe('Summer');
    const changed = { version: after.version, setup: { ...setup, subject: 'Other' } };
    expect(await mailings.saveMailing(db, alva, mailing.id, changed, now)).toMatchObject({
      code: 'NOT_ALLOWED',
    });
    expect(await reviseMailing(db, alva, mailing.id, now)).toMatchObject({ code: 'NOT_ALLOWED' });
  });

  test('a deleted mailing comes back; one that is under way is stopped first', async () => {
    const mailing = await draft([await consenting()]);
    await settle();
    unwrap(await mailings.deleteMailing(db, alva, mailing.id, now));
    expect(await mailings.getMailing(db, alva, mailing.id)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await mailings.restoreMailing(db, bo, mailing.id)).toMatchObject({ code: 'NOT_FOUND' });
    expect(unwrap(await mailings.restoreMailing(db, alva, mailing.id)).name).toBe('Spring');
    const at = new Date(now.getTime() + 3_600_000);
    unwrap(await sendMailing(db, alva, mailing.id, { at, timeZone: null }, publicUrl, now));
    expect(await mailings.deleteMailing(db, alva, mailing.id, now)).toMatchObject({
      code: 'NOT_ALLOWED',
      message: expect.stringContaining('stop it first'),
    });
    expect(unwrap(await reviseMailing(db, alva, mailing.id, now))).toMatchObject({
      status: 'draft',
      startsAt: null,
    });
  });
});
