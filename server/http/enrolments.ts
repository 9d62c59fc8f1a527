import { ok } from '../../lib/contract/result.ts';
import { planOfRun } from '../campaigns/plan.ts';
import { sayReplied, stopEnrolment, undoSaid } from '../campaigns/runs.ts';
import { stopMany } from '../campaigns/stop-many.ts';
import type { HandlersOf } from './handlers.ts';

/** Endpoints about one person's run of a campaign. */
export const enrolmentHandlers: HandlersOf<
  'enrolments.plan' | 'enrolments.replied' | 'enrolments.stop' | 'enrolments.stopMany' | 'enrolments.undo'
> = {
  'enrolments.plan': async ({ db, workspaceId, userId, now }, { params }) =>
    await planOfRun(db, workspaceId, params.id, now, userId),
  'enrolments.replied': async (context, { params, body }) =>
    await sayReplied(context.db, context, { ...body, enrolmentId: params.id }, context.now),
  'enrolments.stop': async (context, { params, body }) =>
    await stopEnrolment(context.db, context, { ...body, enrolmentId: params.id }, context.now),
  'enrolments.stopMany': async (context, { body }) =>
    ok(await stopMany(context.db, context, body.runs, context.now)),
  'enrolments.undo': async (context, { params, body }) =>
    await undoSaid(context.db, context, { ...body, enrolmentId: params.id }, context.now),
};
