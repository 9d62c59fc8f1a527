import type { Step } from '../../contract/campaign.ts';
import { isAutomatic } from '../schedule/run.ts';

/** Why a step stays with its sender while somebody stands in for them. */
export type KeptFromStandIn = 'automatic' | 'followUp';

/**
 * What of a campaign a stand-in cannot do: mails that leave by themselves, in the name of who launched the run, and
 * follow-ups, which answer a mail in that user's own mailbox. All else they do in their own name.
 *
 * @returns null: it goes to the stand-in
 */
export function keptFromStandIn(step: Pick<Step, 'type' | 'send' | 'followUp'>): KeptFromStandIn | null {
  if (isAutomatic(step)) return 'automatic';
  return step.type === 'email' && step.followUp ? 'followUp' : null;
}

/** An absence in which somebody stands in. */
export interface StandIn {
  absenceId: string;
  /** Who is away, and who does their tasks. */
  userId: string;
  standInId: string;
  /** ISO 8601 with `Z`; `until` is not part of it. */
  from: string;
  until: string;
  /** When the stand-in is away too, so that nobody does them. */
  alone?: readonly { from: string; until: string }[];
}

/** The parts of an absence in which another one meets it. */
export function partsMet(
  { from, until }: { from: string; until: string },
  others: readonly { from: string; until: string }[],
): { from: string; until: string }[] {
  return others
    .filter((other) => other.from < until && from < other.until)
    .map((other) => ({
      from: other.from > from ? other.from : from,
      until: other.until < until ? other.until : until,
    }));
}

/** A task as far as it says to whom it goes. */
export interface TaskToHandOver {
  assigneeId: string;
  dueAt: string;
  automatic: boolean;
}

/**
 * Whose absence takes a task to somebody else: one of the assignee that the task falls due in.
 *
 * @param standIns - those of absences that do not meet for one user
 * @param step - that it has come from; null: it is of no campaign
 */
export function findStandIn(
  standIns: readonly StandIn[],
  { assigneeId, dueAt, automatic }: TaskToHandOver,
  step: Pick<Step, 'type' | 'send' | 'followUp'> | null,
): StandIn | null {
  if (automatic || (step && keptFromStandIn(step) !== null)) return null;
  const dueMs = Date.parse(dueAt);
  const isDueIn = ({ from, until }: { from: string; until: string }) =>
    dueMs >= Date.parse(from) && dueMs < Date.parse(until);
  const covers = (one: StandIn) => one.userId === assigneeId && isDueIn(one) && !one.alone?.some(isDueIn);
  return standIns.find(covers) ?? null;
}
