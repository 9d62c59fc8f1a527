import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import type { FeedEntry, FeedKind } from '../../lib/contract/feed.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { Action } from '../../lib/contract/sync.ts';
import type { Task } from '../../lib/contract/task.ts';
import type { AgentKind } from '../../lib/core/tracking/agent-kind.ts';
import { describeOnEachEngine } from '../../tests/support/database.ts';
import { act, addCampaign, addPerson, launch, openTask, unwrap } from '../../tests/support/domain.ts';
import { addColleagues } from '../../tests/support/workspace.ts';
import { sayReplied } from '../campaigns/runs.ts';
import type { Database } from '../db/open.ts';
import { markMail } from '../db/queries/mail-marks.ts';
import { withTransaction } from '../db/transaction.ts';
import { storeClick } from '../links/click.ts';
import { createLinks } from '../links/create.ts';
import { parseLinkKey } from '../links/public-key.ts';
import type { Asker } from '../mails/list.ts';
import { setConsent } from '../people/consent.ts';
import { pushActions } from '../sync/push.ts';
import { keepLook, listFeed, readNews } from './list.ts';

/** Thursday 4 June 2026, 08:00 in Stockholm. */
const thursday = new Date('2026-06-04T06:00:00.000Z');
const at = (time: string) => new Date(`2026-06-04T${time}:00.000Z`);

describeOnEachEngine('live feed', (open) => {
  let db: Database;
  let alva: Asker;
  let bo: Asker;

  beforeEach(async () => {
    db ??= await open();
    const [first, second] = await addColleagues(db);
    alva = { ...first, role: 'admin' };
    bo = { ...second, role: 'user' };
  });

  const list = async (query = {}, asker = alva) =>
    unwrap(await listFeed(db, asker, { query: { limit: 100, ...query } }, at('12:00')));
  const kinds = async (query = {}, asker = alva): Promise<FeedKind[]> =>
    (await list(query, asker)).entries.map(({ kind }) => kind);

  /** Somebody on a campaign of their own, with the task of its first step. */
  async function runOf(asker: Asker, name: string, days = 3): Promise<{ person: Person; task: Task }> {
    const campaign = await addCampaign(db, asker.workspaceId, thursday, days);
    const person = await addPerson(db, asker.workspaceId, thursday, name);
    await launch(db, asker, campaign, [person], thursday);
    const task = await openTask(db, asker);
    return { person, task };
  }
  async function linkOf(asker: Asker, task: Task): Promise<(agent: AgentKind, now: Date) => Promise<void>> {
    const asked = { taskId: task.id, urls: ['https://fjord.example/tour?ref=secret#board'] };
    const [link] = unwrap(await createLinks(db, asker, asked, 'http://utskick.test', thursday));
    const key = parseLinkKey(link?.tracked.split('/t/')[1] ?? '');
    if (!key) throw new Error('expected a link');
    return (agent, now) => storeClick(db, key, agent, now);
  }

  test('§13 what happens is told newest first, each click by itself, with whom and what it is about', async () => {
    const { person, task } = await runOf(alva, 'Anna');
    const click = await linkOf(alva, task);
    await click('desktop', at('07:00'));
    await click('mobile', at('07:01'));
    const enrolmentId = task.enrolmentId ?? '';
    unwrap(await sayReplied(db, alva, { enrolmentId, id: randomUUID() }, at('08:00')));
    const { entries } = await list();
    expect(entries.map(({ kind }) => kind)).toEqual(['replied', 'clicked', 'clicked', 'runStarted']);
    expect(entries[0]).toMatchObject({ personId: person.id, ended: 'replied', byName: 'Alva' });
    expect(entries[1]).toMatchObject({
      personName: expect.stringContaining('Anna'),
      campaignId: task.campaignId,
      taskId: task.id,
      title: 'fjord.example/tour', // nothing of what follows
      at: '2026-06-04T07:01:00.000Z',
      clickedBy: 'mobile',
      byName: null,
    });
  });

  test('§16 a machine is told apart and asked for by name; clicks in an archived mail are told nowhere', async () => {
    const { task } = await runOf(alva, 'Anna');
    const click = await linkOf(alva, task);
    await click('machine', at('07:00'));
    await click('unknown', at('07:01'));
    const mark = { mailId: randomUUID(), taskId: task.id, byUserId: alva.userId };
    await withTransaction(db, (tx) =>
      markMail(tx, alva.workspaceId, { ...mark, archived: true }, at('07:02')),
    );
    await click('desktop', at('07:03'));
    await click('machine', at('07:03'));
    await withTransaction(db, (tx) =>
      markMail(tx, alva.workspaceId, { ...mark, archived: false }, at('07:04')),
    );
    await click('desktop', at('07:05'));
    const clicked = { kinds: 'clicked' };
    expect((await list(clicked)).entries.map(({ clickedBy }) => clickedBy)).toEqual(['desktop', 'unknown']);
    expect(await kinds({ kinds: 'scanned' })).toEqual(['scanned']);
    expect(await kinds()).not.toContain('scanned');
  });

  test('§13 tasks, refusals and successes are told; what was given or only moved is not', async () => {
    const { person, task } = await runOf(alva, 'Anna');
    const snooze = act('task.snooze', task, at('07:00').toISOString(), { until: at('09:00').toISOString() });
    const moved = await pushActions(db, alva, [snooze], at('07:00'));
    expect(moved).toMatchObject({ answers: [{ result: 'accepted' }] });
    const given = { status: 'given', legalBasis: 'consent', source: 'email', comment: null } as const;
    const withdrawn = { ...given, status: 'withdrawn', legalBasis: null } as const;
    const sales = { personId: person.id, purpose: 'sales' } as const;
    unwrap(await setConsent(db, alva, sales, given, at('07:30')));
    const done = { ...task, version: task.version + 1 };
    const complete = act('task.complete', done, at('08:00').toISOString(), { outcome: {} });
    await pushActions(db, alva, [complete], at('08:00'));
    const mark = { mailId: randomUUID(), taskId: task.id, byUserId: alva.userId, success: true };
    await withTransaction(db, (tx) => markMail(tx, alva.workspaceId, mark, at('08:30')));
    unwrap(await setConsent(db, alva, sales, withdrawn, at('09:00')));
    const found = await kinds();
    expect(found.filter((kind) => kind !== 'runEnded')).toEqual([
      'unsubscribed',
      'success',
      'taskDone',
      'runStarted',
    ]);
  });

  test('§13 what was taken back is told no longer, nor is the end of the run that it brought', async () => {
    const { task } = await runOf(alva, 'Anna', 1);
    const push = async (action: Action) => {
      const { answers } = await pushActions(db, alva, [action], new Date(action.actedAt));
      return answers[0]?.task ?? task;
    };
    const skip = act('task.skip', task, at('07:00').toISOString(), {});
    const skipped = await push(skip);
    expect((await kinds()).toSorted()).toEqual(['runEnded', 'runStarted', 'taskSkipped']);
    const reopen = act('task.reopen', skipped, at('07:01').toISOString(), { undoes: skip.id });
    const reopened = await push(reopen);
    expect(await kinds()).toEqual(['runStarted']);
    await push(act('task.complete', reopened, at('07:02').toISOString(), { outcome: {} }));
    expect((await kinds()).toSorted()).toEqual(['runEnded', 'runStarted', 'taskDone']);
  });

  test('one sees one’s own; an admin everybody’s or a colleague’s, others are refused', async () => {
    const { person } = await runOf(alva, 'Anna');
    const theirs = await runOf(bo, 'Cai');
    const who = async (query: object, asker: Asker) =>
      (await list(query, asker)).entries.map(({ personId }) => personId);
    expect(await who({}, alva)).toEqual([person.id]);
    expect(await who({}, bo)).toEqual([theirs.person.id]);
    expect(new Set(await who({ as: 'all' }, alva))).toEqual(new Set([person.id, theirs.person.id]));
    expect(await who({ as: bo.userId }, alva)).toEqual([theirs.person.id]);
    // What an admin notes of a colleague's run is the colleague's.
    const said = { enrolmentId: theirs.task.enrolmentId ?? '', id: randomUUID() };
    unwrap(await sayReplied(db, alva, said, at('08:00')));
    expect(await who({ kinds: 'replied' }, bo)).toEqual([theirs.person.id]);
    expect(await who({ kinds: 'replied' }, alva)).toEqual([]);
    const refused = await listFeed(db, bo, { query: { limit: 10, as: 'all' } }, at('12:00'));
    expect(refused).toMatchObject({ ok: false, code: 'NOT_ALLOWED' });
    expect(await who({ as: 'all', kinds: 'runStarted', personId: theirs.person.id }, alva)).toEqual([
      theirs.person.id,
    ]);
    expect(await who({ campaignId: theirs.task.campaignId }, alva)).toEqual([]);
    expect(await who({ period: 'yesterday' }, alva)).toEqual([]);
    expect(await who({ period: 'today' }, alva)).toEqual([person.id]);
  });

  test('pages follow each other without a gap or a double, also where moments are the same', async () => {
    const { task } = await runOf(alva, 'Anna');
    const click = await linkOf(alva, task);
    for (let turn = 0; turn < 7; turn += 1) await click('desktop', at(turn < 4 ? '07:00' : '08:00'));
    const whole = (await list()).entries.map(({ id }) => id);
    expect(whole).toHaveLength(8);
    const found: FeedEntry[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list({ limit: 3, ...(cursor && { cursor }) });
      found.push(...page.entries);
      cursor = page.next;
    } while (cursor !== null);
    expect(found.map(({ id }) => id)).toEqual(whole);
    const query = { limit: 3, cursor: 'x' };
    expect(await listFeed(db, alva, { query }, thursday)).toMatchObject({ fields: [{ path: 'cursor' }] });
  });

  test('new is what others did since the last look; a look of yesterday takes none back', async () => {
    const { task } = await runOf(alva, 'Anna');
    const click = await linkOf(alva, task);
    await click('desktop', at('07:00'));
    const news = async (now: Date) => await readNews(db, alva, now);
    expect(await news(at('07:10'))).toMatchObject({ count: 0, seenAt: null });
    await keepLook(db, alva, '2030-01-01T00:00:00.000Z', at('07:10')); // nobody looks into the future
    expect(await news(at('07:20'))).toMatchObject({ count: 0, seenAt: at('07:10').toISOString() });
    await click('desktop', at('07:30'));
    await click('machine', at('07:31'));
    expect(await news(at('07:40'))).toMatchObject({ count: 1 });
    await keepLook(db, alva, at('07:00').toISOString(), at('07:40'));
    expect(await news(at('07:40'))).toMatchObject({ count: 1, seenAt: at('07:10').toISOString() });
    await keepLook(db, alva, at('07:40').toISOString(), at('07:40'));
    expect(await news(at('07:40'))).toMatchObject({ count: 0 });
    // What happened before the look and was heard of after it is new all the same.
    const enrolmentId = task.enrolmentId ?? '';
    const said = { enrolmentId, id: randomUUID(), at: at('07:35').toISOString() };
    unwrap(await sayReplied(db, alva, said, at('09:00')));
    expect(await news(at('09:10'))).toMatchObject({ count: 1 });
  });
});
