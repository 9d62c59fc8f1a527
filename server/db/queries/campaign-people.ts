import { sql } from 'kysely';
import type { PeopleView } from '../../../lib/contract/launch-api.ts';
import type { Db } from '../open.ts';
import { type EnrolmentRow, toEnrolment } from './enrolments.ts';

/** A run with who it is about. */
export interface PersonOnCampaign {
  row: EnrolmentRow;
  name: string;
  email: string | null;
  companyName: string | null;
}

export interface PeopleOnCampaignQuery {
  view: PeopleView;
  search?: string | undefined;
  limit: number;
  offset: number;
}

/** People on a campaign, those inside first, then the newest; and how many there are of the kind. */
export async function listPeopleOn(
  db: Db,
  workspaceId: string,
  campaignId: string,
  { view, search = '', limit, offset }: PeopleOnCampaignQuery,
): Promise<{ people: PersonOnCampaign[]; total: number }> {
  let found = db
    .selectFrom('enrolments as e')
    .innerJoin('people as p', (join) =>
      join.onRef('p.workspace_id', '=', 'e.workspace_id').onRef('p.id', '=', 'e.person_id'),
    )
    .where('e.workspace_id', '=', workspaceId)
    .where('e.campaign_id', '=', campaignId);
  if (view !== 'all') found = found.where('e.status', view === 'inside' ? '=' : '<>', 'active');
  for (const word of search.toLowerCase().split(/\s+/).filter(Boolean))
    found = found.where(
      sql<boolean>`strpos(lower(concat_ws(' ', p.first_name, p.last_name, p.email, p.company_name)), ${word}) > 0`,
    );
  const rows = await found
    .innerJoin('users as u', 'u.id', 'e.assignee_id')
    .selectAll('e')
    .select(['p.first_name', 'p.last_name', 'p.email', 'p.company_name', 'u.name as assignee_name'])
    .select(
      sql<boolean>`exists (select from enrolments o where o.workspace_id = e.workspace_id
        and o.campaign_id = e.campaign_id and o.person_id = e.person_id and o.id <> e.id
        and o.status = 'active')`.as('enrolled_again'),
    )
    .orderBy(sql`(e.status = 'active')`, 'desc')
    .orderBy('e.created_at', 'desc')
    .orderBy(sql`lower(p.last_name)`)
    .orderBy('e.id')
    .limit(limit)
    .offset(offset)
    .execute();
  const count = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const people = rows.map((row) => ({
    row: {
      enrolment: toEnrolment(row),
      assigneeName: row.assignee_name,
      enrolledAgain: Boolean(row.enrolled_again),
    },
    name: `${row.first_name} ${row.last_name}`.trim(),
    email: row.email,
    companyName: row.company_name,
  }));
  return { people, total: Number(count.total) };
}

/** Names of other campaigns that people are inside, by person; of whom there is none there is no entry. */
export async function listOtherCampaigns(
  db: Db,
  workspaceId: string,
  campaignId: string,
  personIds: readonly string[],
): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ person_id: string; name: string }>`
    select e.person_id, c.name from enrolments e
    join campaigns c on c.workspace_id = e.workspace_id and c.id = e.campaign_id
    where e.workspace_id = ${workspaceId}::uuid and e.status = 'active' and e.campaign_id <> ${campaignId}::uuid
      and e.person_id = any(${[...personIds]}::uuid[])
    order by lower(c.name), c.id
  `.execute(db);
  const names = new Map<string, string[]>();
  for (const { person_id, name } of rows) names.set(person_id, [...(names.get(person_id) ?? []), name]);
  return names;
}
