import { sql } from 'kysely';
import type { Hold } from '../../../lib/core/schedule/run.ts';
import type { Db, Tx } from '../open.ts';

/** Stretches in which nothing of the runs falls, by enrolment. */
export async function listHolds(
  db: Db,
  workspaceId: string,
  enrolmentIds: readonly string[],
): Promise<Map<string, Hold[]>> {
  const rows = await db
    .selectFrom('run_holds')
    .select(['enrolment_id', 'from_at', 'until_at'])
    .where('workspace_id', '=', workspaceId)
    .where((eb) => eb('enrolment_id', '=', eb.fn.any(sql<string[]>`${enrolmentIds}::uuid[]`)))
    .orderBy('from_at')
    .execute();
  const holds = new Map<string, Hold[]>();
  for (const row of rows) {
    const hold = { from: row.from_at.toISOString(), until: row.until_at.toISOString() };
    holds.set(row.enrolment_id, [...(holds.get(row.enrolment_id) ?? []), hold]);
  }
  return holds;
}

/** The run is looked at next, so that what is open falls behind the hold. */
export async function insertHold(
  tx: Tx,
  workspaceId: string,
  { eventId, enrolmentId, hold }: { eventId: string; enrolmentId: string; hold: Hold },
  now: Date,
): Promise<void> {
  await tx
    .insertInto('run_holds')
    .values({
      workspace_id: workspaceId,
      event_id: eventId,
      enrolment_id: enrolmentId,
      from_at: hold.from,
      until_at: hold.until,
    })
    .execute();
  await askToReplan(tx, workspaceId, enrolmentId, now);
}

/** Takes back the hold of an event; what it has put off falls as planned again. */
export async function deleteHold(tx: Tx, workspaceId: string, eventId: string, now: Date): Promise<void> {
  const row = await tx
    .deleteFrom('run_holds')
    .where('workspace_id', '=', workspaceId)
    .where('event_id', '=', eventId)
    .returning('enrolment_id')
    .executeTakeFirst();
  if (row) await askToReplan(tx, workspaceId, row.enrolment_id, now);
}

async function askToReplan(tx: Tx, workspaceId: string, enrolmentId: string, at: Date): Promise<void> {
  await tx
    .updateTable('enrolments')
    .set({ look_at: at, replan: true })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', enrolmentId)
    .where('status', '=', 'active')
    .execute();
}
