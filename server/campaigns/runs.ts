import type { Role } from '../../lib/contract/account.ts';
import type { Enrolment } from '../../lib/contract/campaign.ts';
import type { EnrolmentContext } from '../../lib/contract/person-context.ts';
import type { Result } from '../../lib/contract/result.ts';
import { fail, invalidField, ok } from '../../lib/contract/result.ts';
import { stopRun } from '../../lib/core/campaign/end.ts';
import type { Database, Tx } from '../db/open.ts';
import { findHiddenCampaigns } from '../db/queries/campaigns.ts';
import { recordChanges } from '../db/queries/changes.ts';
import { findEnrolmentRow, lockCampaignsOfRuns, lockEnrolments } from '../db/queries/enrolments.ts';
import { findRunEvent, findRunEvents } from '../db/queries/run-events.ts';
import { withTransaction } from '../db/transaction.ts';
import { findEnrolmentContext } from '../people/enrolment-contexts.ts';
import { horizonAt } from '../sync/horizon.ts';
import { listRunsAtCompany } from './company.ts';
import { lockRuns } from './lock-runs.ts';
import type { LockedRun, RunNews, Told } from './run-events.ts';
import { writeStop } from './run-events.ts';
import { takeBack } from './take-back.ts';
import { writeReply } from './write-reply.ts';

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
 * Notes by hand that the person has answered. Whoever may see the campaign may, since a colleague may be the one who got
 * the answer.
 *
 * @returns the run as it stands; `ENROLMENT_ENDED` when a reply has ended it already, `NOT_ALLOWED` when the campaign is
 *   private to others
 */
export async function sayReplied(
  db: Database,
  user: RunUser,
  said: Said,
  now: Date,
): Promise<Result<EnrolmentContext>> {
  return await changeRun(
    db,
    user,
    { ...said, withCompany: true },
    now,
    async (tx, { run, company, news }) => {
      if (!(await maySay(tx, user, run.enrolment))) return privateRun();
      const { status } = run.enrolment;
      if (status === 'replied' || status === 'success')
        return fail('ENROLMENT_ENDED', `an answer has ended “${run.campaign.name}” for this person already`);
      return ok(await writeReply(tx, user.workspaceId, { run, company, news }, now));
    },
  );
}

const privateRun = () =>
  fail('NOT_ALLOWED', 'the campaign is private to a colleague; they or a manager can say that');

/** Whoever may see the campaign, works the run, or may stop it. */
async function maySay(tx: Tx, { workspaceId, userId, role }: RunUser, run: Enrolment): Promise<boolean> {
  if (run.assigneeId === userId || role !== 'user') return true;
  return (await findHiddenCampaigns(tx, workspaceId, userId, [run.campaignId])).size === 0;
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
  return await changeRun(db, user, said, now, async (tx, { run, news }) => {
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
 * history goes; so does what a reply did to others at the company, as far as that has not gone on. A repeat changes
 * nothing.
 *
 * @returns the run as it stands; `NOT_FOUND` (no such event of this run), `ENROLMENT_MOVED_ON` when it is too late,
 *   `ALREADY_ENROLLED` or `SAME_ADDRESS` as at a launch
 */
export async function undoSaid(
  db: Database,
  user: RunUser,
  { enrolmentId, undoes }: { enrolmentId: string; undoes: string },
  now: Date,
): Promise<Result<EnrolmentContext>> {
  const { workspaceId } = user;
  return await withTransaction(db, async (tx) => {
    const touched = (await findRunEvent(tx, workspaceId, undoes))?.company ?? [];
    const theirs = (await findRunEvents(tx, workspaceId, touched)).flatMap((one) => one.enrolmentId ?? []);
    // Before the runs, as a launch does: who is put on the campaign meanwhile is seen.
    await lockCampaignsOfRuns(tx, workspaceId, [enrolmentId, ...theirs]);
    const runs = await lockEnrolments(tx, workspaceId, [enrolmentId, ...theirs]);
    const enrolment = runs.find(({ id }) => id === enrolmentId);
    if (!enrolment) return unknownRun();
    // Looked up behind the locks: whoever takes it back at the same time waits there.
    const event = await findRunEvent(tx, workspaceId, undoes);
    if (event?.enrolmentId !== enrolmentId)
      return fail('NOT_FOUND', 'there is nothing by this id to take back');
    if (event.kind === 'stopped' && enrolment.assigneeId !== user.userId && user.role === 'user')
      return fail('NOT_ALLOWED', 'the run is a colleague’s; they or a manager can let it go on');
    if (!(await maySay(tx, user, enrolment))) return privateRun();
    if (event.undoneAt === null) {
      const undone = await takeBack(tx, workspaceId, { enrolment, event, others: runs }, now);
      if (!undone.ok) return undone;
      await recordChanges(tx, workspaceId, { ...undone.value, horizon: horizonAt(now) });
    }
    return ok(await contextOf(tx, user, enrolmentId));
  });
}

export const idTaken = () => invalidField('id', 'expected an id that nothing else has');

/** What was said about a run, with all that it may touch; all locked. */
interface ToWrite {
  run: LockedRun;
  company: LockedRun[];
  news: RunNews;
}

type Write = (tx: Tx, said: ToWrite) => Promise<Result<Told>>;

/** Locks the run, and those at the company of its person if asked for, writes what was said once, and tells the devices. */
async function changeRun(
  db: Database,
  user: RunUser,
  said: Said & { withCompany?: true },
  now: Date,
  write: Write,
): Promise<Result<EnrolmentContext>> {
  const { workspaceId } = user;
  return await withTransaction(db, async (tx) => {
    const found = await findEnrolmentRow(tx, workspaceId, said.enrolmentId);
    if (!found) return unknownRun();
    const { personId } = found.enrolment;
    const others = said.withCompany ? await listRunsAtCompany(tx, workspaceId, personId) : [];
    const { [said.enrolmentId]: run, ...company } = Object.fromEntries(
      await lockRuns(tx, workspaceId, [said.enrolmentId, ...others]),
    );
    if (!run) return unknownRun();
    // Looked up behind the lock: a repeat that arrives at the same time waits there and finds the event.
    const earlier = await findRunEvent(tx, workspaceId, said.id);
    if (earlier && earlier.enrolmentId !== said.enrolmentId) return idTaken();
    if (!earlier) {
      const news = newsOf(said, user, run.enrolment, run.campaign.name, now);
      const written = await write(tx, { run, company: Object.values(company), news });
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
