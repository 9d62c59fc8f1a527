import { randomUUID } from 'node:crypto';
import type { CompanyRule } from '../../lib/contract/campaign.ts';
import { companyDomain, companyDomains, isSameCompany } from '../../lib/core/inbound/company.ts';
import type { Hold } from '../../lib/core/schedule/run.ts';
import type { Tx } from '../db/open.ts';
import { getCompanyDomains } from '../db/queries/company-domains.ts';
import { listActiveRunsAt } from '../db/queries/enrolments.ts';
import { findPerson } from '../db/queries/people.ts';
import { handToUser } from './hand-to-user.ts';
import { type LockedRun, type RunNews, type Told, writeEvent } from './run-events.ts';

const dayMs = 86_400_000;

/** Runs under way of everybody at the company of a person, in the order in which they are locked. */
export async function listRunsAtCompany(tx: Tx, workspaceId: string, personId: string): Promise<string[]> {
  const email = (await findPerson(tx, workspaceId, personId))?.email ?? '';
  // Who writes from a provider for everybody is of no company, whatever is kept of any.
  if (companyDomain(email) === null) return [];
  const companies = await getCompanyDomains(tx, workspaceId);
  const domains = companyDomains(email, companies);
  const there = await listActiveRunsAt(tx, workspaceId, domains);
  return there.filter((one) => isSameCompany(one.email, email, companies)).map(({ id }) => id);
}

/** What became of runs at a company, with the ids of the events that say so. */
export interface CompanyHeld extends Told {
  events: string[];
}

/**
 * What an answer does to the runs of others at the same company, each as its own campaign says; told with the name of
 * who has answered.
 *
 * @param runs - of the company, all locked; those of who has answered may be among them
 */
export async function holdCompany(
  tx: Tx,
  workspaceId: string,
  runs: Iterable<LockedRun>,
  answer: RunNews,
  now: Date,
): Promise<CompanyHeld> {
  const held: CompanyHeld = { tasks: [], activities: [], events: [] };
  const ruled = [...runs].flatMap((run) => {
    const rule = run.campaign.settings.onCompanyReply;
    const { personId, status } = run.enrolment;
    return rule && personId !== answer.personId && status === 'active' ? [{ run, rule }] : [];
  });
  const answerer = ruled.length > 0 ? await findPerson(tx, workspaceId, answer.personId) : null;
  if (!answerer) return held;
  const name = `${answerer.firstName} ${answerer.lastName}`.trim() || (answerer.email ?? '');
  for (const { run, rule } of ruled) {
    const news = newsOf(run, answer, name);
    const told = await apply(tx, workspaceId, run, { rule, news }, now);
    held.tasks.push(...told.tasks);
    held.activities.push(...told.activities);
    held.events.push(news.id);
  }
  return held;
}

/** What was seen is told as of each run's user; what somebody says, as said by them. */
function newsOf({ enrolment, campaign }: LockedRun, answer: RunNews, note: string): RunNews {
  const { source, at } = answer;
  const byUserId = source === 'hand' ? answer.byUserId : enrolment.assigneeId;
  return { id: randomUUID(), source, personId: enrolment.personId, at, byUserId, title: campaign.name, note };
}

async function apply(
  tx: Tx,
  workspaceId: string,
  run: LockedRun,
  { rule, news }: { rule: CompanyRule; news: RunNews },
  now: Date,
): Promise<Told> {
  const { enrolment } = run;
  const trouble = { code: 'COMPANY_REPLIED', message: news.note ?? '' };
  const made = rule.act === 'task' ? await handToUser(tx, workspaceId, enrolment.id, trouble, now) : null;
  const after = rule.act === 'stop' ? ({ ...enrolment, status: 'stopped' } as const) : enrolment;
  const hold = rule.act === 'pause' ? holdFrom(news.at, rule.days) : null;
  const happened = {
    kind: 'company',
    run,
    after,
    news,
    ...(hold && { hold }),
    ...(made?.handed && { beside: { handed: made.handed } }),
  } as const;
  const told = await writeEvent(tx, workspaceId, happened, now);
  return { ...told, tasks: [...(made?.tasks ?? []), ...told.tasks] };
}

function holdFrom(from: string, days: number): Hold {
  return { from, until: new Date(Date.parse(from) + days * dayMs).toISOString() };
}
