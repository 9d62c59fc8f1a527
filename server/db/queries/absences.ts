import { sql } from 'kysely';
import type { Absence } from '../../../lib/contract/absence.ts';
import type { Place } from '../../../lib/core/schedule/spread.ts';
import type { Db, Tx } from '../open.ts';
import { type RunOfSender, selectRuns, toRun } from './enrolments.ts';

/** An absence as it stands, whoever asks. */
export type StoredAbsence = Omit<Absence, 'self'> & { timeZone: string };

/** Which absences: of some users, in which one of some stands in, not over at a moment, one by its id. */
export interface WhichAbsences {
  userIds?: readonly string[];
  standInIds?: readonly string[];
  notOverAt?: Date;
  id?: string;
}

/** The soonest first. */
export async function listAbsences(
  db: Db,
  workspaceId: string,
  { userIds, standInIds, notOverAt, id }: WhichAbsences,
): Promise<StoredAbsence[]> {
  const { rows } = await sql<AbsenceRow>`
    select a.id, a.user_id as "userId", u.name as "userName", to_char(a.first_day, 'YYYY-MM-DD') as "firstDay",
      to_char(a.last_day, 'YYYY-MM-DD') as "lastDay", a.time_zone as "timeZone", a.from_at as "from",
      a.until_at as "until", a.per_day as "perDay", a.mails, s.id as "standInId", s.name as "standInName",
      -- Where the stand-in has left the workspace, tasks wait.
      case when a.tasks = 'handOver' and s.id is null then 'spread' else a.tasks end as tasks
    from absences a join users u on u.id = a.user_id left join users s on s.id = a.stand_in_id
    where a.workspace_id = ${workspaceId}::uuid
    and (${id ?? null}::uuid is null or a.id = ${id ?? null}::uuid)
    and (${userIds ?? null}::uuid[] is null or a.user_id = any(${userIds ?? null}::uuid[]))
    and (${standInIds ?? null}::uuid[] is null or a.stand_in_id = any(${standInIds ?? null}::uuid[]))
    and (${notOverAt ?? null}::timestamptz is null or a.until_at > ${notOverAt ?? null}::timestamptz)
    order by a.from_at, u.name, a.id
  `.execute(db);
  return rows.map(({ standInId, standInName, ...row }) => ({
    ...row,
    from: row.from.toISOString(),
    until: row.until.toISOString(),
    ...(standInId !== null && { standIn: { id: standInId, name: standInName ?? '' } }),
  }));
}

type AbsenceRow = Omit<StoredAbsence, 'from' | 'until' | 'standIn'> & {
  from: Date;
  until: Date;
  standInId: string | null;
  standInName: string | null;
};

export async function insertAbsence(
  tx: Tx,
  workspaceId: string,
  absence: Omit<StoredAbsence, 'userName'>,
  now: Date,
): Promise<void> {
  const { id, userId, firstDay, lastDay, timeZone, from, until, tasks, perDay, mails, standIn } = absence;
  await sql`
    insert into absences (workspace_id, id, user_id, first_day, last_day, time_zone, from_at, until_at, tasks, per_day,
      mails, stand_in_id, created_at)
    values (${workspaceId}::uuid, ${id}::uuid, ${userId}::uuid, ${firstDay}::date, ${lastDay}::date, ${timeZone},
      ${from}::timestamptz, ${until}::timestamptz, ${tasks}, ${perDay}, ${mails},
      ${standIn?.id ?? null}::uuid, ${now}::timestamptz)
  `.execute(tx);
}

/** @param endedAt - null: it was not ended early */
export async function saveEnd(
  tx: Tx,
  workspaceId: string,
  id: string,
  { until, endedAt }: { until: string; endedAt: Date | null },
): Promise<void> {
  await tx
    .updateTable('absences')
    .set({ until_at: until, ended_at: endedAt })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function deleteAbsence(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx.deleteFrom('absences').where('workspace_id', '=', workspaceId).where('id', '=', id).execute();
}

/** Locks absences whose tasks are spread, so that two who give places do it one after the other. */
export async function lockSpreading(tx: Tx, workspaceId: string, userIds: readonly string[]): Promise<void> {
  await sql`
    select id from absences where workspace_id = ${workspaceId}::uuid and user_id = any(${userIds}::uuid[])
    and tasks <> 'leave' order by id for update
  `.execute(tx);
}

/** The days that runs have got, by run and absence. */
export async function listPlaces(
  db: Db,
  workspaceId: string,
  enrolmentIds: readonly string[],
): Promise<Map<string, Map<string, string>>> {
  const { rows } = await sql<{ enrolment_id: string; absence_id: string; day: string }>`
    select enrolment_id, absence_id, to_char(day, 'YYYY-MM-DD') as day from absence_places
    where workspace_id = ${workspaceId}::uuid and enrolment_id = any(${enrolmentIds}::uuid[])
  `.execute(db);
  const places = new Map<string, Map<string, string>>();
  for (const { enrolment_id, absence_id, day } of rows) {
    const own = places.get(enrolment_id) ?? new Map<string, string>();
    places.set(enrolment_id, own.set(absence_id, day));
  }
  return places;
}

/** How many runs under way have a place on which day, by absence. */
export async function countPlaces(
  db: Db,
  workspaceId: string,
  absenceIds: readonly string[],
): Promise<Map<string, Map<string, number>>> {
  const { rows } = await sql<{ absence_id: string; day: string; count: number }>`
    select p.absence_id, to_char(p.day, 'YYYY-MM-DD') as day, count(*)::int as count from absence_places p
    join enrolments e on e.workspace_id = p.workspace_id and e.id = p.enrolment_id and e.status = 'active'
    where p.workspace_id = ${workspaceId}::uuid and p.absence_id = any(${absenceIds}::uuid[])
    group by p.absence_id, p.day
  `.execute(db);
  const taken = new Map<string, Map<string, number>>();
  for (const { absence_id, day, count } of rows) {
    const own = taken.get(absence_id) ?? new Map<string, number>();
    taken.set(absence_id, own.set(day, count));
  }
  return taken;
}

/** Writes days that runs have got; a run's other one of the same absence gives way. */
export async function savePlaces(tx: Tx, workspaceId: string, places: readonly Place[]): Promise<void> {
  if (places.length === 0) return;
  await sql`
    insert into absence_places (workspace_id, absence_id, enrolment_id, day)
    select ${workspaceId}::uuid, "awayId", "runId", day
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as r ("awayId" uuid, "runId" uuid, day date)
    on conflict (workspace_id, absence_id, enrolment_id) do update set day = excluded.day
  `.execute(tx);
}

export async function deletePlaces(tx: Tx, workspaceId: string, absenceId: string): Promise<void> {
  await tx
    .deleteFrom('absence_places')
    .where('workspace_id', '=', workspaceId)
    .where('absence_id', '=', absenceId)
    .execute();
}

/** Runs of a user that are under way, in the order in which they are locked. */
export async function listActiveRunsOfUser(
  db: Db,
  workspaceId: string,
  userId: string,
): Promise<RunOfSender[]> {
  const rows = await selectRuns(db, workspaceId)
    .where('e.assignee_id', '=', userId)
    .where('e.status', '=', 'active')
    .orderBy('e.id')
    .execute();
  return rows.map(toRun);
}

/** Runs of a user with a mail on its way that was due from a moment on and has not left. */
export async function listRunsWithMailWaiting(
  db: Db,
  workspaceId: string,
  { userId, from }: Pick<StoredAbsence, 'userId' | 'from'>,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct e.id from sends s
    join tasks t on t.workspace_id = s.workspace_id and t.id = s.task_id
    join enrolments e on e.workspace_id = t.workspace_id and e.id = t.enrolment_id
    where s.workspace_id = ${workspaceId}::uuid and s.state in ('planned', 'deferred')
    and e.assignee_id = ${userId}::uuid and e.status = 'active' and t.due_at >= ${from}::timestamptz order by e.id
  `.execute(db);
  return rows.map(({ id }) => id);
}

/** Locks runs of these users, and asks for a look at each, so that what is open falls where it is planned now. */
export async function askToReplanUsers(
  tx: Tx,
  workspaceId: string,
  userIds: readonly string[],
  at: Date,
): Promise<void> {
  await sql`
    with locked as (
      select id from enrolments
      where workspace_id = ${workspaceId}::uuid and assignee_id = any(${userIds}::uuid[]) and status = 'active'
      order by id for update)
    update enrolments e set look_at = ${at}::timestamptz, replan = true from locked
    where e.workspace_id = ${workspaceId}::uuid and e.id = locked.id
  `.execute(tx);
}
