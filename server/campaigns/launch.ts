import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Campaign, Enrolment, Launch, LaunchReport } from '../../lib/contract/campaign.ts';
import type { ErrorCode } from '../../lib/contract/errors.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { Result } from '../../lib/contract/result.ts';
import { fail, ok } from '../../lib/contract/result.ts';
import { advanceEnrolment, stepsInOrder } from '../../lib/core/campaign/advance.ts';
import type { Database, Tx } from '../db/open.ts';
import { insertActivities } from '../db/queries/activities.ts';
import { findCampaign } from '../db/queries/campaigns.ts';
import { recordChanges } from '../db/queries/changes.ts';
import { insertEnrolments } from '../db/queries/enrolments.ts';
import { findPeople } from '../db/queries/people.ts';
import type { TaskDraft } from '../db/queries/tasks.ts';
import { insertTasks } from '../db/queries/tasks.ts';
import { withTransaction } from '../db/transaction.ts';
import { horizonAt } from '../sync/horizon.ts';
import { draftRunActivity, draftTask } from './effects.ts';

type LaunchInput = z.output<typeof Launch> & {
  campaignId: string /** Who launches, and gets the tasks. */;
  userId: string;
};
type Report = z.output<typeof LaunchReport>;
type Refusal = Report['refused'][number];

/** One person's run before it is written. */
interface Prepared {
  enrolment: Enrolment;
  tasks: TaskDraft[];
}

/**
 * Enrols people: each gets an enrolment and the first step's task, due in the launching user's zone (in the future
 * if the start is). Who cannot be enrolled is refused one by one with the reason, the others go ahead: `NOT_FOUND`,
 * `PERSON_NOT_REACHABLE` (the campaign opens with an email and there is no address), `ALREADY_ENROLLED`.
 *
 * @param input - at most 200 people; a person named twice is enrolled once
 * @returns both lists in the order of the request; `NOT_FOUND` or `CAMPAIGN_EMPTY` if nobody can be enrolled at all
 */
export async function launchCampaign(
  db: Database,
  workspaceId: string,
  input: LaunchInput,
  now: Date,
): Promise<Result<Report>> {
  return await withTransaction(db, async (tx) => {
    const campaign = await findCampaign(tx, workspaceId, input.campaignId);
    if (!campaign) return fail('NOT_FOUND', 'there is no such campaign');
    if (stepsInOrder(campaign).length === 0)
      return fail('CAMPAIGN_EMPTY', `“${campaign.name}” has no steps yet`);
    return ok(await enrol(tx, workspaceId, campaign, input, now));
  });
}

async function enrol(
  tx: Tx,
  workspaceId: string,
  campaign: Campaign,
  input: LaunchInput,
  now: Date,
): Promise<Report> {
  const personIds = [...new Set(input.personIds)];
  const found = await findPeople(tx, workspaceId, personIds);
  const people = new Map(found.map((person) => [person.id, person]));
  const refused: Refusal[] = [];
  const prepared: Prepared[] = [];
  for (const personId of personIds) {
    const refusal = refusalOf(campaign, personId, people.get(personId));
    if (refusal) refused.push(refusal);
    else prepared.push(prepare(campaign, personId, input));
  }
  const added = await insertEnrolments(
    tx,
    workspaceId,
    prepared.map((run) => run.enrolment),
    now,
  );
  const enrolled = prepared.filter((run) => added.has(run.enrolment.id));
  for (const { enrolment } of prepared.filter((run) => !added.has(run.enrolment.id))) {
    refused.push(
      refuse(
        enrolment.personId,
        'ALREADY_ENROLLED',
        `${nameOf(people.get(enrolment.personId))} is on “${campaign.name}” already`,
      ),
    );
  }
  await saveRuns(tx, workspaceId, campaign, enrolled, now);
  const place = new Map(personIds.map((personId, index) => [personId, index]));
  refused.sort((a, b) => (place.get(a.personId) ?? 0) - (place.get(b.personId) ?? 0));
  return { enrolled: enrolled.map((run) => run.enrolment), refused };
}

function refusalOf(campaign: Campaign, personId: string, person: Person | undefined): Refusal | null {
  if (!person) return refuse(personId, 'NOT_FOUND', 'there is no such person');
  const first = stepsInOrder(campaign)[0];
  if (first?.step.type === 'email' && person.email === null) {
    return refuse(
      personId,
      'PERSON_NOT_REACHABLE',
      `${nameOf(person)} has no address, and “${campaign.name}” opens with an email`,
    );
  }
  return null;
}

function prepare(campaign: Campaign, personId: string, input: LaunchInput): Prepared {
  const planned = advanceEnrolment(
    {
      id: randomUUID(),
      campaignId: campaign.id,
      personId,
      assigneeId: input.userId,
      status: 'active',
      startAt: new Date(input.startAt).toISOString(),
      timeZone: input.timeZone,
      shiftDays: 0,
      currentStepId: null,
    },
    campaign,
    { kind: 'started' },
  );
  if (!planned.ok) throw new Error(`expected a campaign with steps to start, got ${planned.code}`);
  const { enrolment, effects } = planned.value;
  const tasks = effects.flatMap((effect) =>
    effect.type === 'createTask' ? [draftTask(campaign, enrolment, effect)] : [],
  );
  return { enrolment, tasks };
}

async function saveRuns(
  tx: Tx,
  workspaceId: string,
  campaign: Campaign,
  runs: Prepared[],
  now: Date,
): Promise<void> {
  if (runs.length === 0) return;
  const tasks = runs.flatMap((run) => run.tasks);
  const activities = runs.map((run) =>
    draftRunActivity('campaign.started', campaign, run.enrolment, now.toISOString()),
  );
  await insertTasks(tx, workspaceId, tasks, now);
  await insertActivities(tx, workspaceId, activities);
  await recordChanges(tx, workspaceId, {
    tasks: tasks.map((task) => ({ id: task.id, userId: task.assigneeId, appeared: true })),
    activities: activities.map((activity) => activity.id),
    horizon: horizonAt(now),
  });
}

function refuse(personId: string, code: ErrorCode, message: string): Refusal {
  return { personId, code, message };
}

function nameOf(person: Person | undefined): string {
  return person ? `${person.firstName} ${person.lastName}`.trim() : 'this person';
}
