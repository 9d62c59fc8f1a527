import Dexie, { type Collection } from 'dexie';
import type { z } from 'zod';
import type { DueCounts, TaskFilter, TaskRow } from '../contract/messages.ts';
import type { Action } from '../contract/sync.ts';
import type { Task } from '../contract/task.ts';
import { type DayBounds, dueGroup } from '../core/task/group.ts';
import { applyAction } from '../core/task/transition.ts';
import type { LocalDatabase, StoredTask } from './db.ts';
import { derived } from './derived.ts';
import { findMails } from './sessions.ts';

/** A filter after parsing: every part is there. */
export type Filter = z.output<typeof TaskFilter>;

/** What a list shows: one page, how many there are in all, and the same by group. */
export interface TaskPage {
  rows: TaskRow[];
  total: number;
  counts: DueCounts;
}

/** The row to store for a server's row: with the actions laid over it that still wait. An action that no longer fits is left to the server's answer. */
export function overlay(base: Task, waiting: readonly Action[]): StoredTask {
  const task = waiting.reduce((so, action) => {
    const next = applyAction(so, action);
    return next.ok ? next.value : so;
  }, base);
  const due = task.status === 'open' ? { due: Date.parse(task.dueAt) } : {};
  return {
    id: task.id,
    type: task.type,
    campaignId: task.campaignId,
    ...due,
    task,
    base: waiting.length > 0 ? base : null,
  };
}

/**
 * One page of the open tasks due before `bounds.later`, soonest first. Filters by type or by campaign are answered
 * from an index; a search, or both filters, reads every open task.
 */
export async function listTasks(
  db: LocalDatabase,
  filter: Filter,
  bounds: DayBounds,
  offset: number,
  limit: number,
): Promise<TaskPage> {
  const select = selection(db, filter);
  if (!select) return scan(db, filter, bounds, offset, limit);
  const [page, counts, mails] = await Promise.all([
    select(-Infinity, ms(bounds.later)).offset(offset).limit(limit).toArray(),
    countGroups(db, filter, select, bounds),
    findMails(db),
  ]);
  return { rows: page.map(({ task }) => taskRow(task, bounds, mails)), total: listed(counts), counts };
}

/** Open tasks by group. */
export function countTasks(db: LocalDatabase, bounds: DayBounds): Promise<DueCounts> {
  const everything = { type: null, campaignId: null, search: '' };
  return countGroups(db, everything, (from, to) => db.tasks.where('due').between(from, to), bounds);
}

/** Ids in list order, at most `limit`. */
export async function listTaskIds(
  db: LocalDatabase,
  filter: Filter,
  bounds: DayBounds,
  limit: number,
): Promise<string[]> {
  const { rows } = await listTasks(db, filter, bounds, 0, limit);
  return rows.map((row) => row.id);
}

/** Campaigns that have open tasks, each once. Jumps from one to the next in the index instead of reading every task. */
export function campaignIdsOfOpenTasks(db: LocalDatabase): Promise<string[]> {
  return derived(db, 'campaigns', () => jumpThroughCampaigns(db));
}

async function jumpThroughCampaigns(db: LocalDatabase): Promise<string[]> {
  const ids: string[] = [];
  let from: unknown[] = [Dexie.minKey, Dexie.minKey];
  for (;;) {
    const next = await db.tasks.where('[campaignId+due]').above(from).first();
    if (!next?.campaignId) return ids;
    ids.push(next.campaignId);
    from = [next.campaignId, Dexie.maxKey];
  }
}

/** Open email tasks for these people that are due before an instant, soonest first. */
export async function listDueEmailTasks(
  db: LocalDatabase,
  personIds: readonly string[],
  before: string,
): Promise<Task[]> {
  const due = await db.tasks
    .where('[type+due]')
    .between(['email', Dexie.minKey], ['email', ms(before)])
    .filter(({ task }) => personIds.includes(task.personId))
    .toArray();
  return due.map(({ task }) => task);
}

/** When the first open task after the listed ones is due. */
export async function nextDueAt(db: LocalDatabase, bounds: DayBounds): Promise<string | null> {
  const next = await db.tasks.where('due').aboveOrEqual(ms(bounds.later)).first();
  return next?.task.dueAt ?? null;
}

function taskRow(task: Task, bounds: DayBounds, mails: Awaited<ReturnType<typeof findMails>>): TaskRow {
  const { id, type, title, priority, dueAt, personId, personName, companyName, campaignId, campaignName } =
    task;
  const { dayNumber, stepNumber, version } = task;
  return {
    id,
    type,
    title,
    priority,
    dueAt,
    personId,
    personName,
    companyName,
    campaignId,
    campaignName,
    dayNumber,
    stepNumber,
    version,
    group: dueGroup(dueAt, bounds),
    mail: mails.get(id) ?? null,
  };
}

/** Open tasks due from one instant up to, not including, another; in milliseconds. */
type Select = (from: number, to: number) => Collection<StoredTask, string>;

function selection(db: LocalDatabase, { type, campaignId, search }: Filter): Select | null {
  if (search.trim() !== '' || (type && campaignId)) return null;
  if (type) return (from, to) => db.tasks.where('[type+due]').between([type, from], [type, to]);
  if (campaignId)
    return (from, to) => db.tasks.where('[campaignId+due]').between([campaignId, from], [campaignId, to]);
  return (from, to) => db.tasks.where('due').between(from, to);
}

function countGroups(
  db: LocalDatabase,
  { type, campaignId }: Filter,
  select: Select,
  bounds: DayBounds,
): Promise<DueCounts> {
  const key = `counts ${type} ${campaignId} ${bounds.today} ${bounds.later}`;
  return derived(db, key, () => countEach(select, bounds));
}

async function countEach(select: Select, bounds: DayBounds): Promise<DueCounts> {
  const edges = [
    -Infinity,
    ms(bounds.today),
    ms(bounds.tomorrow),
    ms(bounds.dayAfter),
    ms(bounds.later),
    Infinity,
  ];
  const counts = edges.slice(1).map((to, index) => select(edges[index] ?? -Infinity, to).count());
  const [overdue = 0, today = 0, tomorrow = 0, week = 0, later = 0] = await Promise.all(counts);
  return { overdue, today, tomorrow, week, later };
}

async function scan(
  db: LocalDatabase,
  filter: Filter,
  bounds: DayBounds,
  offset: number,
  limit: number,
): Promise<TaskPage> {
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  const [open, mails] = await Promise.all([db.tasks.orderBy('due').toArray(), findMails(db)]);
  const rows = open
    .filter((row) => matches(row, filter, words))
    .map(({ task }) => taskRow(task, bounds, mails));
  const counts = { overdue: 0, today: 0, tomorrow: 0, week: 0, later: 0 };
  for (const row of rows) counts[row.group] += 1;
  return { rows: rows.slice(0, listed(counts)).slice(offset, offset + limit), total: listed(counts), counts };
}

function matches({ task }: StoredTask, { type, campaignId }: Filter, words: readonly string[]): boolean {
  if ((type && task.type !== type) || (campaignId && task.campaignId !== campaignId)) return false;
  const text =
    `${task.title}\n${task.personName}\n${task.companyName ?? ''}\n${task.campaignName ?? ''}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** What stands in the list: all but what is due later than in seven days. */
function listed(counts: DueCounts): number {
  return counts.overdue + counts.today + counts.tomorrow + counts.week;
}

function ms(instant: string): number {
  return Date.parse(instant);
}
