import { sql } from 'kysely';
import type { DayOff } from '../../../lib/contract/calendar.ts';
import type { HolidaysOf } from '../../../lib/contract/schedule.ts';
import type { Db, Tx } from '../open.ts';

/** The company's days off, by day. */
export async function listDaysOff(db: Db, workspaceId: string): Promise<DayOff[]> {
  // As text: a driver's own dates belong to a time zone.
  const { rows } = await sql<DayOff>`
    select to_char(day, 'YYYY-MM-DD') as date, name from days_off where workspace_id = ${workspaceId} order by day
  `.execute(db);
  return rows.map(({ date, name }) => ({ date, name }));
}

/** Makes these the company's days off; two who do so at once do it one after the other. */
export async function replaceDaysOff(tx: Tx, workspaceId: string, days: readonly DayOff[]): Promise<void> {
  await sql`select id from workspaces where id = ${workspaceId} for no key update`.execute(tx);
  await sql`delete from days_off where workspace_id = ${workspaceId}`.execute(tx);
  await sql`
    insert into days_off (workspace_id, day, name)
    select ${workspaceId}::uuid, date, name
    from jsonb_to_recordset(${JSON.stringify(days)}::jsonb) as r (date date, name text)
  `.execute(tx);
}

/** Countries of users, by id; of whom none is known there is no entry. */
export async function listCountries(db: Db, userIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; country: string }>`
    select id, country from users where id = any(${userIds}::uuid[]) and country is not null
  `.execute(db);
  return new Map(rows.map(({ id, country }) => [id, country]));
}

/** Whose days off have changed; all runs of a workspace where nobody is named. */
export interface ChangedCalendar {
  whose: HolidaysOf;
  personId?: string;
  userId?: string;
}

/**
 * Asks for another look at the runs under way that go by days off which have changed. A user may be in several
 * workspaces, so that of theirs none is named.
 */
export async function askToReplan(
  db: Db,
  workspaceId: string | null,
  { whose, personId, userId }: ChangedCalendar,
  now: Date,
): Promise<void> {
  await sql`
    update enrolments e set look_at = ${now}::timestamptz, replan = true
    from campaigns c
    where c.workspace_id = e.workspace_id and c.id = e.campaign_id and c.settings->'holidays' ? ${whose}
    and e.status = 'active' and (${workspaceId}::uuid is null or e.workspace_id = ${workspaceId}::uuid)
    and (${personId ?? null}::uuid is null or e.person_id = ${personId ?? null}::uuid)
    and (${userId ?? null}::uuid is null or e.assignee_id = ${userId ?? null}::uuid)
  `.execute(db);
}
