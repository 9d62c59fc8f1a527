import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Enrolment } from '../../../lib/contract/campaign.ts';
import type { Db, Tx } from '../open.ts';
import type { EnrolmentsTable } from '../tables/campaigns.ts';

/** An enrolment and when it must be looked at; null: nothing of it ends by itself. */
export interface EnrolmentDraft {
  enrolment: Enrolment;
  lookAt: string | null;
}

/**
 * Adds enrolments, except where the person is active on the campaign already. Rows go in by person, so that two
 * launches at the same time wait for each other instead of locking each other out.
 *
 * @returns the ids that were added
 */
export async function insertEnrolments(
  tx: Tx,
  workspaceId: string,
  enrolments: readonly EnrolmentDraft[],
  now: Date,
): Promise<Set<string>> {
  const rows = enrolments
    .map(({ enrolment, lookAt }) => ({
      id: enrolment.id,
      campaign_id: enrolment.campaignId,
      person_id: enrolment.personId,
      assignee_id: enrolment.assigneeId,
      status: enrolment.status,
      start_at: enrolment.startAt,
      time_zone: enrolment.timeZone,
      current_step_id: enrolment.currentStepId,
      defaults: enrolment.defaults ?? {},
      timing: enrolment.timing ?? {},
      look_at: lookAt,
      version: enrolment.version ?? 1,
    }))
    .sort((a, b) => (a.person_id < b.person_id ? -1 : 1));
  const added = await sql<{ id: string }>`
    insert into enrolments (workspace_id, id, campaign_id, person_id, assignee_id, status, start_at, time_zone,
      current_step_id, defaults, timing, look_at, version, created_at, updated_at)
    select ${workspaceId}::uuid, id, campaign_id, person_id, assignee_id, status, start_at, time_zone,
      current_step_id, defaults, timing, look_at, version, ${now}::timestamptz, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, campaign_id uuid, person_id uuid,
      assignee_id uuid, status text, start_at timestamptz, time_zone text, current_step_id uuid,
      defaults jsonb, timing jsonb, look_at timestamptz, version int)
    on conflict (workspace_id, campaign_id, person_id) where status = 'active' do nothing
    returning id
  `.execute(tx);
  return new Set(added.rows.map((row) => row.id));
}

/** The enrolment, locked until the transaction ends: all that happens to one run happens one after another. */
export async function lockEnrolment(tx: Tx, workspaceId: string, id: string): Promise<Enrolment | null> {
  const row = await tx
    .selectFrom('enrolments')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ? toEnrolment(row) : null;
}

/** Locks the campaigns of runs as a launch does, in the order of their ids. */
export async function lockCampaignsOfRuns(
  tx: Tx,
  workspaceId: string,
  ids: readonly string[],
): Promise<void> {
  await sql`
    select c.id from campaigns c where c.workspace_id = ${workspaceId}::uuid and c.id in (
      select e.campaign_id from enrolments e where e.workspace_id = ${workspaceId}::uuid and e.id = any(${ids}::uuid[]))
    order by c.id for no key update
  `.execute(tx);
}

/** The same of several, in the order of their ids, so that no two who lock several wait for each other. */
export async function lockEnrolments(
  tx: Tx,
  workspaceId: string,
  ids: readonly string[],
): Promise<Enrolment[]> {
  const rows = await tx
    .selectFrom('enrolments')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where((eb) => eb('id', '=', eb.fn.any(sql<string[]>`${ids}::uuid[]`)))
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(toEnrolment);
}

/**
 * Writes what a run's progress changes.
 *
 * @param lookAt - when it must be looked at; null: nothing of it ends by itself
 */
export async function saveEnrolment(
  tx: Tx,
  workspaceId: string,
  enrolment: Enrolment,
  lookAt: Date | string | null,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('enrolments')
    .set({
      status: enrolment.status,
      current_step_id: enrolment.currentStepId,
      look_at: lookAt,
      replan: false,
      updated_at: now,
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', enrolment.id)
    .executeTakeFirstOrThrow();
}

/** Ends runs in one statement, however many; what they stood at stays known. */
export async function endEnrolments(
  tx: Tx,
  workspaceId: string,
  ended: readonly Pick<Enrolment, 'id' | 'status'>[],
  now: Date,
): Promise<void> {
  await sql`
    update enrolments e set status = r.status, look_at = null, replan = false, updated_at = ${now}::timestamptz
    from unnest(${ended.map(({ id }) => id)}::uuid[], ${ended.map(({ status }) => status)}::text[]) as r (id, status)
    where e.workspace_id = ${workspaceId}::uuid and e.id = r.id
  `.execute(tx);
}

/** Is the person active on this campaign by another enrolment than this one. */
export async function isEnrolledAgain(tx: Tx, workspaceId: string, enrolment: Enrolment): Promise<boolean> {
  const row = await tx
    .selectFrom('enrolments')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('campaign_id', '=', enrolment.campaignId)
    .where('person_id', '=', enrolment.personId)
    .where('status', '=', 'active')
    .where('id', '<>', enrolment.id)
    .executeTakeFirst();
  return row !== undefined;
}

/** How many launches of a user have enrolled somebody since a moment: what one launch has written is of one moment. */
export async function countLaunches(
  db: Db,
  workspaceId: string,
  userId: string,
  since: Date,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select distinct campaign_id, created_at from enrolments
      where workspace_id = ${workspaceId} and assignee_id = ${userId} and created_at >= ${since}::timestamptz
    ) as launches
  `.execute(db);
  return rows[0]?.count ?? 0;
}

/** Those of the given runs that are there, each with the moment of its launch. */
export async function listLaunched(
  tx: Tx,
  workspaceId: string,
  ids: readonly string[],
): Promise<{ enrolment: Enrolment; launchedAt: Date }[]> {
  const rows = await tx
    .selectFrom('enrolments')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where((eb) => eb('id', '=', eb.fn.any(sql<string[]>`${ids}::uuid[]`)))
    .execute();
  return rows.map((row) => ({ enrolment: toEnrolment(row), launchedAt: row.created_at }));
}

/** Asks for a look at a run, so that it says anew when the next one must be. */
export async function askToLook(tx: Tx, workspaceId: string, id: string, at: Date): Promise<void> {
  await tx
    .updateTable('enrolments')
    .set({ look_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('status', '=', 'active')
    .execute();
}

/** Those of the given people who are on the campaign now. */
export async function listActiveOn(
  db: Db,
  workspaceId: string,
  campaignId: string,
  personIds: string[],
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('enrolments')
    .select('person_id')
    .where('workspace_id', '=', workspaceId)
    .where('campaign_id', '=', campaignId)
    .where((eb) => eb('person_id', '=', eb.fn.any(sql<string[]>`${personIds}::uuid[]`)))
    .where('status', '=', 'active')
    .execute();
  return new Set(rows.map((row) => row.person_id));
}

/** Enrolments of a campaign in the order in which they were made, and how many there are in all. */
export async function listEnrolments(
  db: Db,
  workspaceId: string,
  campaignId: string,
  page: { limit: number; offset: number },
): Promise<{ enrolments: Enrolment[]; total: number }> {
  const found = db
    .selectFrom('enrolments')
    .where('workspace_id', '=', workspaceId)
    .where('campaign_id', '=', campaignId);
  const rows = await found
    .selectAll()
    .orderBy('created_at')
    .orderBy('id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  const count = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { enrolments: rows.map(toEnrolment), total: Number(count.total) };
}

/** A run with what must be read beside it. */
export interface EnrolmentRow {
  enrolment: Enrolment;
  assigneeName: string;
  /** The person is active on the campaign by another enrolment. */
  enrolledAgain: boolean;
}

/** Runs of the given people, active ones first, then the newest, at most `perPerson` of each. */
export async function listEnrolmentsOfPeople(
  db: Db,
  workspaceId: string,
  personIds: string[],
  perPerson: number,
): Promise<EnrolmentRow[]> {
  const order = sql`(status = 'active') desc, created_at desc, id`;
  const { rows } = await sql<{ id: string }>`
    select id from (
      select id, status, created_at, row_number() over (partition by person_id order by ${order}) as place
      from enrolments where workspace_id = ${workspaceId} and person_id = any(${personIds}::uuid[])
    ) as found
    where place <= ${perPerson} order by ${order}
  `.execute(db);
  const found = await findEnrolmentRows(
    db,
    workspaceId,
    rows.map((row) => row.id),
  );
  const byId = new Map(found.map((row) => [row.enrolment.id, row]));
  return rows.flatMap((row) => byId.get(row.id) ?? []);
}

export async function findEnrolmentRow(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<EnrolmentRow | null> {
  return (await findEnrolmentRows(db, workspaceId, [id]))[0] ?? null;
}

async function findEnrolmentRows(db: Db, workspaceId: string, ids: string[]): Promise<EnrolmentRow[]> {
  const rows = await db
    .selectFrom('enrolments as e')
    .innerJoin('users as u', 'u.id', 'e.assignee_id')
    .selectAll('e')
    .select('u.name as assignee_name')
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('enrolments as o')
            .whereRef('o.workspace_id', '=', 'e.workspace_id')
            .whereRef('o.campaign_id', '=', 'e.campaign_id')
            .whereRef('o.person_id', '=', 'e.person_id')
            .whereRef('o.id', '<>', 'e.id')
            .where('o.status', '=', 'active'),
        )
        .as('enrolled_again'),
    )
    .where('e.workspace_id', '=', workspaceId)
    .where((eb) => eb('e.id', '=', eb.fn.any(sql<string[]>`${ids}::uuid[]`)))
    .execute();
  return rows.map((row) => ({
    enrolment: toEnrolment(row),
    assigneeName: row.assignee_name,
    enrolledAgain: Boolean(row.enrolled_again),
  }));
}

/** A run and where its person lives. */
export interface RunOfSender {
  enrolment: Enrolment;
  recipient: { timeZone: string | null; country: string | null };
}

/** Runs of a campaign by who sends its mails: those under way, and those that have changed since a moment. */
export async function listRunsOfSenders(
  db: Db,
  workspaceId: string,
  campaignId: string,
  senderIds: string[],
  since: Date,
): Promise<RunOfSender[]> {
  const rows = await selectRuns(db, workspaceId)
    .where('e.campaign_id', '=', campaignId)
    .where((eb) => eb('e.assignee_id', '=', eb.fn.any(sql<string[]>`${senderIds}::uuid[]`)))
    .where((eb) => eb.or([eb('e.status', '=', 'active'), eb('e.updated_at', '>=', since)]))
    .execute();
  return rows.map(toRun);
}

export async function findRun(db: Db, workspaceId: string, id: string): Promise<RunOfSender | null> {
  const row = await selectRuns(db, workspaceId).where('e.id', '=', id).executeTakeFirst();
  return row ? toRun(row) : null;
}

/** The given runs, in no particular order. */
export async function listRuns(db: Db, workspaceId: string, ids: readonly string[]): Promise<RunOfSender[]> {
  const rows = await selectRuns(db, workspaceId)
    .where((eb) => eb('e.id', '=', eb.fn.any(sql<string[]>`${ids}::uuid[]`)))
    .execute();
  return rows.map(toRun);
}

/** Runs with where their people live, to be narrowed. */
export function selectRuns(db: Db, workspaceId: string) {
  return db
    .selectFrom('enrolments as e')
    .innerJoin('people as p', (join) =>
      join.onRef('p.workspace_id', '=', 'e.workspace_id').onRef('p.id', '=', 'e.person_id'),
    )
    .selectAll('e')
    .select(['p.time_zone as recipient_zone', 'p.country as recipient_country'])
    .where('e.workspace_id', '=', workspaceId);
}

type RunRow = Awaited<ReturnType<ReturnType<typeof selectRuns>['execute']>>[number];

export function toRun(row: RunRow): RunOfSender {
  const recipient = { timeZone: row.recipient_zone, country: row.recipient_country };
  return { enrolment: toEnrolment(row), recipient };
}

export function toEnrolment(row: Selectable<EnrolmentsTable>): Enrolment {
  return {
    id: row.id,
    campaignId: row.campaign_id,
    personId: row.person_id,
    assigneeId: row.assignee_id,
    status: row.status,
    startAt: row.start_at.toISOString(),
    timeZone: row.time_zone,
    currentStepId: row.current_step_id,
    ...(Object.keys(row.defaults).length > 0 && { defaults: row.defaults }),
    ...(Object.keys(row.timing).length > 0 && { timing: row.timing }),
    version: row.version,
    ...(row.left_out.length > 0 && { leftOut: row.left_out }),
  };
}

/** Runs of a person that are under way, in the order in which they are locked. */
export async function listActiveRunsOf(db: Db, workspaceId: string, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('enrolments')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .where('status', '=', 'active')
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Runs under way of people with an address at a domain, or below it. */
export async function listActiveRunsAt(
  db: Db,
  workspaceId: string,
  domains: readonly string[],
): Promise<{ id: string; email: string }[]> {
  const ends = domains.flatMap((domain) => [`%@${domain}`, `%.${domain}`]);
  const { rows } = await sql<{ id: string; email: string }>`
    select e.id, p.email from enrolments e join people p on p.workspace_id = e.workspace_id and p.id = e.person_id
    where e.workspace_id = ${workspaceId}::uuid and e.status = 'active'
      and lower(p.email) like any(${ends}::text[])
    order by e.id`.execute(db);
  return rows;
}
