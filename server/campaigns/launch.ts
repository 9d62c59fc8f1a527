import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Campaign, Enrolment, FirstEmail, Launch, LaunchReport } from '../../lib/contract/campaign.ts';
import type { CampaignSheet } from '../../lib/contract/campaign-authoring.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { Result } from '../../lib/contract/result.ts';
import { ok } from '../../lib/contract/result.ts';
import { advanceEnrolment } from '../../lib/core/campaign/advance.ts';
import { startOf } from '../../lib/core/campaign/launch-start.ts';
import { runIdOf } from '../../lib/core/campaign/run-id.ts';
import type { RunPlan } from '../../lib/core/schedule/plan.ts';
import type { Place } from '../../lib/core/schedule/spread.ts';
import type { Database, Tx } from '../db/open.ts';
import { savePlaces } from '../db/queries/absences.ts';
import { lockMember } from '../db/queries/accounts.ts';
import { insertActivities } from '../db/queries/activities.ts';
import { lockSheet } from '../db/queries/campaign-sheets.ts';
import { type ChangedTask, recordChanges } from '../db/queries/changes.ts';
import { insertEnrolments } from '../db/queries/enrolments.ts';
import { lockPeople, savePerson } from '../db/queries/people.ts';
import { findTasksNaming, insertTasks, type TaskDraft } from '../db/queries/tasks.ts';
import { withTransaction } from '../db/transaction.ts';
import { atCompanies } from '../people/companies.ts';
import { horizonAt } from '../sync/horizon.ts';
import { findEligible, refuseEnrolled } from './candidates.ts';
import { draftRunActivity, draftTask, lookAtOf } from './effects.ts';
import { refuseFirstEmails, withFirstEmail } from './first-emails.ts';
import { decideLaunch, type Taken } from './gate.ts';
import { findBegun, peopleOf } from './launch-parts.ts';
import { refuseTooMuch } from './limits.ts';
import { planToGiveDays } from './plan-runs.ts';
import { refuseLaunch, unknownCampaign } from './refusals.ts';
import { refuseSameAddress } from './same-address.ts';
import { withStandIns } from './stand-ins.ts';

export type LaunchInput = z.output<typeof Launch> & {
  campaignId: string;
  /** Who launches, and gets the tasks. */
  userId: string;
};
type Report = z.output<typeof LaunchReport>;

/** One person's run before it is written. */
interface Prepared {
  person: Person;
  enrolment: Enrolment;
  /** When the run must be looked at. */
  lookAt: string | null;
  tasks: TaskDraft[];
  /** Days after an absence that it has got. */
  places: Place[];
}

/**
 * Enrols people: each gets an enrolment and the first step's task, due when the plan of their run says. Who cannot be
 * enrolled is refused one by one with the reason, the others go ahead: `NOT_FOUND`, `PERSON_NOT_REACHABLE` (the campaign
 * opens with an email and there is no address), `CONSENT_WITHDRAWN` (the person does not want to hear from sales,
 * and not all the campaign's mail is non-commercial),
 * `DOMAIN_BLOCKED` (the workspace writes to nobody at the domain of their address),
 * `ALREADY_ENROLLED`, `SAME_ADDRESS` (the campaign has mail, and somebody before them or inside gets it at their address),
 * `FIELD_MISSING` (a mail of the campaign lacks a value and nothing was chosen for it). A repeat enrols nobody twice; launches into one campaign, and those of one user, happen
 * one after another.
 *
 * @param input - as many people as `mostPerLaunch` says; a person named twice is enrolled once; with `part` only those of
 *   the part are, and told of
 * @returns the lists in the order of the request; `NOT_FOUND`, `CAMPAIGN_ARCHIVED`, `CAMPAIGN_EMPTY` or `LIMIT_REACHED` (one of
 *   the workspace's limits, named in `fields`) if nobody can be enrolled at all, `INVALID_INPUT` when a choice cannot be, a text cannot be
 *   printed or a first email cannot go out as written; then nothing is written
 */
export async function launchCampaign(
  db: Database,
  workspaceId: string,
  input: LaunchInput,
  now: Date,
): Promise<Result<Report>> {
  return await withTransaction(db, async (tx) => {
    // The user first: their launches of a day are counted over all campaigns.
    await lockMember(tx, workspaceId, input.userId);
    const campaign = await lockSheet(tx, workspaceId, input.campaignId, input.userId);
    if (!campaign) return unknownCampaign();
    const closed = refuseLaunch(campaign);
    if (closed) return closed;
    const personIds = [...new Set(input.personIds)];
    const begun = await findBegun(tx, workspaceId, { ...input, personIds });
    if (!begun.ok) return begun;
    const { runs, at } = begun.value;
    const size = { ...input, people: personIds.length, hasBegun: at !== null };
    const tooMuch = await refuseTooMuch(tx, workspaceId, size, now);
    if (tooMuch) return tooMuch;
    // All parts are of the moment of the first.
    return await enrol(tx, workspaceId, campaign, { ...input, personIds, earlier: runs }, at ?? now);
  });
}

/** A launch whose people are named once each. */
type LaunchOnce = LaunchInput & {
  /** Runs that are written already, by person. */
  earlier: ReadonlyMap<string, Enrolment>;
};

async function enrol(
  tx: Tx,
  workspaceId: string,
  campaign: CampaignSheet,
  input: LaunchOnce,
  now: Date,
): Promise<Result<Report>> {
  const wrong = refuseFirstEmails(campaign, input.firstEmails ?? []);
  if (wrong) return wrong;
  const { personIds, earlier } = input;
  const { enrolled: own, planned } = peopleOf(personIds, input.part);
  const edited = input.choices.filter(hasEdit).map(({ personId }) => personId);
  if (edited.length > 0) await lockPeople(tx, workspaceId, edited);
  const asked = planned.filter((personId) => !earlier.has(personId));
  const candidates = await findEligible(tx, workspaceId, campaign, asked);
  const decided = await decideLaunch(tx, workspaceId, campaign, candidates.people, input);
  if (!decided.ok) return decided;
  const { skipped, refused } = decided.value;
  const fit = decided.value.taken.map(({ person }) => person);
  const same = await refuseSameAddress(tx, workspaceId, campaign, fit, new Set(earlier.keys()));
  const isSame = new Set(same.map(({ personId }) => personId));
  const taken = decided.value.taken.filter(({ person }) => !isSame.has(person.id));
  const changed = decided.value.changed.filter(({ id }) => !isSame.has(id));
  const prepared = await prepare(tx, workspaceId, campaign, { taken, own }, input, now);
  const runs = prepared.map(({ enrolment, lookAt }) => ({
    enrolment: { ...enrolment, version: campaign.version },
    lookAt,
  }));
  const added = await insertEnrolments(tx, workspaceId, runs, now);
  const enrolled = prepared.filter((run) => added.has(run.enrolment.id));
  const late = prepared.filter((run) => !added.has(run.enrolment.id));
  const ownChanged = changed.filter(({ id }) => own.has(id));
  await save(tx, workspaceId, { campaign, runs: enrolled, changed: ownChanged }, now);
  const place = new Map(personIds.map((personId, index) => [personId, index]));
  const inOrder = <T extends { personId: string }>(ofPeople: readonly T[]): T[] =>
    ofPeople
      .filter(({ personId }) => own.has(personId))
      .sort((a, b) => (place.get(a.personId) ?? 0) - (place.get(b.personId) ?? 0));
  const everyRefusal = [
    ...candidates.refused,
    ...refused,
    ...same,
    ...late.map(({ person }) => refuseEnrolled(campaign, person)),
  ];
  return ok({
    enrolled: inOrder([
      ...earlier.values(),
      ...enrolled.map((run) => ({ ...run.enrolment, version: campaign.version })),
    ]),
    refused: inOrder(everyRefusal),
    skipped: skipped.filter((personId) => own.has(personId)),
  });
}

function hasEdit({ fields }: LaunchInput['choices'][number]): boolean {
  return Object.values(fields).some(({ type }) => type === 'edit');
}

async function prepare(
  tx: Tx,
  workspaceId: string,
  campaign: Campaign,
  { taken, own }: { taken: readonly Taken[]; own: ReadonlySet<string> },
  input: LaunchInput,
  now: Date,
): Promise<Prepared[]> {
  const runs = draftRuns(campaign, taken, input, now);
  const planned = runs.map(({ person, enrolment }) => ({ enrolment, recipient: person }));
  const { plans, places } = await planToGiveDays(tx, workspaceId, campaign, planned, now);
  const written = new Map(input.firstEmails?.map((email) => [email.personId, email]));
  const ownRuns = runs.filter(({ person }) => own.has(person.id));
  return ownRuns.map((run) => {
    const plan = plans.get(run.enrolment.id);
    if (!plan) throw new Error(`expected a plan of enrolment ${run.enrolment.id}`);
    const own = places.filter(({ runId }) => runId === run.enrolment.id);
    return { ...begin(campaign, run, plan, written.get(run.person.id)), places: own };
  });
}

type Drafted = Omit<Prepared, 'tasks' | 'lookAt' | 'places'>;

/** Runs in the order of their people, and of their ids, which is the order in which mails of one moment leave. */
export function draftRuns(
  campaign: Campaign,
  taken: readonly Pick<Taken, 'person' | 'defaults'>[],
  input: Pick<LaunchInput, 'personIds' | 'startAt' | 'timeZone' | 'timing' | 'userId' | 'part'>,
  now: Date,
): Drafted[] {
  const { userId, timeZone, timing = {} } = input;
  const ids = idsOf(taken, input);
  return taken.map(({ person, defaults }, index) => ({
    person,
    enrolment: {
      id: ids[index] ?? randomUUID(),
      campaignId: campaign.id,
      personId: person.id,
      assigneeId: userId,
      status: 'active',
      startAt: startOf(input, person.timeZone, now),
      timeZone,
      currentStepId: null,
      ...(Object.keys(defaults).length > 0 && { defaults }),
      ...(Object.keys(timing).length > 0 && { timing }),
    },
  }));
}

function idsOf(
  taken: readonly Pick<Taken, 'person'>[],
  { personIds, part }: Pick<LaunchInput, 'personIds' | 'part'>,
): string[] {
  if (!part) return Array.from(taken, () => randomUUID()).sort();
  const place = new Map(personIds.map((personId, index) => [personId, index]));
  return taken.map(({ person }) => runIdOf(part.launchId, place.get(person.id) ?? 0));
}

function begin(
  campaign: Campaign,
  { person, enrolment: drafted }: Drafted,
  plan: RunPlan,
  written: FirstEmail | undefined,
): Omit<Prepared, 'places'> {
  const started = advanceEnrolment(drafted, { kind: 'started', plan });
  if (!started.ok) throw new Error(`expected a campaign with steps to start, got ${started.code}`);
  const { enrolment, effects } = started.value;
  const tasks = effects.flatMap((effect) => {
    if (effect.type !== 'createTask') return [];
    const task = draftTask(campaign, enrolment, effect, person.language);
    return [{ ...task, email: task.email && withFirstEmail(task.email, written) }];
  });
  return { person, enrolment, tasks, lookAt: lookAtOf(effects) };
}

interface Launched {
  campaign: Campaign;
  runs: Prepared[];
  /** People whose values were given with the launch. */
  changed: Person[];
}

/** Writes the runs and the people's new values, and tells the devices. */
async function save(
  tx: Tx,
  workspaceId: string,
  { campaign, runs, changed }: Launched,
  now: Date,
): Promise<void> {
  if (runs.length === 0 && changed.length === 0) return;
  // Before the new tasks are there: those are told anyway.
  const naming = await savePeople(tx, workspaceId, changed, now);
  const drafted = runs.flatMap((run) => run.tasks);
  const tasks = await withStandIns(tx, workspaceId, drafted, campaign, now);
  const activities = runs.map((run) =>
    draftRunActivity('campaign.started', campaign, run.enrolment, now.toISOString()),
  );
  if (runs.length > 0) {
    await savePlaces(
      tx,
      workspaceId,
      runs.flatMap(({ places }) => places),
    );
    await insertTasks(tx, workspaceId, tasks, now);
    await insertActivities(tx, workspaceId, activities);
  }
  await recordChanges(tx, workspaceId, {
    people: changed.map(({ id }) => id),
    tasks: [...naming, ...tasks.map((task) => ({ id: task.id, userId: task.assigneeId, appeared: true }))],
    activities: activities.map((activity) => activity.id),
    horizon: horizonAt(now),
  });
}

/** @returns the tasks that show one of these people */
async function savePeople(
  tx: Tx,
  workspaceId: string,
  changed: readonly Person[],
  now: Date,
): Promise<ChangedTask[]> {
  for (const person of await atCompanies(tx, workspaceId, changed, now))
    await savePerson(tx, workspaceId, person, now);
  const ids = changed.map(({ id }) => id);
  return await findTasksNaming(tx, workspaceId, ids, horizonAt(now).closedSince);
}
