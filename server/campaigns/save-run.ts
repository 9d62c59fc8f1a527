import type { Campaign } from '../../lib/contract/campaign.ts';
import type { Person } from '../../lib/contract/person.ts';
import type { Advance } from '../../lib/core/campaign/advance.ts';
import type { Tx } from '../db/open.ts';
import type { ActivityDraft } from '../db/queries/activities.ts';
import type { ChangedTask } from '../db/queries/changes.ts';
import { saveEnrolment } from '../db/queries/enrolments.ts';
import { cancelTask, insertTasks } from '../db/queries/tasks.ts';
import { cancelSends } from '../delivery/ledger.ts';
import { draftRunActivity, draftTask, lookAtOf } from './effects.ts';
import { runSource } from './engine/source.ts';
import { withStandIns } from './stand-ins.ts';

/** What the rules have made of a locked run. */
export interface AdvancedRun {
  campaign: Campaign;
  /** Null: no longer there. */
  person: Pick<Person, 'language'> | null;
  advance: Advance;
}

/**
 * Writes a run and its effects.
 *
 * @returns what devices must hear of, and lines for the history that are not written yet
 */
export async function saveRun(
  tx: Tx,
  workspaceId: string,
  { campaign, person, advance }: AdvancedRun,
  at: string,
  now: Date,
): Promise<{ tasks: ChangedTask[]; activities: ActivityDraft[] }> {
  const { enrolment, effects } = advance;
  const tasks: ChangedTask[] = [];
  const activities: ActivityDraft[] = [];
  // Where a step was taken back, the one before it has its time again.
  const isStanding = enrolment.status === 'active' && !effects.some(({ type }) => type === 'createTask');
  await saveEnrolment(tx, workspaceId, enrolment, isStanding ? now : lookAtOf(effects), now);
  for (const effect of effects) {
    switch (effect.type) {
      case 'createTask': {
        const draft = draftTask(campaign, enrolment, effect, person?.language ?? null);
        const drafts = await withStandIns(tx, workspaceId, [draft], campaign, now);
        await insertTasks(tx, workspaceId, drafts, now);
        tasks.push(...drafts.map(({ id, assigneeId }) => ({ id, userId: assigneeId, appeared: true })));
        break;
      }
      case 'cancelTask':
        // It may have been given to somebody else meanwhile.
        tasks.push(await cancelTask(tx, workspaceId, effect.taskId, 'taken_back', at, now));
        await cancelSends(tx, workspaceId, { sourcesFrom: runSource(enrolment.id) }, 'taken_back', now);
        break;
      case 'completeEnrolment':
        activities.push(draftRunActivity('campaign.completed', campaign, enrolment, at));
        break;
    }
  }
  return { tasks, activities };
}
