import type { z } from 'zod';
import type { Campaign, LaunchReport } from '../../lib/contract/campaign.ts';
import type { LaunchPlanned } from '../../lib/contract/plan.ts';
import type {
  Rehearsal,
  RehearsedEvent,
  RehearsedMessage,
  RehearsedRun,
  RehearsedStep,
} from '../../lib/contract/rehearsal.ts';
import { stepsInOrder } from '../../lib/core/campaign/steps.ts';
import { addUp } from '../../lib/core/rehearsal/add-up.ts';
import type { SendState } from '../../lib/core/send/state.ts';
import type { LaunchInput } from '../campaigns/launch.ts';
import { nameOf } from '../campaigns/person-name.ts';
import { planRunsOf } from '../campaigns/plan-runs.ts';
import type { Database } from '../db/open.ts';
import { findCampaigns } from '../db/queries/campaigns.ts';
import { findRun } from '../db/queries/enrolments.ts';
import { findPeople } from '../db/queries/people.ts';
import {
  countEnds,
  type EndedSend,
  type EndedTask,
  listEndedSends,
  listEndedTasks,
} from '../db/queries/rehearsal.ts';
import type { HandWork } from './hand-work.ts';
import type { RehearsalPlan } from './rehearse.ts';
import type { World, WorldEvent } from './world.ts';

type Preview = z.output<typeof LaunchPlanned>['plans'][number];

/** A launch with what was planned before it and what it came to. */
export interface Launched {
  input: LaunchInput;
  plans: Preview[];
  outcome: z.output<typeof LaunchReport>;
}

/** Something that the world has done. */
export interface Told extends WorldEvent {
  taskId: string;
  /** The server did something with it. */
  acted: boolean;
}

/** What a rehearsal has left behind. */
export interface Left {
  db: Database;
  workspaceId: string;
  plan: RehearsalPlan;
  launched: Launched[];
  cutOff: boolean;
  world: World;
  hands: HandWork;
  told: Told[];
  faults: unknown[];
  now: Date;
}

/** Reads all that was planned and all that has happened, and compares. */
export async function report(left: Left): Promise<Rehearsal> {
  const { db, workspaceId, plan, launched, world, told, hands, faults, now } = left;
  const tasks = await listEndedTasks(db.kysely, workspaceId);
  const sends = await listEndedSends(db.kysely, workspaceId);
  const ends = await countEnds(db.kysely, workspaceId);
  const statuses = new Map(ends.runs.map(({ id, status }) => [id, status]));
  const runs = await listRuns(left, { tasks, sends, statuses });
  const of = (kind: Told['kind']) => told.filter((event) => event.kind === kind).length;
  const sum = (count: (one: Launched) => number) => launched.reduce((all, one) => all + count(one), 0);
  const { counts, checks } = addUp({
    launches: {
      asked: sum(({ input }) => new Set(input.personIds).size),
      refused: sum(({ outcome }) => outcome.refused.length),
      skipped: sum(({ outcome }) => outcome.skipped.length),
      enrolled: sum(({ outcome }) => outcome.enrolled.length),
    },
    runs: ends.runs.map(({ status }) => status),
    sends: sends.map(({ state, attempt, taskId }) => ({ state, attempt, forTask: taskId !== null })),
    tasks,
    replies: ends.replies,
    steps: runs.map(({ steps }) => steps),
    world: {
      delivered: world.book.taken + world.book.takenByHand,
      byHand: world.book.takenByHand,
      deferrals: world.book.deferrals,
      bounces: of('bounce'),
      replies: of('reply'),
      outOfOffice: of('outOfOffice'),
      opened: of('opened'),
      clicked: of('clicked'),
      scanned: of('scanned'),
      afterBounce: world.book.afterBounce,
      taken: world.book.taken,
      offered: world.book.offered,
      doubled: world.book.doubled,
      repliesTold: told.filter(({ kind, acted }) => kind === 'reply' && acted).length,
    },
    faults: faults.length,
    undisturbed: plan.work.kind === 'atDue' && Object.values(plan.mix).every((share) => share === 0),
  });
  return {
    seed: plan.seed,
    startedAt: plan.startAt.toISOString(),
    endedAt: now.toISOString(),
    cutOff: left.cutOff,
    counts,
    checks,
    addsUp: checks.every(({ ok }) => ok),
    runs,
    messages: listMessages(launched, tasks, sends, hands),
  };
}

/** What the server’s books say at the end. */
interface Ends {
  tasks: readonly EndedTask[];
  sends: readonly EndedSend[];
  statuses: ReadonlyMap<string, RehearsedRun['status']>;
}

async function listRuns(left: Left, ends: Ends): Promise<RehearsedRun[]> {
  const runs: RehearsedRun[] = [];
  for (const launched of left.launched) runs.push(...(await runsOf(left, launched, ends)));
  return runs;
}

async function runsOf(
  { db, workspaceId, world, told, now }: Left,
  { input, plans, outcome }: Launched,
  { tasks, sends, statuses }: Ends,
): Promise<RehearsedRun[]> {
  const [campaign] = await findCampaigns(db.kysely, workspaceId, [input.campaignId]);
  if (!campaign) throw new Error(`expected campaign ${input.campaignId}`);
  const found: NonNullable<Awaited<ReturnType<typeof findRun>>>[] = [];
  for (const { id } of outcome.enrolled) {
    const run = await findRun(db.kysely, workspaceId, id);
    if (run) found.push(run);
  }
  const lived = await planRunsOf(db.kysely, workspaceId, campaign, found, now);
  const people = await findPeople(db.kysely, workspaceId, [...new Set(input.personIds)]);
  const refusals = new Map(outcome.refused.map(({ personId, message }) => [personId, message]));
  const preview = new Map(plans.map((one) => [one.personId, one]));
  return people.map((person): RehearsedRun => {
    const enrolment = outcome.enrolled.find(({ personId }) => personId === person.id);
    const planned = enrolment && preview.get(person.id);
    const own = tasks.filter(({ enrolmentId }) => enrolmentId === enrolment?.id);
    const taskIds = new Set(own.map(({ id }) => id));
    const mails = new Set(sends.flatMap((send) => (taskIds.has(send.taskId ?? '') ? send.messageId : [])));
    const events = told.filter(({ taskId }) => taskIds.has(taskId)).map(eventOf);
    const answers = world.refusals.flatMap(({ at, detail, messageId }): RehearsedEvent[] =>
      mails.has(messageId) ? [{ at, kind: 'answered', detail, messageId, effect: 'acted' }] : [],
    );
    return {
      campaignId: campaign.id,
      campaignName: campaign.name,
      personId: person.id,
      personName: nameOf(person),
      email: person.email,
      fate: world.fateOf(person.email),
      status: enrolment ? (statuses.get(enrolment.id) ?? null) : null,
      refusal: enrolment ? null : (refusals.get(person.id) ?? 'left out by a choice'),
      timeZone: planned?.timeZone ?? input.timeZone,
      steps: planned ? stepsOf(campaign, planned, own, enrolment && lived.get(enrolment.id)) : [],
      events: [...events, ...answers].sort((a, b) => (a.at < b.at ? -1 : 1)),
    };
  });
}

function eventOf({ at, kind, detail, messageId, acted }: Told): RehearsedEvent {
  return { at: at.toISOString(), kind, detail, messageId, effect: acted ? 'acted' : 'shown' };
}

function stepsOf(
  campaign: Pick<Campaign, 'days'>,
  { lines }: Preview,
  tasks: readonly EndedTask[],
  lived: { steps: { step: { id: string }; at: string; moves: RehearsedStep['moves'] }[] } | undefined,
): RehearsedStep[] {
  const byId = new Map(stepsInOrder(campaign).map((placed) => [placed.step.id, placed.step]));
  return lines.flatMap((line) => {
    const step = byId.get(line.stepId);
    if (!step) return [];
    const task = tasks.findLast(({ stepId }) => stepId === line.stepId);
    const then = lived?.steps.find((one) => one.step.id === line.stepId);
    return [
      {
        stepId: line.stepId,
        type: step.type,
        title: step.title,
        dayNumber: line.dayNumber,
        stepNumber: line.stepNumber,
        kind: line.kind,
        plannedAt: line.at,
        moves: line.moves,
        dueAt: task?.dueAt ?? null,
        ...(task && then && task.dueAt !== line.at && { dueMoves: then.moves }),
        closedAt: task?.closedAt ?? null,
        outcome: outcomeOf(task),
        trouble: task?.trouble ?? null,
      },
    ];
  });
}

function outcomeOf(task: EndedTask | undefined): RehearsedStep['outcome'] {
  if (!task) return 'notReached';
  if (task.status === 'done') return task.byServer ? 'sent' : 'done';
  if (task.status === 'open') return task.passed ? 'passed' : 'open';
  return task.status;
}

const outcomes = {
  planned: 'waiting',
  claimed: 'waiting',
  handing_over: 'waiting',
  deferred: 'waiting',
  accepted: 'accepted',
  rejected: 'rejected',
  bounced: 'accepted',
  complained: 'accepted',
  unsure: 'unsure',
  cancelled: 'cancelled',
  held: 'held',
} as const satisfies Record<SendState, RehearsedMessage['outcome']>;

/** Each message once, however many got it; copies to others show the same. */
function listMessages(
  launched: readonly Launched[],
  tasks: readonly EndedTask[],
  sends: readonly EndedSend[],
  hands: HandWork,
): RehearsedMessage[] {
  const runs = new Map(launched.flatMap(({ outcome }) => outcome.enrolled.map((one) => [one.id, one])));
  const byTask = new Map(tasks.map((task) => [task.id, task]));
  const placeOf = (taskId: string) => {
    const task = byTask.get(taskId);
    const run = task && runs.get(task.enrolmentId);
    return run && { campaignId: run.campaignId, personId: run.personId, stepId: task.stepId };
  };
  const automatic = sends.flatMap(({ taskId, content, ...send }): RehearsedMessage[] => {
    const place = taskId && placeOf(taskId);
    if (!place) return [];
    const { messageId, at, inReplyTo, reply, state, recipient } = send;
    const { from, to = [{ email: recipient }], cc = [], subject, html, text = '' } = content;
    const said = { messageId, at, from, to, cc, subject, html, text, inReplyTo, reply };
    return [{ ...place, ...said, byHand: false, missing: [], outcome: outcomes[state] }];
  });
  const byHand = hands.mails.flatMap(({ taskId, ...mail }): RehearsedMessage[] => {
    const place = placeOf(taskId);
    return place ? [{ ...place, ...mail }] : [];
  });
  return [...automatic, ...byHand].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
