import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import type { MailCounts } from '../../lib/contract/analytics.ts';
import type { MailCount } from '../../lib/core/analytics/add.ts';
import { noMails } from '../../lib/core/analytics/add.ts';
import { periodBounds } from '../../lib/core/period/bounds.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { unwrap } from '../../tests/support/domain.ts';
import { aSend } from '../../tests/support/sends.ts';
import { addWorkspace } from '../../tests/support/workspace.ts';
import type { Database } from '../db/open.ts';
import { insertLinks } from '../db/queries/links.ts';
import { markMail } from '../db/queries/mail-marks.ts';
import { insertOpen, keepOpeningImage } from '../db/queries/opens.ts';
import { withTransaction } from '../db/transaction.ts';
import { planSends } from '../delivery/ledger.ts';
import { fillExample } from '../example/fill.ts';
import { storeClick } from '../links/click.ts';
import type { Asker } from '../mails/list.ts';
import { countCampaignSteps, countCampaigns, countTemplates, countUsers } from './count.ts';

const now = new Date('2026-06-03T10:00:00.000Z');
const timeZone = 'Europe/Stockholm';
const query = { period: 'last30', as: 'all' } as const;

/** What a row belongs to, as its table says it. */
interface Belonging {
  task_id: string | null;
  enrolment_id?: string | null;
  person_id?: string | null;
}

interface Happened {
  kind: MailCount;
  at: Date;
  mail: string;
  taskId: string | null;
  enrolmentId: string | null;
}

/** A world with everything in it that counts, and all that does not; and what happened there, read from each table alone. */
describeOnEachEngine('analytics', (open) => {
  let db: Database;
  let maja: Asker;
  let happened: Happened[];
  beforeAll(async () => {
    db = await open();
    const { workspaceId, userIds } = await addWorkspace(db, 'Fyrskepp', ['Maja', 'Bo']);
    const [userId = ''] = userIds;
    maja = { workspaceId, userId, role: 'admin' };
    await db.kysely.updateTable('users').set({ time_zone: timeZone }).where('id', '=', userId).execute();
    const user = { id: userId, name: 'Maja', email: 'maja@fyrskepp.example' };
    await fillExample(db, { workspaceId, user, timeZone }, now);
    await addClicksMarksAndBounces();
    happened = await readHappened();
  });

  /** On mails that were sent: clicks of readers and machines, in archived mails too; a success; what came back. */
  async function addClicksMarksAndBounces(): Promise<void> {
    const { workspaceId, userId } = maja;
    const sent = await db.kysely
      .selectFrom('activities')
      .select(['task_id', 'person_id', 'at'])
      .where('workspace_id', '=', workspaceId)
      .where('kind', '=', 'mail.sent')
      .orderBy('at', 'desc')
      .orderBy('id')
      .limit(6)
      .execute();
    const templates = await db.kysely
      .selectFrom('templates')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .orderBy('id')
      .execute();
    for (const [index, mail] of sent.entries()) {
      const taskId = mail.task_id ?? '';
      const links = [randomUUID(), randomUUID()].map((key) => ({ key, url: 'https://fyrskepp.example/' }));
      await insertLinks(
        db.kysely,
        workspaceId,
        { personId: mail.person_id, taskId, createdBy: userId, links },
        now,
      );
      const mark = { mailId: randomUUID(), taskId, byUserId: userId };
      const click = async (agent: 'desktop' | 'unknown' | 'machine', at: string) => {
        for (const { key } of links.slice(0, index % 3))
          await storeClick(db, { workspaceId, key }, agent, new Date(at));
      };
      await click('desktop', '2026-06-02T21:30:00.000Z');
      await click('unknown', '2026-06-02T22:30:00.000Z'); // another day in Stockholm
      await click('machine', '2026-06-02T22:31:00.000Z');
      await click('desktop', '2026-04-01T10:00:00.000Z'); // before the period
      if (index < 3) await addOpens(taskId, index);
      if (index === 2) {
        await withTransaction(db, (tx) => markMail(tx, workspaceId, { ...mark, archived: true }, now));
        await click('desktop', '2026-06-03T09:00:00.000Z');
        await withTransaction(db, (tx) => markMail(tx, workspaceId, { ...mark, archived: false }, now));
      }
      if (index === 3)
        await withTransaction(db, (tx) => markMail(tx, workspaceId, { ...mark, success: true }, now));
      if (index < 4) await addSend(taskId, index);
      // Two templates taken for one mail, and one of them twice.
      for (const template of templates
        .slice(0, index === 0 ? 2 : 1)
        .concat(index === 1 ? (templates[0] ?? []) : []))
        await db.kysely
          .insertInto('template_inserts')
          .values({
            workspace_id: workspaceId,
            id: randomUUID(),
            template_id: template.id,
            user_id: userId,
            task_id: taskId,
            at: now,
          })
          .execute();
    }
  }

  /** Openings of a mail by a reader and by a machine, in the period, before it, and while it was archived. */
  async function addOpens(taskId: string, times: number): Promise<void> {
    const { workspaceId } = maja;
    await withTransaction(db, async (tx) => {
      const key = await keepOpeningImage(tx, workspaceId, { taskId, key: randomUUID() }, now);
      const open = (agent: 'unknown' | 'machine', at: string, tracked = true) =>
        insertOpen(tx, workspaceId, { id: randomUUID(), key, agent, tracked }, new Date(at));
      for (let n = 0; n < times; n += 1) await open('unknown', '2026-06-02T22:30:00.000Z');
      await open('unknown', '2026-04-01T10:00:00.000Z');
      await open('machine', '2026-06-02T22:31:00.000Z');
      await open('unknown', '2026-06-03T09:00:00.000Z', false);
    });
  }

  /** Sends that came back, were refused by the recipient's server, and by our own account, which is no bounce. */
  async function addSend(taskId: string, index: number): Promise<void> {
    const member = { workspaceId: maja.workspaceId, userId: maja.userId };
    const [send] = await planSends(db.kysely, [aSend(member, { source: `own/${index}`, taskId })], now);
    const state = index === 0 ? 'bounced' : index === 3 ? 'accepted' : 'rejected';
    await db.kysely
      .updateTable('sends')
      .set({
        state,
        cause: index === 1 ? 'refused' : index === 2 ? 'channel' : null,
        settled_at: new Date('2026-06-01T10:00:00.000Z'),
      })
      .where('id', '=', send?.id ?? '')
      .execute();
  }

  /** What happened, told apart in this test's own way from the rows of each table. */
  async function readHappened(): Promise<Happened[]> {
    const { kysely } = db;
    const ours = maja.workspaceId;
    const found: Happened[] = [];
    const add = (kind: Happened['kind'], at: Date | null, row: Belonging): void => {
      const mail = row.task_id ?? row.enrolment_id ?? row.person_id ?? '';
      if (at) found.push({ kind, at, mail, taskId: row.task_id, enrolmentId: row.enrolment_id ?? null });
    };
    const lines = await kysely
      .selectFrom('activities')
      .selectAll()
      .where('workspace_id', '=', ours)
      .execute();
    for (const line of lines) if (line.kind === 'mail.sent') add('sent', line.at, line);
    const links = await kysely
      .selectFrom('tracked_links')
      .selectAll()
      .where('workspace_id', '=', ours)
      .execute();
    const clicks = await kysely
      .selectFrom('link_clicks')
      .selectAll()
      .where('workspace_id', '=', ours)
      .execute();
    for (const { at, agent, tracked, link_key } of clicks) {
      const link = links.find(({ key }) => key === link_key);
      if (link && tracked && agent !== 'machine') add('clicked', at, link);
    }
    const images = await kysely
      .selectFrom('opening_images')
      .selectAll()
      .where('workspace_id', '=', ours)
      .execute();
    const opens = await kysely
      .selectFrom('mail_opens')
      .selectAll()
      .where('workspace_id', '=', ours)
      .execute();
    for (const { at, agent, tracked, image_key } of opens) {
      const image = images.find(({ key }) => key === image_key);
      if (image && tracked && agent !== 'machine') add('opened', at, image);
    }
    const events = await kysely
      .selectFrom('run_events')
      .selectAll()
      .where('workspace_id', '=', ours)
      .execute();
    for (const event of events.filter(({ undone_at }) => undone_at === null)) {
      const { kind, at, change } = event;
      if (kind === 'replied' || kind === 'unsubscribed') add(kind, at, event);
      if (kind === 'replied' && change?.after?.status === 'success') add('success', at, event);
    }
    const marks = await kysely
      .selectFrom('mail_marks')
      .selectAll()
      .where('workspace_id', '=', ours)
      .execute();
    for (const mark of marks) add('success', mark.success_at, mark);
    const sends = await kysely.selectFrom('sends').selectAll().where('workspace_id', '=', ours).execute();
    for (const send of sends)
      if (send.state === 'bounced' || (send.state === 'rejected' && send.cause === 'refused'))
        add('bounced', send.settled_at, send);
    return found;
  }

  /** Counts of the happenings that fit, made by going through them one by one. */
  async function counted(fits: (one: Happened) => boolean): Promise<MailCounts> {
    const links = await db.kysely.selectFrom('tracked_links').select('task_id').execute();
    const linked = new Set(links.map(({ task_id }) => task_id));
    const images = await db.kysely.selectFrom('opening_images').select('task_id').execute();
    const shown = new Set(images.map(({ task_id }) => task_id));
    const within = happened.filter(fits);
    const countOf = (kind: Happened['kind']) => {
      const those = within.filter((one) => one.kind === kind);
      return { total: those.length, unique: new Set(those.map(({ mail }) => mail)).size };
    };
    const sentIn = (tasks: ReadonlySet<string | null>) =>
      new Set(
        within.filter(({ kind, taskId }) => kind === 'sent' && tasks.has(taskId)).map(({ mail }) => mail),
      ).size;
    return {
      sent: countOf('sent'),
      tracked: sentIn(linked),
      withImage: sentIn(shown),
      opened: countOf('opened'),
      clicked: countOf('clicked'),
      replied: countOf('replied'),
      success: countOf('success'),
      bounced: countOf('bounced'),
      unsubscribed: countOf('unsubscribed'),
    };
  }
  const { from, to } = periodBounds('last30', now, timeZone);
  const inPeriod = ({ at }: Happened): boolean => at >= new Date(from) && at < new Date(to);
  const tables = async () => {
    const ours = maja.workspaceId;
    const tasks = await db.kysely.selectFrom('tasks').selectAll().where('workspace_id', '=', ours).execute();
    const runs = await db.kysely
      .selectFrom('enrolments')
      .selectAll()
      .where('workspace_id', '=', ours)
      .execute();
    const taskOf = ({ taskId }: Happened) => tasks.find(({ id }) => id === taskId);
    const runOf = (one: Happened) => {
      const runId = one.enrolmentId ?? taskOf(one)?.enrolment_id;
      return runs.find(({ id }) => id === runId);
    };
    return { tasks, runs, taskOf, runOf };
  };

  test('§22 the figures of each campaign, of all and of each day are what the tables hold, totals and uniques', async () => {
    const found = unwrap(await countCampaigns(db, maja, query, now));
    const { runs, taskOf, runOf } = await tables();
    expect(found).toMatchObject({ from, to, timeZone });
    expect(found.mails).toEqual(await counted(inPeriod));
    // The world holds something of each, and what differs.
    for (const kind of ['sent', 'opened', 'clicked', 'replied', 'success', 'bounced'] as const)
      expect([kind, found.mails[kind].total > 0]).toEqual([kind, true]);
    expect(found.mails.clicked.total).toBeGreaterThan(found.mails.clicked.unique);
    expect(found.mails.bounced).toEqual({ total: 2, unique: 2 });
    expect(found.campaigns.length).toBeGreaterThan(1);
    for (const { id, mails, people } of found.campaigns) {
      const belongs = (one: Happened) => (taskOf(one)?.campaign_id ?? runOf(one)?.campaign_id) === id;
      expect(mails).toEqual(await counted((one) => inPeriod(one) && belongs(one)));
      const began = runs.filter(
        (run) => run.campaign_id === id && run.created_at >= new Date(from) && run.created_at < new Date(to),
      );
      expect(people.entered).toBe(began.length);
      for (const [status, count] of Object.entries(people.by))
        expect(count).toBe(began.filter((run) => run.status === status).length);
    }
    expect(found.days).toHaveLength(30);
    const dayOf = (at: Date) => at.toLocaleDateString('sv-SE', { timeZone });
    for (const { day, mails } of found.days)
      expect(mails).toEqual(await counted((one) => dayOf(one.at) === day));
  });

  test('§22 the figures of each step are those of the runs that began in the period', async () => {
    const { campaigns } = unwrap(await countCampaigns(db, maja, query, now));
    const { tasks, runs, taskOf, runOf } = await tables();
    let reachedInAll = 0;
    for (const { id, people } of campaigns) {
      const { steps, people: same } = unwrap(await countCampaignSteps(db, maja, id, query, now));
      expect(same).toEqual(people);
      const cohort = new Set(
        runs.filter((run) => run.campaign_id === id && run.created_at >= new Date(from)).map((run) => run.id),
      );
      for (const step of steps) {
        const own = tasks.filter(
          (task) => task.step_id === step.stepId && cohort.has(task.enrolment_id ?? ''),
        );
        const runsOf = (some: typeof own) => new Set(some.map((task) => task.enrolment_id)).size;
        expect(step).toMatchObject({
          reached: runsOf(own),
          done: runsOf(own.filter(({ status }) => status === 'done')),
          skipped: runsOf(own.filter(({ status }) => status === 'skipped')),
        });
        const belongs = (one: Happened) =>
          taskOf(one)?.step_id === step.stepId && cohort.has(runOf(one)?.id ?? '');
        expect(step.mails).toEqual(await counted(belongs));
        reachedInAll += step.reached;
      }
    }
    expect(reachedInAll).toBeGreaterThan(0);
    expect(await countCampaignSteps(db, maja, randomUUID(), query, now)).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('§22 the figures of each template and of each user are what the tables hold', async () => {
    const { templates } = unwrap(await countTemplates(db, maja, query, now));
    const { tasks, taskOf } = await tables();
    const inserts = await db.kysely.selectFrom('template_inserts').selectAll().execute();
    expect(templates.length).toBeGreaterThan(1);
    for (const { id, mails } of templates) {
      const belongs = (one: Happened) =>
        taskOf(one)?.email?.fromTemplate?.id === id ||
        inserts.some(
          (insert) => insert.template_id === id && insert.task_id === one.taskId && one.taskId !== null,
        );
      expect(mails).toEqual(await counted((one) => inPeriod(one) && belongs(one)));
    }
    const { users } = unwrap(await countUsers(db, maja, query, now));
    const closed = tasks.filter(({ closed_at: at }) => at && at >= new Date(from) && at < new Date(to));
    expect(users).toMatchObject([
      {
        id: maja.userId,
        mails: await counted(inPeriod),
        done: closed.filter(({ status }) => status === 'done').length,
        skipped: closed.filter(({ status }) => status === 'skipped').length,
      },
    ]);
  });

  test('§2.10 templates that one may not see are not named', async () => {
    const role = (now: 'user' | 'admin') =>
      db.kysely.updateTable('memberships').set({ role: now }).where('user_id', '=', maja.userId).execute();
    const named = async () =>
      unwrap(await countTemplates(db, maja, query, now)).templates.map(({ id }) => id);
    const [hidden = ''] = await named();
    const [{ user_id: other } = { user_id: '' }] = await db.kysely
      .selectFrom('memberships')
      .select('user_id')
      .where('workspace_id', '=', maja.workspaceId)
      .where('user_id', '<>', maja.userId)
      .execute();
    const own = { owner_id: other, shared: false, team_ids: [] };
    await db.kysely.updateTable('templates').set(own).where('id', '=', hidden).execute();
    await role('user');
    expect(await named()).not.toContain(hidden);
    await role('admin');
    expect(await named()).toContain(hidden);
  });

  test('one sees the figures of one’s own work; those of others only as an admin', async () => {
    const { userId } = maja;
    const members = await db.kysely
      .selectFrom('memberships')
      .select('user_id')
      .where('workspace_id', '=', maja.workspaceId)
      .where('user_id', '<>', userId)
      .execute();
    const bo: Asker = { ...maja, userId: members[0]?.user_id ?? '', role: 'user' };
    const own = unwrap(await countCampaigns(db, bo, { period: 'last30' }, now));
    expect([own.campaigns, own.mails, own.people.entered]).toEqual([[], noMails, 0]);
    expect(unwrap(await countUsers(db, maja, { ...query, as: bo.userId }, now)).users).toEqual([]);
    for (const count of [countCampaigns, countTemplates, countUsers])
      expect(await count(db, bo, query, now)).toMatchObject({ code: 'NOT_ALLOWED' });
  });
});
