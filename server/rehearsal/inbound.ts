import { randomUUID } from 'node:crypto';
import type { WorldEventKind } from '../../lib/contract/rehearsal.ts';
import type { Database } from '../db/open.ts';
import { findTask } from '../db/queries/tasks.ts';
import { pushActions } from '../sync/push.ts';
import type { WorldEvent } from './world.ts';

/** The task whose mail something is about. */
export interface Answered {
  workspaceId: string;
  userId: string;
  taskId: string;
}

/**
 * Brings something from the world to the server, by the way on which it hears of such things every day.
 * @returns whether the server did something with it
 */
type Bring = (db: Database, event: WorldEvent, of: Answered, now: Date) => Promise<boolean>;

/** A mail client that shows the thread sees the answer, and says so. */
const reply: Bring = async (db, { at, messageId }, { workspaceId, userId, taskId }, now) => {
  const task = await findTask(db.kysely, workspaceId, userId, taskId);
  if (!task) return false;
  const action = {
    kind: 'task.replied',
    id: randomUUID(),
    taskId,
    actedAt: at.toISOString(),
    baseVersion: task.version,
    ids: { reply: `answer to ${messageId}` },
  } as const;
  const { answers } = await pushActions(db, { workspaceId, userId }, [action], now);
  return answers[0]?.result === 'accepted';
};

/** By what each comes in; null: the server has no rule for it, so that a rehearsal only shows it. */
export const inbound: Readonly<Record<WorldEventKind, Bring | null>> = {
  reply,
  bounce: null,
  outOfOffice: null,
  opened: null,
  clicked: null,
  scanned: null,
};
