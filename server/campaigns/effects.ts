import { randomUUID } from 'node:crypto';
import type { Campaign, Enrolment } from '../../lib/contract/campaign.ts';
import type { EnrolmentEffect } from '../../lib/core/campaign/advance.ts';
import { textForPerson } from '../../lib/core/library/copies.ts';
import type { ActivityDraft } from '../db/queries/activities.ts';
import type { TaskDraft } from '../db/queries/tasks.ts';

type CreateTask = Extract<EnrolmentEffect, { type: 'createTask' }>;

/**
 * The task that a step becomes for one person. It takes the step's text along, as it is at this moment.
 * @param language - the person's, in which they get the text if the step has it
 */
export function draftTask(
  campaign: Campaign,
  enrolment: Enrolment,
  effect: CreateTask,
  language: string | null,
): TaskDraft {
  const { step } = effect;
  return {
    id: randomUUID(),
    type: step.type,
    title: step.title,
    priority: 'normal',
    dueAt: effect.dueAt,
    details: step.details,
    email: step.email && textForPerson(step.email, language),
    assigneeId: enrolment.assigneeId,
    personId: enrolment.personId,
    campaignId: campaign.id,
    enrolmentId: enrolment.id,
    stepId: step.id,
    dayNumber: effect.dayNumber,
    stepNumber: effect.stepNumber,
    ...(effect.automatic && { automatic: 'step' }),
  };
}

/** When a run must be looked at that has come to these. */
export function lookAtOf(effects: readonly EnrolmentEffect[]): string | null {
  return effects.find((effect) => effect.type === 'createTask')?.until ?? null;
}

/** A line of a person's history about a whole run. */
export function draftRunActivity(
  kind: 'campaign.started' | 'campaign.completed',
  campaign: Campaign,
  enrolment: Enrolment,
  at: string,
): ActivityDraft {
  return {
    id: randomUUID(),
    at,
    kind,
    personId: enrolment.personId,
    taskId: null,
    campaignId: campaign.id,
    byUserId: enrolment.assigneeId,
    title: campaign.name,
    note: null,
    detail: null,
  };
}
