import type { Role } from '../../lib/contract/account.ts';
import type { Enrolment } from '../../lib/contract/campaign.ts';
import type { EnrolmentContext } from '../../lib/contract/person-context.ts';
import type { Result } from '../../lib/contract/result.ts';
import { fail, invalidField, ok } from '../../lib/contract/result.ts';
import { resumeRun, stopRun } from '../../lib/core/campaign/end.ts';
import type { Database, Tx } from '../db/open.ts';
import { findCampaignOfRun } from '../db/queries/campaign-versions.ts';
import type { Changed } from '../db/queries/changes.ts';
import { recordChanges } from '../db/queries/changes.ts';
import { isEnrolledAgain, lockEnrolment, saveEnrolment } from '../db/queries/enrolments.ts';
import type { StoredRunEvent } from '../db/queries/run-events.ts';
import { findRunEvent, undoRunEvent } from '../db/queries/run-events.ts';
import { deleteHold } from '../db/queries/run-holds.ts';
import { restoreTasks } from '../db/queries/tasks.ts';
import { withTransaction } from '../db/transaction.ts';
import { findEnrolmentContext } from '../people/enrolment-contexts.ts';
import { horizonAt } from '../sync/horizon.ts';
import type { LockedRun, RunNews, Told } from './run-events.ts';
import { writeReply, writeStop } from './run-events.ts';

/** Who says something about a run, and in which workspace. */
export interface RunUser {
  workspaceId: string;
  userId: string;
  role: Role;
}

/** What is said: `id` names it, so that a repeat changes nothing and an undo can name it. */
export interface Said {
  enrolmentId: string;
  id: string;
  at?: string | undefined;
}

export const unknownRun = () => fail('NOT_FOUND', 'there is no such person on a campaign');

/**
 * Notes by hand that the person has answered. Anybody may, since a colleague may be the one who got the answer.
 *
 * @returns the run as it stands; `ENROLMENT_ENDED` when a reply has ended it already
 */
export async function sayReplied(
  db: Database,
  user: RunUser,
  said: Said,
  now: Date,
): Promise<Result<EnrolmentContext>> {
  return await changeRun(db, user, said, now, async (tx, run, news) => {
    const { status } = run.enrolment;
    if (status === 'replied' || status === 'success')
      return fail('ENROLMENT_ENDED', `an answer has ended “${run.campaign.name}” for this person already`);
    return ok(await writeReply(tx, user.workspaceId, run, news, now));
  });
}

/**
 * Ends a run by hand: its assignee may, and a manager.
 *
 * @returns the run as it stands; `ENROLMENT_ENDED` when it is over already, `NOT_ALLOWED` when it is somebody else's
 */
export async function stopEnrolment(
  db: Database,
  user: RunUser,
  said: Said,
  now: Date,
): Promise<Result<EnrolmentContext>> {
  return await changeRun(db, user, said, now, async (tx, run, news) => {
    const stopped = stopBy(user, run.enrolment);
    if (!stopped.ok) return stopped;
    return ok(await writeStop(tx, user.workspaceId, { run, after: stopped.value, news }, now));
  });
}

/** The run as it is once this user has ended it; `ENROLMENT_ENDED`, or `NOT_ALLOWED`. */
export function stopBy(user: RunUser, enrolment: Enrolment): Result<Enrolment> {
  const byAssignee = enrolment.assigneeId === user.userId;
  if (!byAssignee && user.role === 'user')
    return fail('NOT_ALLOWED', 'the run is a colleague’s; they or a manager can stop it');
  return stopRun(enrolment, byAssignee);
}

/**
 * Takes back a reply or a stop: the run goes on where it stood, its cancelled task is open again, and the line in the
 * history goes. A repeat changes nothing.
 *
 * @returns the run as it stands; `NOT_FOUND` (no such event of this run), `ENROLMENT_MOVED_ON` when it is too late
 */
export async function undoSaid(
  db: Database,
  user: RunUser,
  { enrolmentId, undoes }: { enrolmentId: string; undoes: string },
  now: Date,
): Promise<Result<EnrolmentContext>> {
  const { workspaceId } = user;
  return await withTransaction(db, async (tx) => {
    const enrolment = await lockEnrolment(tx, workspaceId, enrolmentId);
    if (!enrolment) return unknownRun();
    const event = await findRunEvent(tx, workspaceId, undoes);
    if (event?.enrolmentId !== enrolmentId)
      return fail('NOT_FOUND', 'there is nothing by this id to take back');
    if (event.kind === 'stopped' && enrolment.assigneeId !== user.userId && user.role === 'user')
      return fail('NOT_ALLOWED', 'the run is a colleague’s; they or a manager can let it go on');
    if (event.undoneAt === null) {
      const undone = await takeBack(tx, workspaceId, enrolment, event, now);
      if (!undone.ok) return undone;
    }
    return ok(await contextOf(tx, user, enrolmentId));
  });
}

async function takeBack(
  tx: Tx,
  workspaceId: string,
  enrolment: Enrolment,
  event: StoredRunEvent,
  now: Date,
): Promise<Result<undefined>> {
  const changed: Changed = {
    activitiesGone: [{ id: event.activityId, personId: event.personId }],
    horizon: horizonAt(now),
  };
  if (event.change) {
    const resumed = resumeRun(enrolment, event.change, await isEnrolledAgain(tx, workspaceId, enrolment));
    if (!resumed.ok) return resumed;
    await saveEnrolment(tx, workspaceId, resumed.value, now, now);
    changed.tasks = await restoreTasks(tx, workspaceId, event.change.cancelled, now);
  }
  await deleteHold(tx, workspaceId, event.id, now);
  await undoRunEvent(tx, workspaceId, event, now);
  await recordChanges(tx, workspaceId, changed);
  return ok(undefined);
}

export const idTaken = () => invalidField('id', 'expected an id that nothing else has');

type Write = (tx: Tx, run: LockedRun, news: RunNews) => Promise<Result<Told>>;

/** Locks the run, writes what was said about it once, and tells the devices. */
async function changeRun(
  db: Database,
  user: RunUser,
  said: Said,
  now: Date,
  write: Write,
): Promise<Result<EnrolmentContext>> {
  const { workspaceId } = user;
  return await withTransaction(db, async (tx) => {
    const enrolment = await lockEnrolment(tx, workspaceId, said.enrolmentId);
    if (!enrolment) return unknownRun();
    // Looked up behind the lock: a repeat that arrives at the same time waits there and finds the event.
    const earlier = await findRunEvent(tx, workspaceId, said.id);
    if (earlier && earlier.enrolmentId !== said.enrolmentId) return idTaken();
    if (!earlier) {
      const campaign = await findCampaignOfRun(tx, workspaceId, enrolment);
      if (!campaign)
        throw new Error(`expected campaign ${enrolment.campaignId} of enrolment ${enrolment.id}`);
      const written = await write(
        tx,
        { enrolment, campaign },
        newsOf(said, user, enrolment, campaign.name, now),
      );
      if (!written.ok) return written;
      await recordChanges(tx, workspaceId, { ...written.value, horizon: horizonAt(now) });
    }
    return ok(await contextOf(tx, user, said.enrolmentId));
  });
}

/** What a user has said about a run, as it is written. */
export function newsOf(said: Said, user: RunUser, enrolment: Enrolment, title: string, now: Date): RunNews {
  const at = new Date(Math.min(Date.parse(said.at ?? now.toISOString()), now.getTime())).toISOString();
  const { personId } = enrolment;
  return { id: said.id, source: 'hand', personId, at, byUserId: user.userId, title };
}

async function contextOf(tx: Tx, user: RunUser, enrolmentId: string): Promise<EnrolmentContext> {
  const context = await findEnrolmentContext(tx, user.workspaceId, user.userId, enrolmentId);
  if (!context) throw new Error(`expected enrolment ${enrolmentId} behind its lock`);
  return context;
}
