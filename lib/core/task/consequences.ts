import type { Task } from '../../contract/task.ts';
import type { RunsGoingOn, TaskConsequences, TaskDeed, TaskFailure } from '../../contract/task-changes.ts';
import type { EnrolmentEffect } from '../campaign/advance.ts';
import type { TaskAct } from './deed.ts';

/** One task, what would be done to it, and what its run would make of that. */
export interface ForetoldTask {
  task: Task;
  act: TaskAct;
  /** Of `complete` and `skip`: as `advanceEnrolment` has them; empty where no run goes on. */
  effects: readonly EnrolmentEffect[];
  /** It is the step at which a run stands that is under way. */
  isCurrent: boolean;
}

/** What all of it comes to, in numbers that a person can judge by. */
export function addUpConsequences(
  deed: TaskDeed,
  foretold: readonly ForetoldTask[],
  failures: TaskFailure[],
): TaskConsequences {
  const count = (is: (one: ForetoldTask) => boolean): number => foretold.filter(is).length;
  const isMoved = deed.kind === 'move';
  const isClosed = ({ act }: ForetoldTask): boolean => act.act !== 'move' && act.act !== 'assign';
  const goingOn = groupByStep(foretold);
  return {
    tasks: foretold.length,
    skippedInstead: deed.kind === 'delete' ? count(({ act }) => act.act === 'skip') : 0,
    goingOn,
    ending: count(({ effects }) => effects.some(({ type }) => type === 'completeEnrolment')),
    leaving: goingOn.reduce((sum, { automatic, runs }) => sum + (automatic ? runs : 0), 0),
    stopped: count((one) => isClosed(one) && one.task.automatic !== undefined),
    unsent: count(({ act, task }) => act.act === 'complete' && task.type === 'email'),
    waiting: isMoved ? count(({ isCurrent, task }) => isCurrent && task.automatic === undefined) : 0,
    movedMails: isMoved ? count(({ task }) => task.automatic !== undefined) : 0,
    handedOver: count(({ act, task }) => act.act === 'assign' && task.campaignId !== null),
    failures,
  };
}

/** Runs by the step that they go on to, soonest first. */
function groupByStep(foretold: readonly ForetoldTask[]): RunsGoingOn[] {
  const groups = new Map<string, RunsGoingOn>();
  for (const { task, effects } of foretold) {
    for (const effect of effects) {
      if (effect.type !== 'createTask') continue;
      const key = `${task.campaignId} ${effect.step.id} ${effect.automatic}`;
      const group = groups.get(key);
      groups.set(key, group ? joined(group, effect.dueAt) : first(task, effect));
    }
  }
  return [...groups.values()].sort((a, b) => a.firstAt.localeCompare(b.firstAt));
}

function first(task: Task, effect: Extract<EnrolmentEffect, { type: 'createTask' }>): RunsGoingOn {
  const { step, dayNumber, automatic, dueAt } = effect;
  return {
    campaignId: task.campaignId ?? '',
    campaignName: task.campaignName ?? '',
    stepId: step.id,
    stepTitle: step.title,
    dayNumber,
    automatic,
    runs: 1,
    firstAt: dueAt,
    lastAt: dueAt,
  };
}

function joined(group: RunsGoingOn, dueAt: string): RunsGoingOn {
  return {
    ...group,
    runs: group.runs + 1,
    firstAt: dueAt < group.firstAt ? dueAt : group.firstAt,
    lastAt: dueAt > group.lastAt ? dueAt : group.lastAt,
  };
}
