import { sql } from 'kysely';
import type { TaskType } from '../../../lib/contract/task.ts';
import type { Hold } from '../../../lib/core/schedule/run.ts';
import { partsMet, type StandIn } from '../../../lib/core/task/stand-in.ts';
import type { Db, Tx } from '../open.ts';
import { listAbsences, type StoredAbsence } from './absences.ts';
import type { ChangedTask } from './changes.ts';

/** Absences of some users that are not over and in which somebody stands in. */
export async function listStandIns(
  db: Db,
  workspaceId: string,
  userIds: readonly string[],
  now: Date,
): Promise<StandIn[]> {
  const absences = userIds.length > 0 ? await listAbsences(db, workspaceId, { userIds, notOverAt: now }) : [];
  const alone = await listAlone(db, workspaceId, absences);
  return absences.flatMap(({ id, userId, from, until, standIn }) =>
    standIn
      ? [{ absenceId: id, userId, standInId: standIn.id, from, until, alone: alone.get(id) ?? [] }]
      : [],
  );
}

/** The parts of absences in which who stands in is away too, by absence. */
export async function listAlone(
  db: Db,
  workspaceId: string,
  absences: readonly StoredAbsence[],
): Promise<Map<string, Hold[]>> {
  const userIds = [...new Set(absences.flatMap(({ standIn }) => standIn?.id ?? []))];
  if (userIds.length === 0) return new Map();
  const theirs = await listAbsences(db, workspaceId, { userIds });
  return new Map(
    absences.map((absence) => [
      absence.id,
      partsMet(
        absence,
        theirs.filter(({ userId }) => userId === absence.standIn?.id),
      ),
    ]),
  );
}

/** An open task that may go to a stand-in. */
export interface OpenTask {
  id: string;
  type: TaskType;
  assigneeId: string;
  dueAt: string;
  automatic: boolean;
  /** Of a campaign; `stepId` is null with one that has no step any more. */
  run: { userId: string; campaignId: string; version: number; stepId: string | null } | null;
  /** Its run has gone on without it. */
  passed: boolean;
  /** Somebody does it for whoever is away in this absence. */
  absenceId: string | null;
}

/** Which open tasks: of a user in a stretch, or by their ids those whose moment nobody has set. */
export type WhichTasks = { userId: string; from: string; until: string } | { ids: readonly string[] };

/** Open tasks, in the order of their ids. */
export async function listOpenTasks(db: Db, workspaceId: string, which: WhichTasks): Promise<OpenTask[]> {
  const rows = await db
    .selectFrom('tasks as t')
    .leftJoin('enrolments as e', (join) =>
      join.onRef('e.workspace_id', '=', 't.workspace_id').onRef('e.id', '=', 't.enrolment_id'),
    )
    .select([
      't.id',
      't.type',
      't.assignee_id',
      't.due_at',
      't.automatic',
      't.step_id',
      't.passed_at',
      't.absence_id',
    ])
    .select(['e.assignee_id as user_id', 'e.campaign_id', 'e.version'])
    .where('t.workspace_id', '=', workspaceId)
    .where('t.status', '=', 'open')
    .where((eb) =>
      'ids' in which
        ? eb.and([
            eb('t.due_set', '=', false),
            eb('t.id', '=', eb.fn.any(sql<string[]>`${which.ids}::uuid[]`)),
          ])
        : eb.and([
            eb('t.assignee_id', '=', which.userId),
            eb('t.due_at', '>=', new Date(which.from)),
            eb('t.due_at', '<', new Date(which.until)),
          ]),
    )
    .orderBy('t.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    type: row.type,
    assigneeId: row.assignee_id,
    dueAt: row.due_at.toISOString(),
    automatic: row.automatic,
    run:
      row.user_id === null || row.campaign_id === null || row.version === null
        ? null
        : { userId: row.user_id, campaignId: row.campaign_id, version: row.version, stepId: row.step_id },
    passed: row.passed_at !== null,
    absenceId: row.absence_id,
  }));
}

/** A task that goes to somebody by an absence. */
export interface HandedOver {
  id: string;
  from: string;
  to: string;
  absenceId: string;
}

/** Writes it; the devices of both are to be told. One that has been closed or given away meanwhile stays. */
export async function saveHandedOver(
  tx: Tx,
  workspaceId: string,
  tasks: readonly HandedOver[],
  now: Date,
): Promise<ChangedTask[]> {
  if (tasks.length === 0) return [];
  const { rows } = await sql<{ id: string; from: string; to: string }>`
    update tasks t set assignee_id = r.to, absence_id = r."absenceId", version = t.version + 1,
      updated_at = ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(tasks)}::jsonb) as r (id uuid, "from" uuid, "to" uuid, "absenceId" uuid)
    where t.workspace_id = ${workspaceId}::uuid and t.id = r.id and t.status = 'open' and t.assignee_id = r.from
    returning t.id, r.from, r.to
  `.execute(tx);
  return rows.flatMap(toBoth);
}

/**
 * Gives what is still open of an absence back to who was away; the devices of both are to be told.
 * @param part - only what falls due in it
 */
export async function giveBack(
  tx: Tx,
  workspaceId: string,
  absenceId: string,
  now: Date,
  part?: Hold,
): Promise<ChangedTask[]> {
  const { rows } = await sql<{ id: string; from: string; to: string }>`
    with given as (
      select t.id, t.assignee_id as "from", a.user_id as "to" from tasks t
      join absences a on a.workspace_id = t.workspace_id and a.id = t.absence_id
      where t.workspace_id = ${workspaceId}::uuid and t.absence_id = ${absenceId}::uuid and t.status = 'open'
        and (${part?.from ?? null}::timestamptz is null or t.due_at >= ${part?.from ?? null}::timestamptz)
        and (${part?.until ?? null}::timestamptz is null or t.due_at < ${part?.until ?? null}::timestamptz)
      order by t.id for update of t)
    update tasks t set assignee_id = g.to, absence_id = null, version = t.version + 1, updated_at = ${now}::timestamptz
    from given g where t.workspace_id = ${workspaceId}::uuid and t.id = g.id
    returning t.id, g.from, g.to
  `.execute(tx);
  return rows.flatMap(toBoth);
}

function toBoth({ id, from, to }: { id: string; from: string; to: string }): ChangedTask[] {
  return [
    { id, userId: to, appeared: true },
    { id, userId: from, appeared: false },
  ];
}
