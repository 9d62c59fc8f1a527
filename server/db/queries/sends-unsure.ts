import { sql } from 'kysely';
import type { Db } from '../open.ts';
import type { SendKey } from './sends-claim.ts';

/** A send that ended without an answer. */
export interface UnsureSend extends SendKey {
  senderId: string;
  messageId: string;
  /** Name of the channel that it went through. */
  channel: string | null;
  since: Date;
}

/** Sends that have been unsure since a moment or later, the newest first. */
export async function listUnsureSince(db: Db, since: Date, most: number): Promise<UnsureSend[]> {
  const { rows } = await sql<UnsureSend>`
    select workspace_id as "workspaceId", id, fence, sender_id as "senderId", message_id as "messageId", channel,
      updated_at as since
    from sends where state = 'unsure' and cause = 'no_answer' and updated_at >= ${since}
    order by updated_at desc limit ${most}`.execute(db);
  return rows;
}
