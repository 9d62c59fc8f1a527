import type { Me } from '../contract/account.ts';
import { fail, ok, type Result } from '../contract/errors.ts';
import type { DueCounts, MessageResponse, TaskDetail, TaskRow } from '../contract/messages.ts';
import { type DayBounds, dayBounds, dueGroup } from '../core/task/group.ts';
import { renderDetails, renderEmail } from '../core/template/email.ts';
import { getMeta } from '../store/meta.ts';
import { findSessionOfTask } from '../store/sessions.ts';
import { campaignIdsOfOpenTasks, countTasks, type Filter, listTasks, nextDueAt } from '../store/tasks.ts';
import { findAttachments } from '../store/templates.ts';
import { type Deps, printingOf } from './deps.ts';

const historyLength = 50;

export async function listQueue(
  deps: Deps,
  filter: Filter,
  offset: number,
  limit: number,
): Promise<MessageResponse<'tasks.list'>> {
  const { db } = deps.store;
  const bounds = await presentBounds(deps);
  const [page, campaignIds, next] = await Promise.all([
    listTasks(db, filter, bounds, offset, limit),
    campaignIdsOfOpenTasks(db),
    nextDueAt(db, bounds),
  ]);
  const campaigns = (await db.campaigns.bulkGet(campaignIds)).filter((campaign) => campaign !== undefined);
  const named = campaigns.map(({ id, name }) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name));
  return { ...page, campaigns: named, nextDueAt: next };
}

export async function countQueue(deps: Deps): Promise<DueCounts> {
  return countTasks(deps.store.db, await presentBounds(deps));
}

export async function findNextTask(deps: Deps): Promise<{ task: TaskRow | null }> {
  const everything = { type: null, campaignId: null, search: '' };
  const { rows } = await listTasks(deps.store.db, everything, await presentBounds(deps), 0, 1);
  return { task: rows[0] ?? null };
}

/** All that is shown of one task; what the local copy lacks is null. */
export async function getTaskDetail(deps: Deps, taskId: string): Promise<Result<TaskDetail>> {
  const { db } = deps.store;
  const task = (await db.tasks.get(taskId))?.task;
  if (!task) return fail('NOT_FOUND', deps.words.taskGone());
  const [me, person, campaign, history, compose, attachments] = await Promise.all([
    getMeta(db, 'me'),
    db.people.get(task.personId),
    task.campaignId ? db.campaigns.get(task.campaignId) : undefined,
    db.activities
      .where('[personId+at]')
      .between([task.personId, ''], [task.personId, '\uffff'])
      .reverse()
      .limit(historyLength)
      .toArray(),
    findSessionOfTask(db, taskId),
    findAttachments(db, task.email?.fromTemplate?.id),
  ]);
  const printing = printingOf(deps, task);
  const email = task.email && me ? renderEmail(task.email, person ?? null, me, printing) : null;
  return ok({
    task,
    group: task.status === 'open' ? dueGroup(task.dueAt, boundsOf(deps, me)) : null,
    person: person ?? null,
    campaign: campaign ?? null,
    history,
    email: email?.ok ? email.value : null,
    details: me ? renderDetails(task.details, person ?? null, me, printing) : task.details,
    compose,
    attachments,
  });
}

async function presentBounds(deps: Deps): Promise<DayBounds> {
  return boundsOf(deps, await getMeta(deps.store.db, 'me'));
}

/** Until it is known who is signed in, days are the browser's. */
function boundsOf(deps: Deps, me: Me | null): DayBounds {
  return dayBounds(deps.now(), me?.user.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
}
