import type { z } from 'zod';
import type { Absence, AbsenceForetold, AbsenceWish, absenceEndpoints } from '../../lib/contract/absence.ts';
import type { Role } from '../../lib/contract/account.ts';
import { fail, invalidField, ok, type Result } from '../../lib/contract/result.ts';
import { dayOf } from '../../lib/core/schedule/day.ts';
import { foretellAbsence } from '../../lib/core/schedule/foretell-absence.ts';
import { zoneOf } from '../../lib/core/schedule/zone.ts';
import type { Database, Db, Tx } from '../db/open.ts';
import {
  askToReplanUser,
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
import { findMember, lockMember, type MemberDetails, writeAudit } from '../db/queries/accounts.ts';
import { findCampaignsOfRuns } from '../db/queries/campaign-versions.ts';
import { withTransaction } from '../db/transaction.ts';
import { cancelSends } from '../delivery/ledger.ts';
import { runSource } from './engine/source.ts';
import { planGroups, type RunsOfCampaign } from './plan-runs.ts';
import { PUT_OFF } from './run-events.ts';

/** Who asks. */
interface Asking {
  workspaceId: string;
  userId: string;
  role: Role;
}

type NewAbsence = z.output<(typeof absenceEndpoints)['absences.add']['body']>;

const longestDays = 366;

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
  const groups = await groupsOf(kysely, asking.workspaceId, wanted.value.userId);
  const { plans } = await planGroups(kysely, asking.workspaceId, groups, now, wanted.value);
  return ok(foretellAbsence(plans.values(), wanted.value));
}

/**
 * Writes an absence. The tasks that it holds get their days after it at once, and what is open moves when its run is
 * looked at, which is asked for here.
 *
 * @returns `NOT_ALLOWED` for a colleague's unless by an admin; `INVALID_INPUT` naming the field where it is over already,
 *   lasts more than a year, meets another one of the user, or the user is none of the workspace
 */
export async function addAbsence(
  db: Database,
  asking: Asking,
  wish: NewAbsence,
  now: Date,
): Promise<Result<Absence>> {
  const { workspaceId, userId } = asking;
  return await withTransaction(db, async (tx) => {
    await lockMember(tx, workspaceId, wish.userId ?? userId);
    const [known] = await listAbsences(tx, workspaceId, { id: wish.id, userIds: [wish.userId ?? userId] });
    if (known) return ok(shown(known, userId));
    const wanted = await check(tx, asking, wish, now);
    if (!wanted.ok) return wanted;
    await insertAbsence(tx, workspaceId, wanted.value, now);
    await replan(tx, asking, wanted.value, 'absence.added', now);
    return ok(shown(wanted.value, userId));
  });
}

/**
 * Ends an absence early, or takes that back. What it holds is spread anew over the days after the new return.
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
  return await changing(db, asking, id, async (tx, absence) => {
    const { workspaceId } = asking;
    const until = ended ? now.toISOString() : untilOf(absence);
    if (ended && (absence.until <= until || absence.from >= until))
      return invalidField('id', 'expected an absence that is under way');
    const changed = { ...absence, until };
    const other = ended ? null : await findMeeting(tx, workspaceId, changed);
    if (other) return invalidField('ended', `meets the absence from ${other.firstDay} to ${other.lastDay}`);
    await saveEnd(tx, workspaceId, id, { until, endedAt: ended ? now : null });
    await deletePlaces(tx, workspaceId, id);
    await replan(tx, asking, changed, ended ? 'absence.ended' : 'absence.resumed', now);
    return ok(shown(changed, asking.userId));
  });
}

/** Forgets an absence: all that it has moved falls as it is planned without it. */
export async function removeAbsence(
  db: Database,
  asking: Asking,
  id: string,
  now: Date,
): Promise<Result<Record<string, never>>> {
  return await changing(db, asking, id, async (tx, absence) => {
    await deleteAbsence(tx, asking.workspaceId, id);
    await replan(tx, asking, absence, 'absence.removed', now);
    return ok({});
  });
}

async function changing<T>(
  db: Database,
  asking: Asking,
  id: string,
  change: (tx: Tx, absence: StoredAbsence) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { workspaceId } = asking;
  return await withTransaction(db, async (tx) => {
    const [found] = await listAbsences(tx, workspaceId, { id });
    if (!found || !mayChange(asking, found.userId))
      return fail('NOT_FOUND', 'there is no such absence of yours');
    await lockMember(tx, workspaceId, found.userId);
    // Behind the lock once more: somebody may have changed it meanwhile.
    const [absence] = await listAbsences(tx, workspaceId, { id });
    return absence ? await change(tx, absence) : fail('NOT_FOUND', 'there is no such absence any more');
  });
}

function mayChange({ userId, role }: Asking, whose: string): boolean {
  return whose === userId || role === 'admin';
}

async function check(
  db: Db,
  asking: Asking,
  { userId = asking.userId, ...wish }: NewAbsence,
  now: Date,
): Promise<Result<StoredAbsence>> {
  const { workspaceId } = asking;
  if (!mayChange(asking, userId)) return fail('NOT_ALLOWED', 'only admins enter absences of colleagues');
  const member = await findMember(db, workspaceId, userId);
  if (!member) return invalidField('userId', 'expected a user of the workspace');
  const absence = absenceOf({ ...wish, userId }, member);
  const { firstDay, lastDay } = absence;
  if (firstDay > lastDay) return invalidField('lastDay', 'expected the first day or one after it');
  if (dayOf(lastDay) - dayOf(firstDay) >= longestDays)
    return invalidField('lastDay', `expected an absence of at most ${longestDays} days`);
  if (absence.until <= now.toISOString())
    return invalidField('lastDay', 'expected a day that is not over yet');
  const other = await findMeeting(db, workspaceId, absence);
  if (other) return invalidField('firstDay', `meets the absence from ${other.firstDay} to ${other.lastDay}`);
  return ok(absence);
}

function absenceOf(wish: NewAbsence & { userId: string }, { name, timeZone }: MemberDetails): StoredAbsence {
  const zone = zoneOf(timeZone);
  const from = new Date(zone.instantOf(dayOf(wish.firstDay), 0)).toISOString();
  return { ...wish, userName: name, timeZone, from, until: untilOf({ ...wish, timeZone }) };
}

/** The first moment of the day after it. */
function untilOf({ lastDay, timeZone }: Pick<StoredAbsence, 'lastDay' | 'timeZone'>): string {
  return new Date(zoneOf(timeZone).instantOf(dayOf(lastDay) + 1, 0)).toISOString();
}

async function findMeeting(
  db: Db,
  workspaceId: string,
  { id, userId, from, until }: StoredAbsence,
): Promise<StoredAbsence | null> {
  const others = await listAbsences(db, workspaceId, { userIds: [userId] });
  return others.find((other) => other.id !== id && other.from < until && from < other.until) ?? null;
}

/** Gives days to what an absence holds now, and asks for a look at all runs of the user. */
async function replan(
  tx: Tx,
  { workspaceId, userId }: Asking,
  absence: StoredAbsence,
  action: string,
  now: Date,
): Promise<void> {
  // The runs are locked first, as by everybody else.
  await askToReplanUser(tx, workspaceId, absence.userId, now);
  const groups = await groupsOf(tx, workspaceId, absence.userId);
  const { places } = await planGroups(tx, workspaceId, groups, now);
  await savePlaces(tx, workspaceId, places);
  if (action === 'absence.added' && absence.mails === 'hold')
    for (const id of await listRunsWithMailWaiting(tx, workspaceId, absence))
      await cancelSends(tx, workspaceId, { sourcesFrom: runSource(id) }, PUT_OFF, now);
  await writeAudit(tx, { workspaceId, userId, action, subjectId: absence.id, now });
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
