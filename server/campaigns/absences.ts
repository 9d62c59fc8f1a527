import type { Absence, AbsenceForetold, AbsenceWish } from '../../lib/contract/absence.ts';
import { fail, invalidField, ok, type Result } from '../../lib/contract/result.ts';
import { foretellAbsence } from '../../lib/core/schedule/foretell-absence.ts';
import type { RunPlan } from '../../lib/core/schedule/plan.ts';
import type { Database, Db, Tx } from '../db/open.ts';
import {
  askToReplanUsers,
  deleteAbsence,
  deletePlaces,
  insertAbsence,
  listAbsences,
  listActiveRunsOfUser,
  listRunsWithMailWaiting,
  type StoredAbsence,
  saveEnd,
  savePlaces,
} from '../db/queries/absences.ts';
import { lockMember, writeAudit } from '../db/queries/accounts.ts';
import { findCampaignsOfRuns } from '../db/queries/campaign-versions.ts';
import { type ChangedTask, recordChanges } from '../db/queries/changes.ts';
import { listHappenings } from '../db/queries/happenings.ts';
import { giveBack } from '../db/queries/stand-ins.ts';
import { withTransaction } from '../db/transaction.ts';
import { cancelSends } from '../delivery/ledger.ts';
import { horizonAt } from '../sync/horizon.ts';
import { type Asking, check, findObstacle, mayChange, type NewAbsence, untilOf } from './check-absence.ts';
import { type Duty, foretellDuties, leaveDuties, listDuties, takeUpDuties } from './duties.ts';
import { runSource } from './engine/source.ts';
import { planGroups, type RunsOfCampaign } from './plan-runs.ts';
import { PUT_OFF } from './run-events.ts';
import { handOver, listBesideRuns } from './stand-ins.ts';

/** Who in the workspace is away now or later, soonest first. */
export async function absencesOf(
  { kysely }: Database,
  { workspaceId, userId }: Asking,
  now: Date,
): Promise<Absence[]> {
  const found = await listAbsences(kysely, workspaceId, { notOverAt: now });
  return found.map((absence) => shown(absence, userId));
}

/** The last days of absences that are under way, by user. */
export async function daysAway(db: Db, workspaceId: string, now: Date): Promise<Map<string, string>> {
  const found = await listAbsences(db, workspaceId, { notOverAt: now });
  return new Map(
    found.filter(({ from }) => from <= now.toISOString()).map(({ userId, lastDay }) => [userId, lastDay]),
  );
}

function shown({ timeZone: _, ...absence }: StoredAbsence, userId: string): Absence {
  return { ...absence, self: absence.userId === userId };
}

/**
 * What an absence would do to the runs under way, by the very plans that it then makes. Writes nothing.
 *
 * @returns as `addAbsence`
 */
export async function foretell(
  { kysely }: Database,
  asking: Asking,
  wish: AbsenceWish,
  now: Date,
): Promise<Result<AbsenceForetold>> {
  const wanted = await check(kysely, asking, { ...wish, id: crypto.randomUUID() }, now);
  if (!wanted.ok) return wanted;
  const { workspaceId } = asking;
  const groups = await groupsOf(kysely, workspaceId, wanted.value.userId);
  const { plans } = await planGroups(kysely, workspaceId, groups, now, wanted.value);
  const own = await withoutGiven(kysely, workspaceId, plans);
  const beside = await listBesideRuns(kysely, workspaceId, wanted.value);
  const goBack = await foretellDuties(kysely, workspaceId, wanted.value);
  return ok({ ...foretellAbsence(own, wanted.value, beside), ...goBack });
}

/** Plans without the steps that somebody else does. */
async function withoutGiven(
  db: Db,
  workspaceId: string,
  plans: ReadonlyMap<string, RunPlan>,
): Promise<Pick<RunPlan, 'steps'>[]> {
  const happened = await listHappenings(db, workspaceId, [...plans.keys()]);
  return [...plans].map(([id, { steps }]) => {
    const given = (happened.get(id) ?? []).filter(({ kind }) => kind === 'given');
    if (given.length === 0) return { steps };
    const ids = new Set(given.map(({ stepId }) => stepId));
    return { steps: steps.filter(({ step }) => !ids.has(step.id)) };
  });
}

/**
 * Writes an absence. The tasks that it holds get their days after it at once, and what is open moves when its run is
 * looked at, which is asked for here. A stand-in gets at once what is open and falls due in it, and all else when its
 * task is made. What the user does for a colleague goes back where it falls due in it.
 *
 * @returns `NOT_ALLOWED` for a colleague's unless by an admin; `INVALID_INPUT` naming the field where it is over already,
 *   lasts more than a year, meets another one of the user, the user is none of the workspace, or the stand-in cannot
 *   be one
 */
export async function addAbsence(
  db: Database,
  asking: Asking,
  wish: NewAbsence,
  now: Date,
): Promise<Result<Absence>> {
  const { workspaceId, userId } = asking;
  return await withTransaction(db, async (tx) => {
    await lockBoth(tx, workspaceId, wish.userId ?? userId, wish.standInId);
    const [known] = await listAbsences(tx, workspaceId, { id: wish.id, userIds: [wish.userId ?? userId] });
    if (known) return ok(shown(known, userId));
    const wanted = await check(tx, asking, wish, now);
    if (!wanted.ok) return wanted;
    const duties = await askToReplan(tx, workspaceId, wanted.value, now);
    await insertAbsence(tx, workspaceId, wanted.value, now);
    const tasks = await leaveDuties(tx, workspaceId, duties, now);
    tasks.push(...(await handOver(tx, workspaceId, wanted.value, now)));
    await replan(tx, asking, wanted.value, { action: 'absence.added', tasks, duties }, now);
    return ok(shown(wanted.value, userId));
  });
}

/**
 * Ends an absence early, or takes that back. What it holds is spread anew over the days after the new return, and what a
 * stand-in has not done comes back, or goes there again.
 *
 * @returns `NOT_FOUND` where there is none that one may change, `INVALID_INPUT` where it is not under way, or another
 *   one has come in between
 */
export async function endAbsence(
  db: Database,
  asking: Asking,
  { id, ended }: { id: string; ended: boolean },
  now: Date,
): Promise<Result<Absence>> {
  return await changing(db, asking, id, now, async (tx, absence, duties) => {
    const { workspaceId } = asking;
    const until = ended ? now.toISOString() : untilOf(absence);
    if (ended && (absence.until <= until || absence.from >= until))
      return invalidField('id', 'expected an absence that is under way');
    const changed = { ...absence, until };
    const obstacle = ended ? null : await findObstacle(tx, workspaceId, changed);
    if (obstacle) return invalidField('ended', obstacle.message);
    await saveEnd(tx, workspaceId, id, { until, endedAt: ended ? now : null });
    await deletePlaces(tx, workspaceId, id);
    const [first, second] = ended
      ? [await giveBack(tx, workspaceId, id, now), await takeUpDuties(tx, workspaceId, duties, now)]
      : [await leaveDuties(tx, workspaceId, duties, now), await handOver(tx, workspaceId, changed, now)];
    const action = ended ? 'absence.ended' : 'absence.resumed';
    await replan(tx, asking, changed, { action, tasks: [...first, ...second], duties }, now);
    return ok(shown(changed, asking.userId));
  });
}

/** Forgets an absence: all that it has moved falls as it is planned without it, and what a stand-in has comes back. */
export async function removeAbsence(
  db: Database,
  asking: Asking,
  id: string,
  now: Date,
): Promise<Result<Record<string, never>>> {
  return await changing(db, asking, id, now, async (tx, absence, duties) => {
    const tasks = await giveBack(tx, asking.workspaceId, id, now);
    await deleteAbsence(tx, asking.workspaceId, id);
    tasks.push(...(await takeUpDuties(tx, asking.workspaceId, duties, now)));
    await replan(tx, asking, absence, { action: 'absence.removed', tasks, duties }, now);
    return ok({});
  });
}

async function changing<T>(
  db: Database,
  asking: Asking,
  id: string,
  now: Date,
  change: (tx: Tx, absence: StoredAbsence, duties: readonly Duty[]) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { workspaceId } = asking;
  return await withTransaction(db, async (tx) => {
    const [found] = await listAbsences(tx, workspaceId, { id });
    if (!found || !mayChange(asking, found.userId))
      return fail('NOT_FOUND', 'there is no such absence of yours');
    await lockBoth(tx, workspaceId, found.userId, found.standIn?.id);
    // Behind the lock once more: somebody may have changed it meanwhile.
    const [absence] = await listAbsences(tx, workspaceId, { id });
    if (!absence) return fail('NOT_FOUND', 'there is no such absence any more');
    // The stretch as it was entered: ended early, it may be taken back.
    const duties = await askToReplan(tx, workspaceId, { ...absence, until: untilOf(absence) }, now);
    return await change(tx, absence, duties);
  });
}

/**
 * Locks the runs first, as everybody else does, and asks for a look at each: of who is away, and of whom they stand in
 * for meanwhile.
 */
async function askToReplan(
  tx: Tx,
  workspaceId: string,
  absence: Pick<StoredAbsence, 'userId' | 'from' | 'until'>,
  now: Date,
): Promise<Duty[]> {
  const duties = await listDuties(tx, workspaceId, absence);
  const userIds = [absence.userId, ...duties.map((duty) => duty.absence.userId)];
  await askToReplanUsers(tx, workspaceId, userIds, now);
  return duties;
}

/** Locks who is away and who stands in, so that neither of them becomes the other meanwhile. */
async function lockBoth(
  tx: Tx,
  workspaceId: string,
  userId: string,
  standInId: string | undefined,
): Promise<void> {
  const ids = [...new Set(standInId === undefined ? [userId] : [userId, standInId])].sort();
  for (const id of ids) await lockMember(tx, workspaceId, id);
}

/** What was done to an absence, and the tasks that have gone from one user to another by that. */
interface Done {
  action: string;
  tasks: ChangedTask[];
  duties: readonly Duty[];
}

/** Gives days to what absences hold now, and tells of it. A look at all runs of the users has been asked for. */
async function replan(
  tx: Tx,
  { workspaceId, userId }: Asking,
  absence: StoredAbsence,
  { action, tasks, duties }: Done,
  now: Date,
): Promise<void> {
  for (const id of new Set([absence.userId, ...duties.map((duty) => duty.absence.userId)])) {
    const { places } = await planGroups(tx, workspaceId, await groupsOf(tx, workspaceId, id), now);
    await savePlaces(tx, workspaceId, places);
  }
  if (action === 'absence.added' && absence.mails === 'hold')
    for (const id of await listRunsWithMailWaiting(tx, workspaceId, absence))
      await cancelSends(tx, workspaceId, { sourcesFrom: runSource(id) }, PUT_OFF, now);
  await writeAudit(tx, { workspaceId, userId, action, subjectId: absence.id, now });
  if (tasks.length > 0) await recordChanges(tx, workspaceId, { tasks, horizon: horizonAt(now) });
}

/** The runs of a user by what they go by. */
async function groupsOf(db: Db, workspaceId: string, userId: string): Promise<RunsOfCampaign[]> {
  const runs = await listActiveRunsOfUser(db, workspaceId, userId);
  const campaignOf = await findCampaignsOfRuns(
    db,
    workspaceId,
    runs.map(({ enrolment }) => enrolment),
  );
  const groups = new Map<string, RunsOfCampaign & { runs: typeof runs }>();
  for (const run of runs) {
    const { campaignId, version } = run.enrolment;
    const campaign = campaignOf(run.enrolment);
    const key = `${campaignId} ${version}`;
    const group = groups.get(key);
    if (group) group.runs.push(run);
    else if (campaign) groups.set(key, { campaign, runs: [run] });
  }
  return [...groups.values()];
}
