import type { Me } from '../../../lib/contract/account.ts';
import type { Campaign, Enrolment } from '../../../lib/contract/campaign.ts';
import type { Person } from '../../../lib/contract/person.ts';
import type { Task } from '../../../lib/contract/task.ts';
import type { SendState } from '../../../lib/core/send/state.ts';
import { getWriters } from '../../accounts/writer.ts';
import type { Tx } from '../../db/open.ts';
import { findCampaignsOfRuns } from '../../db/queries/campaign-versions.ts';
import { listChannelsOf, type StoredChannel } from '../../db/queries/channels.ts';
import { listSendStates } from '../../db/queries/due-mails.ts';
import { lockEnrolments } from '../../db/queries/enrolments.ts';
import type { DueMail } from '../../db/queries/looks.ts';
import { findPeople } from '../../db/queries/people.ts';
import { listStopped } from '../../db/queries/sending-stops.ts';
import { lockTasks } from '../../db/queries/tasks.ts';

/** A due mail with all that it is made of; its run is locked. */
export interface Ready {
  workspaceId: string;
  task: Task & { email: NonNullable<Task['email']>; stepId: string };
  enrolment: Enrolment;
  campaign: Campaign;
  person: Person;
  /** In whose name it goes. */
  me: Me;
  /** Through which account; null: as the server sends. */
  channel: StoredChannel | null;
  /** Their account was removed: mails are held until there is another. */
  isStopped: boolean;
  /** How often it was planned and taken back before it left. */
  takenBack: number;
}

/**
 * Reads what the due mails of a workspace are made of, each thing once. Those that are no longer due are left out: they
 * are looked at again behind the lock.
 */
export async function readDue(tx: Tx, workspaceId: string, due: readonly DueMail[]): Promise<Ready[]> {
  const open = await lockOpen(tx, workspaceId, due);
  if (open.length === 0) return [];
  const runs = open.map(({ enrolment }) => enrolment);
  const campaignOf = await findCampaignsOfRuns(tx, workspaceId, runs);
  const people = byId(await findPeople(tx, workspaceId, [...new Set(open.map(({ task }) => task.personId))]));
  const senderIds = [...new Set(runs.map(({ assigneeId }) => assigneeId))];
  const writerOf = await getWriters(tx, workspaceId, senderIds);
  const senders = senderIds.map((senderId) => ({ workspaceId, senderId }));
  const channels = await listChannelsOf(tx, senders);
  const stopped = new Set((await listStopped(tx, senders)).map(({ senderId }) => senderId));
  return open.map(({ task, enrolment, takenBack }) => {
    const { email, stepId } = task;
    const campaign = campaignOf(enrolment);
    const person = people.get(task.personId);
    if (!email || !stepId || !campaign || !person)
      throw new Error(`expected a step's mail with its campaign and person, got task ${task.id}`);
    const me = writerOf(enrolment.assigneeId);
    const channel = channels.find(({ userId }) => userId === enrolment.assigneeId) ?? null;
    const mail = { ...task, email, stepId };
    const isStopped = stopped.has(enrolment.assigneeId);
    return { workspaceId, task: mail, enrolment, campaign, person, me, channel, isStopped, takenBack };
  });
}

/** Runs before their tasks, as everybody locks them. */
async function lockOpen(tx: Tx, workspaceId: string, due: readonly DueMail[]) {
  const enrolmentIds = due.map(({ enrolmentId }) => enrolmentId);
  const taskIds = due.map(({ taskId }) => taskId);
  const enrolments = byId(await lockEnrolments(tx, workspaceId, enrolmentIds));
  const tasks = byId(await lockTasks(tx, workspaceId, taskIds));
  const states = await listSendStates(tx, workspaceId, taskIds);
  return due.flatMap(({ enrolmentId, taskId }) => {
    const enrolment = enrolments.get(enrolmentId);
    const task = tasks.get(taskId);
    const sends: readonly SendState[] = states.get(taskId) ?? [];
    if (enrolment?.status !== 'active' || task?.status !== 'open' || !task.automatic || task.held) return [];
    if (sends.some((state) => state !== 'cancelled')) return [];
    return [{ enrolment, task, takenBack: sends.length }];
  });
}

function byId<T extends { id: string }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.id, row]));
}
