import type { ParsedRequestOf, ResponseOf } from '../../lib/contract/api.ts';
import { fail, ok, type Result } from '../../lib/contract/result.ts';
import { addPeople, noMails } from '../../lib/core/analytics/add.ts';
import { mergeSteps } from '../../lib/core/analytics/steps.ts';
import { periodBounds } from '../../lib/core/period/bounds.ts';
import { daysOf } from '../../lib/core/period/days.ts';
import type { Database } from '../db/open.ts';
import { findMember, listMembers } from '../db/queries/accounts.ts';
import {
  countClosedTasks,
  countMailEvents,
  countRuns,
  countSteps,
  type Scope,
} from '../db/queries/analytics.ts';
import { findCampaign, listCampaignNames } from '../db/queries/campaigns.ts';
import { findTemplateNames } from '../db/queries/templates.ts';
import { type Asker, whoseOf } from '../mails/list.ts';

type Asked = ParsedRequestOf<'analytics.campaigns'>['query'];
interface Counted {
  scope: Scope;
  period: { from: string; to: string; timeZone: string };
}

/** Whose, and between which instants by the calendar of who asks. */
async function scopeOf(
  { kysely }: Database,
  asker: Asker,
  { period, as }: Asked,
  now: Date,
): Promise<Result<Counted>> {
  const whose = whoseOf(asker, as);
  if (!whose.ok) return whose;
  const member = await findMember(kysely, asker.workspaceId, asker.userId);
  const timeZone = member?.timeZone ?? 'UTC';
  const bounds = periodBounds(period, now, timeZone);
  return ok({ scope: { ...whose.value, ...bounds }, period: { ...bounds, timeZone } });
}

/** What came of each campaign, in all and day by day. */
export async function countCampaigns(
  db: Database,
  asker: Asker,
  query: Asked,
  now: Date,
): Promise<Result<ResponseOf<'analytics.campaigns'>>> {
  const counted = await scopeOf(db, asker, query, now);
  if (!counted.ok) return counted;
  const { scope, period } = counted.value;
  const { kysely } = db;
  const byCampaign = mapOf(await countMailEvents(kysely, scope, { kind: 'campaign' }));
  const byDay = mapOf(await countMailEvents(kysely, scope, { kind: 'day', timeZone: period.timeZone }));
  const [all] = await countMailEvents(kysely, scope, { kind: 'all' });
  const runs = await countRuns(kysely, scope);
  const names = await listCampaignNames(kysely, asker.workspaceId, asker.userId);
  const peopleOf = (id: string) => addPeople(runs.filter(({ campaignId }) => campaignId === id));
  return ok({
    ...period,
    campaigns: names.flatMap(({ id, name }) => {
      const mails = byCampaign.get(id);
      const people = peopleOf(id);
      return mails || people.entered > 0 ? [{ id, name, mails: mails ?? noMails, people }] : [];
    }),
    mails: all?.mails ?? noMails,
    people: addPeople(runs),
    days: daysOf(period).map((day) => ({ day, mails: byDay.get(day) ?? noMails })),
  });
}

/** How far those came who came onto a campaign in the period. */
export async function countCampaignSteps(
  db: Database,
  asker: Asker,
  campaignId: string,
  query: Asked,
  now: Date,
): Promise<Result<ResponseOf<'analytics.steps'>>> {
  const counted = await scopeOf(db, asker, query, now);
  if (!counted.ok) return counted;
  const { scope, period } = counted.value;
  const campaign = await findCampaign(db.kysely, asker.workspaceId, campaignId, asker.userId);
  if (!campaign) return fail('NOT_FOUND', 'there is no such campaign');
  const mails = mapOf(await countMailEvents(db.kysely, scope, { kind: 'step', campaignId }));
  const reached = await countSteps(db.kysely, scope, campaignId);
  const runs = await countRuns(db.kysely, scope);
  return ok({
    ...period,
    name: campaign.name,
    people: addPeople(runs.filter((run) => run.campaignId === campaignId)),
    steps: mergeSteps(campaign.days, reached, mails),
  });
}

/** What came of the mails of each template, by their names. */
export async function countTemplates(
  db: Database,
  asker: Asker,
  query: Asked,
  now: Date,
): Promise<Result<ResponseOf<'analytics.templates'>>> {
  const counted = await scopeOf(db, asker, query, now);
  if (!counted.ok) return counted;
  const { scope, period } = counted.value;
  const mails = mapOf(await countMailEvents(db.kysely, scope, { kind: 'template' }));
  const names = await findTemplateNames(db.kysely, asker, [...mails.keys()]);
  const templates = names.map(({ id, name }) => ({ id, name, mails: mails.get(id) ?? noMails }));
  return ok({ ...period, templates: templates.sort(byName) });
}

/** What came of the work of each user, by their names. */
export async function countUsers(
  db: Database,
  asker: Asker,
  query: Asked,
  now: Date,
): Promise<Result<ResponseOf<'analytics.users'>>> {
  const counted = await scopeOf(db, asker, query, now);
  if (!counted.ok) return counted;
  const { scope, period } = counted.value;
  const mails = mapOf(await countMailEvents(db.kysely, scope, { kind: 'user' }));
  const closed = new Map((await countClosedTasks(db.kysely, scope)).map((row) => [row.userId, row]));
  const members = await listMembers(db.kysely, asker.workspaceId);
  return ok({
    ...period,
    users: members.flatMap(({ id, name }) => {
      const own = mails.get(id);
      const tasks = closed.get(id);
      if (!own && !tasks) return [];
      return [{ id, name, mails: own ?? noMails, done: tasks?.done ?? 0, skipped: tasks?.skipped ?? 0 }];
    }),
  });
}

const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name);

function mapOf<T>(rows: { key: string | null; mails: T }[]): Map<string, T> {
  return new Map(rows.flatMap(({ key, mails }) => (key === null ? [] : [[key, mails]])));
}
