import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Rehearsal, TaskWork, WorldMix } from '../../lib/contract/rehearsal.ts';
import { moveOn } from '../campaigns/engine/engine.ts';
import { type LaunchInput, launchCampaign } from '../campaigns/launch.ts';
import { lookOn } from '../campaigns/look.ts';
import { planLaunch } from '../campaigns/plan.ts';
import type { Database } from '../db/open.ts';
import { findPeople } from '../db/queries/people.ts';
import { countAnew, findNextInstant, findTaskOfMessage } from '../db/queries/rehearsal.ts';
import { findTaskOwner } from '../db/queries/tasks.ts';
import { onlyChannel } from '../delivery/channels/channels.ts';
import { Desk } from '../delivery/desk.ts';
import { DotJournal } from '../delivery/journal.ts';
import { HandWork } from './hand-work.ts';
import { inbound } from './inbound.ts';
import { type Launched, report, type Told } from './report.ts';
import { VirtualClock } from './virtual-clock.ts';
import { World, type WorldEvent } from './world.ts';

const dayMs = 86_400_000;
/** Of the virtual clock; a campaign has 365 days, and people are late. */
const longestDays = 1200;

export interface RehearsalPlan {
  /** All from the same moment. */
  launches: readonly LaunchInput[];
  /** The moment of the launches, from which the virtual clock goes on. */
  startAt: Date;
  seed: number;
  mix: WorldMix;
  work: TaskWork;
}

export interface RehearsalOptions {
  /** Ends it early; what has happened so far is then of no use. */
  signal?: AbortSignal;
  /** Told now and then: the instant that the virtual clock has come to. */
  onProgress?: (now: Date) => void;
}

/** Everybody who has a part in a rehearsal. */
interface Stage {
  db: Database;
  workspaceId: string;
  clock: VirtualClock;
  world: World;
  desk: Desk;
  hands: HandWork;
  told: Told[];
  faults: unknown[];
  /** Launches and moments so far, and the number at which tables are counted again. */
  grown: { steps: number; countAt: number };
}

/** Nothing of it can be launched. */
export class RehearsalRefused extends Error {
  override readonly name = 'RehearsalRefused';
}

/**
 * Launches campaigns and lives through all that follows, on a virtual clock that jumps from one moment at which
 * something happens to the next. Launch, looks, engine, ledger and delivery are the server’s own; the channel leads to
 * the built-in world.
 *
 * @param db - a database of its own, whose only workspace this is: what happens in it is not undone
 * @throws {RehearsalRefused} when a launch is refused as a whole, saying why
 * @throws {DOMException} `AbortError`, when it was ended early
 */
export async function rehearse(
  db: Database,
  workspaceId: string,
  plan: RehearsalPlan,
  options: RehearsalOptions = {},
): Promise<Rehearsal> {
  const journalFolder = await mkdtemp(join(tmpdir(), 'utskick-rehearsal-'));
  const journal = new DotJournal(journalFolder, randomUUID());
  try {
    const stage = await setStage(db, workspaceId, plan, { journal, journalFolder });
    const launched = await launchAll(stage, plan.launches);
    const cutOff = await fastForward(stage, plan, options);
    await stage.desk.close();
    return await report({ ...stage, plan, launched, cutOff, now: stage.clock.now() });
  } finally {
    journal.close();
    await rm(journalFolder, { recursive: true, force: true });
  }
}

async function setStage(
  db: Database,
  workspaceId: string,
  { launches, startAt, seed, mix, work }: RehearsalPlan,
  { journal, journalFolder }: { journal: DotJournal; journalFolder: string },
): Promise<Stage> {
  const clock = new VirtualClock(startAt);
  const { now } = clock;
  const faults: unknown[] = [];
  const people = await findPeople(db.kysely, workspaceId, [
    ...new Set(launches.flatMap(({ personIds }) => personIds)),
  ]);
  const addresses = people.flatMap(({ email }) => email ?? []);
  const world = new World({ mix, seed, now, addresses });
  const log = { info: () => {}, error: (what: unknown) => void faults.push(what) };
  // A message’s tries are spread by what is the same in each rehearsal; its id is not.
  const spreadBy = ({ recipient, content }: { recipient: string; content: { subject: string } }) =>
    `${seed} ${recipient} ${content.subject}`;
  const desk = new Desk({ db, channels: onlyChannel(world), journalFolder, log, now, spreadBy }, journal);
  const hands = new HandWork({ db, workspaceId, world, work, seed, now });
  return { db, workspaceId, clock, world, desk, hands, told: [], faults, grown: { steps: 0, countAt: 1 } };
}

async function launchAll(stage: Stage, launches: readonly LaunchInput[]): Promise<Launched[]> {
  const { db, workspaceId, clock } = stage;
  const launched: Launched[] = [];
  for (const input of launches) {
    const planned = await planLaunch(db, workspaceId, input, clock.now());
    if (!planned.ok) throw new RehearsalRefused(planned.message);
    const launch = await launchCampaign(db, workspaceId, input, clock.now());
    if (!launch.ok) throw new RehearsalRefused(launch.message);
    launched.push({ input, plans: planned.value.plans, outcome: launch.value });
    await grow(stage);
  }
  return launched;
}

/** @returns whether it was ended with something left to happen */
async function fastForward(
  stage: Stage,
  { startAt }: RehearsalPlan,
  { signal, onProgress }: RehearsalOptions,
): Promise<boolean> {
  const { db, clock, world, hands } = stage;
  const end = new Date(startAt.getTime() + longestDays * dayMs);
  for (;;) {
    signal?.throwIfAborted();
    await settle(stage);
    await grow(stage);
    onProgress?.(clock.now());
    const next = soonest([await findNextInstant(db.kysely, clock.now()), world.nextAt(), hands.nextAt()]);
    if (next === null) return false;
    if (next > end) return true;
    clock.moveTo(next);
  }
}

/** Tables are counted whenever twice as much has happened: a rehearsal is over before the database does so by itself. */
async function grow({ db, grown }: Stage): Promise<void> {
  grown.steps += 1;
  if (grown.steps < grown.countAt) return;
  grown.countAt *= 2;
  await countAnew(db.kysely);
}

function soonest(instants: readonly (Date | null)[]): Date | null {
  const times = instants.flatMap((at) => at?.getTime() ?? []);
  return times.length === 0 ? null : new Date(Math.min(...times));
}

/** Everything that happens at one moment, until nothing more does. */
async function settle(stage: Stage): Promise<void> {
  const { db, clock, world, desk, hands, faults } = stage;
  const { now } = clock;
  const onError = (error: unknown) => void faults.push(error);
  for (;;) {
    let moved = 0;
    await desk.keepHouse();
    moved += await lookOn(db, now(), onError);
    moved += (await moveOn(db, now, onError)).moved;
    while ((await desk.work()) === 0) moved += 1;
    moved += await hands.workOff();
    for (const event of world.takeEvents()) {
      await bring(stage, event);
      moved += 1;
    }
    if (moved === 0) return;
  }
}

async function bring(stage: Stage, event: WorldEvent): Promise<void> {
  const { db, workspaceId, clock, hands, told } = stage;
  const { messageId, kind } = event;
  const byHand = hands.mails.find((mail) => mail.messageId === messageId);
  const taskId = byHand?.taskId ?? (await findTaskOfMessage(db.kysely, workspaceId, messageId));
  const owner = taskId ? await findTaskOwner(db.kysely, workspaceId, taskId) : null;
  if (!taskId || !owner) return;
  const of = { workspaceId, userId: owner.assigneeId, taskId };
  const acted = (await inbound[kind]?.(db, event, of, clock.now())) ?? false;
  told.push({ ...event, taskId, acted });
}
