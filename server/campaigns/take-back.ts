import type { Enrolment } from '../../lib/contract/campaign.ts';
import type { Result } from '../../lib/contract/result.ts';
import { ok } from '../../lib/contract/result.ts';
import { resumeRun } from '../../lib/core/campaign/end.ts';
import type { Tx } from '../db/open.ts';
import type { Changed } from '../db/queries/changes.ts';
import { takeFromUser } from '../db/queries/due-mails.ts';
import { askToLook, isEnrolledAgain, saveEnrolment } from '../db/queries/enrolments.ts';
import type { StoredRunEvent } from '../db/queries/run-events.ts';
import { findRunEvents, isHandedOtherwise, undoRunEvent } from '../db/queries/run-events.ts';
import { deleteHold } from '../db/queries/run-holds.ts';
import { restoreTasks } from '../db/queries/tasks.ts';
import { refuseSharedAddress } from './same-address.ts';

/** What devices must hear of. */
type TakenBack = Required<Pick<Changed, 'tasks' | 'activitiesGone'>>;

/**
 * Takes an event of a locked run back, with what it did to others at the company, as far as that has not gone on since.
 *
 * @param others - the runs of the company that it touched; as the run itself locked, behind their campaigns
 * @returns `ENROLMENT_MOVED_ON` when it is too late for the run itself, `ALREADY_ENROLLED` or `SAME_ADDRESS` as at a launch;
 *   nothing is taken back then
 */
export async function takeBack(
  tx: Tx,
  workspaceId: string,
  { enrolment, event, others }: { enrolment: Enrolment; event: StoredRunEvent; others: readonly Enrolment[] },
  now: Date,
): Promise<Result<TakenBack>> {
  const own = await takeBackOne(tx, workspaceId, enrolment, event, now);
  if (!own.ok) return own;
  const all: TakenBack = own.value;
  for (const one of await findRunEvents(tx, workspaceId, event.company)) {
    const run = others.find(({ id }) => id === one.enrolmentId);
    if (!run || one.undoneAt !== null) continue;
    const back = await takeBackOne(tx, workspaceId, run, one, now);
    if (!back.ok) continue;
    all.tasks.push(...back.value.tasks);
    all.activitiesGone.push(...back.value.activitiesGone);
  }
  return ok(all);
}

async function takeBackOne(
  tx: Tx,
  workspaceId: string,
  enrolment: Enrolment,
  event: StoredRunEvent,
  now: Date,
): Promise<Result<TakenBack>> {
  const { id, activityId, personId, change } = event;
  const tasks: TakenBack['tasks'] = [];
  if (change) {
    const resumed = resumeRun(enrolment, change, await isEnrolledAgain(tx, workspaceId, enrolment));
    if (!resumed.ok) return resumed;
    const held = resumed.value.status === 'active' && (await refuseSharedAddress(tx, workspaceId, enrolment));
    if (held) return held;
    await saveEnrolment(tx, workspaceId, resumed.value, now, now);
    tasks.push(...(await restoreTasks(tx, workspaceId, change.cancelled, now)));
  }
  await deleteHold(tx, workspaceId, id, now);
  tasks.push(...(await letLeave(tx, workspaceId, event, now)));
  await undoRunEvent(tx, workspaceId, event, now);
  return ok({ tasks, activitiesGone: [{ id: activityId, personId }] });
}

/** The mail that was made a task leaves by itself again, unless another answer asks for the same or somebody was at it. */
async function letLeave(tx: Tx, workspaceId: string, event: StoredRunEvent, now: Date) {
  const { handed, enrolmentId } = event;
  if (!handed || !enrolmentId || (await isHandedOtherwise(tx, workspaceId, event))) return [];
  const tasks = await takeFromUser(tx, workspaceId, handed, now);
  if (tasks.length > 0) await askToLook(tx, workspaceId, enrolmentId, now);
  return tasks;
}
