import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { NewTemplate } from '../../lib/contract/template.ts';
import { registeredField } from '../../lib/core/mailing/registered-links.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { Device, openTasks, unwrap } from '../../tests/support/domain.ts';
import { pngOf } from '../../tests/support/images.ts';
import { importBoth } from '../../tests/support/imports.ts';
import { mailingTests, noActions } from '../../tests/support/mailings.ts';
import { aSend, sendStates } from '../../tests/support/sends.ts';
import { addUser, addWorkspace } from '../accounts/users.ts';
import { addAbsence } from '../campaigns/absences.ts';
import { setDaysOff } from '../campaigns/days-off.ts';
import { addContent } from '../content/content.ts';
import type { Database } from '../db/open.ts';
import { saveAddressHealth } from '../db/queries/address-health.ts';
import { saveLook } from '../db/queries/feed.ts';
import { insertInboundMail } from '../db/queries/inbound-mails.ts';
import { markMail } from '../db/queries/mail-marks.ts';
import { saveLayout, saveSearch } from '../db/queries/mail-searches.ts';
import { insertOpen, keepOpeningImage } from '../db/queries/opens.ts';
import { listUsers } from '../db/queries/operators.ts';
import { insertHold } from '../db/queries/run-holds.ts';
import { parkSends } from '../db/queries/sends-people.ts';
import { listSubscriptionTypes } from '../db/queries/subscriptions.ts';
import { transferTables } from '../db/queries/transfer.ts';
import { withTransaction } from '../db/transaction.ts';
import { planSends } from '../delivery/ledger.ts';
import { fillExample } from '../example/fill.ts';
import { addImage } from '../images/add.ts';
import { createRegisteredLink } from '../mailings/registered-links.ts';
import { sendMailing } from '../mailings/send.ts';
import { erasePeople } from '../people/erase.ts';
import { changeInterests, setInterests } from '../people/interests.ts';
import { setDistinct } from '../people/merge.ts';
import { createPeople, createPerson } from '../people/people.ts';
import { setSubscriptions } from '../people/subscriptions.ts';
import { createProject } from '../projects/projects.ts';
import { createSelection } from '../selections/selections.ts';
import { changeTasks } from '../tasks/change.ts';
import { createTeam, type TeamUser } from '../teams/teams.ts';
import { attach } from '../templates/attachments.ts';
import { createTemplate } from '../templates/templates.ts';
import { exportWorkspace } from './export.ts';
import { RowLine } from './format.ts';
import { checkImport, importWorkspace, type Lines } from './import.ts';

const now = new Date('2026-06-03T10:00:00.000Z');
const text = { name: 'With files', subject: '', html: '' };
const attachment = { name: 'Prices.pdf', type: 'application/pdf' };

describeOnEachEngine('moving a workspace', (open) => {
  let from: Database;
  let file: string[];
  let workspace: { id: string; name: string };
  /** Stays without people: what is refused leaves nothing behind. */
  let target: Database;
  beforeAll(async () => {
    from = await open();
    target = await open();
    workspace = { id: await addWorkspace(from, 'Fyrskepp', now), name: 'Fyrskepp' };
    const email = 'maja@fyrskepp.example';
    const user = {
      workspaceId: workspace.id,
      name: 'Maja',
      email,
      role: 'admin' as const,
      password: 'lots-of-letters',
    };
    const added = await addUser(from, user, now);
    if (!added.ok) throw new Error(added.message);
    const owner = { id: added.value.userId, name: 'Maja', email };
    await fillExample(from, { workspaceId: workspace.id, user: owner, timeZone: 'Europe/Stockholm' }, now);
    const own = { workspaceId: workspace.id, userId: owner.id, role: 'admin' } as const;
    const template = unwrap(await createTemplate(from, own, NewTemplate.parse(text), now));
    for (const content of [new Uint8Array([0, 1, 255]), new Uint8Array(70_000)])
      unwrap(await attach(from, own, template.id, { ...attachment, id: randomUUID(), content }, now));
    unwrap(
      await addImage(
        from,
        { workspaceId: workspace.id, userId: owner.id },
        pngOf(4, 2),
        'http://x.test',
        now,
      ),
    );
    const prices = { id: randomUUID(), name: 'Prices.pdf', content: new Uint8Array([37, 80]) };
    unwrap(await addContent(from, { ...own, publicUrl: 'http://x.test' }, prices, now));
    await setDaysOff(from, own, [{ date: '2026-12-24', name: 'Christmas Eve' }], now);
    const days = { firstDay: '2026-06-04', lastDay: '2026-06-19' };
    const absence = { ...days, id: randomUUID(), tasks: 'spread', perDay: 20, mails: 'goOn' } as const;
    unwrap(await addAbsence(from, own, absence, now));
    const [send] = await planSends(
      from.kysely,
      [aSend({ workspaceId: workspace.id, userId: owner.id })],
      now,
    );
    const mark = { mailId: send?.id ?? '', taskId: null, byUserId: owner.id, success: true };
    const asker = { workspaceId: workspace.id, userId: owner.id };
    const columns = [{ name: 'person' as const, widthPx: 200 }];
    const layout = { columns, sort: 'at' as const, descending: true };
    await withTransaction(from, async (tx) => {
      await parkSends(tx, workspace.id, now);
      await markMail(tx, workspace.id, mark, now);
      await saveSearch(tx, asker, { id: randomUUID(), name: 'Hot', filters: { replied: 'yes' } }, now);
      await saveLayout(tx, asker, { folder: 'delivered', layout }, now);
      await saveLook(tx, asker, now);
    });
    const team = { id: randomUUID(), name: 'North', memberIds: [owner.id] };
    unwrap(await createTeam(from, { ...asker, role: 'admin' }, team, now));
    await addReturned(from, workspace.id);
    const [task] = await openTasks(from, own);
    const selection = { id: randomUUID(), name: 'Fair', personIds: [task?.personId ?? ''] };
    unwrap(await createSelection(from, { ...asker, role: 'admin' }, selection, now));
    const plan = { description: '', status: 'active', personIds: selection.personIds } as const;
    const project = { ...plan, id: randomUUID(), name: 'Move' };
    unwrap(await createProject(from, { ...asker, role: 'admin' }, project, now));
    const interest = { id: randomUUID(), name: 'Boats' };
    unwrap(await setInterests(from, workspace.id, [interest], now));
    const liked = { personIds: selection.personIds, add: [interest.id], remove: [] };
    unwrap(await changeInterests(from, asker, liked, now));
    const [news] = await listSubscriptionTypes(from.kysely, workspace.id);
    const wish = { declined: [news?.id ?? ''], source: 'phone', comment: null } as const;
    unwrap(await setSubscriptions(from, asker, task?.personId ?? '', wish, now));
    await withTransaction(from, async (tx) => {
      const mail = { taskId: task?.id ?? '', key: randomUUID() };
      const key = await keepOpeningImage(tx, workspace.id, mail, now);
      await insertOpen(tx, workspace.id, { id: randomUUID(), key, agent: 'mobile', tracked: true }, now);
    });
    const twins = await createPeople(from, workspace.id, [{ firstName: 'Ada' }, { firstName: 'Ida' }], now);
    const unlike = { personIds: twins.map(({ id }) => id), distinct: true };
    unwrap(await setDistinct(from, workspace.id, unlike));
    const forgotten = await createPerson(from, workspace.id, { firstName: 'Ask', email: 'ask@x.test' }, now);
    unwrap(await erasePeople(from, asker, { personIds: [forgotten.id], suppress: true }, now));
    await addMailing(from, { ...own, now });
    const moved = {
      id: randomUUID(),
      taskIds: [task?.id ?? ''],
      deed: { kind: 'move', on: '2026-12-01' },
    } as const;
    expect(unwrap(await changeTasks(from, own, moved, now)).failures).toEqual([]);
    await from.kysely
      .updateTable('tasks')
      .set({ absence_id: absence.id })
      .where('id', '=', task?.id ?? '')
      .execute();
    await importBoth(from, own, now);
    await addWorkspace(from, 'Somebody else', now);
    file = await exported(from);
  });

  /** A mailing that somebody has got and clicked in. */
  async function addMailing(db: Database, { now: at, ...alva }: TeamUser & { now: Date }): Promise<void> {
    const { consenting, draft, settle } = mailingTests(() => ({ db, alva, now: at }));
    const response = { kind: 'redirect', url: 'https://fyrskepp.example/boats' } as const;
    const link = { id: randomUUID(), name: 'Boats', response, actions: noActions };
    unwrap(await createRegisteredLink(db, alva, link, at));
    const html = `<a href="https://fyrskepp.example/tour">Tour</a> <a href="{{${registeredField(link.id)}}}">Boats</a>`;
    const mailing = await draft([await consenting()], { content: { html } });
    await settle();
    unwrap(await sendMailing(db, alva, mailing.id, { at: null, timeZone: null }, 'http://x.test', at));
    await settle();
    const { id } = await db.kysely
      .selectFrom('mailing_recipients')
      .select('id')
      .where('mailing_id', '=', mailing.id)
      .executeTakeFirstOrThrow();
    const about = { workspace_id: alva.workspaceId, at };
    const eventId = randomUUID();
    await db.kysely
      .insertInto('mailing_events')
      .values({
        ...about,
        id: eventId,
        mailing_id: mailing.id,
        recipient_id: id,
        kind: 'click',
        link_number: 1,
        agent: 'desktop',
        machine: null,
      })
      .execute();
    await db.kysely
      .insertInto('link_acts')
      .values({ workspace_id: alva.workspaceId, event_id: eventId, due_at: at })
      .execute();
    await db.kysely
      .insertInto('mailing_hours')
      .values({ workspace_id: alva.workspaceId, mailing_id: mailing.id, hour: at, opened: 1 })
      .execute();
    const refusal = { ...about, address: 'bo@ek.example', kind: 'withdrawn', type_id: id } as const;
    await db.kysely.insertInto('address_refusals').values(refusal).execute();
    await withTransaction(db, (tx) => parkSends(tx, alva.workspaceId, at));
  }

  /** What mails that came back leave behind. */
  async function addReturned(db: Database, workspaceId: string): Promise<void> {
    const event = await db.kysely
      .selectFrom('run_events')
      .select(['id', 'enrolment_id'])
      .where('workspace_id', '=', workspaceId)
      .where('enrolment_id', 'is not', null)
      .executeTakeFirstOrThrow();
    const hold = { from: now.toISOString(), until: new Date(now.getTime() + 60_000).toISOString() };
    const returned = { workspaceId, key: '<r@x>', kind: 'autoReply', sendId: event.id, personId: null };
    const latest = {
      reason: 'mailboxFull',
      code: 552,
      status: '5.2.2',
      text: 'full',
      at: now.toISOString(),
    } as const;
    await withTransaction(db, async (tx) => {
      const enrolmentId = event.enrolment_id ?? '';
      await insertHold(tx, workspaceId, { eventId: event.id, enrolmentId, hold }, now);
      await insertInboundMail(tx, { ...returned, receivedAt: now.toISOString() }, now);
      await saveAddressHealth(tx, workspaceId, [
        { address: 'bo@ek.example', deadAt: null, bounces: 1, latest },
      ]);
    });
  }

  async function exported(db: Database): Promise<string[]> {
    let text = '';
    const keep = async (line: string) => {
      text += line;
    };
    await exportWorkspace(db, workspace, keep, now);
    return text.trimEnd().split('\n');
  }
  const linesOf = (lines: string[]): Lines =>
    async function* () {
      yield* lines;
    };
  const without = (lines: string[], table: string) =>
    lines.filter((line) => !line.startsWith(`{"table":"${table}"`)).slice(1, -1);

  test('what comes out goes in elsewhere, and comes out the same again', async () => {
    const to = await open();
    await importWorkspace(to, linesOf(file), await checkImport(to, linesOf(file), false), now);
    // The log of operations numbers its lines itself.
    expect(without(await exported(to), 'audit_log').sort()).toEqual(without(file, 'audit_log').sort());
    expect((await listUsers(to.kysely)).map((user) => user.workspaceName)).toEqual(['Fyrskepp']);
  });

  test('mail that was still to be sent waits for a person: where it came from may send it, too', async () => {
    const to = await open();
    const planned = file.map((line) =>
      line.startsWith('{"table":"sends"') ? line.replace('"state":"held"', '"state":"planned"') : line,
    );
    expect(planned).not.toEqual(file);
    await importWorkspace(to, linesOf(planned), await checkImport(to, linesOf(planned), false), now);
    expect(await sendStates(to)).toEqual({ held: 2 });
  });

  test('columns that an older version had and this one has not are left out', async () => {
    const to = await open();
    const older = file.map((line) =>
      line.startsWith('{"table":"enrolments"') ? line.replace('"row":{', '"row":{"shift_days":2,') : line,
    );
    expect(older).not.toEqual(file);
    await importWorkspace(to, linesOf(older), await checkImport(to, linesOf(older), false), now);
    expect(without(await exported(to), 'audit_log').sort()).toEqual(without(file, 'audit_log').sort());
  });

  test('nothing of another workspace is in the file', () => {
    expect(file.join('\n')).not.toContain('Somebody else');
  });

  test('a workspace that is here already is replaced only when that is wanted', async () => {
    await expect(checkImport(from, linesOf(file), false)).rejects.toThrow('is here already');
    await importWorkspace(from, linesOf(file), await checkImport(from, linesOf(file), true), now);
    expect(without(await exported(from), 'audit_log').sort()).toEqual(without(file, 'audit_log').sort());
  });

  test('devices of whoever was here start afresh, since the file’s counters stand elsewhere', async () => {
    const [user] = await listUsers(from.kysely);
    const device = new Device(from, { workspaceId: workspace.id, userId: user?.id ?? '' });
    await device.pull(now);
    const before = device.rows.size;
    await importWorkspace(from, linesOf(file), await checkImport(from, linesOf(file), true), now);
    await device.pull(now);
    expect(device.resyncs).toBe(1);
    expect(device.rows.size).toBe(before);
    expect(device.all('template').length).toBeGreaterThan(5);
  });

  test('every kind of row is in the file', () => {
    const tables = new Set(file.slice(1, -1).map((line) => RowLine.parse(JSON.parse(line)).table));
    const rare = ['device_tokens', 'practice_drafts', 'practice_arrivals', 'example_fills'];
    expect([...tables].sort()).toEqual(transferTables.filter((table) => !rare.includes(table)).sort());
  });

  test.each([
    { what: 'a file that was cut off', broken: (lines: string[]) => lines.slice(0, -1), says: 'was cut off' },
    {
      what: 'a line that was damaged',
      broken: (lines: string[]) => lines.with(3, '{"table":'),
      says: 'Line 4 is not JSON',
    },
    {
      what: 'a table nobody knows',
      broken: (lines: string[]) => lines.with(3, '{"table":"x","row":{}}'),
      says: 'Line 4: expected a row',
    },
    { what: 'another kind of file', broken: () => ['{"hello":1}'], says: 'no export of Utskick' },
    { what: 'an empty file', broken: () => [], says: 'empty' },
    {
      what: 'a newer version',
      broken: (lines: string[]) =>
        lines.with(0, (lines[0] ?? '').replace(/"migration":"\d+/, '"migration":"9999')),
      says: 'newer version',
    },
  ])('$what is refused before anything is written', async ({ broken, says }) => {
    await expect(checkImport(target, linesOf(broken(file)), false)).rejects.toThrow(says);
    expect(await listUsers(target.kysely)).toEqual([]);
  });

  test('an address that belongs to somebody else here is named', async () => {
    const to = await open();
    const other = {
      workspaceId: await addWorkspace(to, 'Other', now),
      name: 'M',
      email: 'maja@fyrskepp.example',
      role: 'user' as const,
      password: null,
    };
    await addUser(to, other, now);
    await expect(checkImport(to, linesOf(file), false)).rejects.toThrow(
      'Another user has the address maja@fyrskepp.example',
    );
  });

  test('a row that the database refuses undoes everything', async () => {
    const lines = file.map((line) =>
      line.startsWith('{"table":"tasks"')
        ? line
            .replace('"status": "open"', '"status": "strange"')
            .replace('"status":"open"', '"status":"strange"')
        : line,
    );
    const checked = await checkImport(target, linesOf(lines), false);
    await expect(importWorkspace(target, linesOf(lines), checked, now)).rejects.toThrow(
      'refuses rows of tasks',
    );
    expect(await listUsers(target.kysely)).toEqual([]);
  });
});
