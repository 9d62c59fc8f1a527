import { randomUUID } from 'node:crypto';
import type { WorldEventKind } from '../../lib/contract/rehearsal.ts';
import { absenceMail, bounceMail } from '../../lib/core/rehearsal/returned-mail.ts';
import type { Database } from '../db/open.ts';
import { findTask } from '../db/queries/tasks.ts';
import { takeIn } from '../inbound/take-in.ts';
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

/** It stands in a mailbox that is read. Of a mail by hand no Message-ID is known, so that nothing follows. */
const returned =
  (write: (event: WorldEvent, detail: string) => string): Bring =>
  async (db, event, _, now) => {
    const source = Buffer.from(write(event, event.detail));
    return (await takeIn(db, { source, receivedAt: event.at }, now)) !== null;
  };

/** By what each comes in; null: the server has no rule for it, so that a rehearsal only shows it. */
export const inbound: Readonly<Record<WorldEventKind, Bring | null>> = {
  reply,
  bounce: returned(bounceMail),
  outOfOffice: returned(absenceMail),
  opened: null,
  clicked: null,
  scanned: null,
};
