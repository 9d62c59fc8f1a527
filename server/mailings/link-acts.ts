import { createHash, randomUUID } from 'node:crypto';
import type { LinkActions } from '../../lib/contract/registered-link.ts';
import { clickRounds } from '../../lib/core/mailing/click-rounds.ts';
import { BURST_MS } from '../../lib/core/mailing/machine.ts';
import { withStandIns } from '../campaigns/stand-ins.ts';
import type { Database, Tx } from '../db/open.ts';
import { type ActivityDraft, insertActivities } from '../db/queries/activities.ts';
import { type ChangedTask, recordChanges } from '../db/queries/changes.ts';
import * as interests from '../db/queries/interests.ts';
import * as rows from '../db/queries/link-acts.ts';
import { findPeople, lockPeople, savePeople } from '../db/queries/people.ts';
import { addMembers, takeMembers } from '../db/queries/people-lists.ts';
import { findTasksNaming, insertTasks } from '../db/queries/tasks.ts';
import { withTransaction } from '../db/transaction.ts';
import { horizonAt } from '../sync/horizon.ts';
import { draftOwnTask } from '../tasks/create.ts';

/**
 * So long after it was stored a click is acted on: by then whatever else belongs to the same burst has been stored, too,
 * also by another process whose database was away for a moment.
 */
export const ACT_AFTER_MS = BURST_MS + 10_000;
const AT_ONCE = 200;
/** After what went wrong; then twice as long each time. */
const PUT_OFF_MS = 30_000;
const DAY_MS = 86_400_000;

/** What a batch of clicks has changed, to be told when it is written. */
interface Told {
  people: Set<string>;
  activities: string[];
  tasks: ChangedTask[];
}

/**
 * Does what clicks on registered links do, for clicks whose time has come and that are people’s still. All of it is one
 * transaction: a process that dies in it has done nothing, and the next one begins again.
 *
 * @returns whether there may be more
 */
export async function actOnClicks(db: Database, now: Date): Promise<boolean> {
  return await withTransaction(db, async (tx) => {
    const claimed = await rows.claimActs(tx, AT_ONCE, now);
    const [first] = claimed;
    if (!first) return false;
    const { workspaceId } = first;
    const eventIds = claimed.map(({ eventId }) => eventId);
    await rows.lockClickers(tx, workspaceId, eventIds);
    const clicks = await rows.readClicks(tx, workspaceId, eventIds);
    await rows.deleteActs(tx, claimed);
    await lockPeople(tx, workspaceId, [...new Set(clicks.map(({ personId }) => personId))]);
    const told: Told = { people: new Set(), activities: [], tasks: [] };
    for (const round of clickRounds(clicks))
      for (const some of round.values()) await actTogether(tx, workspaceId, some, told, now);
    await tell(tx, workspaceId, told, now);
    return true;
  });
}

/** Puts off whatever would come next, because it went wrong; from then on each click is taken by itself. */
export async function putOffNextActs(db: Database, now: Date): Promise<void> {
  await withTransaction(db, async (tx) => {
    await rows.putOffActs(tx, await rows.claimActs(tx, AT_ONCE, now), PUT_OFF_MS, now);
  });
}

/** @param clicks - on one link, one of each person */
async function actTogether(
  tx: Tx,
  workspaceId: string,
  clicks: readonly rows.JudgedClick[],
  told: Told,
  now: Date,
): Promise<void> {
  const [first] = clicks;
  if (!first) return;
  const { actions } = first;
  const personIds = clicks.map(({ personId }) => personId);
  if (actions.field) await setField(tx, workspaceId, personIds, actions.field, told, now);
  await changeInterests(tx, workspaceId, personIds, actions.interests, told, now);
  await changeLists(tx, workspaceId, personIds, actions);
  if (actions.followUp) await followUp(tx, workspaceId, clicks, actions.followUp, told, now);
}

async function setField(
  tx: Tx,
  workspaceId: string,
  personIds: string[],
  { name, value }: NonNullable<LinkActions['field']>,
  told: Told,
  now: Date,
): Promise<void> {
  const others = (await findPeople(tx, workspaceId, personIds)).filter(({ fields }) => {
    return (Object.hasOwn(fields, name) ? fields[name] : undefined) !== value;
  });
  const changed = others.map((person) => ({ ...person, fields: { ...person.fields, [name]: value } }));
  await savePeople(tx, workspaceId, changed, now);
  for (const { id } of changed) told.people.add(id);
}

async function changeInterests(
  tx: Tx,
  workspaceId: string,
  personIds: readonly string[],
  { add, remove }: LinkActions['interests'],
  told: Told,
  now: Date,
): Promise<void> {
  if (add.length + remove.length === 0) return;
  await interests.lockInterests(tx, workspaceId);
  const all = await interests.listInterests(tx, workspaceId);
  const names = new Map(all.map(({ id, name }) => [id, name]));
  const known = (ids: readonly string[]) => ids.filter((id) => names.has(id));
  const lost = await interests.deleteInterests(tx, workspaceId, personIds, known(remove));
  const gained = await interests.insertInterests(tx, workspaceId, personIds, known(add), now);
  const line =
    (kind: 'interest.added' | 'interest.removed') =>
    ({ personId, interestId }: { personId: string; interestId: string }): ActivityDraft => {
      const about = { personId, taskId: null, campaignId: null, byUserId: null, note: null };
      const title = names.get(interestId) ?? '';
      return { id: randomUUID(), at: now.toISOString(), kind, title, ...about, detail: { interestId } };
    };
  const lines = [...lost.map(line('interest.removed')), ...gained.map(line('interest.added'))];
  await insertActivities(tx, workspaceId, lines);
  told.activities.push(...lines.map(({ id }) => id));
}

/** Lists that were deleted, or have become searches, stay as they are. */
async function changeLists(
  tx: Tx,
  workspaceId: string,
  personIds: readonly string[],
  actions: LinkActions,
): Promise<void> {
  for (const table of ['selections', 'projects'] as const) {
    const { add, remove } = actions[table];
    const open = await rows.openLists(tx, workspaceId, table, [...add, ...remove]);
    for (const id of remove) if (open.has(id)) await takeMembers(tx, workspaceId, table, id, personIds);
    for (const id of add) if (open.has(id)) await addMembers(tx, workspaceId, table, id, personIds);
  }
}

/** One task for each mailing, person and link, however often they click. */
async function followUp(
  tx: Tx,
  workspaceId: string,
  clicks: readonly rows.JudgedClick[],
  { type, title, details, inDays, assigneeId, preferSalesContact }: NonNullable<LinkActions['followUp']>,
  told: Told,
  now: Date,
): Promise<void> {
  const wanted = clicks.map((click) => ({ click, id: taskId(workspaceId, click) }));
  const made = await rows.findTaskIds(
    tx,
    workspaceId,
    wanted.map(({ id }) => id),
  );
  const users = [assigneeId, ...clicks.flatMap(({ salesContactId }) => salesContactId ?? [])];
  const members = await rows.findMembers(tx, workspaceId, users);
  const drafts = wanted.flatMap(({ click, id }) => {
    const preferred = preferSalesContact ? click.salesContactId : null;
    const whose = [preferred, assigneeId].find((one) => one !== null && members.has(one));
    if (made.has(id) || !whose) return [];
    const dueAt = new Date(click.at.getTime() + inDays * DAY_MS).toISOString();
    const task = { id, type, title, details, dueAt, personId: click.personId, assigneeId: whose };
    return [draftOwnTask({ ...task, priority: 'normal', email: null }, whose)];
  });
  if (drafts.length === 0) return;
  const placed = await withStandIns(tx, workspaceId, drafts, null, now);
  await insertTasks(tx, workspaceId, placed, now);
  told.tasks.push(...placed.map((task) => ({ id: task.id, userId: task.assigneeId, appeared: true })));
}

/** Made of what it is for, so that it is found again. */
function taskId(workspaceId: string, { linkId, mailingId, personId }: rows.JudgedClick): string {
  const hash = createHash('sha256').update(`${workspaceId} ${linkId} ${mailingId} ${personId}`).digest('hex');
  return hash.slice(0, 32).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-8$3-8$4-$5');
}

async function tell(tx: Tx, workspaceId: string, told: Told, now: Date): Promise<void> {
  const people = [...told.people];
  if (people.length + told.activities.length + told.tasks.length === 0) return;
  const horizon = horizonAt(now);
  const naming = await findTasksNaming(tx, workspaceId, people, horizon.closedSince);
  const fresh = new Set(told.tasks.map(({ id }) => id));
  const tasks = [...told.tasks, ...naming.filter(({ id }) => !fresh.has(id))];
  await recordChanges(tx, workspaceId, { people, activities: told.activities, tasks, horizon });
}
